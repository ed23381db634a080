"""The regular meeting days."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendar import HolidayPolicy, Holidays
from bot.domain.dates import looks_like_time
from bot.domain.meeting_days import LAST, Occurrence, Schedule, close_together, occurrences, parse_schedule
from bot.locales import words
from bot.services.councils import LANGUAGES
from bot.services.holidays import holidays
from bot.views.when import regular

SPEAK = {language: words(language) for language in LANGUAGES}  # read before a property is timed
VECTORS = {
    row["input"]: date.fromisoformat(row["expect"])
    for row in json.loads(Path(__file__).with_name("vectors.json").read_text(encoding="utf-8"))
    if row["rule"].startswith("R13")
}
WIDE = {code: code + 0xFEE0 for code in range(ord("!"), ord("~"))}  # full-width twins
SHANGHAI = ZoneInfo("Asia/Shanghai")
BERLIN = ZoneInfo("Europe/Berlin")
EIGHTS = Schedule(days=(8, 18, 28))
CHARS = "一二三四五六日"
SCHEDULES = st.builds(
    Schedule,
    days=st.lists(st.integers(1, 31), max_size=3).map(tuple),
    weekdays=st.lists(st.integers(0, 6), max_size=3).map(tuple),
    nth=st.lists(st.sampled_from([1, 2, 3, 4, 5, LAST]), max_size=2).map(tuple),
    hour=st.integers(0, 23),
    minute=st.integers(0, 59),
)
SOME_DAYS = st.lists(st.integers(1, 31), min_size=1, max_size=5).map(lambda days: tuple(sorted(set(days))))
SOME_WEEKDAYS = st.lists(st.integers(0, 6), min_size=1, max_size=7).map(lambda days: tuple(sorted(set(days))))
ORDINALS = st.sampled_from([1, 2, 3, 4, 5, LAST])
TIMES = st.times().map(lambda at: at.replace(second=0, microsecond=0))
PLACES = st.sampled_from(["", "居委会二楼", "3号楼前", "四楼会议室", "和平小区"])


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


@pytest.mark.parametrize(
    ("text", "schedule", "place"),
    [
        ("8,18,28 19:30 居委会二楼", EIGHTS, "居委会二楼"),
        ("8、18、28日", EIGHTS, ""),
        ("8 18 28 19:30 凉亭", EIGHTS, "凉亭"),
        ("28，18，8，8", EIGHTS, ""),
        ("8,18,28 19:30".translate(WIDE) + " 凉亭", EIGHTS, "凉亭"),
        ("每月8,18,28日 晚上7点半 居委会二楼", EIGHTS, "居委会二楼"),
        ("每月八、十八、二十八日", EIGHTS, ""),
        ("8,18,28,19:30，凉亭", EIGHTS, "凉亭"),
        ("8,18,28 到3号楼前", EIGHTS, "到3号楼前"),
        ("8日9:00-10:30", Schedule(days=(8,), hour=9, minute=0), ""),
        ("每周三 19:30 凉亭", Schedule(weekdays=(2,)), "凉亭"),
        ("每周二、五 下午3:15", Schedule(weekdays=(1, 4), hour=15, minute=15), ""),
        ("周二周五", Schedule(weekdays=(1, 4)), ""),
        ("每周1,3,5 8:00", Schedule(weekdays=(0, 2, 4), hour=8, minute=0), ""),
        ("每周一三五晚上7点 凉亭", Schedule(weekdays=(0, 2, 4), hour=19, minute=0), "凉亭"),
        ("周三", Schedule(weekdays=(2,)), ""),
        ("星期天", Schedule(weekdays=(6,)), ""),
        ("每周日日间照料中心", Schedule(weekdays=(6,)), "日间照料中心"),
        ("周三、四楼会议室", Schedule(weekdays=(2,)), "四楼会议室"),
        ("周三3号楼", Schedule(weekdays=(2,)), "3号楼"),
        ("每周三和平小区", Schedule(weekdays=(2,)), "和平小区"),
        ("每月第一个周六 15:00 亭", Schedule(weekdays=(5,), nth=(1,), hour=15, minute=0), "亭"),
        ("每月第二、四个周六", Schedule(weekdays=(5,), nth=(2, 4)), ""),
        ("每月最后一个周五", Schedule(weekdays=(4,), nth=(LAST,)), ""),
        ("最后一个星期五 上午9点", Schedule(weekdays=(4,), nth=(LAST,), hour=9, minute=0), ""),
        ("Every Wednesday at 19:30 Community room", Schedule(weekdays=(2,)), "Community room"),
        ("mon, Thursday and Fri 8:00", Schedule(weekdays=(0, 3, 4), hour=8, minute=0), ""),
        ("the first Saturday of each month 15:00", Schedule(weekdays=(5,), nth=(1,), hour=15, minute=0), ""),
        ("每月 8、18、28 日 下午 15:00", replace(EIGHTS, hour=15, minute=0), ""),
        ("8号18号28号 15:00 居委会", replace(EIGHTS, hour=15, minute=0), "居委会"),
        ("8号、18号 28号 15:00 居委会", replace(EIGHTS, hour=15, minute=0), "居委会"),
        ("8/18/28 19:30 2号会议室", EIGHTS, "2号会议室"),
        ("8 18 28日 晚上7点半", EIGHTS, ""),
        ("8,18,28 302室", EIGHTS, "302室"),
        ("逢8 19:30 凉亭", EIGHTS, "凉亭"),
        ("每月逢八的日子", EIGHTS, ""),
        ("逢五逢十", Schedule(days=(5, 10, 15, 20, 25, 30)), ""),
        ("逢5、10", Schedule(days=(5, 10, 15, 20, 25, 30)), ""),
        ("每月第一个和第三个周六 9:00", Schedule(weekdays=(5,), nth=(1, 3), hour=9, minute=0), ""),
        ("每月第一个、最后一个周五", Schedule(weekdays=(4,), nth=(LAST, 1)), ""),
        ("每周三 7.30pm 凉亭", Schedule(weekdays=(2,)), "凉亭"),
        ("every Mon, Wed, 19:30", Schedule(weekdays=(0, 2)), ""),
        ("days 8, 18, 28 of each month, 19:30", EIGHTS, ""),
        ("8th, 18th and 28th of each month at 7:30pm the hall", EIGHTS, "the hall"),
        ("last Friday", Schedule(weekdays=(4,), nth=(LAST,)), ""),
    ],
)
def test_read(text: str, schedule: Schedule, place: str) -> None:
    """Meeting days are read as people write them."""
    assert parse_schedule(text) == (schedule, place)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "居委会",
        "0",
        "32",
        "8,32",
        "25:00",
        "19:30 居委会",
        "8 25:00 凉亭",
        "8,18,28:30",
        "8-18",
        "8,18-20",
        "每月最后一天",
        "8日 24:00",
        "8.18",
        "周三到周五",
        "8号楼 19:30",
        "8,18,28，3号楼会议室",
        "12月8日 19:30",
        "2026-12-03 19:30",
        "每两周周三",
        "每月第一周周三",
        "每月周三",
        "周八",
        "Monday to Friday 19:30",
        "every Wednesday at 7",
        "Sunny hall 19:30",
        "8" + " " * 500 + "凉亭",
    ],
)
def test_refused(text: str) -> None:
    """What may mean something else sets nothing."""
    assert parse_schedule(text) is None


def test_usual_time() -> None:
    """Where no time is said it is the council's usual one."""
    assert parse_schedule("8日 凉亭", time(9, 15)) == (Schedule(days=(8,), hour=9, minute=15), "凉亭")


