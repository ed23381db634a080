"""Grids of a neighbourhood, and the map that they make; a new map takes the place of the old one, which is kept."""

from dataclasses import dataclass
from datetime import date, datetime, time

from bot.domain.grids.errors import BadGridHour
from bot.domain.shared.ids import AccountId
from bot.domain.shared.numbered_document import NumberedDocument
from bot.domain.shared.times_of_day import parse_time
from bot.domain.shared.working_days import Holidays, is_weekday

GRIDS_LIMIT = 2000  # of one map
NAME_LIMIT = 30  # characters of the name of a grid or a large grid
FIRST_HOUR, LAST_HOUR = time(6), time(16)  # for the cards of a day; after the last there is no time to go


@dataclass(frozen=True, kw_only=True)
class GridLine:
    """A line of a grid map: a grid, perhaps in a large one, who looks after it, and the labels of its places.

    `officer_name` and `deputy_name` are those of people whom the council does not know.
    """

    name: str
    area: str = ""
    officer: int = 0
    officer_name: str = ""
    deputy: int = 0
    deputy_name: str = ""
    places: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Grid(GridLine, NumberedDocument):
    """A grid of one version of the map."""

    map: int


@dataclass(frozen=True, kw_only=True)
class GridPlace:
    """The grid of a building or unit, by its label, in the map in force."""

    council: int
    label: str
    grid: int

    @staticmethod
    def key_of(council: int, label: str) -> str:
        """Return the key of a place."""
        return f"{council}/{label}"

    @property
    def key(self) -> str:
        """Council and label."""
        return self.key_of(self.council, self.label)


@dataclass(frozen=True, kw_only=True)
class GridMap(NumberedDocument):
    """A version of a council's map: how many `grids` it has, and who put it into force."""

    grids: int
    areas: int
    by: int
    at: datetime  # UTC


@dataclass(frozen=True, kw_only=True)
class GridDraft(NumberedDocument):
    """A map that waits for a yes of the officer who brought it."""

    account: AccountId
    lines: tuple[GridLine, ...]
    at: datetime  # UTC


@dataclass(frozen=True, kw_only=True)
class GridSettings:
    """The settings of a council's grids: the version of the map in force, when the cards of a day are sent.

    `weekends`: checks are made on ordinary weekends as well.
    """

    council: int
    map: int = 0
    hour: str = "09:00"
    weekends: bool = False

    @staticmethod
    def key_of(council: int) -> str:
        """Return the key of a council's settings."""
        return str(council)

    @property
    def key(self) -> str:
        """The council's number."""
        return self.key_of(self.council)

    @property
    def time(self) -> time:
        """When the cards of a day are sent."""
        return time.fromisoformat(self.hour)


def is_check_day(day: date, holidays: Holidays, *, weekends: bool) -> bool:
    """Return whether checks are made on a day: on working days, with `weekends` on all but public holidays."""
    if weekends:
        return not holidays.is_holiday(day)
    works = holidays.is_working_day(day)
    return is_weekday(day) if works is None else works


def parse_hour(text: str) -> str:
    """Return the time of day that the words name, as 09:00. Raises BadGridHour."""
    found = parse_time(text.strip())
    if found is None and text.strip().isdecimal():
        found = parse_time(f"{text.strip()}点")
    if found is None or found[1].strip() or not FIRST_HOUR <= found[0] <= LAST_HOUR:
        raise BadGridHour
    return f"{found[0]:%H:%M}"
