"""A grid map as a table has it: lines with names and places, which are not looked up yet."""

from dataclasses import dataclass

from bot.domain.shared.sheet_problem import SheetProblem


@dataclass(frozen=True)
class GridSheetLine:
    """A line of a table."""

    number: int
    name: str
    officer: str
    places: str
    deputy: str = ""
    area: str = ""


@dataclass(frozen=True)
class GridSheet:
    """The content of a grid map's file: its lines, and what is wrong with it."""

    lines: tuple[GridSheetLine, ...] = ()
    problems: tuple[SheetProblem, ...] = ()
