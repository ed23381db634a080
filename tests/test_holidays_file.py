"""The holidays that the host writes down in `holidays.toml`."""

import re
import tomllib
from datetime import date
from pathlib import Path

import pytest

from bot import holidays_file
from bot.config_schema import ConfigError
from bot.services.shared.holidays import from_package
from tests.rows import each_row

EXAMPLE = Path(__file__).parents[1] / "holidays.example.toml"
YEAR = "[2027]\nholidays = [{start = 2027-02-05, end = 2027-02-11}]\nworkdays = [2027-02-20]\n"


def wrong(text: str) -> list[str]:
    """What is said of the file."""
    with pytest.raises(ConfigError) as caught:
        holidays_file.parse_holidays(tomllib.loads(text), "holidays.toml")
    return str(caught.value).splitlines()


def year(holidays: str = "2027-01-01", workdays: str = "") -> str:
    return f"[2027]\nholidays = [{holidays}]\nworkdays = [{workdays}]\n"


def test_the_example() -> None:
    """As it stands the example names no year; without its marks it is the year it shows, whole."""
    text = EXAMPLE.read_text()
    assert holidays_file.parse_holidays(tomllib.loads(text), "").years == frozenset()
    shown = holidays_file.parse_holidays(
        tomllib.loads(re.sub(r"^# (\[|\w+ = |    \{|\])", r"\1", text, flags=re.MULTILINE)), ""
    )
    (number,) = shown.years
    known = from_package()
    assert shown.off == {day for day in known.off if day.year == number}
    assert shown.work == {day for day in known.work if day.year == number}


def test_no_file(tmp_path: Path) -> None:
    """The file need not be there."""
    assert holidays_file.load_holidays(tmp_path / "config.toml") is None


def test_beside_the_configuration(tmp_path: Path) -> None:
    """It is read from the configuration's folder, with whatever mark an editor put first."""
    (tmp_path / "holidays.toml").write_text(YEAR, encoding="utf-8-sig")
    read = holidays_file.load_holidays(tmp_path / "config.toml")
    assert read
    assert read.years == {2027}
    assert read.is_holiday(date(2027, 2, 11))
    assert not read.is_holiday(date(2027, 2, 12))
    assert read.is_working_day(date(2027, 2, 20))
    assert not read.is_working_day(date(2027, 2, 13))


@pytest.mark.parametrize(
    "text",
    [
        year('"2027-06-09"'),
        year("2027-06-09"),
        year("{start = 2027-06-09}"),
        year('{name = "端午节", start = "2027-06-09"}'),
        year("2027-06-09, {start = 2027-06-09, end = 2027-06-09}"),
        "[2027]\nworkdays = []\n[[2027.holidays]]\nname = '端午节'\nstart = 2027-06-09\n",
    ],
)
def test_ways_to_write_a_day(text: str) -> None:
    """A day may stand in quotation marks or without, alone or with a name."""
    read = holidays_file.parse_holidays(tomllib.loads(text), "")
    fixed = {date(2027, *day) for day in ((1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3))}
    assert read.off == {date(2027, 6, 9), *fixed}


def test_a_holiday_that_begins_the_year_before() -> None:
    """New Year's holiday may begin on one of the last three days of December, as notices have it."""
    read = holidays_file.parse_holidays(tomllib.loads(year("{start = 2026-12-30, end = 2027-01-01}")), "")
    assert read.off >= {date(2026, 12, 30), date(2026, 12, 31), date(2027, 1, 1)}


