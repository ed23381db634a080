"""The daily checks by the clock: cards at the set hour, a nudge at six in the evening, what officers hear next morning.

Cards and nudges go out in slices, each a transaction of its own, so that a thousand of them hold up no press. A day is
asked for once: where it stopped stands in its `GridDay`.
"""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.councils.council import Council, Member
from bot.domain.councils.counter import Numbered
from bot.domain.councils.practice import Practice
from bot.domain.grids.check import NUDGED_AT, CheckState, GridCheck, GridDay
from bot.domain.grids.grid import Grid, is_check_day
from bot.domain.shared.job import Job, JobParams
from bot.domain.shared.local_time import DAY, local_time, next_local
from bot.domain.shared.reminder import ReminderKind
from bot.index_rows import GridCheckRow, GridRow
from bot.ports import Tx
from bot.services.councils import members
from bot.services.grids.checkers import NUDGE, find_checker, send_check
from bot.services.grids.stored_maps import get_settings
from bot.services.shared import jobs, morning_jobs
from bot.services.shared.council_time import day_now, next_working_month
from bot.services.shared.holidays import holidays

SLICE = 10  # cards in one transaction
LATE = timedelta(hours=1)  # after the set hour
ASKED_UNTIL = time(17)  # a card that would come later is left out: there is no time to go
LOOKED_BACK = 7  # days of a downtime that the officers hear of


def job_subject(council: int) -> str:
    """Return the subject of the jobs of a council's grids."""
    return f"grids/{council}"


def schedule_jobs(tx: Tx, council: Council, now: datetime) -> None:
    """Schedule the next cards and the next summary of a month, unless they are."""
    if tx.get(Job, Job.key_of(job_subject(council.number), "grid_cards")) is None:
        schedule_cards(tx, council, now)
    if tx.get(Job, Job.key_of(job_subject(council.number), "grid_month")) is None:
        schedule_month(tx, council, now)


def schedule_cards(tx: Tx, council: Council, now: datetime) -> None:
    """Schedule the cards of the next day, in place of those that are."""
    _schedule(tx, council, "grid_cards", next_local(get_settings(tx, council.number).time, council.zone, now))


def schedule_month(tx: Tx, council: Council, now: datetime) -> None:
    """Schedule the next summary of a month, for the first working morning after it."""
    _schedule(tx, council, "grid_month", next_working_month(council, now))


def _schedule(tx: Tx, council: Council, act: str, at: datetime, day: date | None = None) -> None:
    params = JobParams(council=council.number, since=day.isoformat() if day else "")
    jobs.schedule(tx, act, job_subject(council.number), at, params=params)


def begin_day(tx: Tx, row: Job, now: datetime) -> None:
    """Begin the checks of today; of days that passed while the bot was down the officers are told."""
    council = members.get_council(tx, row.params.council)
    schedule_cards(tx, council, now)
    settings = get_settings(tx, council.number)
    if Practice.GRIDS not in council.practices or not council.present or not settings.map:
        return
    today = day_now(council, now)
    planned = row.at.astimezone(ZoneInfo(council.zone)).date()
    first = max(planned, today - LOOKED_BACK * DAY)
    for day in (first + n * DAY for n in range((today - first).days + 1)):
        is_done = tx.get(GridDay, GridDay.key_of(council.number, day)) is not None
        if is_done or not is_check_day(day, holidays(), weekends=settings.weekends):
            continue
        skipped = day < today or now >= local_time(today, ASKED_UNTIL, council.zone)
        late = now - local_time(today, settings.time, council.zone) > LATE
        tx.put(GridDay(council=council.number, day=day, map=settings.map, late=late, skipped=skipped))
        if skipped:
            _tell_officers(tx, council, day, now=now)
        else:
            _schedule(tx, council, "grid_ask", now, day)


def ask_slice(tx: Tx, row: Job, now: datetime) -> None:
    """Ask for the checks of the next grids of a day, and schedule the rest; after the last of them the evening."""
    council, day = members.get_council(tx, row.params.council), date.fromisoformat(row.params.since)
    begun = tx.get(GridDay, GridDay.key_of(council.number, day))
    if begun is None or day != day_now(council, now):
        return
    rows = tx.rows(GridRow, council.number, begun.map, skip=begun.asked, limit=SLICE)
    for each in rows:
        if grid := tx.get(Grid, each.key):
            _ask(tx, council, grid, begun, now=now)
    tx.put(replace(begun, asked=begun.asked + len(rows)))
    if len(rows) == SLICE:
        _schedule(tx, council, "grid_ask", row.at, day)
    else:
        _schedule(tx, council, "grid_evening", local_time(day, NUDGED_AT, council.zone), day)


def _ask(tx: Tx, council: Council, grid: Grid, day: GridDay, *, now: datetime) -> None:
    checker = find_checker(tx, grid, now)
    check = GridCheck(
        council=council.number,
        number=tx.next_number(council.number, Numbered.GRID_CHECK),
        grid=grid.number,
        day=day.day,
        person=checker.member.person if checker.member else 0,
        stands_in=checker.stands_in,
        at=now,
        late=day.late,
    )
    tx.put(check)
    if checker.member:
        send_check(tx, council, check, checker.member, now=now)


def nudge_slice(tx: Tx, row: Job, now: datetime) -> None:
    """Nudge the next people whose checks are not answered, and schedule the rest; then the officers hear of all.

    On another day, after a downtime, nobody is nudged any more.
    """
    council, day = members.get_council(tx, row.params.council), date.fromisoformat(row.params.since)
    waiting = tx.rows(GridCheckRow, council.number, day.isoformat(), CheckState.ASKED, False, limit=SLICE)
    for each in waiting:
        check = tx.get(GridCheck, each.key)
        if check is None:
            continue
        overdue = replace(check, overdue=True)
        tx.put(overdue)
        member = tx.get(Member, Member.key_of(council.number, check.person))
        if member and day == day_now(council, now):
            send_check(tx, council, overdue, member, part=NUDGE, now=now)
    if len(waiting) == SLICE:
        _schedule(tx, council, "grid_evening", row.at, day)
    elif tx.count(GridCheck, "unmade", council.number, day.isoformat(), True):
        _tell_officers(tx, council, day, now=now)


def _tell_officers(tx: Tx, council: Council, day: date, *, now: datetime) -> None:
    """Leave a reminder for the next morning list of the officers: which checks a day lacks."""
    for officer in members.list_reachable_officers(tx, council.number):
        morning_jobs.remind(tx, council, officer, ReminderKind.GRID_CHECKS, number=day.toordinal(), now=now)
