"""Working days and public holidays."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendar import HolidayPolicy, Holidays, add_working_days, end_of_period, move
from bot.services.holidays import holidays

VECTORS = {
    row["input"]: date.fromisoformat(row["expect"])
    for row in json.loads(Path(__file__).with_name("vectors.json").read_text(encoding="utf-8"))
    if row["rule"].startswith("R13")
}
NEW_YEARS_EVE = date(2025, 1, 28)
# The Spring Festival of 2026, and nothing else, as if 2027 were not published.
FESTIVAL = Holidays(
    off=frozenset(date(2026, 2, day) for day in range(15, 24)),
    work=frozenset({date(2026, 2, 14), date(2026, 2, 28)}),
    years=frozenset({2026}),
)
DAYS = st.dates(date(2025, 12, 1), date(2027, 2, 1))
POLICIES = st.sampled_from(HolidayPolicy)


@pytest.mark.parametrize(
    ("row", "n"), [("2026-02-13 咨询2工作日", 2), ("2026-02-13 广东求助10工作日", 10)], ids=["advice", "help"]
)
def test_working_days(row: str, n: int) -> None:
    """Weekends that make up for a holiday count as working days, the holiday does not."""
    reckoned = add_working_days(date(2026, 2, 13), n, holidays())
    assert (reckoned.day, reckoned.known) == (VECTORS[row], True)


def test_end_of_period() -> None:
    """The day of posting is not counted, and a period that ends on a holiday ends on the next working day."""
    end = end_of_period(date(2026, 4, 20), 15, holidays())
    assert (end.day, end.from_, end.known) == (VECTORS["2026-04-20 张贴,15日末日"], date(2026, 5, 5), True)


def test_end_on_a_working_day() -> None:
    """A period that ends on a working day ends there, be it a Saturday."""
    end = end_of_period(date(2026, 2, 13), 15, holidays())
    assert end.day == end.from_ == date(2026, 2, 28)


def test_meeting_on_a_worked_saturday() -> None:
    """A Saturday that makes up for a holiday moves no meeting."""
    held = move(date(2026, 2, 28), HolidayPolicy.NEXT, holidays())
    assert held
    assert held.day == VECTORS["议事日2026-02-28(周六,调休班)"]


def test_meeting_on_a_weekend() -> None:
    """An ordinary Sunday moves no meeting, though nobody works."""
    sunday = date(2026, 3, 8)
    held = move(sunday, HolidayPolicy.NEXT, holidays())
    assert held
    assert held.day == sunday
    assert holidays().is_working_day(sunday) is False
    assert holidays().is_holiday(sunday) is False


@pytest.mark.parametrize(
    ("policy", "day"),
    [
        (HolidayPolicy.KEEP, NEW_YEARS_EVE),
        (HolidayPolicy.NEXT, VECTORS["议事日2025-01-28(除夕)"]),
        (HolidayPolicy.PREVIOUS, date(2025, 1, 27)),
        (HolidayPolicy.SKIP, None),
    ],
)
def test_meeting_on_a_holiday(policy: HolidayPolicy, day: date | None) -> None:
    """On a public holiday a meeting is kept, moved or left out, as the council wishes."""
    held = move(NEW_YEARS_EVE, policy, holidays())
    assert (held and held.day) == day


@pytest.mark.parametrize("policy", [HolidayPolicy.NEXT, HolidayPolicy.PREVIOUS, HolidayPolicy.SKIP])
def test_unknown_year(policy: HolidayPolicy) -> None:
    """In a year that is not published a meeting stays where it is, and that is said."""
    national_day = date(2027, 10, 1)
    held = move(national_day, policy, FESTIVAL)
    assert held
    assert (held.day, held.known) == (national_day, False)


def test_keeping_depends_on_nothing() -> None:
    """A council that keeps its days need not wait for the holidays."""
    held = move(date(2027, 10, 1), HolidayPolicy.KEEP, FESTIVAL)
    assert held
    assert held.known


@pytest.mark.parametrize(
    ("day", "known"), [(date(2026, 12, 28), True), (date(2026, 12, 29), False), (date(2027, 1, 1), False)]
)
def test_the_last_days_of_december(day: date, known: bool) -> None:  # noqa: FBT001 - a column of the table above
    """The last three days of a year wait for the next year's notice, which may take them."""
    assert FESTIVAL.is_known(day) is known
    assert (FESTIVAL.is_holiday(day) is not None) is known
    assert (FESTIVAL.is_working_day(day) is not None) is known


def test_working_days_of_an_unknown_year() -> None:
    """Where nothing is published Monday to Friday count, and the result says that it may change."""
    reckoned = add_working_days(date(2027, 1, 1), 2, FESTIVAL)  # a Friday
    assert (reckoned.day, reckoned.known) == (date(2027, 1, 5), False)


def test_no_working_days() -> None:
    """No working days after a day is that day."""
    assert add_working_days(date(2026, 2, 16), 0, FESTIVAL).day == date(2026, 2, 16)


@given(DAYS, DAYS, POLICIES)
def test_order_is_kept(a: date, b: date, policy: HolidayPolicy) -> None:
    """Moving never lets a later meeting overtake an earlier one."""
    first, second = (move(day, policy, FESTIVAL) for day in sorted([a, b]))
    assert first is None or second is None or first.day <= second.day


@given(DAYS, POLICIES)
def test_moved_off_the_holidays(day: date, policy: HolidayPolicy) -> None:
    """A meeting that was moved is not on a holiday, and moving it again changes nothing."""
    held = move(day, policy, FESTIVAL)
    if held and policy is not HolidayPolicy.KEEP:
        assert not FESTIVAL.is_holiday(held.day)
        again = move(held.day, policy, FESTIVAL)
        assert again
        assert again.day == held.day


@given(DAYS, st.integers(1, 30), st.integers(1, 30))
def test_working_days_add_up(start: date, a: int, b: int) -> None:
    """So many working days and then so many more are as many as both together."""
    halfway = add_working_days(start, a, FESTIVAL).day
    assert add_working_days(halfway, b, FESTIVAL).day == add_working_days(start, a + b, FESTIVAL).day


@given(DAYS, st.integers(1, 60))
def test_a_period_is_never_cut(posted: date, days: int) -> None:
    """A period never ends before its days are over."""
    assert end_of_period(posted, days, FESTIVAL).day >= posted + timedelta(days=days)


def test_published_years() -> None:
    """The calendar knows the years of the vectors, and its years have no gap."""
    years = holidays().years
    assert {2025, 2026} <= years
    assert years == set(range(min(years), max(years) + 1))
