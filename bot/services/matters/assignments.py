"""Assignments: given, acknowledged, returned once, paused and resumed, with their deadlines."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime

from bot.domain.councils.council import NAME_LIMIT, Account, Council, Member
from bot.domain.hierarchy import escalation_ladder
from bot.domain.hierarchy.errors import UpTheLadder
from bot.domain.hierarchy.escalation_ladder import Level
from bot.domain.matters.acts import Act
from bot.domain.matters.assignment import Assignment
from bot.domain.matters.errors import NotPaused, Paused, ReturnedOnce, SameAssignment
from bot.domain.matters.matter import Entry, Matter, check_permitted, transition
from bot.domain.matters.state import State
from bot.domain.shared.audit_log import Facts
from bot.domain.shared.date_parsing import parse_day
from bot.domain.shared.errors import NoSuchDay, PastDay
from bot.domain.shared.job import JobParams
from bot.domain.shared.masking import shown_text
from bot.domain.shared.message_params import MessageParams
from bot.domain.shared.reminder import ReminderKind
from bot.domain.shared.reply import Reply
from bot.domain.shared.working_days import add_working_days, end_of_period
from bot.ports import Tx
from bot.services.councils import members
from bot.services.matters import long_runs
from bot.services.matters.procedures import check_stages
from bot.services.matters.repository import REASON_LIMIT, clean_text, get_matter, save
from bot.services.shared import jobs
from bot.services.shared.council_time import day_now, end_of_night, morning_after, past_day_error
from bot.services.shared.enqueue import enqueue
from bot.services.shared.holidays import holidays
from bot.services.shared.morning_jobs import remind

ASSIGNING_ACTS = frozenset({Act.ASSIGN, Act.WHISTLE, Act.UNACKNOWLEDGED, Act.ESCALATE, Act.REOPEN_ABOVE})


def job_subject(matter: Matter) -> str:
    """Return the subject of the jobs of a matter."""
    return f"matter/{matter.key}"


def job_params(matter: Matter) -> JobParams:
    """Return the params of the jobs of a matter."""
    return JobParams(council=matter.council, matter=matter.number)


def schedule_overdue_check(tx: Tx, council: Council, matter: Matter) -> None:
    """Schedule the check whether the matter is late, at nine in the morning after its deadline."""
    if matter.assignment.due:
        jobs.schedule(
            tx,
            Act.OVERDUE,
            job_subject(matter),
            morning_after(council, matter.assignment.due),
            params=job_params(matter),
        )


def start_deadlines(tx: Tx, council: Council, matter: Matter, *, by_clock: bool = False, now: datetime) -> None:
    """Start both deadlines of a new assignment, for acknowledging and for completing it, and notify the handler.

    What the clock assigned stands in the handler's next morning list.
    """
    schedule_overdue_check(tx, council, matter)
    last = add_working_days(day_now(council, now), council.limits.acknowledge, holidays()).day
    jobs.schedule(tx, Act.UNACKNOWLEDGED, job_subject(matter), morning_after(council, last), params=job_params(matter))
    if by_clock:
        remind_handler(tx, council, matter, ReminderKind.HANDED_UP, now=now)
    else:
        notify_persons(tx, matter, [matter.assignment.handler], "matter.yours", now=now)


def remind_handler(tx: Tx, council: Council, matter: Matter, kind: ReminderKind, *, now: datetime) -> None:
    """Add a matter to the handler's next morning list; without a private chat the group's news names them."""
    for member in members.members_of(tx, matter.council, [matter.assignment.handler]).values():
        remind(tx, council, member, kind, number=matter.number, now=now)


def cancel_deadlines(tx: Tx, matter: Matter) -> None:
    """Cancel both deadlines of an assignment."""
    jobs.cancel(tx, job_subject(matter), Act.OVERDUE)
    jobs.cancel(tx, job_subject(matter), Act.UNACKNOWLEDGED)


def notify_persons(
    tx: Tx, matter: Matter, persons: Iterable[int | None], view: str, *, now: datetime, entry: int = 0
) -> None:
    """Notify people who have a private chat; the others are named in the group's news.

    `entry`: the place in the timeline of the step that is told.
    """
    silent = end_of_night(members.get_council(tx, matter.council), now) is not None
    for member, chat in members.private_chats(members.members_of(tx, matter.council, persons).values()):
        enqueue(
            tx,
            id=f"{view}/{matter.key}/{member.person}/{len(matter.timeline)}/{now.date()}",
            chat=chat,
            group=False,
            view=view,
            params=MessageParams(council=matter.council, matter=matter.number, person=member.person, entry=entry),
            now=now,
            silent=silent,
            remember=True,  # it follows what its reader does, and a command that replies to it is about its matter
        )


def assign_matter(
    tx: Tx,
    *,
    council: int,
    number: int,
    by: Member,
    handler: Member | str,
    day: date,
    known: bool = True,
    now: datetime,
) -> Reply:
    """Assign a resolved matter until the end of a day (in the council's zone), or take it from its handler for another.

    The handler before is told in private. A handler without an account is stored by name; the officers report for
    them. `known`: no holiday can move the day. Raises PastDay, UpTheLadder, SameAssignment.
    """
    matter = get_matter(tx, council, number)
    check_permitted(matter, Act.ASSIGN, by)
    check_stages(tx, matter, Act.ASSIGN, now)
    its_council = members.get_council(tx, council)
    if day < day_now(its_council, now):
        raise PastDay
    person = handler.person if isinstance(handler, Member) else None
    name = "" if isinstance(handler, Member) else shown_text(handler, NAME_LIMIT)
    level = _level_of(its_council, matter, person, name)
    assignment = Assignment(handler=person, handler_name=name, due=day, due_known=known, acknowledged=False)
    before = matter.assignment if matter.assignment.is_given else None
    if before and before.is_same(assignment):
        raise SameAssignment(number=number, act=Act.ASSIGN, state=matter.state)
    if before and replace(before, paused=None).is_same(assignment):
        before = None  # only its clock runs again
    entry = Entry(at=now, what=Act.ASSIGN, person=by.person, text=day.isoformat(), given=assignment, taken=before)
    changed = transition(matter, Act.ASSIGN, entry=entry, level=level, assignment=assignment)
    start_deadlines(tx, its_council, changed, now=now)
    if before:
        place = len(matter.timeline)
        notify_persons(tx, changed, {before.handler} - {person, by.person}, "matter.taken", now=now, entry=place)
    facts: Facts = {"handler": person or 0, "due": day.isoformat()}
    save(tx, changed, Act.ASSIGN, by=by, now=now, facts=facts)
    return Reply("did_reassign" if before else "did_assign", {"number": number})


def _level_of(council: Council, matter: Matter, person: int | None, name: str) -> Level:
    """Return the level of an assignment: the handler's when they are on duty below it, else the matter's.

    Raises UpTheLadder for a handler on duty above: escalating needs a reason.
    """
    on_duty = [step for step in escalation_ladder.steps(council.ladder) if step.manned]
    levels = [step.level for step in on_duty if (step.person, step.person_name) == (person, name)]
    if not levels or matter.level in levels:
        return matter.level
    if min(levels) > matter.level:
        raise UpTheLadder(number=matter.number)
    return max(level for level in levels if level < matter.level)


def parse_due_day(council: Council, text: str, now: datetime) -> date:
    """Return the day named in a text, in the council's zone; raises NoSuchDay, PastDay."""
    here = day_now(council, now)
    day = parse_day(text, here)
    if day is None:
        raise NoSuchDay
    if day < here:
        raise past_day_error(text, here)
    return day


def find_handler(tx: Tx, *, council: int, text: str, mentioned: Account | None, by: Member) -> Member | str:
    """Return the handler named: a mentioned account, a member on the roster, or any name as text.

    Raises TooShort when nothing is written, NoSuchPerson for a member who left.
    """
    if mentioned and mentioned.acts:
        return members.get_person(tx, council, members.register_member(tx, council, mentioned, acting=False).person)
    name, _ = clean_text(text, NAME_LIMIT, shortest=1)
    return members.find_on_roster(tx, council, name, by) or name


def in_time(council: Council, matter: Matter, now: datetime) -> bool:
    """Return whether the newest assignment is acknowledged within the council's limit, or a day of grace."""
    for entry in reversed(matter.timeline):
        if entry.what == Act.GRACE:
            return day_now(council, now) <= date.fromisoformat(entry.text)
        if entry.what in ASSIGNING_ACTS:
            last = add_working_days(day_now(council, entry.at), council.limits.acknowledge, holidays())
            return day_now(council, now) <= last.day
    return True


def days_to_acknowledge(council: Council, matter: Matter) -> tuple[date, date] | None:
    """Return the day on which half of the time to acknowledge the newest assignment is over, and the last day of it."""
    for entry in reversed(matter.timeline):
        if entry.what == Act.GRACE:
            last = date.fromisoformat(entry.text)
            return last, last
        if entry.what in ASSIGNING_ACTS:
            begun, days = day_now(council, entry.at), council.limits.acknowledge
            half, last = (add_working_days(begun, n, holidays()).day for n in (-(-days // 2), days))
            return half, last
    return None


def acknowledged_in_time(tx: Tx, matter: Matter, now: datetime) -> bool | None:
    """Return whether a matter counts as acknowledged in time, now that it is being worked on."""
    if matter.assignment.acknowledged is None:
        return None
    return matter.assignment.acknowledged or in_time(members.get_council(tx, matter.council), matter, now)


def acknowledge(tx: Tx, *, council: int, number: int, by: Member, now: datetime) -> Reply:
    """Acknowledge an assignment, by its handler."""
    matter = get_matter(tx, council, number)
    check_permitted(matter, Act.ACK, by)
    jobs.cancel(tx, job_subject(matter), Act.UNACKNOWLEDGED)
    assignment = replace(matter.assignment, acknowledged=acknowledged_in_time(tx, matter, now))
    entry = Entry(at=now, what=Act.ACK, person=by.person)
    changed = transition(matter, Act.ACK, entry=entry, assignment=assignment)
    save(tx, changed, Act.ACK, by=by, now=now)
    return Reply("did_ack", {"number": number})


def return_matter(tx: Tx, *, council: int, number: int, by: Member, reason: str, now: datetime) -> Reply:
    """Return an assignment, once, with a reason: to be assigned again; an escalated one goes down a level.

    Raises ReturnedOnce.
    """
    matter = get_matter(tx, council, number)
    check_permitted(matter, Act.RETURN, by)
    if matter.returned:
        raise ReturnedOnce(number=number)
    words, _ = clean_text(reason, REASON_LIMIT)
    its_council = members.get_council(tx, council)
    lower = (
        escalation_ladder.level_below(its_council.ladder, matter.level)
        if matter.level > its_council.level
        else matter.level
    )
    climbed = (matter.level, lower) if lower is not matter.level else ()
    cancel_deadlines(tx, matter)
    entry = Entry(at=now, what=Act.RETURN, person=by.person, text=words, climbed=climbed)
    released = matter.assignment.released()
    changed = transition(matter, Act.RETURN, entry=entry, returned=True, level=lower, assignment=released)
    save(tx, changed, Act.RETURN, by=by, now=now)
    return Reply("did_return", {"number": number})


def start_long_run(tx: Tx, *, council: int, number: int, by: Member, reason: str, now: datetime) -> Reply:
    """Make a matter a long one, which depends on others: its deadline stops, with a reason that everybody reads."""
    matter = get_matter(tx, council, number)
    check_permitted(matter, Act.LONG_RUN, by)
    words, _ = clean_text(reason, REASON_LIMIT)
    cancel_deadlines(tx, matter)
    entry = Entry(at=now, what=Act.LONG_RUN, person=by.person, text=words)
    waiting = transition(matter, Act.LONG_RUN, entry=entry, assignment=matter.assignment.without_deadline())
    save(tx, waiting, Act.LONG_RUN, by=by, now=now)
    long_runs.schedule_ask(tx, waiting, now=now)
    return Reply("did_long_run", {"number": number})


def pause_clock(tx: Tx, *, council: int, number: int, by: Member, reason: str, now: datetime) -> Reply:
    """Pause the deadlines of a matter, with a reason that its proposer reads. Raises Paused."""
    matter = get_matter(tx, council, number)
    check_permitted(matter, Act.PAUSE, by)
    if matter.assignment.paused:
        raise Paused(number=number)
    words, _ = clean_text(reason, REASON_LIMIT)
    cancel_deadlines(tx, matter)
    entry = Entry(at=now, what=Act.PAUSE, person=by.person, text=words)
    paused = replace(matter.assignment, paused=day_now(members.get_council(tx, council), now))
    changed = transition(matter, Act.PAUSE, entry=entry, assignment=paused)
    save(tx, changed, Act.PAUSE, by=by, now=now)
    return Reply("did_pause", {"number": number})


def resume_clock(tx: Tx, *, council: int, number: int, by: Member, now: datetime) -> Reply:
    """Resume the deadlines: the due day moves by the days of the pause, to a working day. Raises NotPaused."""
    matter = get_matter(tx, council, number)
    check_permitted(matter, Act.RESUME, by)
    assignment = matter.assignment
    if assignment.paused is None:
        raise NotPaused(number=number)
    its_council = members.get_council(tx, council)
    rested = (day_now(its_council, now) - assignment.paused).days
    if assignment.due and rested:
        last = end_of_period(assignment.due, rested, holidays())
        assignment = assignment.with_deadline(last.day, known=last.known)
    entry = Entry(at=now, what=Act.RESUME, person=by.person, text=assignment.due.isoformat() if assignment.due else "")
    changed = transition(matter, Act.RESUME, entry=entry, assignment=replace(assignment, paused=None))
    schedule_overdue_check(tx, its_council, changed)
    if changed.state is State.DISPATCHED:
        again = add_working_days(day_now(its_council, now), its_council.limits.acknowledge, holidays()).day
        jobs.schedule(
            tx, Act.UNACKNOWLEDGED, job_subject(matter), morning_after(its_council, again), params=job_params(matter)
        )
    save(tx, changed, Act.RESUME, by=by, now=now)
    return Reply("did_resume", {"number": number})
