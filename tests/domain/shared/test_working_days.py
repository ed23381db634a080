"""Working days and public holidays."""

import json
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.shared.working_days import HolidayPolicy, Holidays, add_working_days, end_of_period, move_meeting_day
from bot.services.shared.holidays import holidays

VECTORS = {
    row["input"]: date.fromisoformat(row["expect"])
    for row in json.loads((Path(__file__).parents[1] / "vectors.json").read_text(encoding="utf-8"))
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
    held = move_meeting_day(date(2026, 2, 28), HolidayPolicy.NEXT, holidays())
    assert held
    assert held.day == VECTORS["议事日2026-02-28(周六,调休班)"]


def test_meeting_on_a_weekend() -> None:
    """An ordinary Sunday moves no meeting, though nobody works."""
    sunday = date(2026, 3, 8)
    held = move_meeting_day(sunday, HolidayPolicy.NEXT, holidays())
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
    held = move_meeting_day(NEW_YEARS_EVE, policy, holidays())
    assert (held and held.day) == day


@pytest.mark.parametrize("policy", [HolidayPolicy.NEXT, HolidayPolicy.PREVIOUS, HolidayPolicy.SKIP])
def test_unknown_year(policy: HolidayPolicy) -> None:
    """In a year that is not published a meeting stays where it is, and that is said."""
    perhaps_free = date(2027, 10, 5)
    held = move_meeting_day(perhaps_free, policy, FESTIVAL)
    assert held
    assert (held.day, held.known) == (perhaps_free, False)


@pytest.mark.parametrize("day", ["2027-01-01", "2028-05-01", "2027-05-02", "2027-10-01", "2030-10-02", "2029-10-03"])
def test_fixed_holidays_of_an_unknown_year(day: str) -> None:
    """A day that is always a holiday is one, for certain, although the notice of its year is not out."""
    fixed = date.fromisoformat(day)
    assert (FESTIVAL.is_holiday(fixed), FESTIVAL.is_working_day(fixed), FESTIVAL.is_known(fixed)) == (True, False, True)


@pytest.mark.parametrize("day", ["2027-01-02", "2027-04-30", "2027-05-03", "2027-09-30", "2027-10-04", "2026-12-31"])
def test_neighbours_of_fixed_holidays(day: str) -> None:
    """The days beside them are unknown until the notice is out."""
    assert FESTIVAL.is_holiday(date.fromisoformat(day)) is None


@pytest.mark.parametrize(
    ("policy", "held"),
    [
        (HolidayPolicy.NEXT, (date(2027, 10, 4), False)),
        (HolidayPolicy.PREVIOUS, (date(2027, 9, 30), False)),
        (HolidayPolicy.KEEP, (date(2027, 10, 1), True)),
        (HolidayPolicy.SKIP, None),
    ],
)
def test_meeting_on_a_fixed_holiday(policy: HolidayPolicy, held: tuple[date, bool] | None) -> None:
    """On a fixed holiday of an unknown year a meeting moves; whether it may move once more depends on where to."""
    moved = move_meeting_day(date(2027, 10, 1), policy, FESTIVAL)
    assert (moved and (moved.day, moved.known)) == held


def test_a_published_year_says_it_all() -> None:
    """In a year whose notice is out nothing else makes a holiday: 2 May was none before the revision of 2024."""
    assert not Holidays(off=frozenset(), work=frozenset(), years=frozenset({2026, 2027})).is_holiday(date(2026, 5, 2))


def test_one_year_replaced() -> None:
    """Holidays of another source count in their years alone, in whole, and a day is never both."""
    other = Holidays(
        off=frozenset({date(2026, 3, 9), date(2025, 12, 31)}),
        work=frozenset({date(2026, 2, 21)}),
        years=frozenset({2026, 2027}),
    )
    both = FESTIVAL.replaced_by(other)
    assert (both.off, both.work, both.years) == (other.off, other.work, frozenset({2026, 2027}))
    kept = other.replaced_by(replace(FESTIVAL, off=frozenset(), work=frozenset({date(2025, 12, 31)})))
    assert (kept.off, kept.work) == (frozenset(), frozenset({date(2025, 12, 31)}))


def test_keeping_depends_on_nothing() -> None:
    """A council that keeps its days need not wait for the holidays."""
    held = move_meeting_day(date(2027, 10, 1), HolidayPolicy.KEEP, FESTIVAL)
    assert held
    assert held.known


@pytest.mark.parametrize(
    ("day", "known"), [(date(2026, 12, 28), True), (date(2026, 12, 29), False), (date(2027, 1, 2), False)]
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


def test_working_days_over_a_fixed_holiday() -> None:
    """A fixed holiday is no working day, though its year is not published."""
    assert add_working_days(date(2026, 12, 31), 1, FESTIVAL).day == date(2027, 1, 4)  # over a Friday and a weekend
    assert end_of_period(date(2027, 9, 16), 15, FESTIVAL).day == date(2027, 10, 4)  # 1 October is a Friday


def test_no_working_days() -> None:
    """No working days after a day is that day."""
    assert add_working_days(date(2026, 2, 16), 0, FESTIVAL).day == date(2026, 2, 16)


@given(DAYS, DAYS, POLICIES)
def test_order_is_kept(a: date, b: date, policy: HolidayPolicy) -> None:
    """Moving never lets a later meeting overtake an earlier one."""
    first, second = (move_meeting_day(day, policy, FESTIVAL) for day in sorted([a, b]))
    assert first is None or second is None or first.day <= second.day


@given(DAYS, POLICIES)
def test_moved_off_the_holidays(day: date, policy: HolidayPolicy) -> None:
    """A meeting that was moved is not on a holiday, and moving it again changes nothing."""
    held = move_meeting_day(day, policy, FESTIVAL)
    if held and policy is not HolidayPolicy.KEEP:
        assert not FESTIVAL.is_holiday(held.day)
        again = move_meeting_day(held.day, policy, FESTIVAL)
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
