"""Places, hours and days of grids, and the answers to checks."""

from datetime import UTC, date, datetime

import pytest

from bot.domain.grids.check import CheckState, DayCount, GridCheck, answer_check, may_answer, sum_days
from bot.domain.grids.errors import BadGridHour, CheckHasMatter, CheckOver
from bot.domain.grids.grid import Grid, is_check_day, parse_hour
from bot.domain.grids.places import parse_places, place_labels, typed_labels
from bot.domain.matters.matter import comparable_text
from bot.domain.shared.working_days import Holidays

NOW = datetime(2026, 3, 2, 2, tzinfo=UTC)
TODAY = date(2026, 3, 2)
CHECK = GridCheck(council=1, number=1, grid=1, day=TODAY, person=2, at=NOW)
GRID = Grid(council=1, number=1, map=1, name="甲", officer=2, deputy=3)


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("1号楼、2号楼", ("1", "2")),
        ("3号楼2单元，十二栋", ("3-2", "12")),
        ("1-3号楼 5#", ("1", "2", "3", "5")),
        ("1号楼至3号楼", ("1", "2", "3")),
        ("6号楼1-3单元", ("6-1", "6-2", "6-3")),
        ("Building 3, Building 4 stair 2", ("3", "4-2")),
        ("2号楼、2号楼", ("2",)),
        ("？？", None),
        ("3-1号楼", None),
        ("1-900号楼", None),
        ("", ()),
    ],
)
def test_places(text: str, labels: tuple[str, ...] | None) -> None:
    """Buildings, units and ranges of them are read in the spellings of lists; what is no place is said so."""
    assert parse_places(text) == labels


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("3号楼2单元的灯不亮", ("3-2", "3")),
        ("三号楼门口积水", ("3",)),
        ("5号楼和4号楼中间的路", ("4", "5")),
        ("广场的健身器材", ()),
    ],
)
def test_places_of_a_matter(text: str, labels: tuple[str, ...]) -> None:
    """A unit goes before its building."""
    assert place_labels(comparable_text(text)) == labels


def test_places_that_somebody_types() -> None:
    """A room means its unit and its building as well."""
    assert typed_labels("3-2-501") == ("3-2-501", "3-2", "3")
    assert typed_labels("3号楼")[0] == "3"


@pytest.mark.parametrize(("text", "hour"), [("8:30", "08:30"), ("9点", "09:00"), ("9", "09:00"), ("下午2点", "14:00")])
def test_hours(text: str, hour: str) -> None:
    """The hour of the cards is read as people write it."""
    assert parse_hour(text) == hour


@pytest.mark.parametrize("text", ["5:59", "16:01", "早上", "8:30 以后", ""])
def test_hours_that_are_none(text: str) -> None:
    """An hour at which nobody would go, or that is none, is refused."""
    with pytest.raises(BadGridHour):
        parse_hour(text)


def test_days() -> None:
    """Checks are made on working days, make-up days among them; with weekends on all but public holidays."""
    holidays = Holidays(
        off=frozenset({date(2026, 2, 17)}), work=frozenset({date(2026, 2, 14)}), years=frozenset({2026, 2027})
    )
    saturday, makes_up, holiday = date(2026, 3, 7), date(2026, 2, 14), date(2026, 2, 17)
    assert [is_check_day(day, holidays, weekends=False) for day in (TODAY, saturday, makes_up, holiday)] == [
        True,
        False,
        True,
        False,
    ]
    assert [is_check_day(day, holidays, weekends=True) for day in (saturday, holiday)] == [True, False]
    assert is_check_day(date(2030, 3, 4), holidays, weekends=False)  # a year that is not published: Monday to Friday


def test_answers() -> None:
    """An answer may be changed on its day, but not when a matter came of it; the first time stays."""
    found = answer_check(CHECK, CheckState.FOUND, 2, today=TODAY, now=NOW)
    later = datetime(2026, 3, 2, 3, tzinfo=UTC)
    assert answer_check(found, CheckState.FINE, 2, today=TODAY, now=later).answered == NOW
    with pytest.raises(CheckOver):
        answer_check(CHECK, CheckState.FINE, 2, today=date(2026, 3, 3), now=NOW)
    with pytest.raises(CheckHasMatter):
        answer_check(GridCheck(**{**vars(found), "matter": 4}), CheckState.FINE, 2, today=TODAY, now=NOW)


def test_who_may_answer() -> None:
    """Officer, deputy and whoever was asked; nobody stands for 0."""
    assert [may_answer(CHECK, GRID, person) for person in (0, 2, 3, 4)] == [False, True, True, False]


def test_sums() -> None:
    """The sums are those of the days; what is neither fine nor found was missed."""
    sums = sum_days((DayCount(day=TODAY, asked=3, fine=1, found=1), DayCount(day=TODAY, asked=2, overdue=1)), TODAY)
    assert (sums.asked, sums.fine, sums.found, sums.missed, sums.overdue) == (5, 1, 1, 3, 1)
