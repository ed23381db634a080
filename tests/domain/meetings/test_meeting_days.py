"""The regular meeting days."""

import json
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.meetings.meeting_days import LAST, Occurrence, Schedule, close_together, occurrences
from bot.domain.shared.working_days import HolidayPolicy, Holidays
from bot.services.shared.holidays import holidays

VECTORS = {
    row["input"]: date.fromisoformat(row["expect"])
    for row in json.loads((Path(__file__).parents[1] / "vectors.json").read_text(encoding="utf-8"))
    if row["rule"].startswith("R13")
}
SHANGHAI = ZoneInfo("Asia/Shanghai")
BERLIN = ZoneInfo("Europe/Berlin")
EIGHTS = Schedule(days=(8, 18, 28))
SCHEDULES = st.builds(
    Schedule,
    days=st.lists(st.sampled_from([LAST, *range(1, 32)]), max_size=3).map(tuple),
    weekdays=st.lists(st.integers(0, 6), max_size=3).map(tuple),
    nth=st.lists(st.sampled_from([1, 2, 3, 4, 5, LAST]), max_size=2).map(tuple),
    hour=st.integers(0, 23),
    minute=st.integers(0, 59),
)


def local(written: str, zone: ZoneInfo = SHANGHAI) -> datetime:
    return datetime.fromisoformat(written).replace(tzinfo=zone).astimezone(UTC)


def days(schedule: Schedule, after: datetime, count: int = 3, policy: HolidayPolicy = HolidayPolicy.NEXT) -> list[date]:
    return [one.day for one in occurrences(schedule, SHANGHAI, after, holidays(), policy, count)]


def test_eighth_eighteenth_twenty_eighth() -> None:
    """March 2022 gives the 8th, the 18th and the 28th."""
    assert days(EIGHTS, local("2022-03-01")) == [date(2022, 3, 8), date(2022, 3, 18), date(2022, 3, 28)]


def test_new_years_eve() -> None:
    """A meeting on a public holiday is held after it, and is so near the next one that people should hear of it."""
    moved, following, third = occurrences(EIGHTS, SHANGHAI, local("2025-01-19"), holidays(), HolidayPolicy.NEXT, 3)
    assert moved.day == VECTORS["议事日2025-01-28(除夕)"]
    assert moved.planned_day == date(2025, 1, 28)
    assert moved.starts_at == local("2025-02-05 19:30")
    assert following.day == date(2025, 2, 8)
    assert close_together(moved, following)
    assert not close_together(moved, following, days=2)
    assert not close_together(following, third, days=10)  # as near as ever


def test_worked_saturday() -> None:
    """A Saturday that makes up for a holiday is a meeting day like any other."""
    expected = VECTORS["议事日2026-02-28(周六,调休班)"]
    assert days(EIGHTS, local("2026-02-25"), count=1) == [expected]


def test_moved_meeting_is_not_forgotten() -> None:
    """Asked during the holiday, the meeting that it moved is still to come."""
    assert days(EIGHTS, local("2025-02-01"), count=1) == [date(2025, 2, 5)]


def test_two_on_one_day() -> None:
    """Two meetings that a holiday moves to one day are one."""
    schedule = Schedule(days=(1, 2, 3, 8))
    assert days(schedule, local("2025-10-01")) == [date(2025, 10, 9), date(2025, 11, 1), date(2025, 11, 2)]


def test_skipped() -> None:
    """A council that skips holidays does not meet on them."""
    assert days(EIGHTS, local("2025-01-19"), count=1, policy=HolidayPolicy.SKIP) == [date(2025, 2, 8)]


def test_short_months() -> None:
    """A month that has no 31st has no meeting."""
    schedule = Schedule(days=(31,))
    assert days(schedule, local("2025-03-01"), policy=HolidayPolicy.KEEP) == [
        date(2025, 3, 31),
        date(2025, 5, 31),
        date(2025, 7, 31),
    ]


