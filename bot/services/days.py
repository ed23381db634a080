"""The council's day, and its mornings."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain import errors
from bot.domain.council import Council
from bot.domain.dates import next_year

MORNING = time(9)


def today(home: Council, now: datetime) -> date:
    """Give the council's day."""
    return now.astimezone(ZoneInfo(home.zone)).date()


def morning_after(home: Council, day: date) -> datetime:
    """Give nine in the morning of the day after (UTC)."""
    return datetime.combine(day + timedelta(days=1), MORNING, ZoneInfo(home.zone)).astimezone(UTC)


def past(text: str, today: date) -> errors.PastDay:
    """Return the refusal of a day that is over; without a year in `text`, next year's may be meant."""
    later = next_year(text, today)
    return errors.PastThisYear(day=later[0].isoformat(), text=later[1]) if later else errors.PastDay()
