"""Checks of a grid: one a day, answered by the officer or the deputy, and nudged once."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from enum import StrEnum

from bot.domain.grids.errors import CheckHasMatter, CheckOver
from bot.domain.grids.grid import Grid
from bot.domain.shared.numbered_document import NumberedDocument
from bot.domain.shared.person_document import PersonDocument

NUDGED_AT = time(18)


class CheckState(StrEnum):
    """States of a check. A value is stored, and never changes."""

    ASKED = "asked"
    FINE = "fine"  # 已巡查，无异常
    FOUND = "found"  # 发现问题


@dataclass(frozen=True, kw_only=True)
class GridCheck(NumberedDocument):
    """The check of a grid on a day, asked of a `person`; 0: nobody could be asked.

    `stands_in`: the person is the deputy. `late`: it was asked late, after a downtime. `overdue`: not answered by six
    in the evening. `matter` is what was found, or done on the spot.
    """

    grid: int
    day: date
    person: int = 0
    stands_in: bool = False
    state: CheckState = CheckState.ASKED
    at: datetime  # UTC
    late: bool = False
    overdue: bool = False
    answered: datetime | None = None  # UTC
    by: int = 0
    matter: int = 0


@dataclass(frozen=True, kw_only=True)
class GridDay:
    """A day of checks: the map they follow, and how many grids were `asked` so far. `skipped`: the bot was down."""

    council: int
    day: date
    map: int
    asked: int = 0
    late: bool = False
    skipped: bool = False

    @staticmethod
    def key_of(council: int, day: date) -> str:
        """Return the key of a day."""
        return f"{council}/{day.isoformat()}"

    @property
    def key(self) -> str:
        """Council and day."""
        return self.key_of(self.council, self.day)


@dataclass(frozen=True, kw_only=True)
class GridLeave(PersonDocument):
    """The leave of a person, up to and with its last day: deputies check their grids."""

    until: date


@dataclass(frozen=True, kw_only=True)
class GridMatter:
    """The grid that a matter was found to be in."""

    council: int
    matter: int
    grid: int
    at: datetime  # UTC

    @staticmethod
    def key_of(council: int, matter: int) -> str:
        """Return the key of a matter's grid."""
        return f"{council}/{matter}"

    @property
    def key(self) -> str:
        """Council and matter."""
        return self.key_of(self.council, self.matter)


def may_answer(check: GridCheck, grid: Grid, person: int) -> bool:
    """Return whether a person may answer a check: who was asked, the grid's officer and its deputy."""
    return person in {check.person, grid.officer, grid.deputy} - {0}


def answer_check(check: GridCheck, state: CheckState, by: int, *, today: date, now: datetime) -> GridCheck:
    """Return a check with its answer, which may be changed on the same day. Raises CheckOver, CheckHasMatter."""
    if check.day != today:
        raise CheckOver(day=check.day.isoformat())
    if check.matter and state is CheckState.FINE:
        raise CheckHasMatter(number=check.matter)
    return replace(check, state=state, answered=check.answered or now, by=by)


@dataclass(frozen=True, kw_only=True)
class DayCount:
    """The numbers of one day: checks, those without a finding, with one, not answered by six, never answered."""

    day: date
    asked: int = 0
    fine: int = 0
    found: int = 0
    overdue: int = 0
    skipped: bool = False

    @property
    def missed(self) -> int:
        """The checks that were never answered."""
        return self.asked - self.fine - self.found


def sum_days(days: Iterable[DayCount], first: date) -> DayCount:
    """Return the sums of several days; `first` names them."""
    every = tuple(days)
    return DayCount(
        day=first,
        asked=sum(each.asked for each in every),
        fine=sum(each.fine for each in every),
        found=sum(each.found for each in every),
        overdue=sum(each.overdue for each in every),
    )