@pytest.mark.parametrize(
    ("schedule", "expect"),
    [
        (Schedule(weekdays=(2,)), [date(2025, 3, 5), date(2025, 3, 12), date(2025, 3, 19)]),
        (Schedule(weekdays=(1, 4)), [date(2025, 3, 4), date(2025, 3, 7), date(2025, 3, 11)]),
        (Schedule(weekdays=(5,), nth=(1,)), [date(2025, 3, 1), date(2025, 4, 7), date(2025, 5, 6)]),
        (Schedule(weekdays=(4,), nth=(LAST,)), [date(2025, 3, 28), date(2025, 4, 25), date(2025, 5, 30)]),
        (Schedule(weekdays=(6,), nth=(5,)), [date(2025, 3, 30), date(2025, 6, 29), date(2025, 8, 31)]),
        (Schedule(days=(LAST,)), [date(2025, 3, 31), date(2025, 4, 30), date(2025, 6, 3)]),
        (Schedule(), []),
    ],
)
def test_weekdays(schedule: Schedule, expect: list[date]) -> None:
    """Weekdays come every week, or as the first to fifth or last of each month."""
    assert days(schedule, local("2025-03-01")) == expect


def test_begun_is_over() -> None:
    """A meeting that begins this very moment is not among those to come."""
    assert days(EIGHTS, local("2025-03-08 19:29"), count=1) == [date(2025, 3, 8)]
    assert days(EIGHTS, local("2025-03-08 19:30"), count=1) == [date(2025, 3, 18)]


def test_summer_time() -> None:
    """The clock on the wall stays when the clocks change."""
    starts = occurrences(
        Schedule(weekdays=(6,), hour=19), BERLIN, local("2025-03-23"), holidays(), HolidayPolicy.KEEP, 2
    )
    assert [one.starts_at.hour for one in starts] == [18, 17]


def test_skipped_hour() -> None:
    """A time that the clocks skip is the one they show instead."""
    (one,) = occurrences(Schedule(days=(30,), hour=2), BERLIN, local("2025-03-29"), holidays(), HolidayPolicy.KEEP, 1)
    assert one.starts_at == local("2025-03-30 03:30", BERLIN)


def test_unknown_year() -> None:
    """A meeting of a year whose holidays are not published says so."""
    nothing = Holidays(off=frozenset(), work=frozenset(), years=frozenset())
    (one,) = occurrences(EIGHTS, SHANGHAI, local("2025-01-19"), nothing, HolidayPolicy.NEXT, 1)
    assert (one.day, one.known) == (date(2025, 1, 28), False)


@given(
    SCHEDULES,
    st.integers(0, 27 * 366 * 24 * 60).map(lambda minutes: local("2013-01-01") + timedelta(minutes=minutes)),
    st.sampled_from([SHANGHAI, BERLIN, ZoneInfo("America/St_Johns"), ZoneInfo("Pacific/Apia")]),
    st.sampled_from(HolidayPolicy),
)
def test_always_ahead(schedule: Schedule, after: datetime, zone: ZoneInfo, policy: HolidayPolicy) -> None:
    """Meetings come one after the other, all of them later than asked, and each begins on its day."""
    found = occurrences(schedule, zone, after, holidays(), policy, 4)
    assert all(one.starts_at < other.starts_at and one.day < other.day for one, other in pairwise(found))
    assert all(one.starts_at > after and one.starts_at.astimezone(zone).date() == one.day for one in found)
    assert all(schedule.has(one.planned_day) for one in found)
    assert len(found) == 4 or not (schedule.days or schedule.weekdays) or policy is HolidayPolicy.SKIP


def test_close_without_a_move() -> None:
    """Meetings that are always near each other are no news."""
    tuesday, friday = (
        Occurrence(day=day, planned_day=day, starts_at=local(day.isoformat()), known=True)
        for day in (date(2025, 3, 4), date(2025, 3, 7))
    )
    assert not close_together(tuesday, friday)
