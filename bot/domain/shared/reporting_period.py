"""Reporting periods of a council: months, quarters and years."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

DAY = timedelta(days=1)
_NUMBERS = re.compile(r"(2\d{3})(?:\s*[-./年]\s*(1[0-2]|0?[1-9])\s*月?|\s*年?)")


@dataclass(frozen=True)
class Period:
    """The days from `first` to `last`, both included."""

    first: date
    last: date

    def bounds(self, zone: str) -> tuple[datetime, datetime]:
        """Return the instants (UTC) at which it begins and, no longer in it, ends, in the zone of that IANA name."""
        here = ZoneInfo(zone)
        begins, ends = (datetime.combine(day, time(), here) for day in (self.first, self.last + DAY))
        return begins.astimezone(UTC), ends.astimezone(UTC)


def month_period(first: date, count: int) -> Period:
    """Return so many whole months from the first day of one."""
    return Period(first, _shifted(first, count) - DAY)


def month_before(day: date) -> Period:
    """Return the whole month before the day's."""
    return month_period(_shifted(day, -1), 1)


def quarter_before(day: date) -> Period:
    """Return the whole quarter before the day's."""
    return month_period(_shifted(day, -3 - (day.month - 1) % 3), 3)


def parse_period(text: str, today: date) -> Period | None:
    """Parse a month or a year: 2026-03, 2026年3月, 2026, 本月, 上月, 今年, 去年; None for anything else."""
    word = text.strip()
    match word:
        case "本月" | "这个月" | "month":
            return month_period(today.replace(day=1), 1)
        case "上月" | "上个月":
            return month_before(today)
        case "今年" | "本年" | "year":
            return month_period(date(today.year, 1, 1), 12)
        case "去年":
            return month_period(date(today.year - 1, 1, 1), 12)
    found = _NUMBERS.fullmatch(word)
    if found is None:
        return None
    year, month = int(found[1]), found[2]
    return month_period(date(year, int(month), 1), 1) if month else month_period(date(year, 1, 1), 12)


def _shifted(day: date, by: int) -> date:
    """Return the first day of the month that is `by` months after the day's."""
    year, month = divmod(day.year * 12 + day.month - 1 + by, 12)
    return date(year, month + 1, 1)
