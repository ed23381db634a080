"""The public holidays we know."""

import subprocess
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.domain.shared.working_days import Holidays
from bot.services.shared.holidays import from_package, holidays, published, use_holidays

ROOT = Path(__file__).parents[3]
NEWER = """
from datetime import date
holidays = {date(year, month, 1): "" for year in range(2025, 2029) for month in (1, 10)}
holidays.pop(date(2028, 10, 1))
workdays = {date(2027, 10, 9): ""}
"""


@pytest.fixture(autouse=True)
def package_alone() -> Iterator[None]:
    """After each test the package's years count again."""
    yield
    use_holidays(None)


def test_what_is_published() -> None:
    """National Day is a holiday in every year that is known, and the years of the package are known without a gap."""
    known = holidays()
    assert known.years == frozenset(range(2004, max(known.years) + 1))
    assert all(date(year, 10, 1) in known.off for year in known.years)
    assert known.work.isdisjoint(known.off)


def test_a_year_that_is_not_whole() -> None:
    """A year of which only the beginning is there is not known yet."""
    known = published([date(2026, 10, 1), date(2027, 1, 1), date(2027, 1, 2)], [])
    assert known.years == {2026}


def test_a_newer_package(tmp_path: Path) -> None:
    """Whatever whole years the installed package carries are taken, without a change of ours."""
    package = tmp_path / "chinese_calendar"
    package.mkdir()
    (package / "__init__.py").touch()
    (package / "constants.py").write_text(NEWER)
    asks = "from bot.services.shared.holidays import holidays as h; print(sorted(h().years), len(h().work))"
    shown = subprocess.run(  # noqa: S603  # this Python and words of ours
        [sys.executable, "-c", asks],
        check=True,
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={"PYTHONPATH": str(tmp_path)},
    )
    assert shown.stdout == "[2025, 2026, 2027] 1\n"


def test_the_file_wins() -> None:
    """What the host wrote counts in its years, and the package in all others."""
    newest = max(from_package().years)
    new_year, last = date(newest + 1, 1, 2), date(newest, 10, 1)
    use_holidays(Holidays(off=frozenset({new_year}), work=frozenset(), years=frozenset({newest, newest + 1})))
    assert holidays().is_holiday(new_year)
    assert holidays().is_holiday(last) is False
    assert holidays().is_holiday(date(newest - 1, 10, 1))
    use_holidays(None)
    assert holidays().is_holiday(new_year) is None
    assert holidays().is_holiday(last)
    assert holidays().is_known(last + timedelta(days=1))
