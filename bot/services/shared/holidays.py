"""The public holidays in use."""

import functools
from collections.abc import Iterable
from datetime import date

from bot.domain.shared.working_days import Holidays

NATIONAL_DAY = (10, 1)


def holidays() -> Holidays:
    """Return the public holidays of mainland China that are known, as `use` set them at the start."""
    return _in_use or from_package()


def use_holidays(written: Holidays | None) -> None:
    """Use the operator's holidays for the years they cover; None: those of the package alone."""
    global _in_use  # noqa: PLW0603  # set once, before anything runs: deadlines are reckoned in many places
    _in_use = from_package().replaced_by(written) if written else None


_in_use: Holidays | None = None


@functools.cache
def from_package() -> Holidays:
    """Return the holidays of every year that the installed `chinesecalendar` carries."""
    from chinese_calendar import constants  # noqa: PLC0415  # 10 ms that a start need not wait for

    return published(constants.holidays, constants.workdays)


def published(off: Iterable[date], work: Iterable[date]) -> Holidays:
    """Return holidays and make-up days with the years that they are whole for: those with a National Day."""
    days = frozenset(off)
    years = frozenset(day.year for day in days if (day.month, day.day) == NATIONAL_DAY)
    return Holidays(off=days, work=frozenset(work), years=years)
