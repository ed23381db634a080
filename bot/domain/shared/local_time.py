"""Times of day in a council's zone, as instants."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

DAY = timedelta(days=1)


def local_time(day: date, at: time, zone: str) -> datetime:
    """Return a time of a day in a zone (UTC)."""
    return datetime.combine(day, at, ZoneInfo(zone)).astimezone(UTC)


def next_local(at: time, zone: str, now: datetime) -> datetime:
    """Return the next time that the clocks of a zone show `at` (UTC)."""
    today = local_time(now.astimezone(ZoneInfo(zone)).date(), at, zone)
    return today if today > now else local_time(now.astimezone(ZoneInfo(zone)).date() + DAY, at, zone)


def last_call(begins: datetime, ends: datetime, at: time, zone: str) -> datetime:
    """Return when those are reminded whom something still waits for (UTC): at `at` of the day before it ends.

    What is open for too short a time for that is reminded of when half of it is over.
    """
    day = ends.astimezone(ZoneInfo(zone)).date() - DAY
    return max(local_time(day, at, zone), begins + (ends - begins) / 2)


def local_day(at: datetime, zone: str) -> date:
    """Return the day of an instant (UTC) in a zone."""
    return at.astimezone(ZoneInfo(zone)).date()
