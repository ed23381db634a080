"""Working days and public holidays, and their effect on meeting days and deadlines.

The State Council publishes the holidays of one year at a time, late in the year before. What is not published is
unknown: it is said, never guessed.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

DAY = timedelta(days=1)
SATURDAY = 5
# A year's notice has never reached further back than 29 December (2007 and 2018 did), to make up for New Year's Day.
NOTICE_REACHES_BACK = timedelta(days=3)
# (month, day) of holidays that no notice moves: New Year, Labour Day, National Day (全国年节及纪念日放假办法, 2024).
FIXED_HOLIDAYS = frozenset({(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)})


class HolidayPolicy(StrEnum):
    """Policies for a meeting day that is a public holiday."""

    KEEP = "keep"
    NEXT = "next"
    PREVIOUS = "previous"
    SKIP = "skip"


@dataclass(frozen=True, kw_only=True)
class Holidays:
    """Holidays and make-up working days published by the State Council (国务院办公厅关于部分节假日安排的通知)."""

    off: frozenset[date]  # public holidays, with the weekend days inside their span
    work: frozenset[date]  # weekend days that are worked to make up for them (调休上班)
    years: frozenset[int]  # the years published

    def is_known(self, day: date) -> bool:
        """Return whether no notice to come can change what `day` is."""
        return self._is_published(day) or is_fixed_holiday(day)

    def is_holiday(self, day: date) -> bool | None:
        """Return whether `day` is a public holiday; an ordinary weekend is not. None: unknown."""
        if self._is_published(day):
            return day in self.off
        return True if is_fixed_holiday(day) else None

    def is_working_day(self, day: date) -> bool | None:
        """Return whether people work on `day`. None: unknown."""
        is_holiday = self.is_holiday(day)
        return None if is_holiday is None else day in self.work or (is_weekday(day) and not is_holiday)

    def replaced_by(self, other: "Holidays") -> "Holidays":
        """Return these holidays, with those of `other` in place of its years."""
        off = frozenset(day for day in self.off if day.year not in other.years) | other.off
        work = frozenset(day for day in self.work if day.year not in other.years) | other.work
        return Holidays(off=off - other.work, work=work - other.off, years=self.years | other.years)

    def _is_published(self, day: date) -> bool:
        """Return whether every notice that can name `day` is out."""
        return day.year in self.years and (day + NOTICE_REACHES_BACK).year in self.years


@dataclass(frozen=True, kw_only=True)
class Moved:
    """A day computed from another.

    `known` is False when a year that is not published yet could still change it: say so with the day.
    """

    day: date
    from_: date
    known: bool


def move_meeting_day(day: date, policy: HolidayPolicy, holidays: Holidays) -> Moved | None:
    """Return the day on which a meeting planned for `day` is held; None: it is left out.

    Only a public holiday moves a meeting: weekends are when people have time.
    """
    if policy is HolidayPolicy.KEEP:
        return Moved(day=day, from_=day, known=True)
    step = -DAY if policy is HolidayPolicy.PREVIOUS else DAY
    held = day
    while holidays.is_holiday(held):
        if policy is HolidayPolicy.SKIP:
            return None
        held += step
    return Moved(day=held, from_=day, known=holidays.is_known(held))


def add_working_days(start: date, n: int, holidays: Holidays) -> Moved:
    """Return the `n`th working day after `start`; `start` is not counted (民法典 201).

    In a year that is not published Monday to Friday count, fixed holidays left out, and the result is not `known`.
    """
    day, known = start, True
    while n > 0:
        day += DAY
        works = holidays.is_working_day(day)
        known = known and works is not None
        n -= is_weekday(day) if works is None else works
    return Moved(day=day, from_=start, known=known)


def end_of_period(posted: date, days: int, holidays: Holidays) -> Moved:
    """Return the last day of a period of `days` calendar days; the day of posting is not counted (民法典 201, 203).

    A period that ends on a rest day ends on the next working day; `from_` is the day it would have ended.
    """
    last = posted + timedelta(days=days)
    return replace(add_working_days(last - DAY, 1, holidays), from_=last)


def is_fixed_holiday(day: date) -> bool:
    """Return whether `day` is a public holiday in every year."""
    return (day.month, day.day) in FIXED_HOLIDAYS


def is_weekday(day: date) -> bool:
    """Return whether `day` is one of Monday to Friday."""
    return day.weekday() < SATURDAY
