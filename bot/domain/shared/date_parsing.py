"""Parsing of days, moments and durations as people write them, at the beginning of a text.

Every parser returns None for what it cannot read and never guesses. Digits may be full-width, small numbers Chinese.
Every pattern is bounded, so the work does not grow with the length of the text.
"""

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.shared.chinese_numbers import SMALL_NUMBER, parse_number
from bot.domain.shared.times_of_day import PART, parse_time, remainder

DATE_TEXT_LIMIT = 40  # characters of a day or a span; what is longer is talk
HALF_MONTH = timedelta(days=15)
HALF_YEAR = timedelta(days=183)

WEEK = r"(?:周|星期|礼拜)"
WEEKDAY_NUMBERS = {
    char: number for number, chars in enumerate(("一1", "二2", "三3", "四4", "五5", "六6", "日天7")) for char in chars
}
ENGLISH_WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:days?)?(?![a-z])"
ENGLISH_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


@dataclass(frozen=True)
class FoundDay:
    """A parsed day and the text after it; `without_year`: only a month and a day were written."""

    day: date
    rest: str
    without_year: bool = False


def parse_day(text: str, today: date) -> date | None:
    """Parse a day, such as 2026-12-01, 12月1日, 28号, 明天, 下周五, 月底, 两周, 3天内 or Thu 3 Dec; 前 may follow.

    Weeks begin on Monday. A day of the month that is past means the next one. A month and day without a year mean this
    year's, or next year's where that is nearer: so the day may be past.
    """
    found = find_day(text, today) if len(text) <= DATE_TEXT_LIMIT else None
    return found.day if found and found.rest.rstrip() in ("", "前", "之前", "以前") else None


def parse_moment(text: str, today: date, zone: ZoneInfo) -> tuple[datetime, str] | None:
    """Parse a day and a time in `zone`, such as 12月3日 晚上7点半; return the moment (UTC) and the text after it.

    A time that the clocks skip is read as the one they show instead; of a time that comes twice, the first.
    """
    if (found := find_day(text, today)) and (timed := parse_time(found.rest)):
        return datetime.combine(found.day, timed[0], zone).astimezone(UTC), timed[1]
    return None


def parse_duration(text: str) -> timedelta | None:
    """Parse a duration, such as 24h, 3d, 90s, 30分钟, 一周, 半小时 or 一个半小时."""
    match = _DURATION.fullmatch(text.strip().lower()) if len(text) <= DATE_TEXT_LIMIT else None
    if not match or not (match["number"] or match["half"]):
        return None
    unit = next(length for length, names in _UNITS.items() if match["unit"] in names)
    return parse_number(match["number"] or "0") * unit + (unit / 2 if match["half"] else timedelta())


def find_day(text: str, today: date) -> FoundDay | None:
    """Parse the day that `text` begins with. A weekday beside it must match: 12月3日 周四."""
    text = text.lstrip()
    for pattern, find in _DAYS:
        if match := pattern.match(text):
            try:
                day = find(match, today)
                beside = _WEEKDAY_BESIDE.match(text, match.end())
                named = match.groupdict().get("name")
                weekday = (
                    WEEKDAY_NUMBERS.get(beside["weekday"]) if beside else _english_weekday(named) if named else None
                )
                found = FoundDay(day, remainder(text, beside or match), find is _day_of_year)
                return found if weekday is None else _on_weekday(found, weekday, today)
            except (ValueError, OverflowError):  # 30 February, or beyond the calendar
                return None
    return None


def next_year(text: str, today: date) -> tuple[date, str] | None:
    """Return the day in a year that a past month and day without a year may mean, and the text with its year.

    None where `text` begins with no such day.
    """
    found = find_day(text, today)
    if found is None or not found.without_year or found.day >= today:
        return None
    try:
        day = found.day.replace(year=found.day.year + 1)
    except ValueError:  # 29 February
        return None
    return day, f"{day} {found.rest}".strip()


