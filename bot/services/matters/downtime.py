"""Recovery after downtime: deadlines that expired meanwhile are extended by one working day."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.domain.councils.council import Council
from bot.domain.matters.acts import Act
from bot.domain.matters.matter import Entry, Matter, can, is_overdue, transition
from bot.domain.matters.procedure import PROCEDURES
from bot.domain.matters.state import State
from bot.domain.meetings.meeting import Meeting, MeetingState
from bot.domain.shared.job import Job
from bot.domain.shared.message_params import MessageParams
from bot.domain.shared.reminder import ReminderKind
from bot.domain.shared.working_days import add_working_days
from bot.index_rows import OpenMatterRow
from bot.ports import Tx
from bot.services.councils import members
from bot.services.hierarchy import mirroring
from bot.services.hierarchy.escalation import next_level
from bot.services.matters.assignments import job_params, remind_handler
from bot.services.matters.repository import get_matter, refresh_card, save
from bot.services.meetings.meeting_cards import announce_meeting, is_told
from bot.services.shared import jobs, morning_jobs
from bot.services.shared.council_time import day_now, morning_after
from bot.services.shared.enqueue import notify_group
from bot.services.shared.holidays import holidays

LONGEST_WAIT = 32  # days; groups that the bot never comes back to must not cost a thing each morning


def _late(tx: Tx, council: Council, matter: Matter, day: date) -> bool:  # noqa: ARG001  # every clock is given all
    return is_overdue(matter, day) and not matter.assignment.overdue


def _untaken(tx: Tx, council: Council, matter: Matter, day: date) -> bool:  # noqa: ARG001  # every clock is given all
    goes_up = next_level(tx, council, matter) is not None and not matter.assignment.escalated_unsigned
    return matter.state is State.DISPATCHED and matter.assignment.paused is None and goes_up


def _unanswered(tx: Tx, council: Council, matter: Matter, day: date) -> bool:  # noqa: ARG001  # every clock is given all
    is_posted = day <= matter.result.last if matter.result else PROCEDURES[matter.procedure].result > 0
    return can(matter, Act.CLOSE) and not is_posted


CLOCKS: Mapping[str, Callable[[Tx, Council, Matter, date], bool]] = {
    Act.OVERDUE: _late,
    Act.UNACKNOWLEDGED: _untaken,
    "look_back_over": _unanswered,
}


def grant_grace(tx: Tx, row: Job, now: datetime) -> None:
    """Extend an expired deadline to the next working day, and announce it once for a matter."""
    matter = get_matter(tx, row.params.council, row.params.matter)
    council = members.get_council(tx, matter.council)
    if not CLOCKS[row.act](tx, council, matter, day_now(council, now)):
        return
    moved = add_working_days(day_now(council, now), 1, holidays())
    last = moved.day
    entry = Entry(at=now, what=Act.GRACE, text=last.isoformat())
    was_told = [(newest.what, newest.text) for newest in matter.timeline[-1:]] == [(entry.what, entry.text)]
    if row.act == Act.OVERDUE:
        matter = replace(matter, assignment=matter.assignment.with_deadline(last, known=moved.known))
    if was_told:
        tx.put(matter)
        mirroring.mirror_due_day(tx, matter)
        refresh_card(tx, matter, now=now)
    else:
        matter = transition(matter, Act.GRACE, entry=entry)
        save(tx, matter, Act.GRACE, by=None, now=now)
        if row.act != "look_back_over":
            remind_handler(tx, council, matter, ReminderKind.GRACE, now=now)
    jobs.schedule(tx, row.act, row.about, morning_after(council, last), params=job_params(matter))


def announce_missed_meeting(tx: Tx, row: Job, now: datetime) -> None:
    """Announce, once, that a meeting was missed because the bot was down until after it."""
    meeting = tx.get(Meeting, Meeting.key_of(row.params.council, row.params.meeting))
    if meeting and meeting.state is MeetingState.PLANNED and not is_told(tx, meeting, "missed"):
        announce_meeting(tx, meeting, "missed", now=now, respect_quiet_hours=True)


def when_in_the_group(act: Callable[[Tx, Job, datetime], None]) -> Callable[[Tx, Job, datetime], None]:
    """Postpone a job, longer each time, while the bot is out of the group; a deadline that expired gets its grace."""

    def do_or_wait(tx: Tx, row: Job, now: datetime) -> None:
        council = members.get_council(tx, row.params.council)
        if not council.present and not _waits_above(tx, row):
            days = min(2 * row.params.away or 1, LONGEST_WAIT)
            again = morning_after(council, day_now(council, now) + timedelta(days=days - 1))
            tx.put(replace(row, at=again, params=replace(row.params, away=days)))
            return
        if row.params.away and row.act in CLOCKS:
            grant_grace(tx, row, now)
        if tx.get(Job, row.key) is None:  # no grace was given
            act(tx, replace(row, params=replace(row.params, away=0)), now)

    return do_or_wait


def _waits_above(tx: Tx, row: Job) -> bool:
    """Return whether a parent waits for this council's look-back to end; the matter can still be reopened later."""
    if row.act != "look_back_over":
        return False
    matter = tx.get(Matter, Matter.key_of(row.params.council, row.params.matter))
    return matter is not None and matter.above is not None


def tell_at_last(tx: Tx, row: Job, now: datetime) -> None:
    """Send the group what could not be sent while the bot was out of it."""
    params = row.params
    told = MessageParams(council=params.council, vote=params.vote, poll=params.poll)
    council = members.get_council(tx, params.council)
    notify_group(
        tx,
        council,
        id=row.id,
        view=params.untold,
        params=told,
        now=now,
        respect_quiet_hours=True,
        remember=True,
    )


def bot_returned(tx: Tx, council: Council, now: datetime) -> None:
    """Send postponed messages at once; the deadlines of matters are checked the next morning."""
    for row in _waiting(tx, council.number):
        if row.params.away:
            at = now if row.params.untold else morning_after(council, day_now(council, now))
            tx.put(replace(row, at=at))


def _waiting(tx: Tx, council: int) -> Iterator[Job]:
    yield from tx.find(Job, "about", f"untold/{council}")
    yield from tx.find(Job, "about", morning_jobs.job_subject(council))
    for row in tx.rows(OpenMatterRow, council, True):
        yield from tx.find(Job, "about", f"matter/{row.key}")
