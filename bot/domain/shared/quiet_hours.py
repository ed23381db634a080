"""Quiet hours, from 21:30 to 07:30, in which messages wait that can."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

FROM, UNTIL = time(21, 30), time(7, 30)


def end_of_quiet(now: datetime, zone: str) -> datetime:
    """Return the first instant, `now` or later (UTC), outside the quiet hours of `zone` (an IANA name)."""
    here = ZoneInfo(zone)
    local = now.astimezone(here)
    if UNTIL <= local.time() < FROM:
        return now
    morning = local.date() + timedelta(days=local.time() >= FROM)
    return datetime.combine(morning, UNTIL, here).astimezone(UTC)
