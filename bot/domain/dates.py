"""Days, times and spans as people write them in a chat, read from the beginning of a text.

Every reader gives None for what it cannot read and never guesses. Digits may be full-width, small numbers Chinese.
Every pattern is bounded, so the work does not grow with the length of the text.
"""

import calendar
import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

LONGEST = 40  # characters of a day or a span; what is longer is talk
HALF_MONTH = timedelta(days=15)

NUMBER = r"(?:\d{1,2}|[二三四五六七八九]?十[一二三四五六七八九]?|[零〇一二两三四五六七八九])"
WEEK = r"(?:周|星期|礼拜)"
WEEKDAYS = {
    char: number for number, chars in enumerate(("一1", "二2", "三3", "四4", "五5", "六6", "日天7")) for char in chars
}

_ONES = "零一二三四五六七八九"
_CHINESE = {"〇": 0, "两": 2} | {
    (_ONES[n // 10].strip("零一") + "十" if n > 9 else "") + (_ONES[n % 10] if n % 10 or not n else ""): n  # noqa: PLR2004 - tens
    for n in range(100)
}


def number(text: str) -> int:
    """Give the value of what NUMBER matched, or of any decimal digits."""
    return int(text) if text.isdecimal() else _CHINESE[text]


def parse_day(text: str, today: date) -> date | None:
    """Read a day, such as 2026-12-01, 12月1日, 28号, 明天, 下周五, 月底, 两周 or 3天内; 前 may follow.

    A month and day, or a day of the month, that is past means the next one. Weeks begin on Monday.
    """
    found = read_day(text, today) if len(text) <= LONGEST else None
    return found[0] if found and found[1].rstrip() in ("", "前", "之前", "以前") else None


def parse_moment(text: str, today: date, zone: ZoneInfo) -> tuple[datetime, str] | None:
    """Read a day and a time in `zone`, such as 12月3日 晚上7点半; give the moment (UTC) and the text that follows.

    A time that the clocks skip is read as the one they show instead; of a time that comes twice, the first.
    """
    if (found := read_day(text, today)) and (timed := read_time(_ASIDE.sub("", found[1]))):
        return datetime.combine(found[0], timed[0], zone).astimezone(UTC), timed[1]
    return None


def parse_duration(text: str) -> timedelta | None:
    """Read a span of time, such as 24h, 3d, 90s, 30分钟, 一周, 半小时 or 一个半小时."""
    match = _DURATION.fullmatch(text.strip().lower()) if len(text) <= LONGEST else None
    if not match or not (match["number"] or match["half"]):
        return None
    unit = next(length for length, names in _UNITS.items() if match["unit"] in names)
    return number(match["number"] or "0") * unit + (unit / 2 if match["half"] else timedelta())


def read_day(text: str, today: date) -> tuple[date, str] | None:
    """Read the day that `text` begins with; give it and what follows."""
    text = text.lstrip()
    for pattern, find in _DAYS:
        if match := pattern.match(text):
            try:
                return find(match, today), remainder(text, match)
            except (ValueError, OverflowError):  # 30 February, or beyond the calendar
                return None
    return None


def read_time(text: str) -> tuple[time, str] | None:
    """Read the time of day that `text` begins with, such as 19:30, 19点半 or 晚上7点; give it and what follows.

    晚上12点 and 凌晨12点 are not read: people mean different days by them.
    """
    if match := _ENGLISH_TIME.match(text):
        return _on_twelve_hours(match), remainder(text, match)
    match = _TIME.match(text)
    if not match:
        return None
    hours = _PARTS[match["part"][:1]]
    said = number(match["hour"])
    hour = next((hour for hour in (said, said + 12) if hour in hours), -1)
    minute = _QUARTERS.get(match["quarter"]) or number(match["clock"] or (match["minute"] or "").lstrip("零〇") or "0")
    try:
        return time(hour, minute), remainder(text, match)
    except ValueError:  # no hour was found, or there are too many minutes
        return None


def begins_with_time(text: str) -> bool:
    """Say whether `text` begins with a time of day, if only an impossible one such as 25:00."""
    return bool(_TIME.match(text))


def looks_like_time(text: str) -> str | None:
    """Return the first words in `text` that look like a day or a time of day, None where there are none.

    House and room numbers, and the numbers of a street, are none.
    """
    found = _LOOKS_LIKE_TIME.search(text)
    return found[0].strip(" \u3000、，,（）()") if found else None


def _on_twelve_hours(match: re.Match[str]) -> time:
    """Return 7:30pm as 19:30; 12am is midnight and 12pm noon."""
    if match["late"]:
        return time(int(match["late"]), int(match["past"]))
    afternoon = match["half"].casefold() == "p"
    return time(int(match["hour"]) % 12 + 12 * afternoon, int(match["minute"] or 0))


def remainder(text: str, match: re.Match[str]) -> str:
    """Give what follows `match` in `text`, without the punctuation that parted them."""
    return text[match.end() :].lstrip(" \t\r\n\u3000,，、;；。")


def _day_of_year(match: re.Match[str], today: date) -> date:
    month, day = number(match[1]), number(match[2])
    past = (month, day) < (today.month, today.day)
    return date(today.year + past, month, day)


def _english_day(match: re.Match[str], today: date) -> date:
    month, day = _MONTHS.index(match["month"].casefold()) + 1, int(match[1])
    past = (month, day) < (today.month, today.day)
    return date(int(match["year"]) if match["year"] else today.year + past, month, day)


def _day_of_week(match: re.Match[str], today: date) -> date:
    which, weekday = match[1], WEEKDAYS[match[2]]
    monday = today - timedelta(days=today.weekday())
    if which:
        return monday + timedelta(weeks=which.startswith("下"), days=weekday)
    return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)


def _day_of_month(match: re.Match[str], today: date) -> date:
    which, day = match[1], number(match[2])
    return _month(today, which.startswith("下") if which else day < today.day).replace(day=day)


def _end_of_month(match: re.Match[str], today: date) -> date:
    return _last(_month(today, (match[1] or "").startswith("下")))


def _from_today(match: re.Match[str], today: date) -> date:
    if match["half"]:
        return today + HALF_MONTH
    count = number(match["number"])
    if match["unit"].endswith("月"):
        month = _month(today, count)
        return month.replace(day=min(today.day, _last(month).day))
    return today + count * timedelta(days=1 if match["unit"][0] in "天日dD" else 7)


def _month(today: date, ahead: int) -> date:
    """Give the first day of the month `ahead` months from today's."""
    year, month = divmod(today.year * 12 + today.month - 1 + ahead, 12)
    return date(year, month + 1, 1)


def _last(day: date) -> date:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_SHORT_WEEKDAYS = "mon|tue|wed|thu|fri|sat|sun"
_THIS_OR_NEXT = r"(本|这个?|下个?)"
_DASHES = r"-./\uff0d-\uff0f"  # narrow and full-width
_WITHIN = r"(?:[之以]?[内后])"

# The first row that fits decides.
_DAYS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], date], date]], ...] = (
    (
        re.compile(rf"([2\uff12]\d{{3}}) ?[{_DASHES}年] ?({NUMBER}) ?[{_DASHES}月] ?({NUMBER})(?: ?[日号]|(?!\d))"),
        lambda match, _: date(int(match[1]), number(match[2]), number(match[3])),
    ),
    (re.compile(rf"({NUMBER}) ?[{_DASHES}月] ?({NUMBER})(?: ?[日号]|(?!\d))"), _day_of_year),
    (
        re.compile(
            rf"(?:(?:{_SHORT_WEEKDAYS})[a-z]*,? )?(\d{{1,2}})(?:st|nd|rd|th)? (?P<month>{'|'.join(_MONTHS)})[a-z]*\b"
            r"(?:,? (?P<year>2\d{3}))?",
            re.IGNORECASE,
        ),
        _english_day,
    ),
    (re.compile(r"今(?:天|日|(?=[早晚]))"), lambda _, today: today),
    (re.compile(r"明(?:天|日|(?=[早晚]))"), lambda _, today: today + timedelta(days=1)),
    (re.compile(r"后天"), lambda _, today: today + timedelta(days=2)),
    (re.compile(r"大后天"), lambda _, today: today + timedelta(days=3)),
    (re.compile(rf"{_THIS_OR_NEXT}?{WEEK}([一二三四五六日天]|[1-7](?!\d))"), _day_of_week),
    (re.compile(rf"{_THIS_OR_NEXT}?月[底末]"), _end_of_month),
    (
        re.compile(
            rf"(?:(?P<number>\d{{1,3}}|{NUMBER}) ?"
            rf"(?P<unit>天|日(?={_WITHIN})|(?:[dD](?:ays?)?|[wW](?:eeks?)?)(?![A-Za-z])|个?{WEEK}|个月)"
            rf"|(?P<half>半)个月){_WITHIN}?(?! ?[之以]?前)"
        ),
        _from_today,
    ),
    (re.compile(rf"(?:{_THIS_OR_NEXT}月)?({NUMBER})[日号](?!{_WITHIN})"), _day_of_month),
)

