"""The quiet hours."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.shared.quiet_hours import FROM, UNTIL, end_of_quiet

ZONES = ("Asia/Shanghai", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu")


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "now", "then"),
    [
        ("Asia/Shanghai", "2026-03-02 13:29:59", "2026-03-02 13:29:59"),  # 21:29:59
        ("Asia/Shanghai", "2026-03-02 13:30:00", "2026-03-02 23:30:00"),  # 21:30
        ("Asia/Shanghai", "2026-03-02 15:59:59", "2026-03-02 23:30:00"),  # just before midnight
        ("Asia/Shanghai", "2026-03-02 16:00:00", "2026-03-02 23:30:00"),  # midnight
        ("Asia/Shanghai", "2026-03-02 23:29:59", "2026-03-02 23:30:00"),  # 07:29:59
        ("Asia/Shanghai", "2026-03-02 23:30:00", "2026-03-02 23:30:00"),  # 07:30
        ("Europe/Berlin", "2026-03-28 21:00:00", "2026-03-29 05:30:00"),  # the night that loses an hour
        ("Europe/Berlin", "2026-03-27 21:00:00", "2026-03-28 06:30:00"),  # the night before
        ("Europe/Berlin", "2026-10-24 20:00:00", "2026-10-25 06:30:00"),  # the night that is an hour longer
    ],
)
def test_nights(zone: str, now: str, then: str) -> None:
    """What can wait in the night waits until half past seven by the council's clock, whatever the clock does."""
    assert end_of_quiet(utc(now), zone) == utc(then)


@given(st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1)), st.sampled_from(ZONES))  # noqa: DTZ001  # made UTC below
def test_soon_and_never_at_night(at: datetime, zone: str) -> None:
    """It is never earlier than now, never more than eleven hours later, and never at night."""
    now = at.replace(tzinfo=UTC)
    then = end_of_quiet(now, zone)
    assert now <= then <= now + timedelta(hours=11)
    assert UNTIL <= then.astimezone(ZoneInfo(zone)).time() < FROM