@given(SOME_DAYS, TIMES, PLACES)
def test_days_round_trip(numbers: tuple[int, ...], at: time, place: str) -> None:
    """Days of the month that are written out are read back."""
    text = f"每月{'、'.join(map(str, numbers))}日 {at:%H:%M} {place}"
    assert parse_schedule(text) == (Schedule(days=numbers, hour=at.hour, minute=at.minute), place)


@given(SOME_WEEKDAYS, ORDINALS | st.none(), TIMES, PLACES)
def test_weekdays_round_trip(numbers: tuple[int, ...], nth: int | None, at: time, place: str) -> None:
    """Weekdays that are written out are read back."""
    which = "每" if nth is None else "每月最后一个" if nth == LAST else f"每月第{CHARS[nth - 1]}个"
    text = f"{which}周{'、'.join(CHARS[number] for number in numbers)} {at:%H:%M} {place}"
    schedule = Schedule(weekdays=numbers, nth=(nth,) if nth else (), hour=at.hour, minute=at.minute)
    assert parse_schedule(text) == (schedule, place)


@given(st.text() | st.text("每月周第一二三最后个日8125,，、 :：点半-晚上楼号", max_size=40))
def test_never_raises(text: str) -> None:
    """Any text is read or refused, and what is read falls on some day."""
    if parsed := parse_schedule(text):
        schedule, place = parsed
        year = [date(2024, 1, 1) + timedelta(days=n) for n in range(366)]
        assert any(map(schedule.has, year))
        assert place in text


@given(
    st.builds(Schedule, days=SOME_DAYS, hour=st.integers(0, 23), minute=st.integers(0, 59))
    | st.builds(
        Schedule,
        weekdays=SOME_WEEKDAYS,
        nth=st.lists(ORDINALS, unique=True).map(sorted).map(tuple),
        hour=st.integers(0, 23),
        minute=st.integers(0, 59),
    ),
    st.sampled_from(LANGUAGES),
)
def test_what_the_bot_prints_it_reads(schedule: Schedule, language: str) -> None:
    """Every schedule is read back from the words in which the bot shows it, in every language."""
    shown = regular(SPEAK[language], schedule).unescape()
    assert parse_schedule(shown) == (schedule, "")
    assert looks_like_time(shown)
