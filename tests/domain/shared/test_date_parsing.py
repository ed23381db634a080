"""Days, times and spans."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.shared.chinese_numbers import parse_number
from bot.domain.shared.date_parsing import next_year, parse_day, parse_duration, parse_moment
from bot.domain.shared.times_of_day import begins_with_time, parse_time
from tests.rows import each_row

TODAY = date(2026, 10, 14)  # a Wednesday
SHANGHAI = ZoneInfo("Asia/Shanghai")
WIDE = {code: code + 0xFEE0 for code in range(ord("!"), ord("~"))}  # full-width twins
DAYS = st.dates(date(2000, 1, 1), date(2999, 12, 31))
TIMES = st.times().map(lambda at: at.replace(second=0, microsecond=0))
TALK = st.text() | st.text(
    "0123456789一二两十半年月日号周星期天今明后大个本下这底末内前之晚早上中午点分刻整零:：-./ hdmsw", max_size=30
)


@each_row(
    ("text", "expect"),
    [
        ("2026-12-01", "2026-12-01"),
        ("2026/12/1", "2026-12-01"),
        ("2026年12月1日", "2026-12-01"),
        (" 2026 年 12 月 1 日 ", "2026-12-01"),
        ("2026-12-1".translate(WIDE), "2026-12-01"),
        ("2025-12-01", "2025-12-01"),
        ("12-01", "2026-12-01"),
        ("12月1日", "2026-12-01"),
        ("12月1号。", "2026-12-01"),
        ("12.1", "2026-12-01"),
        ("12/1", "2026-12-01"),
        ("10月14日", "2026-10-14"),
        ("10月13日", "2026-10-13"),
        ("5月1日", "2026-05-01"),
        ("4月1日", "2027-04-01"),
        ("1.5", "2027-01-05"),
        ("十二月三十一日", "2026-12-31"),
        ("今天", "2026-10-14"),
        ("明日", "2026-10-15"),
        ("后天", "2026-10-16"),
        ("大后天", "2026-10-17"),
        ("7天", "2026-10-21"),
        ("7天后", "2026-10-21"),
        ("十天之内", "2026-10-24"),
        ("3日内", "2026-10-17"),
        ("3d", "2026-10-17"),
        ("2W", "2026-10-28"),
        ("7 days", "2026-10-21"),
        ("1 week", "2026-10-21"),
        ("两周", "2026-10-28"),
        ("一个星期", "2026-10-21"),
        ("一个月", "2026-11-14"),
        ("15个月", "2028-01-14"),
        ("半个月", "2026-10-29"),
        ("周三", "2026-10-21"),
        ("周五", "2026-10-16"),
        ("星期二", "2026-10-20"),
        ("周7", "2026-10-18"),
        ("本周五", "2026-10-16"),
        ("这周一", "2026-10-12"),
        ("下周五", "2026-10-23"),
        ("下个星期天", "2026-10-25"),
        ("月底", "2026-10-31"),
        ("本月末", "2026-10-31"),
        ("下个月底", "2026-11-30"),
        ("14日", "2026-10-14"),
        ("二十八号", "2026-10-28"),
        ("3号", "2026-11-03"),
        ("本月3号", "2026-10-03"),
        ("下月5号", "2026-11-05"),
        ("周五前", "2026-10-16"),
        ("昨天", "2026-10-13"),
        ("前天", "2026-10-12"),
        ("上周五", "2026-10-09"),
        ("上个月5号", "2026-09-05"),
        ("上月底", "2026-09-30"),
        ("去年12月1日", "2025-12-01"),
        ("今年 3月1日", "2026-03-01"),
        ("明年3月1日", "2027-03-01"),
        ("后年的1月1号", "2028-01-01"),
        ("12月3日 周四", "2026-12-03"),
        ("12月3日（星期四）", "2026-12-03"),
        ("12月3日周四前", "2026-12-03"),
        ("2027年3月1日 周一", "2027-03-01"),
        ("3月1日 周一", "2027-03-01"),
        ("明天 周四", "2026-10-15"),
        ("today", "2026-10-14"),
        ("Tomorrow", "2026-10-15"),
        ("friday", "2026-10-16"),
        ("next Fri", "2026-10-23"),
        ("last Friday", "2026-10-09"),
        ("Thu 3 Dec", "2026-12-03"),
        ("Thu 3 Dec 2026", "2026-12-03"),
        ("Mon 1 Mar 2027", "2027-03-01"),
        ("December 3rd, 2026", "2026-12-03"),
        ("Thursday, Dec. 3", "2026-12-03"),
        ("1st of March 2027", "2027-03-01"),
        ("12月1日之前", "2026-12-01"),
        ("3日以前", "2026-11-03"),
    ],
)
def test_day(text: str, expect: str) -> None:
    """Days are read as people write them; those that are past come again."""
    assert parse_day(text, TODAY) == date.fromisoformat(expect)


@each_row(
    "text",
    [
        "",
        "居委会",
        "12",
        "2026-13-01",
        "1999-12-01",
        "2026年12月",
        "2月30日",
        "30 Feb",
        "0月0日",
        "12月3日 周五",
        "2027年3月1日 周二",
        "Fri 3 Dec",
        "明天 周五",
        "Market 3",
        "今年2月29日",
        "12-013",
        "12.1.5",
        "3天前",
        "7天 前",
        "3daze",
        "半天",
        "一百天",
        "下下周五",
        "每周五",
        "周八",
        "周末",
        "明天或后天",
        "31号以后再说",
        "今天" + " " * 40,
    ],
)
def test_no_day(text: str) -> None:
    """What names no day, or no single one, is not read."""
    assert parse_day(text, TODAY) is None


def test_month_without_the_day() -> None:
    """A month after the 31st of January ends with February; a day that no month has is not read."""
    assert parse_day("一个月", date(2027, 1, 31)) == date(2027, 2, 28)
    assert parse_day("2月29日", date(2026, 1, 1)) is None
    assert parse_day("31号", date(2026, 11, 1)) is None


def test_end_of_the_calendar() -> None:
    """A span that leaves the calendar is not read."""
    assert parse_day("999周", date.max) is None


@each_row(
    ("text", "expect", "rest"),
    [
        ("19:30", time(19, 30), ""),
        ("19:30".translate(WIDE), time(19, 30), ""),
        ("9:05 居委会", time(9, 5), "居委会"),
        ("19:30-21:00，凉亭", time(19, 30), "凉亭"),
        ("19点半", time(19, 30), ""),
        ("7:30pm 凉亭", time(19, 30), "凉亭"),
        ("7：30 PM 凉亭", time(19, 30), "凉亭"),
        ("7:30pm".translate(WIDE), time(19, 30), ""),
        ("7\u223630p.m. 凉亭", time(19, 30), "凉亭"),
        ("7.30pm", time(19, 30), ""),
        ("7pm Pavilion", time(19), "Pavilion"),
        ("12pm", time(12), ""),
        ("12:05 am", time(0, 5), ""),
        ("7.30 p.m. hall", time(19, 30), "hall"),
        ("12:30 pm", time(12, 30), ""),
        ("9am", time(9), ""),
        ("晚上7:30pm", time(19, 30), ""),
        ("19:30pm", time(19, 30), ""),
        ("19.30 凉亭", time(19, 30), "凉亭"),
        ("下午15:00", time(15), ""),
        ("午后3点", time(15), ""),
        ("夜里9点", time(21), ""),
        ("傍晚6点", time(18), ""),
        ("晚上7点到9点 凉亭", time(19), "凉亭"),
        ("晚上7点半至9点半凉亭", time(19, 30), "凉亭"),
        ("7pm-9pm 凉亭", time(19), "凉亭"),
        ("19点", time(19), ""),
        ("晚上7点", time(19), ""),
        ("晚7点一刻", time(19, 15), ""),
        ("晚上 19:30", time(19, 30), ""),
        ("下午3:15", time(15, 15), ""),
        ("下午三点三刻", time(15, 45), ""),
        ("下午十二点", time(12), ""),
        ("上午9点整", time(9), ""),
        ("上午12点", time(12), ""),
        ("早上8点钟", time(8), ""),
        ("中午11点", time(11), ""),
        ("中午1点", time(13), ""),
        ("凌晨2点", time(2), ""),
        ("七点零五", time(7, 5), ""),
        ("七点五分", time(7, 5), ""),
        ("七点零分", time(7), ""),
        ("19时30分凉亭", time(19, 30), "凉亭"),
        ("十九点三十", time(19, 30), ""),
        ("晚上7点15号楼", time(19), "15号楼"),
        ("7点三楼", time(7), "三楼"),
        ("7点八角亭", time(7), "八角亭"),
    ],
)
def test_time(text: str, expect: time, rest: str) -> None:
    """Times of day are read as people write them, and house numbers are no minutes."""
    assert parse_time(text) == (expect, rest)


@each_row(
    "text",
    [
        "25:00",
        "19:60",
        "7点61分",
        "晚上12点",
        "凌晨12点",
        "早上7:99",
        "晚上3点",
        "13:00am",
        "7:30-9pm",
        "7.30",
        "24:00",
        "夜里2点",
        "19:30am",
        "0:30pm",
    ],
)
def test_impossible_time(text: str) -> None:
    """A time that no clock shows, or that may mean two days, is seen but not read."""
    assert begins_with_time(text)
    assert parse_time(text) is None


@pytest.mark.parametrize("text", ["", "居委会", "3号楼", "7", "119:30", "19:305"])
def test_no_time(text: str) -> None:
    """Other numbers are no time."""
    assert not begins_with_time(text)
    assert parse_time(text) is None


@each_row(
    ("text", "expect", "rest"),
    [
        ("2026-12-03 19:30 居委会 加装电梯", "2026-12-03 19:30", "居委会 加装电梯"),
        ("12月3日 晚上7点半 凉亭", "2026-12-03 19:30", "凉亭"),
        ("12月3日（周四）19：30，凉亭", "2026-12-03 19:30", "凉亭"),
        ("明天 19:30", "2026-10-15 19:30", ""),
        ("明晚7点15号楼前", "2026-10-15 19:00", "15号楼前"),
        ("12月18日 周五 19:30", "2026-12-18 19:30", ""),
        ("12月18日 周五晚上7点 凉亭", "2026-12-18 19:00", "凉亭"),
        ("明天 7：30pm 凉亭", "2026-10-15 19:30", "凉亭"),
        ("明天（周四）19:30", "2026-10-15 19:30", ""),
        ("Fri 18 Dec 19:30 Pavilion", "2026-12-18 19:30", "Pavilion"),
        ("tomorrow 7.30pm Pavilion", "2026-10-15 19:30", "Pavilion"),
        ("周五下午3点\n凉亭\n停车", "2026-10-16 15:00", "凉亭\n停车"),
    ],
)
def test_moment(text: str, expect: str, rest: str) -> None:
    """A day and a time are read from the beginning, and what follows is given back as it was typed."""
    at = datetime.fromisoformat(expect).replace(tzinfo=SHANGHAI)
    assert parse_moment(text, TODAY, SHANGHAI) == (at.astimezone(UTC), rest)


@pytest.mark.parametrize(
    "text", ["", "凉亭", "12月3日", "12月3日 凉亭", "19:30", "2月30日 19:30", "明天 25:00", "3号楼 19:30"]
)
def test_no_moment(text: str) -> None:
    """A day without a time, or a time without a day, is no moment."""
    assert parse_moment(text, TODAY, SHANGHAI) is None


@each_row(
    ("text", "expect"),
    [
        ("90s", timedelta(seconds=90)),
        ("30m", timedelta(minutes=30)),
        ("30分钟", timedelta(minutes=30)),
        ("10min", timedelta(minutes=10)),
        ("十分", timedelta(minutes=10)),
        ("24h", timedelta(hours=24)),
        ("24H", timedelta(hours=24)),
        ("24".translate(WIDE) + "小时", timedelta(hours=24)),
        ("半小时", timedelta(minutes=30)),
        ("半个小时", timedelta(minutes=30)),
        ("一个半小时", timedelta(minutes=90)),
        ("半天", timedelta(hours=12)),
        ("3d", timedelta(days=3)),
        (" 3 天 ", timedelta(days=3)),
        ("一周", timedelta(weeks=1)),
        ("两个星期", timedelta(weeks=2)),
    ],
)
def test_duration(text: str, expect: timedelta) -> None:
    """Spans are read in seconds to weeks, whole or with a half."""
    assert parse_duration(text) == expect


@each_row(
    "text", ["", "h", "3", "半", "1.5h", "-3d", "3x", "个小时", "3d4h", "\u017f", "3\u017f", "一个月", "3天" + " " * 40]
)
def test_no_duration(text: str) -> None:
    """What is no span, or one whose length depends on the day, is not read."""
    assert parse_duration(text) is None


@pytest.mark.parametrize(
    ("text", "expect"), [("二十一", 21), ("十", 10), ("三十", 30), ("两", 2), ("〇", 0), ("007", 7)]
)
def test_number(text: str, expect: int) -> None:
    """Small numbers may be Chinese."""
    assert parse_number(text) == expect


@given(DAYS, DAYS, st.sampled_from(["{0:%Y-%m-%d}", "{0.year}/{0.month}/{0.day}", "{0.year}年{0.month}月{0.day}日"]))
def test_day_round_trip(day: date, today: date, form: str) -> None:
    """A day that is written out in full is read back, whatever day it is."""
    assert parse_day(form.format(day), today) == day


@given(DAYS, DAYS, st.sampled_from(["{0.month}月{0.day}日", "{0.month}.{0.day}", "{0:%m-%d}"]))
def test_day_without_a_year(day: date, today: date, form: str) -> None:
    """A month and a day are this year's, or next year's when this year's is past and next year's is near."""
    read = parse_day(form.format(day), today)
    if read is None:
        assert (day.month, day.day) == (2, 29)
        return
    assert (read.month, read.day) == (day.month, day.day)
    assert read.year == today.year or (today.year + 1 == read.year and read - today <= timedelta(days=183))
    if read < today:
        later = next_year(form.format(day), today)
        assert (day.month, day.day) == (2, 29) if later is None else later[0].year == today.year + 1


@pytest.mark.parametrize(
    ("text", "expect"),
    [
        ("3月1日", (date(2027, 3, 1), "2027-03-01")),
        ("3月1日 19:30 凉亭", (date(2027, 3, 1), "2027-03-01 19:30 凉亭")),
        ("3月1日（周日）19:30", (date(2027, 3, 1), "2027-03-01 19:30")),
        ("3月1日前", (date(2027, 3, 1), "2027-03-01 前")),
        ("1 Mar, 19:30 Pavilion", (date(2027, 3, 1), "2027-03-01 19:30 Pavilion")),
        ("2026-03-01", None),
        ("今年3月1日", None),
        ("3月3日", None),
        ("昨天", None),
        ("凉亭", None),
    ],
)
def test_next_year(text: str, expect: tuple[date, str] | None) -> None:
    """A past month and day may be next year's; of a day with its year, or one to come, nothing is asked."""
    assert next_year(text, date(2026, 3, 2)) == expect


