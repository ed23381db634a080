"""Days and times as people read them."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.meetings.meeting_days import LAST, Schedule
from bot.domain.shared.date_parsing import parse_day, parse_moment
from bot.locales import words
from bot.views.shared import dates

ZONE = "Asia/Shanghai"
ZH, EN = words("zh-CN"), words("en")
MEETING = datetime(2026, 12, 3, 11, 30, tzinfo=UTC)  # a Thursday, 19:30 in Shanghai


def test_day() -> None:
    """A day is named with its month and weekday, as the language orders them."""
    assert dates.format_day(ZH, date(2026, 12, 3)) == "12月3日 周四"
    assert dates.format_day(EN, date(2026, 12, 3)) == "Thu 3 Dec"


def test_another_year() -> None:
    """The year of a day is shown whenever it is another than the reader's."""
    assert dates.format_day(ZH.on(date(2026, 1, 1)), date(2026, 12, 3)) == "12月3日 周四"
    assert dates.format_day(ZH.on(date(2026, 12, 31)), date(2027, 1, 1)) == "2027年1月1日 周五"
    assert dates.format_day(EN.on(date(2027, 1, 1)), date(2026, 12, 31)) == "Thu 31 Dec 2026"
    assert dates.format_moment(EN.on(date(2027, 1, 1)), MEETING, ZONE) == "Thu 3 Dec 2026, 19:30"
    assert dates.format_full_moment(ZH, MEETING, ZONE) == "2026年12月3日 周四 晚上 19:30"


@given(
    st.builds(datetime.combine, st.dates(date(2024, 2, 28), date(2028, 12, 30)), st.times()).map(
        lambda at: at.replace(second=0, microsecond=0)
    ),
    st.integers(0, 500),
    st.sampled_from(["zh-CN", "en"]),
)
def test_read_back(at: datetime, ahead: int, language: str) -> None:
    """A day and a moment to come are read back as the bot prints them."""
    moment = at.replace(tzinfo=ZoneInfo(ZONE))
    today = at.date() - timedelta(days=ahead)
    speak = words(language).on(today)
    printed = dates.format_moment(speak, moment, ZONE).unescape()
    assert parse_moment(f"{printed} 凉亭", today, ZoneInfo(ZONE)) == (moment.astimezone(UTC), "凉亭")
    assert parse_day(dates.format_day(speak, at.date()).unescape(), today) == at.date()


@pytest.mark.parametrize(
    ("hour", "said"),
    [
        (0, "凌晨 00:05"),
        (6, "早上 06:05"),
        (9, "上午 09:05"),
        (12, "中午 12:05"),
        (15, "下午 15:05"),
        (18, "晚上 18:05"),
    ],
)
def test_time_of_day(hour: int, said: str) -> None:
    """A time is said with its part of the day, in the council's zone."""
    at = datetime(2026, 12, 3, hour, 5, tzinfo=UTC) - timedelta(hours=8)
    assert dates.format_moment(ZH, at, ZONE) == f"12月3日 周四 {said}"
    assert dates.format_moment(EN, at, ZONE) == f"Thu 3 Dec, {said[3:]}"


@pytest.mark.parametrize(
    ("wait", "said"),
    [
        (timedelta(days=3, hours=10, minutes=30), "还有 3 天"),
        (timedelta(days=2, hours=-3), "还有 2 天"),
        (timedelta(days=1, hours=10, minutes=30), "就在明天"),
        (timedelta(hours=20), "就在明天"),
        (timedelta(hours=10), "还有 10 小时"),
        (timedelta(hours=2), "还有 2 小时"),
        (timedelta(hours=1, minutes=58), "还有 2 小时"),
        (timedelta(hours=1, minutes=52), "还有 115 分钟"),
        (timedelta(minutes=30), "还有 30 分钟"),
        (timedelta(seconds=5), "还有 5 分钟"),
    ],
)
def test_left(wait: timedelta, said: str) -> None:
    """Days are counted on the calendar, and a reminder that took a moment to send still says the round number."""
    assert dates.format_time_left(ZH, MEETING, wait, ZONE) == said


@pytest.mark.parametrize(
    ("schedule", "chinese", "english"),
    [
        (Schedule(days=(8, 18, 28)), "每月 8、18、28 日 晚上 19:30", "days 8, 18, 28 of each month, 19:30"),
        (Schedule(weekdays=(1, 4), hour=9, minute=0), "每周二、周五 上午 09:00", "every Tue, Fri, 09:00"),
        (
            Schedule(weekdays=(5,), nth=(1, LAST), hour=15, minute=0),
            "每月第一个、最后一个周六 下午 15:00",
            "the first, last Sat of each month, 15:00",
        ),
    ],
)
def test_regular(schedule: Schedule, chinese: str, english: str) -> None:
    """The regular meeting days are said in words."""
    assert dates.format_schedule(ZH, schedule) == chinese
    assert dates.format_schedule(EN, schedule) == english


def test_zone() -> None:
    """A zone that people have a name for is called by it."""
    assert dates.zone_name(ZH, ZONE) == "北京时间"
    assert dates.zone_name(EN, "Europe/Paris") == "Europe/Paris"
