"""A duty roster as a table has it: lines with a day and names, which are not looked up yet."""

from dataclasses import dataclass

from bot.domain.shared.sheet_problem import SheetProblem

SHEET_LINES_LIMIT = 400  # a year and more


@dataclass(frozen=True)
class SheetLine:
    """A line of a table; `day` as it was written, or ISO where the cell was a date."""

    number: int
    day: str
    on_duty: str
    leads: str = ""
    phone: str = ""


@dataclass(frozen=True)
class DutySheet:
    """The content of a roster's file: its lines, and what is wrong with it."""

    lines: tuple[SheetLine, ...] = ()
    problems: tuple[SheetProblem, ...] = ()
