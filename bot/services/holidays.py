"""The public holidays we know."""

import functools

from bot.domain.calendar import Holidays


@functools.cache
def holidays() -> Holidays:
    """Give the holidays of mainland China from 2004 to the newest year that `chinesecalendar` carries."""
    from chinese_calendar import constants  # noqa: PLC0415 - 10 ms that a start need not wait for

    return Holidays(
        off=frozenset(constants.holidays),
        work=frozenset(constants.workdays),
        years=frozenset(day.year for day in constants.holidays),
    )