def _on_weekday(found: FoundDay, weekday: int, today: date) -> FoundDay | None:
    """Return the day when it is on this weekday; of a past one without a year, next year's when that one is."""
    if found.day.weekday() == weekday:
        return found
    if not found.without_year or found.day >= today:
        return None
    later = replace(found, day=found.day.replace(year=found.day.year + 1))
    return later if later.day.weekday() == weekday else None


def _english_weekday(name: str) -> int:
    return ENGLISH_WEEKDAYS.index(name[:3].casefold())


def _day_of_year(match: re.Match[str], today: date) -> date:
    """Return the day in this year; of a past one next year's, when that comes within half a year."""
    month, day = _month_number(match["month"]), parse_number(match["day"])
    first = date(today.year + 1, month, 1)
    if (month, day) < (today.month, today.day) and day <= _last(first).day:
        later = first.replace(day=day)
        if later - today <= HALF_YEAR:
            return later
    return date(today.year, month, day)


def _day_of_written_year(match: re.Match[str], today: date) -> date:
    written = match["year"]
    year = today.year + _YEARS[written] if written in _YEARS else int(written)
    return date(year, _month_number(match["month"]), parse_number(match["day"]))


def _month_number(written: str) -> int:
    name = written[:3].casefold()
    return _MONTHS.index(name) + 1 if name in _MONTHS else parse_number(written)


def _day_of_week(match: re.Match[str], today: date) -> date:
    which, weekday = match["which"], WEEKDAY_NUMBERS[match["weekday"]]
    return _weekday(today, weekday, _ahead(which) if which else None)


def _english_day_of_week(match: re.Match[str], today: date) -> date:
    which = (match["which"] or "").casefold()
    return _weekday(today, _english_weekday(match["weekday"]), {"this": 0, "next": 1, "last": -1}.get(which))


def _weekday(today: date, weekday: int, weeks: int | None) -> date:
    """Return the weekday of the week so many ahead; None: the next one after today."""
    if weeks is None:
        return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)
    return today + timedelta(weeks=weeks, days=weekday - today.weekday())


def _day_of_month(match: re.Match[str], today: date) -> date:
    which, day = match[1], parse_number(match[2])
    return _month(today, _ahead(which) if which else day < today.day).replace(day=day)


def _end_of_month(match: re.Match[str], today: date) -> date:
    return _last(_month(today, _ahead(match[1] or "")))


def _ahead(which: str) -> int:
    """Return how many weeks or months 上, 这 and 下 are ahead."""
    return {"上": -1, "下": 1}.get(which[:1], 0)


def _from_today(match: re.Match[str], today: date) -> date:
    if match["half"]:
        return today + HALF_MONTH
    count = parse_number(match["number"])
    if match["unit"].endswith("月"):
        month = _month(today, count)
        return month.replace(day=min(today.day, _last(month).day))
    return today + count * timedelta(days=1 if match["unit"][0] in "天日dD" else 7)


def _month(today: date, ahead: int) -> date:
    """Return the first day of the month `ahead` months from today's."""
    year, month = divmod(today.year * 12 + today.month - 1 + ahead, 12)
    return date(year, month + 1, 1)


def _last(day: date) -> date:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


_WHICH = r"(?:上个?|本|这个?|下个?)"
_DASHES = r"-./\uff0d-\uff0f"  # narrow and full-width
_WITHIN = r"(?:[之以]?[内后])"
_YEARS = {"前年": -2, "去年": -1, "今年": 0, "明年": 1, "后年": 2}
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)(?![a-z])\.?"
)
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?(?: of)?(?!\d|[:.]\d)"
_NAME = rf"(?:(?P<name>{ENGLISH_WEEKDAY}),? )?"
_YEAR = r"(?P<year>2\d{3})(?!\d)"


