"""Regular meeting days as people write them and as the bot prints them."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.meetings.meeting_days import LAST, Schedule
from bot.domain.meetings.places import mentions_when
from bot.domain.meetings.schedule_text import parse_policy, parse_schedule
from bot.domain.shared.working_days import HolidayPolicy
from bot.locales import words
from bot.views.shared import dates, labels
from tests.rows import each_row

WIDE = {code: code + 0xFEE0 for code in range(ord("!"), ord("~"))}  # full-width twins
EIGHTS = Schedule(days=(8, 18, 28))
CHARS = "一二三四五六日"
SOME_DAYS = st.lists(st.integers(1, 31), min_size=1, max_size=5).map(lambda days: tuple(sorted(set(days))))
SOME_WEEKDAYS = st.lists(st.integers(0, 6), min_size=1, max_size=7).map(lambda days: tuple(sorted(set(days))))
ORDINALS = st.sampled_from([1, 2, 3, 4, 5, LAST])
TIMES = st.times().map(lambda at: at.replace(second=0, microsecond=0))
PLACES = st.sampled_from(
    ["", "居委会二楼", "3号楼前", "四楼会议室", "和平小区", "3号楼活动室", "302室", "2号会议室", "Community room"]
)
SCHEDULES = st.builds(
    lambda kind, at: Schedule(**kind, hour=at.hour, minute=at.minute),
    st.one_of(
        st.fixed_dictionaries(
            {
                "days": st.lists(st.sampled_from([LAST, *range(1, 32)]), min_size=1, max_size=6).map(
                    lambda days: tuple(sorted(set(days)))
                )
            }
        ),
        st.fixed_dictionaries(
            {"weekdays": SOME_WEEKDAYS, "nth": st.lists(ORDINALS, max_size=6).map(lambda nth: tuple(sorted(set(nth))))}
        ),
    ),
    TIMES,
)


@given(SCHEDULES, PLACES, st.sampled_from(["zh-CN", "en"]), st.sampled_from(HolidayPolicy), st.booleans())
def test_what_the_bot_prints(
    schedule: Schedule,
    place: str,
    language: str,
    policy: HolidayPolicy,
    titled: bool,  # noqa: FBT001  # drawn by hypothesis
) -> None:
    """Meeting days are read back as the bot prints them: in both languages, with the place and the holidays' part."""
    speak = words(language)
    printed = dates.format_schedule(speak, schedule).unescape()
    if titled:
        printed = speak("议事日：{days}", days=dates.format_schedule(speak, schedule)).unescape()
    said = f"{printed} {place}".strip() + f"\n{speak(labels.HOLIDAYS[policy]).unescape()}"
    read, rest = parse_policy(said)
    assert read is policy
    assert parse_schedule(rest) == (schedule, place)
    assert mentions_when(dates.format_schedule(speak, schedule).unescape())