_ASIDE = re.compile(rf"\A[（(]?{WEEK}[一二三四五六日天][)）]?[ ，,]*")  # 12月3日 周四 19:30, as the bot writes it

# The hours that may be meant after a word for the part of the day: 晚上7点 is 19, 晚上12点 is none of them.
_PARTS = {
    "": range(24),
    "凌": range(6),
    "清": range(4, 10),
    "早": range(4, 12),
    "上": range(6, 13),
    "中": range(11, 15),
    "下": range(12, 20),
    "傍": range(16, 21),
    "晚": range(17, 24),
}
_QUARTERS = {"一刻": 15, "半": 30, "三刻": 45}
# 7点15号楼 is seven o'clock at house 15.
_TIME = re.compile(
    rf"(?P<part>(?:凌晨|清晨|早[上晨]?|上午|中午|下午|傍晚|晚[上间]?)?) ?(?P<hour>{NUMBER})"
    r"(?:[:：](?P<clock>\d\d)(?!\d)|[点點时時](?:钟|整|(?P<quarter>半|[一三]刻)|(?P<minute>"
    r"(?:\d\d|[二三四五]?十[一二三四五六七八九]?|[零〇][一二三四五六七八九])(?![\d号栋幢楼层室单])"
    rf"|{NUMBER}(?=分))分?)?)"
    r"(?: ?[-–~～至到] ?\d{1,2}[:：]\d\d)?"  # the end may be said, and is not kept
)