@each_row(
    ("text", "said"),
    [
        ("colour = 1", "holidays.toml：colour 是不认识的键。应为：年份，单独一行，如 [2027]"),
        ("[27]", "holidays.toml：27 是不认识的键。应为：年份，单独一行，如 [2027]"),
        ("2027 = []", "holidays.toml：2027 不是一节。应为：单独一行 [2027]，下面写各键"),
        (YEAR + "name = 3", "holidays.toml：2027.name 是不认识的键。应为：holidays、workdays"),
        (year(""), "holidays.toml：2027.holidays 是空的。应为：2027 年全部的放假日"),
        (year("", "").replace("[]", "3", 1), "holidays.toml：2027.holidays 不能是 3。"),
        (YEAR.replace("workdays", "# "), "holidays.toml：2027.workdays 没有填写。"),
        (year("5"), "holidays.toml：2027.holidays[1] 不能是 5。应为：日期，如 2027-02-05"),
        (year("2027-01-01, '2027-02-30'"), "holidays.toml：2027.holidays[2] 不能是 '2027-02-30'。"),
        (year("'2027-2-3'"), "holidays.toml：2027.holidays[1] 不能是 '2027-2-3'。"),
        (year("'20270203'"), "holidays.toml：2027.holidays[1] 不能是 '20270203'。"),
        (year("2027-02-03T09:00:00"), "holidays.toml：2027.holidays[1] 不能是 2027-02-03 09:00:00。"),
        (year("09:00:00"), "holidays.toml：2027.holidays[1] 不能是 09:00:00。"),
        (year("2026-10-01"), "holidays.toml：2027.holidays[1] 2026-10-01 不在 2027 年。应为：2027 年的日期"),
        (year("2026-12-28"), "holidays.toml：2027.holidays[1] 2026-12-28 不在 2027 年。"),
        (year("{start = 2027-12-30, end = 2028-01-01}"), "holidays.toml：2027.holidays[1] 2028-01-01 不在 2027 年。"),
        (year("9999-12-31"), "holidays.toml：2027.holidays[1] 9999-12-31 不在 2027 年。"),
        (year("{start = 2027-02-05, end = 2027-02-04}"), "holidays.toml：2027.holidays[1].end 不能是 2027-02-04。"),
        (year("{start = 2027-02-05, end = 2027-12-05}"), "holidays.toml：2027.holidays[1].end 不能是 2027-12-05。"),
        (year("{end = 2027-02-05}"), "holidays.toml：2027.holidays[1].start 没有填写。"),
        (year("{start = 2027-02-05, days = 7}"), "holidays.toml：2027.holidays[1].days 是不认识的键。"),
        (year("{start = 2027-02-05, name = 7}"), "holidays.toml：2027.holidays[1].name 不能是 7。"),
        (year("2027-02-06", "2027-02-06"), "holidays.toml：2027.workdays 2027-02-06 也是放假日。"),
        (year("2027-02-05", "2027-10-02"), "holidays.toml：2027.workdays 2027-10-02 也是放假日。"),
        (year("2027-02-05", "2027-02-15"), "holidays.toml：2027.workdays 2027-02-15 不是周末。"),
        (year("2027-02-05", "2026-12-26"), "holidays.toml：2027.workdays[1] 2026-12-26 不在 2027 年。"),
        (year("2027-02-05", "{start = 2027-02-20}"), "holidays.toml：2027.workdays[1] 不能是 {'start': "),
    ],
)
def test_what_is_refused(text: str, said: str) -> None:
    """Each mistake has one line: the file, the key, what is wrong, and what would be right."""
    (line,) = wrong(text)
    assert line.startswith(said)
    assert "。应为：" in line


def test_everything_at_once() -> None:
    """Every mistake of every year is said, not the first alone."""
    lines = wrong(year("5, 6", "7") + "[2028]\nholiday = []\n")
    assert [line.split("：")[1].split()[0] for line in lines] == [
        "2027.holidays[1]",
        "2027.holidays[2]",
        "2027.workdays[1]",
        "2028.holiday",
        "2028.holidays",
        "2028.workdays",
    ]


@pytest.mark.parametrize("content", [b"[2027", b"\xff\xfe", b"[2027]\nholidays = [2027-02-30]", YEAR.encode() * 2])
def test_unreadable(content: bytes, tmp_path: Path) -> None:
    """A file that is no TOML, or names a day that no calendar has, is refused with the place."""
    (tmp_path / "holidays.toml").write_bytes(content)
    with pytest.raises(ConfigError, match=r"\Aholidays\.toml：文件 读不懂（.+）。应为：.+2027-02-05"):
        holidays_file.load_holidays(tmp_path / "config.toml")
