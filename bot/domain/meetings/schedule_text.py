"""Regular meeting days in text, as people write and the bot prints them, in both languages."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import time

from bot.domain.meetings.meeting_days import LAST, LONGEST_MONTH, USUAL_TIME, Schedule
from bot.domain.shared.chinese_numbers import SMALL_NUMBER, parse_number
from bot.domain.shared.date_parsing import ENGLISH_WEEKDAY, ENGLISH_WEEKDAYS, WEEK, WEEKDAY_NUMBERS
from bot.domain.shared.times_of_day import PART, begins_with_time, parse_time, remainder
from bot.domain.shared.working_days import HolidayPolicy

SCHEDULE_TEXT_LIMIT = 500  # characters of what is read

POLICIES = {
    "照开": HolidayPolicy.KEEP,
    "照常开": HolidayPolicy.KEEP,
    "照常": HolidayPolicy.KEEP,
    "顺延": HolidayPolicy.NEXT,
    "推迟": HolidayPolicy.NEXT,
    "提前": HolidayPolicy.PREVIOUS,
    "跳过": HolidayPolicy.SKIP,
    "不开": HolidayPolicy.SKIP,
    "meetings are held on public holidays too": HolidayPolicy.KEEP,
    "a meeting on a public holiday moves to the day after it": HolidayPolicy.NEXT,
    "a meeting on a public holiday moves to the day before it": HolidayPolicy.PREVIOUS,
    "no meeting on public holidays": HolidayPolicy.SKIP,
    **{policy.value: policy for policy in HolidayPolicy},
}
_WORDS = "|".join(sorted(POLICIES, key=len, reverse=True))
_HOLIDAY = r"(?:如?[遇逢]?到?(?:法定|公休)?(?:节?假日)?[则就]?)?"
_POLICY = re.compile(
    rf" ?[（(]{_HOLIDAY}(?P<inside>{_WORDS})[)）]"
    rf"|(?:^|[\s，,;；。]){_HOLIDAY}(?P<behind>{_WORDS})[。.]?$"
    rf"|(?:^|[\s，,;；。]|(?<=[日号])){_HOLIDAY}(?P<between>照常?开|顺延|提前|跳过|不开)[，,;；。]?(?= ?(?:\d|{PART}))",
    re.IGNORECASE,
)

_TITLE = re.compile(r"(?:🗓 ?)?(?:(?:议事日|meeting days)[:：] ?)?", re.IGNORECASE)
_AND = r" ?[、,，和及] ?"
_MONTHLY = r"(?:每个?月份?的? ?)?"
_LAST_DAY = r"最后一?[天日]|月?[底末](?:最后一?[天日])?"
# 19:30, 3号楼 and 2026-12-01 begin with a number that is no meeting day.
_DAY = (
    rf"(?:{SMALL_NUMBER}(?:日(?!间)|号(?![线楼院栋门幢单会室厅馆亭])| [日号](?=[^\u4e00-\u9fff]|{PART}|$)"
    r"|(?![\d:\uff1a\u2236\ufe55点點时時年月日号楼院栋幢层室单]|[.\uff0e]\d| ?[ap]\.?m(?![a-z])))"
    rf"|{_LAST_DAY})"
)
# 8号18号 need nothing between them; 8日2号会议室 names one day.
_NEXT_TO_IT = rf"(?<=[日号]) ?(?={SMALL_NUMBER}[日号](?:$|[\s\d、,，和及（(。]|{PART}))"
_DAYS = re.compile(rf"{_MONTHLY}(?P<days>{_DAY}(?:(?:{_AND}|{_NEXT_TO_IT}){_DAY})*)", re.IGNORECASE)
# 8 18 28, 8/18/28, 8.18.28; 8/18 alone may be a day of August.
_PARTED = re.compile(
    rf"{_MONTHLY}(?P<days>\d{{1,2}}(?:(?: \d{{1,2}}(?=[ 日号]|$))+|(?:[/.\uff0f]\d{{1,2}}){{2,}}(?![\d:：/.])))"
    rf"(?: ?[日号](?=[^\u4e00-\u9fff]|{PART}|$))?"
)
_DIGIT = r"(?:10|[1-9]|[一二三四五六七八九十])"
_ENDING = re.compile(
    rf"{_MONTHLY}(?P<digits>逢{_DIGIT}(?:(?:{_AND}逢?|逢){_DIGIT})*)(?![\d:：点點年月楼栋])(?:的日子|的?[日号])?"
)
_ORDINAL = "[一二三四五1-5]"
_WEEKDAY = r"[一二三四五六日天]|[1-7](?![\d:：点點时時])"
_WEEKDAYS = re.compile(
    rf"(?:{_MONTHLY}(?P<nth>(?:第{_ORDINAL}|最后一?)个?(?:(?:{_AND})?(?:第?{_ORDINAL}|最后一?)个?)*) ?的? ?|每个?)?"
    rf"(?P<weekdays>{WEEK}(?:[一二三四五六日天]{{2,7}}(?=[\s\d（(,，]|{PART}|$)|{_WEEKDAY})"  # 每周一三五晚上
    rf"(?:(?:{_AND}{WEEK}?|{WEEK})(?:{_WEEKDAY})(?![楼号栋幢层室单点點时時]))*)"
)
_ENGLISH_NTH = ("first", "second", "third", "fourth", "fifth", "last")
_CHINESE_NTH = ("第一个", "第二个", "第三个", "第四个", "第五个", "最后一个")
_SEPARATOR = r"(?:,? and (?:the )?|, (?:the )?)"
_NTH = rf"(?:{'|'.join(_ENGLISH_NTH)})"
_DATE = r"(?:\d{1,2}(?:st|nd|rd|th)?|last day)"
_ENGLISH = re.compile(
    r"(?:on )?(?:(?:the|every|each) )?(?:"
    rf"(?:(?P<nth>{_NTH}(?:{_SEPARATOR}{_NTH})*) )?"
    rf"(?P<weekdays>{ENGLISH_WEEKDAY}(?:{_SEPARATOR}{ENGLISH_WEEKDAY})*)"
    rf"|(?=days? |\d{{1,2}}(?:st|nd|rd|th)|last day)(?:days? )?(?P<days>{_DATE}(?:{_SEPARATOR}{_DATE})*))"
    r"(?: (?:of|in) (?:the|every|each) month)?"
    r"(?:,?(?: at)?(?= \d{1,2}(?:[:：.]\d\d| ?[ap]\.?m)))?(?! ?(?:,|-|and\b|to\b|at\b))",
    re.IGNORECASE,
)
# A range, or a day that is none: not understood.
_MORE = re.compile(r"[-–—~～至到./]|[、,，和及] ?\d")


def parse_policy(text: str) -> tuple[HolidayPolicy | None, str]:
    """Parse a policy for public holidays, such as 节假日顺延; return it and the text without it."""
    found = _POLICY.search(text) if len(text) <= SCHEDULE_TEXT_LIMIT else None
    if found is None:
        return None, text
    word = found["inside"] or found["behind"] or found["between"]
    rest = f"{text[: found.start()].rstrip()} {text[found.end() :].lstrip()}".strip()
    return POLICIES[word.casefold()], rest


def parse_schedule(text: str, usual: time = USUAL_TIME) -> tuple[Schedule, str] | None:
    """Parse regular meeting days and the place, such as 8,18,28 19:30 居委会, 每周二、五 or 每月最后一个周五 15:00.

    Without a time it is `usual`, without a place "". None when any of it is not understood, so nothing is set by half.
    """
    if len(text) > SCHEDULE_TEXT_LIMIT:
        return None
    text = _TITLE.sub("", text.strip(), count=1)
    text = _in_chinese(text)
    for pattern, read in ((_PARTED, _days), (_ENDING, _ending), (_DAYS, _days), (_WEEKDAYS, _weekdays)):
        if match := pattern.match(text):
            schedule = read(match)
            break
    else:
        return None
    rest = remainder(text, match)
    found = parse_time(rest)
    if not all(day == LAST or 1 <= day <= LONGEST_MONTH for day in schedule.days) or (
        not found and (begins_with_time(rest) or _MORE.match(text, match.end()))
    ):
        return None
    at, place = found or (usual, rest)
    return replace(schedule, hour=at.hour, minute=at.minute), place


def _days(match: re.Match[str]) -> Schedule:
    words = re.findall(rf"{_LAST_DAY}|{SMALL_NUMBER}", match["days"])
    return Schedule(days=_sorted(LAST if re.fullmatch(_LAST_DAY, word) else parse_number(word) for word in words))


def _ending(match: re.Match[str]) -> Schedule:
    """Return the days that end with a digit: 逢8 are the 8th, 18th and 28th."""
    digits = {parse_number(digit) % 10 for digit in re.findall(_DIGIT, match["digits"])}
    return Schedule(days=tuple(day for day in range(1, LONGEST_MONTH + 1) if day % 10 in digits))


def _weekdays(match: re.Match[str]) -> Schedule:
    weekdays = _sorted(WEEKDAY_NUMBERS[char] for char in match["weekdays"] if char in WEEKDAY_NUMBERS)
    ordinals = re.findall(rf"最后|(?<!最后){_ORDINAL}", match["nth"] or "")
    return Schedule(weekdays=weekdays, nth=_sorted(LAST if word == "最后" else parse_number(word) for word in ordinals))


def _in_chinese(text: str) -> str:
    """Return every Wednesday and Friday as 每周三五, the 8th and last day of each month as 每月8、最后一天."""
    match = _ENGLISH.match(text)
    if match is None:
        return text
    rest = text[match.end() :].strip(" ,\n")
    if match["days"]:
        words = re.findall(r"\d+|last day", match["days"], re.IGNORECASE)
        days = "、".join("最后一天" if word[0] in "lL" else f"{word}日" for word in words)
        return f"每月{days} {rest}".strip()
    ordinals = re.findall(_NTH, match["nth"] or "", re.IGNORECASE)
    which = "、".join(_CHINESE_NTH[_ENGLISH_NTH.index(word.casefold())] for word in ordinals)
    names = re.findall(ENGLISH_WEEKDAY, match["weekdays"], re.IGNORECASE)
    weekdays = "".join("一二三四五六日"[ENGLISH_WEEKDAYS.index(name[:3].casefold())] for name in names)
    return f"{f'每月{which}' if which else '每'}周{weekdays} {rest}".strip()


def _sorted(numbers: Iterable[int]) -> tuple[int, ...]:
    return tuple(sorted(set(numbers)))
