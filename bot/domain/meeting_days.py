"""The regular meeting days: how they are written, and on which days they fall."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.calendar import DAY, HolidayPolicy, Holidays, move
from bot.domain.dates import NUMBER, WEEK, WEEKDAYS, begins_with_time, number, read_time, remainder

LAST = -1  # 每月最后一个
USUAL = time(19, 30)  # after work and supper
LONGEST_MONTH = 31
LONGEST = 500  # characters of what is read
LONGEST_MOVE = timedelta(days=31)  # no holiday lasts longer
HORIZON = timedelta(days=366)  # the rarest meeting, on a fifth Sunday, comes within it

_AND = r" ?[、,，和及/／] ?"
# 19:30, 3号楼 and 2026-12-01 begin with a number that is no meeting day.
_OF_MONTH = r"[日号](?![楼院栋门线间])"
_DAY = rf"{NUMBER}(?: ?{_OF_MONTH}|(?![\d:：点點时時年月日号楼院栋幢层室单]))"
_DAYS = re.compile(
    r"(?:每个?月的? ?)?"
    rf"(?P<days>{_DAY}(?:(?:{_AND}|(?<=[日号]) ?(?={NUMBER} ?{_OF_MONTH})| (?=\d\d?(?: |$|{_OF_MONTH}))){_DAY})*)"
)
# 逢8 is the 8th, 18th and 28th; 逢五逢十 every fifth day.
_TAIL = "(?:10|[1-9十一二三四五六七八九])"
_TAILS = re.compile(
    rf"(?:每个?月的? ?)?(?P<tails>逢{_TAIL}(?:(?:{_AND})?逢{_TAIL}|{_AND}{_TAIL})*)(?![\d十])(?:的?日子?)?"
)
_WHICH = "(?:最后一?个?|第[一二三四五1-5]个?|(?<=[、,，和及/ ])[一二三四五1-5]个?)"
_WEEKDAY = r"[一二三四五六日天]|[1-7](?![\d:：点點时時])"
_WEEKDAYS = re.compile(
    rf"(?:(?:每个?月的? ?)?(?P<nth>{_WHICH}(?:{_AND}{_WHICH})*) ?|每个?)?"
    rf"(?P<weekdays>{WEEK}(?:[一二三四五六日天]{{2,7}}(?=[\s\d早上中下晚]|$)|{_WEEKDAY})"  # 每周一三五晚上
    rf"(?:(?:{_AND}{WEEK}?|{WEEK})(?:{_WEEKDAY})(?![楼号栋幢层室单点點时時]))*)"
)
_NTH = {
    "first": "第一个",
    "second": "第二个",
    "third": "第三个",
    "fourth": "第四个",
    "fifth": "第五个",
    "last": "最后一个",
}
_NAMES = dict(zip(("mon", "tue", "wed", "thu", "fri", "sat", "sun"), "一二三四五六日", strict=True))
_NAME = r"(?:mon|tue(?:s)?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:days?)?\b"
_COMMA = "(?:, and |, | and )"
_MONTHLY = "(?:of|in) (?:the|every|each) month"
_THEN = r"(?:,? at(?= \d\d?(?::\d\d| ?[ap]\.?m))|,(?= \d\d?:\d\d))?"  # a time follows
_ENGLISH_DAYS = re.compile(
    rf"(?:(?:on )?(?:the )?days? )?(?P<days>\d\d?(?:st|nd|rd|th)?(?:{_COMMA}\d\d?(?:st|nd|rd|th)?)*) {_MONTHLY}{_THEN}",
    re.IGNORECASE,
)
_NTHS = f"(?:{'|'.join(_NTH)})"
_ENGLISH = re.compile(
    rf"(?:(?:the|every|each) )?(?:(?P<nth>{_NTHS}(?:{_COMMA}{_NTHS})*) )?(?P<days>{_NAME}(?:{_COMMA}{_NAME})*)"
    rf"(?: {_MONTHLY})?{_THEN}(?! ?(?:,|-|and\b|to\b|at\b))",
    re.IGNORECASE,
)
# A range, or a day that is none: not understood.
_MORE = re.compile(r"[-–—~～至到./]|[、,，和及] ?\d")


@dataclass(frozen=True, kw_only=True)
class Schedule:
    """When a council meets: on `days` of each month and on `weekdays`, at a time of its own zone.

    `nth` narrows the weekdays to the first (1) … fifth (5) or LAST one of each month; empty means every week.
    """

    days: tuple[int, ...] = ()  # 1 … 31; a month without that day has no meeting
    weekdays: tuple[int, ...] = ()  # 0 Monday … 6 Sunday
    nth: tuple[int, ...] = ()
    hour: int = USUAL.hour
    minute: int = USUAL.minute

    def has(self, day: date) -> bool:
        """Say whether `day` is a meeting day, holidays left aside."""
        if day.day in self.days:
            return True
        if day.weekday() not in self.weekdays:
            return False
        is_last = (day + timedelta(weeks=1)).month != day.month
        return not self.nth or (day.day + 6) // 7 in self.nth or (is_last and LAST in self.nth)


@dataclass(frozen=True, kw_only=True)
class Occurrence:
    """One meeting day. `known` is False when a holiday not published yet could still move it."""

    day: date
    planned_day: date  # before a holiday moved it
    starts_at: datetime  # UTC
    known: bool


def occurrences(  # noqa: PLR0917 - in the order one would say them
    schedule: Schedule, zone: ZoneInfo, after: datetime, holidays: Holidays, policy: HolidayPolicy, count: int
) -> list[Occurrence]:
    """Give the next `count` meetings that start after `after` (UTC), holidays minded.

    Two that fall on one day become one. A time that the clocks skip is the one they show instead.
    """
    found: list[Occurrence] = []
    planned = after.astimezone(zone).date() - LONGEST_MOVE
    end = planned + LONGEST_MOVE + HORIZON * count
    while len(found) < count and planned < end:
        held = move(planned, policy, holidays) if schedule.has(planned) else None
        if held and not (found and found[-1].day == held.day):
            at = datetime.combine(held.day, time(schedule.hour, schedule.minute), zone).astimezone(UTC)
            if at > after:
                found.append(Occurrence(day=held.day, planned_day=planned, starts_at=at, known=held.known))
        planned += DAY
    return found


def close_together(a: Occurrence, b: Occurrence, days: int = 3) -> bool:
    """Say whether a holiday moved one of two meetings so near the other that holding both makes little sense."""
    moved = a.day != a.planned_day or b.day != b.planned_day
    return moved and abs(b.day - a.day) <= timedelta(days=days)


def parse_schedule(text: str, usual: time = USUAL) -> tuple[Schedule, str] | None:
    """Read regular meeting days and the place, such as 8,18,28 19:30 居委会, 每周二、五 or 每月最后一个周五 15:00.

    Without a time it is `usual`, without a place "". None: not to be understood, so nothing is set by half.
    """
    text = _in_chinese(text.strip())
    if len(text) > LONGEST:
        return None
    if match := _DAYS.match(text):
        schedule = Schedule(days=_sorted(number(day) for day in re.findall(NUMBER, match["days"])))
    elif match := _TAILS.match(text):
        tails = {number(tail) % 10 for tail in re.findall(_TAIL, match["tails"])}
        schedule = Schedule(days=tuple(day for day in range(1, LONGEST_MONTH) if day % 10 in tails))
    elif match := _WEEKDAYS.match(text):
        weekdays = _sorted(WEEKDAYS[char] for char in match["weekdays"] if char in WEEKDAYS)
        nth = _sorted(map(_nth, re.findall("最后一?|[一二三四五1-5]", match["nth"] or "")))
        schedule = Schedule(weekdays=weekdays, nth=nth)
    else:
        return None
    rest = remainder(text, match)
    found = read_time(rest)
    if not all(1 <= day <= LONGEST_MONTH for day in schedule.days) or (
        not found and (begins_with_time(rest) or _MORE.match(text, match.end()))
    ):
        return None
    at, place = found or (usual, rest)
    return replace(schedule, hour=at.hour, minute=at.minute), place


def _nth(which: str) -> int:
    return LAST if which.startswith("最后") else number(which)


def _in_chinese(text: str) -> str:
    """Give every Wednesday and Friday as 每周三五, the first Saturday of each month as 每月第一个周六."""
    if match := _ENGLISH_DAYS.match(text):
        return f"每月{'、'.join(re.findall(NUMBER, match['days']))}日 {text[match.end() :].strip()}".strip()
    match = _ENGLISH.match(text)
    if match is None:
        return text
    nth = re.findall("|".join(_NTH), match["nth"] or "", re.IGNORECASE)
    which = f"每月{'、'.join(_NTH[name.casefold()] for name in nth)}" if nth else "每"
    weekdays = "".join(_NAMES[name[:3].casefold()] for name in re.findall(_NAME, match["days"], re.IGNORECASE))
    return f"{which}周{weekdays} {text[match.end() :].strip()}".strip()


def _sorted(numbers: Iterable[int]) -> tuple[int, ...]:
    return tuple(sorted(set(numbers)))
