"""Clues as a table has them."""

from dataclasses import dataclass

from bot.domain.shared.sheet_problem import SheetProblem

SHEET_LINES_LIMIT = 300


@dataclass(frozen=True)
class SheetClue:
    """A line of a table of clues."""

    number: int
    source: str
    text: str


@dataclass(frozen=True)
class ClueSheet:
    """The content of a file of clues: its lines, and what is wrong with it."""

    lines: tuple[SheetClue, ...] = ()
    problems: tuple[SheetProblem, ...] = ()