def _english(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


# The first row that fits decides.
_DAYS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], date], date]], ...] = (
    (
        re.compile(
            rf"(?P<year>[2\uff12]\d{{3}}) ?[{_DASHES}年] ?(?P<month>{SMALL_NUMBER}) ?[{_DASHES}月]"
            rf" ?(?P<day>{SMALL_NUMBER})(?: ?[日号]|(?!\d))"
        ),
        _day_of_written_year,
    ),
    (
        re.compile(
            rf"(?P<year>{'|'.join(_YEARS)})的? ?(?P<month>{SMALL_NUMBER}) ?月"
            rf" ?(?P<day>{SMALL_NUMBER})(?: ?[日号]|(?!\d))"
        ),
        _day_of_written_year,
    ),
    (
        _english(rf"(?P<month>{SMALL_NUMBER}) ?[{_DASHES}月] ?(?P<day>{SMALL_NUMBER})(?: ?[日号]|(?!\d| ?[ap]\.?m))"),
        _day_of_year,
    ),
    (re.compile(r"今(?:天|日|(?=[早晚]))"), lambda _, today: today),
    (re.compile(r"明(?:天|日|(?=[早晚]))"), lambda _, today: today + timedelta(days=1)),
    (re.compile(r"后天"), lambda _, today: today + timedelta(days=2)),
    (re.compile(r"大后天"), lambda _, today: today + timedelta(days=3)),
    (re.compile(r"昨(?:天|日|(?=[早晚]))"), lambda _, today: today - timedelta(days=1)),
    (re.compile(r"前天"), lambda _, today: today - timedelta(days=2)),
    (re.compile(rf"(?P<which>{_WHICH})?{WEEK}(?P<weekday>[一二三四五六日天]|[1-7](?!\d))"), _day_of_week),
    (re.compile(rf"({_WHICH})?月[底末]"), _end_of_month),
    (
        re.compile(
            rf"(?:(?P<number>\d{{1,3}}|{SMALL_NUMBER}) ?"
            rf"(?P<unit>天|日(?={_WITHIN})|(?:[dD](?:ays?)?|[wW](?:eeks?)?)(?![A-Za-z])|个?{WEEK}|个月)"
            rf"|(?P<half>半)个月){_WITHIN}?(?! ?[之以]?前)"
        ),
        _from_today,
    ),
    (re.compile(rf"(?:({_WHICH})月)?({SMALL_NUMBER})[日号](?!{_WITHIN})"), _day_of_month),
    (_english(rf"{_NAME}{_DAY} {_MONTH},? {_YEAR}"), _day_of_written_year),
    (_english(rf"{_NAME}{_MONTH} {_DAY},? {_YEAR}"), _day_of_written_year),
    (_english(rf"{_NAME}{_DAY} {_MONTH}"), _day_of_year),
    (_english(rf"{_NAME}{_MONTH} {_DAY}(?![a-z])"), _day_of_year),
    (_english(r"today\b|tonight\b"), lambda _, today: today),
    (_english(r"tomorrow\b"), lambda _, today: today + timedelta(days=1)),
    (_english(r"yesterday\b"), lambda _, today: today - timedelta(days=1)),
    (_english(rf"(?:(?P<which>this|next|last) )?(?P<weekday>{ENGLISH_WEEKDAY})"), _english_day_of_week),
)

# 12月3日 周四 or 12月3日（周四）; 周五 in 周五广场 is none.
_WEEKDAY_BESIDE = re.compile(
    rf"[ \u3000,，]?[（(]?{WEEK}(?P<weekday>[一二三四五六日天])(?:[)）]|(?=[^\u4e00-\u9fff]|{PART}|[之以]?前|$))"
)

_UNITS = {
    timedelta(seconds=1): ("s", "秒", "秒钟"),
    timedelta(minutes=1): ("m", "min", "分", "分钟"),
    timedelta(hours=1): ("h", "小时", "钟头"),
    timedelta(days=1): ("d", "天", "日"),
    timedelta(weeks=1): ("w", "周", "星期", "礼拜"),
}
_DURATION = re.compile(
    rf"(?P<number>\d{{1,5}}|{SMALL_NUMBER})? ?个?(?P<half>半)?个?"
    rf"(?P<unit>{'|'.join(name for names in _UNITS.values() for name in names)})"
)
