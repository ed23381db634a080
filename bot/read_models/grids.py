"""Read models of grids: the map, one grid, checks, days and months."""

from dataclasses import dataclass
from datetime import date

from bot.domain.councils.council import Council, Member
from bot.domain.grids.check import DayCount, GridCheck, sum_days
from bot.domain.grids.grid import Grid, GridDraft, GridMap, GridSettings
from bot.read_models.shared import Names


@dataclass(frozen=True, kw_only=True)
class ShownGridDraft:
    """A map that waits for a yes: how many of its grids are `new`, and how many of the `old` map are gone."""

    council: Council
    draft: GridDraft
    names: Names
    old: GridMap | None
    new: int
    gone: int


@dataclass(frozen=True)
class NamedGrid:
    """The check of a grid on a day, and who should have made it."""

    grid: Grid
    check: GridCheck
    person: Member | None


@dataclass(frozen=True, kw_only=True)
class ShownCheck:
    """A check for one reader; `is_nudge`: in the message of the evening."""

    council: Council
    check: GridCheck
    grid: Grid
    names: Names
    reader: int
    is_today: bool
    is_nudge: bool


@dataclass(frozen=True, kw_only=True)
class ShownDay:
    """A day of checks, with those that were not made by six in the evening."""

    council: Council
    count: DayCount
    overdue: tuple[NamedGrid, ...]
    is_today: bool


@dataclass(frozen=True)
class OwnGrid:
    """A grid of the reader's, with its check of today."""

    grid: Grid
    check: GridCheck | None


@dataclass(frozen=True, kw_only=True)
class ShownGrids:
    """The page of grids for one reader; `leave` is the last day of theirs, `unknown` are names without a member."""

    council: Council
    map: GridMap | None
    settings: GridSettings
    mine: tuple[OwnGrid, ...]
    leave: date | None
    officer: bool
    head: bool
    day: ShownDay | None
    unknown: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ShownGrid:
    """A grid that somebody looked for by `text`; None: there is none."""

    council: Council
    text: str
    grid: Grid | None
    names: Names
    officer: bool


@dataclass(frozen=True)
class GridOfMatter:
    """The grid of a matter, and its officer if the council knows them."""

    grid: Grid
    officer: Member | None


@dataclass(frozen=True)
class ShownMonth:
    """The days of a month, and the names of grids `often` not checked in time, with how often."""

    council: Council
    first: date
    days: tuple[DayCount, ...]
    often: tuple[tuple[str, int], ...]

    @property
    def sums(self) -> DayCount:
        """The sums of the days."""
        return sum_days(self.days, self.first)


@dataclass(frozen=True)
class ShownDeparture:
    """A person who left the group, and the grids in force that they still stand for."""

    gone: Member | None
    grids: tuple[Grid, ...]
    names: Names