# 7:30pm, 7.30 p.m., 7 PM; also 19:30 pm, which says the same twice.
_ENGLISH_TIME = re.compile(
    r"(?:(?P<hour>0?[1-9]|1[0-2])(?:[:：.](?P<minute>[0-5]\d))? ?(?P<half>[ap])"
    r"|(?P<late>1[3-9]|2[0-3])[:：.](?P<past>[0-5]\d) ?p)\.?m\b\.?",
    re.IGNORECASE,
)
_LOOKS_LIKE_TIME = re.compile(
    r"(?:凌晨|清晨|早上|上午|中午|下午|傍晚|晚上)(?: ?[\d一二三四五六七八九十两][^，,。;；]{0,6}|(?=$|[\s，,。;；]))"
    r"|\d{1,2} ?[:：] ?\d\d(?!\d)"
    r"|(?<![\d-])\d{1,2} ?[点點时時](?![位名个])半?"
    r"|(?<!\d)\d{1,2}(?:[:.]\d\d)? ?[ap]\.?m\b"
    r"|(?:每个?|下个?|本|这个?)?(?:周|星期|礼拜)[一二三四五六日天]"
    r"|每个?月|月底|月末|明天|后天|今天|今晚|明晚"
    r"|(?:^|[\s、，,和（(])\d{1,2} ?[日号](?=$|[\s、，,。（()）]|\d{1,2} ?[日号:：点])"
    r"|(?:^|[\s、，,和（(])日(?=$|[\s、，,。])"
    r"|\d{1,2} ?月 ?\d{1,2} ?[日号]?|2\d{3}[-./年]\d{1,2}",
    re.IGNORECASE,
)

_UNITS = {
    timedelta(seconds=1): ("s", "秒", "秒钟"),
    timedelta(minutes=1): ("m", "min", "分", "分钟"),
    timedelta(hours=1): ("h", "小时", "钟头"),
    timedelta(days=1): ("d", "天", "日"),
    timedelta(weeks=1): ("w", "周", "星期", "礼拜"),
}
_DURATION = re.compile(
    rf"(?P<number>\d{{1,5}}|{NUMBER})? ?个?(?P<half>半)?个?"
    rf"(?P<unit>{'|'.join(name for names in _UNITS.values() for name in names)})"
)