@pytest.mark.parametrize(("today", "expect"), [(date(2027, 3, 2), None), (date(2027, 10, 14), date(2028, 2, 29))])
def test_29_february(today: date, expect: date | None) -> None:
    """29 February is read in a leap year, or when the next year is one and near."""
    assert parse_day("2月29日", today) == expect


@given(
    DAYS, TIMES, st.sampled_from(["{0:%Y-%m-%d %H:%M} {1}", "{0.year}年{0.month}月{0.day}日{0.hour}点{0.minute}分 {1}"])
)
def test_moment_round_trip(day: date, at: time, form: str) -> None:
    """A moment that is written out is read back with what follows it."""
    moment = datetime.combine(day, at, SHANGHAI)
    assert parse_moment(form.format(moment, "凉亭 停车"), TODAY, SHANGHAI) == (moment.astimezone(UTC), "凉亭 停车")


@given(st.integers(0, 99999), st.sampled_from([("s", 1), ("分钟", 60), ("h", 3600), ("天", 86400), ("w", 604800)]))
def test_duration_round_trip(count: int, unit: tuple[str, int]) -> None:
    """A span that is written out is read back."""
    assert parse_duration(f"{count}{unit[0]}") == timedelta(seconds=count * unit[1])


@given(TALK, DAYS)
def test_never_raises(text: str, today: date) -> None:
    """Any text is read or refused, and what is left over is an end of it."""
    parse_day(text, today)
    parse_duration(text)
    for found in (parse_time(text), parse_moment(text, today, SHANGHAI)):
        assert found is None or text.endswith(found[1])