@each_row(
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
        ("每月 8、18、28 日 下午 15:00", Schedule(days=(8, 18, 28), hour=15, minute=0), ""),
        ("每月 8、18、28 日 下午 15:00 居委会", Schedule(days=(8, 18, 28), hour=15, minute=0), "居委会"),
        ("8号18号28号 15:00 居委会", Schedule(days=(8, 18, 28), hour=15, minute=0), "居委会"),
        ("8日18日28日", EIGHTS, ""),
        ("8号、18号和28号下午3点 凉亭", Schedule(days=(8, 18, 28), hour=15, minute=0), "凉亭"),
        ("每月8日、18日、28日", EIGHTS, ""),
        ("8/18/28 19:30 凉亭", EIGHTS, "凉亭"),
        ("8号、18号 28号 15:00 居委会", Schedule(days=(8, 18, 28), hour=15, minute=0), "居委会"),
        ("8 18 28日 晚上7点半", EIGHTS, ""),
        ("逢5、10", Schedule(days=(5, 10, 15, 20, 25, 30)), ""),
        ("每周三 7.30pm 凉亭", Schedule(weekdays=(2,)), "凉亭"),
        ("every Mon, Wed, 19:30", Schedule(weekdays=(0, 2)), ""),
        ("8th, 18th and 28th of each month at 7:30pm the hall", EIGHTS, "the hall"),
        ("8.18.28", EIGHTS, ""),
        ("8,18,28日", EIGHTS, ""),
        ("8 18 28 日 19:30", EIGHTS, ""),
        ("逢8 19:30 凉亭", EIGHTS, "凉亭"),
        ("每月逢八的日子", EIGHTS, ""),
        ("逢3、8", Schedule(days=(3, 8, 13, 18, 23, 28)), ""),
        ("逢五逢十", Schedule(days=(5, 10, 15, 20, 25, 30)), ""),
        ("8,18,28 7：30pm 凉亭", EIGHTS, "凉亭"),
        ("8,18,28 7.30 pm 凉亭", EIGHTS, "凉亭"),
        ("8,18,28 " + "7:30pm".translate(WIDE) + " 凉亭", EIGHTS, "凉亭"),
        ("8,18,28 19.30 凉亭", EIGHTS, "凉亭"),
        ("8,18,28 十九点半 凉亭", EIGHTS, "凉亭"),
        ("8日 傍晚6点 凉亭", Schedule(days=(8,), hour=18, minute=0), "凉亭"),
        ("8日 晚上7点到9点 凉亭", Schedule(days=(8,), hour=19, minute=0), "凉亭"),
        ("8、18、28日 2号会议室", EIGHTS, "2号会议室"),
        ("8日2号会议室", Schedule(days=(8,)), "2号会议室"),
        ("8,18,28 302室", EIGHTS, "302室"),
        ("8,18,28 日间照料中心", EIGHTS, "日间照料中心"),
        ("每周三、周五 19:30", Schedule(weekdays=(2, 4)), ""),
        ("每月第一个和第三个周六 15:00", Schedule(weekdays=(5,), nth=(1, 3), hour=15, minute=0), ""),
        ("每月第一个、最后一个周六 下午 15:00", Schedule(weekdays=(5,), nth=(LAST, 1), hour=15, minute=0), ""),
        ("每月最后一天 19:30 凉亭", Schedule(days=(LAST,)), "凉亭"),
        ("每月底 凉亭", Schedule(days=(LAST,)), "凉亭"),
        ("15日、月底", Schedule(days=(LAST, 15)), ""),
        ("days 8, 18, 28 of each month, 15:00 Hall", Schedule(days=(8, 18, 28), hour=15, minute=0), "Hall"),
        ("the 8th, 18th and 28th of each month at 7:30 pm Hall", EIGHTS, "Hall"),
        ("8th and 18th at 19:30", Schedule(days=(8, 18)), ""),
        ("the last day of each month", Schedule(days=(LAST,)), ""),
        ("the first and third Sat of each month, 15:00", Schedule(weekdays=(5,), nth=(1, 3), hour=15, minute=0), ""),
        ("every Wednesday at 7pm", Schedule(weekdays=(2,), hour=19, minute=0), ""),
        ("Every Wednesday at 19:30 Community room", Schedule(weekdays=(2,)), "Community room"),
        ("mon, Thursday and Fri 8:00", Schedule(weekdays=(0, 3, 4), hour=8, minute=0), ""),
        ("the first Saturday of each month 15:00", Schedule(weekdays=(5,), nth=(1,), hour=15, minute=0), ""),
        ("last Friday", Schedule(weekdays=(4,), nth=(LAST,)), ""),
    ],
)
def test_read(text: str, schedule: Schedule, place: str) -> None:
    """Meeting days are read as people write them."""
    assert parse_schedule(text) == (schedule, place)


@each_row(
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
        "8.18",
        "周三到周五",
        "8号楼 19:30",
        "8,18,28，3号楼会议室",
        "12月8日 19:30",
        "2026-12-03 19:30",
        "每两周周三",
        "每两周",
        "单双周",
        "隔周周三",
        "初八",
        "农历初八",
        "8,18,28 24:00",
        "8/18 19:30",
        "8日 7.30 凉亭",
        "第六个周六",
        "逢11",
        "days 8 and 32 of each month",
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


@pytest.mark.parametrize(
    ("text", "policy", "rest"),
    [
        ("每月5、15、25号（节假日顺延）15:00 居委会", HolidayPolicy.NEXT, "每月5、15、25号 15:00 居委会"),
        ("每月5、15、25号(遇法定节假日提前) 15:00 居委会", HolidayPolicy.PREVIOUS, "每月5、15、25号 15:00 居委会"),
        ("8,18,28 节假日顺延 19:30 凉亭", HolidayPolicy.NEXT, "8,18,28 19:30 凉亭"),
        ("8,18,28 19:30 凉亭 遇节假日跳过", HolidayPolicy.SKIP, "8,18,28 19:30 凉亭"),
        ("8,18,28 19:30 凉亭，照开。", HolidayPolicy.KEEP, "8,18,28 19:30 凉亭"),
        ("每周三，遇到法定节假日不开", HolidayPolicy.SKIP, "每周三"),
        ("next", HolidayPolicy.NEXT, ""),
        ("8,18,28 19:30 顺延路居委会", None, "8,18,28 19:30 顺延路居委会"),
    ],
)
def test_policy(text: str, policy: HolidayPolicy | None, rest: str) -> None:
    """What a public holiday does may stand in brackets, before the time or at the end; a road of that name is none."""
    assert parse_policy(text) == (policy, rest)
