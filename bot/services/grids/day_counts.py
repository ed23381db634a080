"""Counts of the checks of days, by indexes alone, so that sums of days are the figures of any time."""

from datetime import date

from bot.domain.grids.check import CheckState, DayCount, GridCheck, GridDay
from bot.domain.shared.local_time import DAY
from bot.ports import Tx


def count_day(tx: Tx, day: GridDay) -> DayCount:
    """Count the checks of a day, by the index alone."""
    where = day.council, day.day.isoformat()
    return DayCount(
        day=day.day,
        asked=tx.count(GridCheck, "day", *where),
        fine=tx.count(GridCheck, "day", *where, CheckState.FINE),
        found=tx.count(GridCheck, "day", *where, CheckState.FOUND),
        overdue=tx.count(GridCheck, "unmade", *where, True),
        skipped=day.skipped,
    )


def count_days(tx: Tx, council: int, first: date, last: date) -> tuple[DayCount, ...]:
    """Count the checks of each day from `first` to `last`; days without checks are left out."""
    every = (first + n * DAY for n in range((last - first).days + 1))
    days = (tx.get(GridDay, GridDay.key_of(council, day)) for day in every)
    return tuple(count_day(tx, day) for day in days if day)
