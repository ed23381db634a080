"""Typed lines of a duty roster, such as 12月5日 赵敏 带班 王建国 and 每周一 赵敏."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from bot.domain.councils.council import NAME_LIMIT
from bot.domain.duty.errors import BadDutyLine, DutyDayOver
from bot.domain.shared.chinese_numbers import SMALL_NUMBER, parse_number
from bot.domain.shared.date_parsing import ENGLISH_WEEKDAY, ENGLISH_WEEKDAYS, WEEK, WEEKDAY_NUMBERS, find_day

PEOPLE_LIMIT = 5  # of one part on one day
LINES_LIMIT = 100
CLEARED = frozenset({"空缺", "取消", "没有人", "nobody", "none"})
_WEEKLY = re.compile(rf"每个?{WEEK}([一二三四五六日天1-7](?:[、,，]?(?:{WEEK})?[一二三四五六日天1-7])*)[\s:：]*")
_EVERY = re.compile(rf"every ({ENGLISH_WEEKDAY})[\s:]*", re.IGNORECASE)
_MONTHLY = re.compile(rf"每个?月的?({SMALL_NUMBER})[日号][\s:：]*")
_DAILY = re.compile(r"每天[\s:：]*")
_LEADS = re.compile(r"带班(?:领导|人)?[:：]?|\bled by\b", re.IGNORECASE)
_DUTY = re.compile(r"^值班(?:人员?)?[:：]?|\s值班$")
_APART = re.compile(r"[、，,；;/|\n]+|(?<=[\u4e00-\u9fff])\s+|\s+(?=[\u4e00-\u9fff@＠])")  # Zhao Min is one
_SPACED = re.compile(r"(?<![^\s、，,；;/|])([\u4e00-\u9fff])[ \u3000]+([\u4e00-\u9fff])(?![^\s、，,；;/|])")  # 赵 敏
_LAST_MONTHDAY = 31


@dataclass(frozen=True)
class TypedLine:
    """A line as it was written: its days, and names. Without a day it is for `weekdays` or a `monthday`."""

    number: int
    day: date | None = None
    weekdays: tuple[int, ...] = ()
    monthday: int = 0
    on_duty: tuple[str, ...] = ()
    leads: tuple[str, ...] = ()
    cleared: bool = False


def parse_duty(text: str, today: date) -> list[TypedLine]:
    """Return the lines of a typed roster. Raises BadDutyLine, DutyDayOver."""
    written = [line.strip() for line in text.splitlines()]
    found = [_parse_line(number, line, today) for number, line in enumerate(written, 1) if line]
    if not found or len(found) > LINES_LIMIT:
        raise BadDutyLine(n=LINES_LIMIT + 1 if found else 1)
    return found


def _parse_line(number: int, line: str, today: date) -> TypedLine:
    day: date | None = None
    weekdays: tuple[int, ...] = ()
    monthday = 0
    if weekly := _WEEKLY.match(line):
        weekdays = tuple(WEEKDAY_NUMBERS[each] for each in weekly[1] if each in WEEKDAY_NUMBERS)
        rest = line[weekly.end() :]
    elif every := _EVERY.match(line):
        weekdays, rest = (ENGLISH_WEEKDAYS.index(every[1][:3].casefold()),), line[every.end() :]
    elif monthly := _MONTHLY.match(line):
        monthday, rest = parse_number(monthly[1]), line[monthly.end() :]
        if not 1 <= monthday <= _LAST_MONTHDAY:
            raise BadDutyLine(n=number)
    elif daily := _DAILY.match(line):
        weekdays, rest = tuple(range(7)), line[daily.end() :]
    elif dated := find_day(line, today):
        day, rest = dated.day, dated.rest.lstrip(":： ")
        if day < today:
            raise DutyDayOver(n=number)
    else:
        raise BadDutyLine(n=number)
    if rest.strip().casefold() in CLEARED:
        return TypedLine(number, day, weekdays, monthday, cleared=True)
    duty, _, leads = _split_parts(rest)
    on_duty, leading = split_names(duty), split_names(leads)
    if not (on_duty or leading) or not all(map(are_names, (on_duty, leading))):
        raise BadDutyLine(n=number)
    return TypedLine(number, day, weekdays, monthday, on_duty, leading)


def _split_parts(text: str) -> tuple[str, str, str]:
    """Return the names before and behind 带班."""
    match = _LEADS.search(text)
    before, after = (text[: match.start()], text[match.end() :]) if match else (text, "")
    return _DUTY.sub("", before.strip()), match[0] if match else "", after


def split_names(text: str) -> tuple[str, ...]:
    """Return the names in a text or a cell; a name of two characters may be written apart, as in a printed list."""
    return tuple(dict.fromkeys(_split(_SPACED.sub(r"\1\2", text))))


def _split(text: str) -> Iterator[str]:
    return (each for each in map(str.strip, _APART.split(text)) if each)


def are_names(names: tuple[str, ...]) -> bool:
    """Return whether these can be the names of people on duty."""
    return len(names) <= PEOPLE_LIMIT and all(
        len(name) <= NAME_LIMIT and name.lstrip("@＠")[:1].isalpha() and not any(map(str.isdecimal, name[:1]))
        for name in names
    )
