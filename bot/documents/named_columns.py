"""Reading of a table whose columns are known by their headers, line by line; run in the reader's process.

What stands in the lines is looked up later, by who knows the members and the days. Errors are data.
"""

import itertools
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from bot.documents.sheets import BadSheet, Cell, Line, Odd, Table, read_sheets
from bot.domain.shared.masking import normalize_text, shown_text
from bot.domain.shared.sheet_problem import SheetProblem

HEADER_WITHIN = 20  # lines; above it may stand a title
CELL_LIMIT = 200  # characters

CheckCell = Callable[[str, Cell], SheetProblem | None]


@dataclass(frozen=True)
class TableForm:
    """The form of a table: the headers that each column may have, those that must be filled in, the most lines.

    `unmasked` columns keep the private numbers in them. `dates`: a day is its ISO text. `longest`: the most characters
    of a cell.
    """

    columns: Mapping[str, tuple[str, ...]]
    required: tuple[str, ...]
    limit: int
    unmasked: frozenset[str] = frozenset()
    dates: bool = False
    longest: int = CELL_LIMIT

    def find_columns(self, line: Line, table: Table) -> dict[str, int]:
        """Return the place of each column that a line names; hidden columns are not read."""
        named = {header: name for name, headers in self.columns.items() for header in headers}
        found: dict[str, int] = {}
        for place, cell in enumerate(line.cells):
            if isinstance(cell, str) and place not in table.hidden_columns:
                name = named.get(unicodedata.normalize("NFKC", cell).strip().casefold())
                if name:
                    found.setdefault(name, place)
        return found


@dataclass(frozen=True)
class NamedLine:
    """A line with its texts by the names of their columns."""

    number: int
    texts: Mapping[str, str]


def no_check(_name: str, _cell: Cell) -> SheetProblem | None:
    """Find nothing wrong with a cell."""
    return None


def read_named_lines(
    content: bytes, form: TableForm, check: CheckCell = no_check
) -> tuple[tuple[NamedLine, ...], tuple[SheetProblem, ...]]:
    """Read the lines of an .xlsx or .csv. What is wrong with it comes back as data; nothing is raised.

    `check` says what else is wrong with a cell; the line of its problem does not matter.
    """
    try:
        for table in read_sheets(content, dates=form.dates):
            lines = iter(table.lines)
            first = [] if table.is_hidden else list(itertools.islice(lines, HEADER_WITHIN))
            for line in first:
                columns = form.find_columns(line, table)
                if columns.keys() >= set(form.required):
                    below = (each for each in first if each.number > line.number)
                    return _read(columns, itertools.chain(below, lines), form, check)
    except BadSheet as bad:
        return (), (SheetProblem(0, bad.key),)
    return (), (SheetProblem(0, "no_headers"),)


def _read(
    columns: Mapping[str, int], lines: Iterator[Line], form: TableForm, check: CheckCell
) -> tuple[tuple[NamedLine, ...], tuple[SheetProblem, ...]]:
    rows: list[NamedLine] = []
    problems: list[SheetProblem] = []
    for line in lines:
        cells = {name: line.cells[place] for name, place in columns.items() if place < len(line.cells)}
        if all(cell in (None, "") for cell in cells.values()):
            continue
        if len(rows) + len(problems) >= form.limit:
            problems.append(SheetProblem(line.number, "too_many", {"limit": form.limit}))
            break
        found = _problem(line, cells, form, check)
        if found:
            problems.append(found)
            continue
        texts = {name: _text(cell, form, masked=name not in form.unmasked) for name, cell in cells.items()}
        rows.append(NamedLine(line.number, texts))
    if not rows and not problems:
        problems.append(SheetProblem(0, "empty"))
    return tuple(rows), tuple(problems)


def _problem(line: Line, cells: Mapping[str, Cell], form: TableForm, check: CheckCell) -> SheetProblem | None:
    """Return what is wrong with the cells of a line."""
    if line.is_hidden:
        return SheetProblem(line.number, "hidden")
    for name, cell in cells.items():
        if isinstance(cell, Odd):
            return SheetProblem(line.number, "formula", {"column": name})
        if found := check(name, cell):
            return SheetProblem(line.number, found.key, found.params)
        if len(_text(cell, form)) > form.longest:
            return SheetProblem(line.number, "long", {"column": name})
    for name in form.required:
        if not _text(cells.get(name), form):
            return SheetProblem(line.number, "missing", {"column": name})
    return None


def _text(cell: Cell, form: TableForm, *, masked: bool = True) -> str:
    """Return a cell as text."""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    text = unicodedata.normalize("NFC", str(cell if cell is not None else "")).strip()
    shown = shown_text if masked else normalize_text
    return "、".join(shown(each, form.longest + 1) for each in text.splitlines())
