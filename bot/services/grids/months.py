"""The summary of a month for the officers, whose sums are those of its days, and the file with every check of it."""

from collections import Counter
from datetime import date, datetime, timedelta

from bot.domain.councils.council import Account
from bot.domain.councils.permissions import CouncilAct, check_allowed
from bot.domain.councils.practice import Practice
from bot.domain.grids.check import DayCount, GridCheck
from bot.domain.shared.button_intent import Intent
from bot.domain.shared.ids import ChatId
from bot.domain.shared.job import Job
from bot.domain.shared.message_params import MessageParams
from bot.domain.shared.reporting_period import month_before, month_period, quarter_before
from bot.index_rows import GridOverdueRow
from bot.ports import Tx
from bot.read_models.grids import NamedGrid, ShownMonth
from bot.services.councils import members
from bot.services.grids.check_jobs import schedule_month
from bot.services.grids.day_counts import count_days
from bot.services.grids.quarters import put_on_agenda
from bot.services.grids.stored_maps import get_grid
from bot.services.shared.council_time import day_now, first_working_morning
from bot.services.shared.dispatch import authorise_button
from bot.services.shared.enqueue import ReplyTo, notify_person

LATE = timedelta(hours=1)
OFTEN = 5  # grids named that were most often not checked in time
IS_LATE = "late"


def send_month(tx: Tx, row: Job, now: datetime) -> None:
    """Send the officers the summary of the month before; after a quarter put its item on the agenda.

    After a downtime it is sent once, of the newest month, and says that it is late.
    """
    council = members.get_council(tx, row.params.council)
    schedule_month(tx, council, now)
    today = day_now(council, now)
    if Practice.GRIDS not in council.practices or now < first_working_morning(council, today):
        return
    first = month_before(today).first
    if load_month(tx, council.number, first).sums.asked == 0:
        return
    is_late = now - first_working_morning(council, today) > LATE
    for officer in members.list_reachable_officers(tx, council.number):
        notify_person(
            tx,
            council,
            officer,
            id=f"grid_month/{council.number}/{first}/{officer.person}",
            view="grid.month",
            params=MessageParams(
                council=council.number,
                person=officer.person,
                first=first.isoformat(),
                what=IS_LATE if is_late else "",
            ),
            now=now,
            respect_quiet_hours=True,
            remember=True,
        )
    quarter = quarter_before(today)
    if quarter.last == month_before(today).last:
        put_on_agenda(tx, council, quarter, now=now)


def load_month(tx: Tx, council: int, first: date) -> ShownMonth:
    """Return the days of a month, and the grids that were most often not checked in time."""
    days = load_days(tx, council, first)
    often: Counter[int] = Counter()
    for day in days:
        often.update(row.grid for row in tx.rows(GridOverdueRow, council, day.day.isoformat(), True))
    named = tuple((get_grid(tx, council, grid).name, n) for grid, n in often.most_common(OFTEN))
    return ShownMonth(members.get_council(tx, council), first, days, named)


def find_month(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> tuple[ChatId, date] | None:
    """Return an officer's private chat, and the month that a button is about; None: they have no private chat.

    The subject is the ordinal of its first day, 0: this month. Raises NotAllowed.
    """
    council, who = authorise_button(tx, intent, by, reply_to)
    check_allowed(CouncilAct.GRIDS, who)
    first = date.fromordinal(intent.subject) if intent.subject else day_now(council, now).replace(day=1)
    return (who.open_chat, first) if who.open_chat else None


def load_days(tx: Tx, council: int, first: date) -> tuple[DayCount, ...]:
    """Return the days of a month that had checks."""
    return count_days(tx, council, first, month_period(first, 1).last)


def load_day_checks(tx: Tx, council: int, day: date) -> list[NamedGrid]:
    """Return all checks of a day with their grids; read a day at a time, so that a month of them holds up nobody."""
    checks = sorted(tx.find(GridCheck, "day", council, day.isoformat()), key=lambda check: check.grid)
    people = {check.grid: get_grid(tx, council, check.grid) for check in checks}
    known = members.members_of(tx, council, {grid.officer for grid in people.values()})
    return [NamedGrid(people[check.grid], check, known.get(people[check.grid].officer)) for check in checks]
