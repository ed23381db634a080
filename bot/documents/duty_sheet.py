"""Parsing of a duty roster's file into lines; run in the reader's process, as the file comes from a stranger.

Days and names are looked up later, by who knows the day and the members. Errors are data.
"""

import itertools
import unicodedata
from collections.abc import Iterator, Mapping

from bot.documents.sheets import BadSheet, Cell, Line, Odd, Table, read_sheets
from bot.domain.duty.sheet import SHEET_LINES_LIMIT, DutySheet, SheetLine, SheetProblem
from bot.domain.shared.masking import normalize_text, shown_text

HEADER_WITHIN = 20  # lines; above it may stand a title
CELL_LIMIT = 200  # characters
COLUMN_NAMES: Mapping[str, tuple[str, ...]] = {
    "day": ("日期", "值班日期", "date"),
    "on_duty": ("值班", "值班人", "值班人员", "值班员", "on duty"),
    "leads": ("带班", "带班人", "带班领导", "值班领导", "领导带班", "led by"),
    "phone": ("电话", "联系电话", "值班电话", "手机", "手机号", "telephone"),
}
_FIELDS = {header: name for name, headers in COLUMN_NAMES.items() for header in headers}


def parse_duty_sheet(content: bytes) -> DutySheet:
    """Read a roster from the bytes of an .xlsx or .csv. What is wrong with it comes back as data; nothing is raised."""
    try:
        for table in read_sheets(content, dates=True):
            lines = iter(table.lines)
            first = [] if table.is_hidden else list(itertools.islice(lines, HEADER_WITHIN))
            for line in first:
                columns = _columns(line, table)
                if {"day", "on_duty"} <= columns.keys():
                    below = (each for each in first if each.number > line.number)
                    return _read(columns, itertools.chain(below, lines))
    except BadSheet as bad:
        return DutySheet(problems=(SheetProblem(0, bad.key),))
    return DutySheet(problems=(SheetProblem(0, "no_headers"),))


def _columns(line: Line, table: Table) -> dict[str, int]:
    """Return the place of each column that a line names; hidden columns are not read."""
    found: dict[str, int] = {}
    for place, cell in enumerate(line.cells):
        if isinstance(cell, str) and place not in table.hidden_columns:
            name = _FIELDS.get(unicodedata.normalize("NFKC", cell).strip().casefold())
            if name:
                found.setdefault(name, place)
    return found


def _read(columns: Mapping[str, int], lines: Iterator[Line]) -> DutySheet:
    rows: list[SheetLine] = []
    problems: list[SheetProblem] = []
    for line in lines:
        cells = {name: line.cells[place] for name, place in columns.items() if place < len(line.cells)}
        if all(cell in (None, "") for cell in cells.values()):
            continue
        if len(rows) + len(problems) >= SHEET_LINES_LIMIT:
            problems.append(SheetProblem(line.number, "too_many", {"limit": SHEET_LINES_LIMIT}))
            break
        found = _problem(line, cells)
        if found:
            problems.append(found)
            continue
        texts = {name: _text(cell, masked=name != "phone") for name, cell in cells.items()}
        rows.append(SheetLine(line.number, **{"day": "", "on_duty": "", **texts}))
    if not rows and not problems:
        problems.append(SheetProblem(0, "empty"))
    return DutySheet(tuple(rows), tuple(problems))


def _problem(line: Line, cells: Mapping[str, Cell]) -> SheetProblem | None:
    """Return what is wrong with the cells of a line."""
    if line.is_hidden:
        return SheetProblem(line.number, "hidden")
    for name, cell in cells.items():
        if isinstance(cell, Odd):
            return SheetProblem(line.number, "formula", {"column": name})
        if name == "day" and isinstance(cell, int | float):  # 12.10 is 12.1 to a spreadsheet
            return SheetProblem(line.number, "day_number", {"text": str(cell)})
        if len(_text(cell)) > CELL_LIMIT:
            return SheetProblem(line.number, "long", {"column": name})
    for name in ("day", "on_duty"):
        if not _text(cells.get(name)):
            return SheetProblem(line.number, "missing", {"column": name})
    return None


def _text(cell: Cell, *, masked: bool = True) -> str:
    """Return a cell as text; a telephone is kept as it is, for the officers alone."""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    text = unicodedata.normalize("NFC", str(cell if cell is not None else "")).strip()
    shown = shown_text if masked else normalize_text
    return "、".join(shown(each, CELL_LIMIT + 1) for each in text.splitlines())
