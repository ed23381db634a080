"""The council's day, and its mornings."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.council import Council

MORNING = time(9)


def today(home: Council, now: datetime) -> date:
    """Give the council's day."""
    return now.astimezone(ZoneInfo(home.zone)).date()


def morning_after(home: Council, day: date) -> datetime:
    """Give nine in the morning of the day after (UTC)."""
    return datetime.combine(day + timedelta(days=1), MORNING, ZoneInfo(home.zone)).astimezone(UTC)
