"""Public holidays that the host writes down by hand, as `holidays.example.toml` explains it."""

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

from bot import config_schema
from bot.config_schema import ConfigError, Key, Mistake
from bot.domain.meetings.meeting_days import LONGEST_MOVE
from bot.domain.shared.working_days import FIXED_HOLIDAYS, NOTICE_REACHES_BACK, Holidays, is_fixed_holiday, is_weekday

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

HOLIDAYS_FILE = "holidays.toml"
YEAR = re.compile(r"[1-9]\d{3}", re.ASCII)
DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)

T = TypeVar("T", bound="DataclassInstance")


def _read_day(value: object) -> date:
    """Read a date, in quotation marks or without."""
    if isinstance(value, str) and DATE.fullmatch(value):
        return date.fromisoformat(value)
    if type(value) is not date:  # a date with a time of day is a date as well
        raise ValueError(value)
    return value


def _read_list(value: object) -> list[object]:
    if not isinstance(value, list):
        raise ValueError(value)  # noqa: TRY004  # a wrong type is one kind of wrong value
    return value


A_DAY = "日期，如 2027-02-05"
DAYS_OFF = "方括号里的日期，或 { name = ..., start = ..., end = ... }，如 [2027-01-01]"
DAYS_WORKED = "方括号里的日期，如 [2027-01-10]；没有就写 []"


@dataclass(frozen=True)
class Year:
    """A year of the file, as it is written."""

    holidays: Annotated[list[object], Key(_read_list, DAYS_OFF)]
    workdays: Annotated[list[object], Key(_read_list, DAYS_WORKED)]


@dataclass(frozen=True)
class Span:
    """A holiday from its first to its last day."""

    start: Annotated[date, Key(_read_day, A_DAY)]
    end: Annotated[date | None, Key(_read_day, A_DAY)] = None
    name: Annotated[str, Key(config_schema.text(r".*"), '名字，如 "春节"')] = ""


def load_holidays(config: Path) -> Holidays | None:
    """Read the file beside the configuration file `config`; None when there is none.

    Raises ConfigError with every mistake.
    """
    path = config.parent / HOLIDAYS_FILE
    try:
        raw = tomllib.loads(path.read_bytes().decode("utf-8-sig"))  # some editors on Windows put a mark first
    except FileNotFoundError:
        return None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        right = "UTF-8 编码的 TOML，日期写成 2027-02-05 这样"
        raise ConfigError(Mistake(path.name, "文件", f"读不懂（{error}）", right)) from error
    return parse_holidays(raw, path.name)


def parse_holidays(raw: Mapping[str, object], file: str) -> Holidays:
    """Make the holidays of parsed TOML; `file` is named in mistakes. Raises ConfigError with every mistake."""
    reader = _Reader(file)
    for name, table in raw.items():
        if YEAR.fullmatch(name):
            reader.read_year(int(name), table)
        else:
            reader.wrong(name, "是不认识的键", "年份，单独一行，如 [2027]")
    if reader.mistakes:
        raise ConfigError(*reader.mistakes)
    return Holidays(off=frozenset(reader.off), work=frozenset(reader.work), years=frozenset(reader.years))


class _Reader:
    """Collects the days of all years, and what is wrong with them."""

    def __init__(self, file: str) -> None:
        self.mistakes: list[Mistake] = []
        self.off: set[date] = set()
        self.work: set[date] = set()
        self.years: set[int] = set()
        self._file = file

    def wrong(self, key: str, wrong: str, right: str) -> None:
        self.mistakes.append(Mistake(self._file, key, wrong, right))

    def read_year(self, number: int, table: object) -> None:
        year = self._read(Year, table, f"{number}.")
        if year is None:
            return
        if not year.holidays:
            self.wrong(f"{number}.holidays", "是空的", f"{number} 年全部的放假日")
        off = set(self._days(number, "holidays", year.holidays, self._span))
        work = set(self._days(number, "workdays", year.workdays, self._one_day))
        for day in sorted(work):
            key = f"{number}.workdays"
            if day in off or is_fixed_holiday(day):
                self.wrong(key, f"{day} 也是放假日", "放假和上班，一天只能算一样")
            elif is_weekday(day):
                self.wrong(key, f"{day} 不是周末", "调休上班的星期六或星期日")
        self.years.add(number)
        self.off |= off | {date(number, *fixed) for fixed in FIXED_HOLIDAYS}
        self.work |= work

    def _days(
        self, year: int, name: str, items: list[object], read: Callable[[str, object], list[date]]
    ) -> Iterator[date]:
        for place, item in enumerate(items, 1):
            key = f"{year}.{name}[{place}]"
            days = read(key, item)
            if all(_belongs(day, year) for day in days):
                yield from days
            else:
                other = next(day for day in days if not _belongs(day, year))
                self.wrong(key, f"{other} 不在 {year} 年", f"{year} 年的日期")

    def _span(self, key: str, item: object) -> list[date]:
        if not isinstance(item, dict):
            return self._one_day(key, item)
        span = self._read(Span, item, f"{key}.")
        if span is None:
            return []
        last = span.end or span.start
        if not timedelta() <= last - span.start < LONGEST_MOVE:
            right = f"同 start 一天，或者以后 {LONGEST_MOVE.days} 天以内的日期"
            self.wrong(f"{key}.end", f"不能是 {last}", right)
            return []
        return list(_every_day(span.start, last))

    def _one_day(self, key: str, item: object) -> list[date]:
        try:
            return [_read_day(item)]
        except ValueError:
            self.wrong(key, f"不能是 {config_schema.shown(item)}", A_DAY)
            return []

    def _read(self, kind: type[T], table: object, path: str) -> T | None:
        read, mistakes = config_schema.read(kind, table, self._file, path)
        self.mistakes += mistakes
        return read


def _belongs(day: date, year: int) -> bool:
    """Return whether the notice of a year may name the day: New Year's holiday may begin before the year does."""
    return day.year == year or date(year, 1, 1) - NOTICE_REACHES_BACK <= day < date(year, 1, 1)


def _every_day(first: date, last: date) -> Iterator[date]:
    return map(date.fromordinal, range(first.toordinal(), last.toordinal() + 1))
