"""Assign, report progress, complete and verify resolved matters."""

from dataclasses import replace
from datetime import date, datetime

from bot.domain import errors
from bot.domain.councils.council import NAME_LIMIT, Account, Council, Member
from bot.domain.hierarchy import escalation_ladder
from bot.domain.hierarchy.escalation_ladder import Level
from bot.domain.matters.acts import Act
from bot.domain.matters.assignment import Assignment
from bot.domain.matters.matter import (
    LOOK_BACK,
    Answer,
    Entry,
    Feedback,
    Matter,
    can,
    check_permitted,
    check_photo,
    is_alone,
    is_asked,
    is_overdue,
    progress_act,
    transition,
)
from bot.domain.matters.procedure import PROCEDURES
from bot.domain.shared.audit_log import Facts
from bot.domain.shared.date_parsing import parse_day
from bot.domain.shared.incoming_message import Attachment
from bot.domain.shared.job import Job
from bot.domain.shared.masking import shown_text
from bot.domain.shared.reply import Reply
from bot.ports import Tx
from bot.services.councils import members
from bot.services.hierarchy.escalation import escalate, next_level
from bot.services.matters.assignments import (
    acknowledged,
    cancel_deadlines,
    job_subject,
    notify_persons,
    params,
    schedule_overdue_check,
    start_deadlines,
)
from bot.services.matters.procedures import check_ballot, check_stages
from bot.services.matters.repository import REASON_LIMIT, clean_text, get_matter, save, supporters
from bot.services.shared import jobs
from bot.services.shared.council_time import day_now, morning_after, past_day_error
from bot.services.shared.holidays import holidays

WORDS_LIMIT = 1000
ANSWERED = {Answer.YES: Act.ANSWER_YES, Answer.MOSTLY: Act.ANSWER_MOSTLY}  # discontent reopens and is written as that


def resolve_matter(tx: Tx, *, council: int, number: int, by: Member, text: str, now: datetime) -> Reply:
    """Record the resolution; its assignment follows (`assign`). Raises StagesMissing."""
    matter = get_matter(tx, council, number)
    check_permitted(matter, Act.RESOLVE, by)
    check_ballot(tx, matter, now)
    words, _ = clean_text(text, WORDS_LIMIT)
    entry = Entry(at=now, what=Act.RESOLVE, person=by.person, text=words)
    # Corrected before anybody works on it, a resolution replaces the one before; the timeline shows both.
    changed = transition(matter, Act.RESOLVE, entry=entry, resolution=words, publication=None)
    save(tx, changed, Act.RESOLVE, by=by, now=now)
    return Reply("did_resolve", {"number": number})


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
    """Assign a resolved matter until the end of a day (in the council's zone). Raises PastDay, UpTheLadder.

    A handler without an account is stored by name; the officers report for them. `known`: no holiday can move the day.
    """
    matter = get_matter(tx, council, number)
    check_permitted(matter, Act.ASSIGN, by)
    check_stages(tx, matter, Act.ASSIGN, now)
    home = members.get_council(tx, council)
    if day < day_now(home, now):
        raise errors.PastDay
    person = handler.person if isinstance(handler, Member) else None
    name = "" if isinstance(handler, Member) else shown_text(handler, NAME_LIMIT)
    level = _level_of(home, matter, person, name)
    entry = Entry(at=now, what=Act.ASSIGN, person=by.person, text=day.isoformat())
    assignment = Assignment(handler=person, handler_name=name, due=day, due_known=known, acknowledged=False)
    changed = transition(matter, Act.ASSIGN, entry=entry, level=level, assignment=assignment)
    start_deadlines(tx, home, changed, now=now)
    facts: Facts = {"handler": person or 0, "due": day.isoformat()}
    save(tx, changed, Act.ASSIGN, by=by, now=now, facts=facts)
    return Reply("did_assign", {"number": number})


def _level_of(home: Council, matter: Matter, person: int | None, name: str) -> Level:
    """Return the level on which somebody takes a matter: theirs when they are on duty below it, else where it is.

    Raises UpTheLadder for who is on duty above: what goes up goes with a reason.
    """
    on_duty = [rung for rung in escalation_ladder.steps(home.ladder) if rung.manned]
    levels = [rung.level for rung in on_duty if (rung.person, rung.person_name) == (person, name)]
    if not levels or matter.level in levels:
        return matter.level
    if min(levels) > matter.level:
        raise errors.UpTheLadder(number=matter.number)
    return max(level for level in levels if level < matter.level)


def parse_due_day(home: Council, text: str, now: datetime) -> date:
    """Return the day named in a text, in the council's zone; raises NoSuchDay, PastDay."""
    here = day_now(home, now)
    day = parse_day(text, here)
    if day is None:
        raise errors.NoSuchDay
    if day < here:
        raise past_day_error(text, here)
    return day


