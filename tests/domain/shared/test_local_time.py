"""Times of day in a zone."""

from datetime import UTC, date, datetime, time

from bot.domain.shared.local_time import DAY, last_call, local_time, next_local

ZONE = "Asia/Shanghai"


def test_next_time_of_day() -> None:
    """At the very hour the next one is tomorrow's; before it, it is today's."""
    evening = datetime(2026, 3, 1, 10, tzinfo=UTC)
    assert local_time(date(2026, 3, 1), time(18), ZONE) == evening
    assert next_local(time(18), ZONE, evening) == datetime(2026, 3, 2, 10, tzinfo=UTC)
    assert next_local(time(18), ZONE, datetime(2026, 3, 1, 9, 59, tzinfo=UTC)) == evening


def test_last_call() -> None:
    """The last call is on the morning of the day before the end; for what is short, when half of it is over."""
    begins = datetime(2026, 3, 2, 12, tzinfo=UTC)
    assert last_call(begins, begins + 7 * DAY, time(9), ZONE) == datetime(2026, 3, 8, 1, tzinfo=UTC)
    assert last_call(begins, begins + DAY, time(9), ZONE) == begins + DAY / 2
