"""A month, a quarter, a year."""

from datetime import UTC, date, datetime

import pytest

from bot.domain.shared.reporting_period import Period, month_before, month_period, parse_period, quarter_before

TODAY = date(2026, 3, 15)


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("2026-03", date(2026, 3, 1), date(2026, 3, 31)),
        ("2026年3月", date(2026, 3, 1), date(2026, 3, 31)),
        (" 2024/2 ", date(2024, 2, 1), date(2024, 2, 29)),
        ("2025", date(2025, 1, 1), date(2025, 12, 31)),
        ("2025年", date(2025, 1, 1), date(2025, 12, 31)),
        ("本月", date(2026, 3, 1), date(2026, 3, 31)),
        ("上月", date(2026, 2, 1), date(2026, 2, 28)),
        ("今年", date(2026, 1, 1), date(2026, 12, 31)),
        ("去年", date(2025, 1, 1), date(2025, 12, 31)),
    ],
)
def test_words(words: str, first: date, last: date) -> None:
    """Months and years are read as people write them."""
    assert parse_period(words, TODAY) == Period(first, last)


@pytest.mark.parametrize("words", ["", "春天", "2026-13", "2026-00", "26-03", "2026-03-01", "2026-031"])
def test_other_words(words: str) -> None:
    """What names no month and no year is none."""
    assert parse_period(words, TODAY) is None


@pytest.mark.parametrize(
    ("day", "month", "quarter"),
    [
        (date(2026, 1, 1), month_period(date(2025, 12, 1), 1), month_period(date(2025, 10, 1), 3)),
        (date(2026, 3, 31), month_period(date(2026, 2, 1), 1), month_period(date(2025, 10, 1), 3)),
        (date(2026, 4, 1), month_period(date(2026, 3, 1), 1), month_period(date(2026, 1, 1), 3)),
        (date(2026, 12, 31), month_period(date(2026, 11, 1), 1), month_period(date(2026, 7, 1), 3)),
    ],
)
def test_the_one_before(day: date, month: Period, quarter: Period) -> None:
    """Before a day lie a whole month and a whole quarter, over the year's end as well."""
    assert month_before(day) == month
    assert quarter_before(day) == quarter


def test_bounds() -> None:
    """A month begins and ends at midnight in the council's zone, whatever the clocks do on the way."""
    march = month_period(date(2026, 3, 1), 1)
    assert march.bounds("Asia/Shanghai") == (
        datetime(2026, 2, 28, 16, tzinfo=UTC),
        datetime(2026, 3, 31, 16, tzinfo=UTC),
    )
    assert march.bounds("Europe/Berlin") == (
        datetime(2026, 2, 28, 23, tzinfo=UTC),
        datetime(2026, 3, 31, 22, tzinfo=UTC),
    )