def mark_overdue(tx: Tx, row: Job, now: datetime) -> None:
    """Escalate an overdue matter, where the next level has somebody on duty.

    Elsewhere remind the handler once a day, and the group the first time; the next check is tomorrow.
    """
    matter = get_matter(tx, int(row.params["council"]), int(row.params["matter"]))
    home = members.get_council(tx, matter.council)
    if not is_overdue(matter, day_now(home, now)):
        return
    rung = next_level(tx, home, matter)
    if rung and can(matter, Act.ESCALATE):
        escalate(tx, home, matter, rung, Act.ESCALATE, by=None, now=now)
        return
    if not row.params.get("told"):
        matter = transition(
            matter, Act.OVERDUE, entry=Entry(at=now, what=Act.OVERDUE), assignment=replace(matter.assignment, late=True)
        )
        save(tx, matter, Act.OVERDUE, by=None, now=now)
    notify_persons(tx, matter, [matter.assignment.handler], "matter.late", now=now)
    again = morning_after(home, day_now(home, now))
    jobs.schedule(tx, Act.OVERDUE, job_subject(matter), again, params={**params(matter), "told": True})


def report_progress(
    tx: Tx,
    *,
    council: int,
    number: int,
    by: Member,
    text: str,
    attachments: tuple[Attachment, ...] = (),
    now: datetime,
) -> Reply:
    """Add a progress report to the timeline and announce it in the group."""
    return _step(tx, council, number, Act.PROGRESS, by=by, text=text, attachments=attachments, now=now)


def report_done(
    tx: Tx,
    *,
    council: int,
    number: int,
    by: Member,
    text: str,
    attachments: tuple[Attachment, ...] = (),
    now: datetime,
) -> Reply:
    """Report a matter done, announce it, and ask proposer and supporters whether it is really solved."""
    notice = _step(tx, council, number, Act.DONE, by=by, text=text, attachments=attachments, now=now)
    start_look_back(tx, get_matter(tx, council, number), now=now)
    return notice


def start_look_back(tx: Tx, matter: Matter, *, now: datetime) -> None:
    """Ask the participants whether the matter is solved, and schedule the end of the look-back."""
    cancel_deadlines(tx, matter)
    if matter.below:
        return  # those below are asked, where it came from
    jobs.schedule(tx, "look_back_over", job_subject(matter), now + LOOK_BACK, params=params(matter))
    notify_persons(tx, matter, matter.asked, "look_back", now=now)


def done_on_the_spot(tx: Tx, matter: Matter, photos: tuple[Attachment, ...], *, by: Member, now: datetime) -> None:
    """Record that `by` solved a new matter on the spot, with the photos that prove it."""
    check_permitted(matter, Act.ON_THE_SPOT, by)
    entry = Entry(at=now, what=Act.ON_THE_SPOT, person=by.person, attachments=photos)
    asked = look_back_participants(tx, matter)
    changed = transition(matter, Act.ON_THE_SPOT, entry=entry, asked=asked, assignment=Assignment(handler=by.person))
    save(tx, changed, Act.ON_THE_SPOT, by=by, now=now)
    start_look_back(tx, changed, now=now)


def _step(
    tx: Tx,
    council: int,
    number: int,
    act: Act,
    *,
    by: Member,
    text: str,
    attachments: tuple[Attachment, ...],
    now: datetime,
) -> Reply:
    matter = get_matter(tx, council, number)
    thanks = Reply(f"did_{act}", {"number": number})
    if act == Act.PROGRESS:
        act = progress_act(matter)
    check_permitted(matter, act, by)
    check_stages(tx, matter, act, now)
    if act == Act.DONE:
        check_photo(matter, attachments)
    # A picture can speak for itself.
    words, _ = clean_text(text, WORDS_LIMIT, shortest=0 if attachments else 1)
    entry = Entry(at=now, what=act, person=by.person, text=words, attachments=attachments)
    asked = look_back_participants(tx, matter) if act == Act.DONE else matter.asked
    jobs.cancel(tx, job_subject(matter), Act.UNACKNOWLEDGED)
    assignment = replace(matter.assignment, acknowledged=acknowledged(tx, matter, now))
    if act == Act.DONE:
        assignment = assignment.at_rest()
    changed = transition(matter, act, entry=entry, asked=asked, assignment=assignment)
    save(tx, changed, act, by=by, now=now)
    return thanks


def look_back_participants(tx: Tx, matter: Matter) -> tuple[int, ...]:
    """Return the proposer and the supporters present, to be asked; without a proposer who alone solved it."""
    if matter.below:
        return ()
    proposers = () if is_alone(matter) else (matter.proposer,)
    wanted = dict.fromkeys([*proposers, *supporters(tx, matter)])
    known = members.members_of(tx, matter.council, wanted)
    return tuple(person for person in wanted if known[person].present)


def record_feedback(
    tx: Tx, *, council: int, number: int, by: Member, answer: Answer, reason: str = "", now: datetime
) -> Reply:
    """Store an answer in the look-back; the newest of a person counts.

    "No", with a reason, reopens the matter at once; when everybody is satisfied it is closed. Raises NotAsked,
    WrongState.
    """
    matter = get_matter(tx, council, number)
    check_asked(matter, by)
    given = Feedback(council=council, matter=number, round=matter.reopened, person=by.person, answer=answer, at=now)
    before = tx.get(Feedback, given.key)
    if before is None or before.answer is not answer:
        tx.put(given)
        if answer is Answer.NO:
            return _reopen(tx, matter, by, reason, now=now)
        changed = transition(_without(matter, before), Act.SATISFIED, entry=_entry(given))
        save(tx, changed, Act.SATISFIED, by=by, now=now, news=False, facts={"answer": answer})
        if tx.count(Feedback, "matter", council, number, matter.reopened) >= len(matter.asked):
            close_matter(tx, changed, now=now)
    return Reply("thanks_for_answer", {"number": number})


