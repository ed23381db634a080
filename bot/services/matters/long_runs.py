"""Long matters 向上争取: once a month their handler is asked for a line about the progress."""

from calendar import monthrange
from datetime import date, datetime, timedelta

from bot.domain.councils.council import Council, Member
from bot.domain.matters.acts import Act
from bot.domain.matters.matter import Matter
from bot.domain.matters.state import State
from bot.domain.shared.job import Job, JobParams
from bot.domain.shared.reminder import ReminderKind
from bot.ports import Tx
from bot.services.councils import members
from bot.services.shared import jobs
from bot.services.shared.council_time import day_now, morning_after
from bot.services.shared.morning_jobs import remind

FRESH = timedelta(days=20)  # a note as young as this is word enough; the answer of a month ago is not
DAY = timedelta(days=1)


def schedule_ask(tx: Tx, matter: Matter, *, now: datetime) -> None:
    """Schedule the first question for the same day of the next month."""
    _wait(tx, members.get_council(tx, matter.council), matter, now)


def _wait(tx: Tx, council: Council, matter: Matter, now: datetime) -> None:
    begun = next(entry.at for entry in reversed(matter.timeline) if entry.what == Act.LONG_RUN)
    day = next_month(day_now(council, begun).day, day_now(council, now))
    at = morning_after(council, day - DAY)
    params = JobParams(council=matter.council, matter=matter.number)
    jobs.schedule(tx, "long_run_note", f"matter/{matter.key}", at, params=params)


def next_month(day: int, after: date) -> date:
    """Return that day of the month after; a shorter month has it on its last."""
    year, month = divmod(after.year * 12 + after.month, 12)
    return date(year, month + 1, min(day, monthrange(year, month + 1)[1]))


def ask_handler(tx: Tx, row: Job, now: datetime) -> None:
    """Ask the handler of a long matter for its progress, unless they reported lately; schedule the next question."""
    matter = tx.get(Matter, Matter.key_of(row.params.council, row.params.matter))
    if matter is None or matter.state is not State.LONG_RUN:
        return
    council = members.get_council(tx, matter.council)
    if not any(entry.what == Act.NOTE and now - entry.at < FRESH for entry in reversed(matter.timeline)):
        for member in _carriers(tx, matter):
            remind(tx, council, member, ReminderKind.PROGRESS, number=matter.number, now=now)
    _wait(tx, council, matter, now)


def _carriers(tx: Tx, matter: Matter) -> list[Member]:
    """Return the handler, or the officers without a present one."""
    found = members.members_of(tx, matter.council, [matter.assignment.handler])
    here = [member for member in found.values() if member.present]
    return here or members.list_clerks(tx, matter.council)
