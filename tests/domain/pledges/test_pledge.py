"""The months of pledges: when a deed counts, and when those with nothing are reminded."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.pledges.pledge import REMINDED_ON, month_of, next_reminder, reminder_time
from tests.rows import each_row

ZONE = "Asia/Shanghai"
INSTANTS = st.datetimes(datetime(2026, 1, 1), datetime(2030, 1, 1)).map(lambda each: each.replace(tzinfo=UTC))  # noqa: DTZ001  # the zone follows


@each_row(
    ("instant", "month"),
    [
        (datetime(2026, 3, 31, 15, 59, tzinfo=UTC), "2026-03"),
        (datetime(2026, 3, 31, 16, tzinfo=UTC), "2026-04"),  # midnight in Shanghai
    ],
)
def test_month(instant: datetime, month: str) -> None:
    """A deed counts in the month of the council's own calendar."""
    assert month_of(instant, ZONE) == month


@given(INSTANTS)
def test_next_reminder(now: datetime) -> None:
    """The next reminder is on a 25th at nine, after now, and none is left out before it."""
    found = next_reminder(now, ZONE)
    assert found > now
    assert found == reminder_time(month_of(found, ZONE), ZONE)
    assert found.day == REMINDED_ON
    assert found.hour == 1
    assert (found - now).days <= 31