def _entry(given: Feedback) -> Entry:
    return Entry(at=given.at, what=ANSWERED[given.answer], person=given.person)


def _without(matter: Matter, before: Feedback | None) -> Matter:
    """Remove a replaced answer from the timeline, which must not grow with every press."""
    gone = before and _entry(before)
    return replace(matter, timeline=tuple(entry for entry in matter.timeline if entry != gone))


def check_asked(matter: Matter, by: Member) -> None:
    """Raise NotAsked or WrongState unless this person is being asked whether the matter is solved."""
    if not can(matter, Act.SATISFIED):
        raise errors.WrongState(number=matter.number, act=Act.SATISFIED, state=matter.state)
    if not is_asked(matter, by.person):
        raise errors.NotAsked


def reopen_matter(tx: Tx, *, council: int, number: int, by: Member, reason: str, now: datetime) -> Reply:
    """Reopen a matter, for a person who was asked, the proposer or an officer."""
    matter = get_matter(tx, council, number)
    if can(matter, Act.SATISFIED) and is_asked(matter, by.person):
        return record_feedback(tx, council=council, number=number, by=by, answer=Answer.NO, reason=reason, now=now)
    check_permitted(matter, Act.REOPEN, by)
    return _reopen(tx, matter, by, reason, now=now)


def _reopen(tx: Tx, matter: Matter, by: Member, reason: str, *, now: datetime) -> Reply:
    """Return a matter to its handler; when it is reopened again, escalate it to the next level."""
    words, _ = clean_text(reason, REASON_LIMIT)
    home = members.get_council(tx, matter.council)
    jobs.cancel(tx, job_subject(matter))
    again = replace(matter, reopened=matter.reopened + 1)
    rung = escalation_ladder.level_above(home.ladder, matter.level) if matter.reopened else None
    if rung:
        escalate(tx, home, again, rung, Act.REOPEN_ABOVE, by=by, text=words, now=now)
        return Reply("reopened", {"number": matter.number})
    limit = escalation_ladder.last_day(home.limits, matter.level, day_now(home, now), holidays())
    day = max(matter.assignment.due or date.min, limit.day)
    known = limit.known if day == limit.day else matter.assignment.due_known
    assignment = matter.assignment.with_deadline(day, known=known)
    entry = Entry(at=now, what=Act.REOPEN, person=by.person, text=words)
    again = transition(again, Act.REOPEN, entry=entry, assignment=assignment, result=None, verified=None)
    schedule_overdue_check(tx, home, again)
    save(tx, again, Act.REOPEN, by=by, now=now)
    notify_persons(tx, again, [again.assignment.handler], "matter.yours", now=now)
    return Reply("reopened", {"number": matter.number})


def end_look_back(tx: Tx, row: Job, now: datetime) -> None:
    """End the look-back: a matter that nobody disputed is closed."""
    matter = get_matter(tx, int(row.params["council"]), int(row.params["matter"]))
    if can(matter, Act.CLOSE):
        close_matter(tx, matter, now=now)


def close_matter(tx: Tx, matter: Matter, *, now: datetime) -> None:
    """Close a matter nobody disputed (UNVERIFIED if nobody answered).

    If its result is or must be published, the end of that publication closes it.
    """
    result, home = matter.result, members.get_council(tx, matter.council)
    if result is None and PROCEDURES[matter.procedure].result:
        return
    if result and day_now(home, now) <= result.last:
        jobs.schedule(
            tx, "look_back_over", job_subject(matter), morning_after(home, result.last), params=params(matter)
        )
        return
    jobs.cancel(tx, job_subject(matter))
    verified = sum(answers(tx, matter).values()) > 0
    entry = Entry(at=now, what=Act.CLOSE if verified else Act.UNVERIFIED)
    save(tx, transition(matter, entry.what, entry=entry, verified=verified), entry.what, by=None, now=now)


def answers(tx: Tx, matter: Matter) -> dict[Answer, int]:
    """Count the answers of the present round."""
    return {
        answer: tx.count(Feedback, "matter", matter.council, matter.number, matter.reopened, answer)
        for answer in Answer
    }


def find_handler(tx: Tx, *, council: int, text: str, mentioned: Account | None, by: Member) -> Member | str:
    """Return the handler named: a mentioned account, a member on the roster, or any name as text.

    Raises TooShort when nothing is written, NoSuchPerson for a member who left.
    """
    if mentioned and mentioned.acts:
        return members.get_person(tx, council, members.register_member(tx, council, mentioned, acting=False).person)
    name, _ = clean_text(text, NAME_LIMIT, shortest=1)
    return members.resolve(tx, council, name, by) or name
