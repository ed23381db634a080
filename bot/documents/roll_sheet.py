"""Parsing of a roll with Chinese headers into valid rows and errors.

It may take seconds, and comes from strangers, so it is called in a separate process. Errors are data; their words stand
in the views.
"""

import itertools
from collections.abc import Iterable
from dataclasses import dataclass, replace

from bot.documents.roll_header import Header, quote_text
from bot.documents.roll_line import STAIRS, RollLine
from bot.documents.sheets import BadSheet, Line, Table, read_sheets
from bot.domain.rolls.roll import Kind, Problem, RollSheet, Row

UNITS_LIMIT = 20_000
PROBLEMS_LIMIT = 1000  # after so many nobody reads on
HEADER_WITHIN = 20  # lines; above it may stand a title


_PROGRAMS_OWN = "WpsReserved"  # a hidden sheet that WPS keeps pictures in
_HIDDEN_LISTED = 20  # numbers of lines that are named


def parse_roll_sheet(content: bytes) -> RollSheet:
    """Read a roll from the bytes of an .xlsx or .csv. What is wrong with it comes back as data; nothing is raised."""
    try:
        return _read(read_sheets(content))
    except BadSheet as bad:
        return RollSheet(problems=(Problem(0, bad.key),), wrong=1)


def _read(sheets: Iterable[Table]) -> RollSheet:
    """Read every visible sheet that has our headers; without one report what the most promising sheet lacks.

    A text file is one table that is tried with several separators: the first that yields a header is used.
    """
    reading = _Reading()
    for table in sheets:
        sheet = replace(table, name=table.name and (quote_text(table.name) or "?"))
        reading.sheets += 1
        if sheet.is_hidden:
            if not sheet.name.startswith(_PROGRAMS_OWN) and any(map(_is_written, sheet.lines)):
                reading.note(sheet, "sheet_hidden")
            continue
        lines = iter(sheet.lines)
        first = list(itertools.islice(lines, HEADER_WITHIN))
        headers = [Header(line, sheet) for line in sorted(first, key=lambda line: line.is_hidden)]
        header = next((each for each in headers if each.is_whole), None)
        if header:
            below = [line for line in first if line.number > header.number]
            _below(reading, header, itertools.chain(below, lines), sheet)
            if not sheet.name or reading.units > UNITS_LIMIT:
                break
        elif any(map(_is_written, first)):
            reading.pass_over(sheet, max(headers, key=lambda each: len(each.fields)))
    return reading.result()


def _is_written(line: Line) -> bool:
    return any(cell not in (None, "") for cell in line.cells)


class _Reading:
    """The lines that were read so far, and what was wrong in them."""

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self.problems: list[Problem] = []
        self.notes: list[Problem] = []
        self.unused: dict[str, None] = {}
        self.wrong = 0
        self.sheets = 0
        self.read: list[str] = []  # names of the sheets that were read
        self.first_header = 0
        self.units = 0
        self.places: dict[str, Place] = {}  # where each unit stands
        self._lacking: tuple[int, list[Problem]] = (0, [Problem(0, "no_headers")])  # of the most promising header

    def add(self, *problems: Problem) -> None:
        self.wrong += len(problems)
        self.problems += problems[: PROBLEMS_LIMIT - len(self.problems)]

    def begin(self, header: Header, sheet: Table) -> None:
        """Begin a sheet that has our headers: report its errors before the first line."""
        if not self.read:
            self.first_header = header.number
        self.read.append(sheet.name)
        self.unused |= dict.fromkeys(header.unused)
        self.add(*(replace(each, sheet=sheet.name) for each in header.problems))
        for merged in sheet.merged:
            if merged.last >= header.number:
                line = max(merged.first, header.number)
                self.add(Problem(line, "merged", {"text": merged.cells}, sheet.name))

    def note(self, sheet: Table, key: str, line: int = 0, **params: str | int) -> None:
        if len(self.notes) < PROBLEMS_LIMIT:
            self.notes.append(Problem(line, key, dict(params), sheet.name))

    def pass_over(self, sheet: Table, header: Header) -> None:
        """Note a sheet without our headers, and what the most promising line of it lacks."""
        lacks = [str(each.params["column"]) for each in header.problems if each.key == "no_column"]
        if not sheet.name:
            pass  # a text that is tried with another sign between its cells
        elif header.fields and lacks:
            self.note(sheet, "sheet_lacks", column=lacks[0])
        else:
            self.note(sheet, "sheet_unread")
        if len(header.fields) > self._lacking[0]:
            hidden = [Problem(header.number, "column_hidden", {"text": each}) for each in header.hidden]
            self._lacking = len(header.fields), [*header.problems, *hidden]

    def result(self) -> RollSheet:
        """Return what was read; a sheet is named only where there are several."""
        if not self.read:
            others = [note for note in self.notes if note.key == "sheet_hidden"]
            problems = (*self._lacking[1], *others)
            return RollSheet(problems=problems, wrong=len(problems))
        if not self.units and not self.problems:
            self.add(Problem(self.first_header, "empty"), *(each for each in self.notes if each.key != "sheet_empty"))
        several = self.sheets > 1
        problems = tuple(self.problems if several else (replace(each, sheet="") for each in self.problems))
        notes = tuple(self.notes if several else (replace(each, sheet="") for each in self.notes))
        return RollSheet(_said_once(self.rows), problems, self.wrong, tuple(self.unused), notes)


def _below(reading: _Reading, header: Header, lines: Iterable[Line], sheet: Table) -> None:
    """Read the lines below the header. A title above it may be one merged cell, the roll itself not."""
    begin, units = len(reading.problems), reading.units
    hidden: list[int] = []
    reading.begin(header, sheet)
    for number, cells, is_hidden in lines:
        named = {name: cells[place] for name, place in header.fields.items() if place < len(cells)}
        if all(cell in (None, "") for cell in named.values()):
            continue
        if is_hidden:
            hidden.append(number)
            continue
        reading.units += 1
        if reading.units > UNITS_LIMIT:
            reading.add(Problem(number, "too_many", {"limit": UNITS_LIMIT}, sheet.name))
            break
        if header.building:
            named["building"] = header.building
        _take(reading, RollLine(number, named), sheet)
    reading.problems[begin:] = sorted(reading.problems[begin:], key=lambda problem: problem.line)
    if hidden:
        listed = "、".join(map(str, hidden[:_HIDDEN_LISTED]))
        reading.note(sheet, "lines_hidden", n=len(hidden), text=listed + ("…" if len(hidden) > _HIDDEN_LISTED else ""))
    if header.hidden:
        reading.note(sheet, "columns_hidden", text=quote_text("、".join(header.hidden)))
    if reading.units == units and not hidden:
        reading.note(sheet, "sheet_empty")


def _said_once(rows: list[Row]) -> tuple[Row, ...]:
    """Remove a building named twice: where every 房号 begins with its 楼栋, as 3-1-502 does in 3.

    In one building alone 3-502 may be staircase 3: there only a 房号 of all three parts names the building.
    """
    one_building = len({row.building for row in rows}) == 1
    twice = all(
        row.unit.startswith(f"{row.building}-{row.building}-") and (not one_building or row.unit.count("-") > STAIRS)
        for row in rows
    )
    return tuple(replace(row, unit=row.unit.removeprefix(f"{row.building}-")) for row in rows) if twice else tuple(rows)


def _take(reading: _Reading, line: RollLine, sheet: Table) -> None:
    """Add a line of the table to the result. Every field is checked, so that all errors of the line are reported."""
    building, unit = line.place()
    kind = line.kind()
    owners, phones = line.people(kind)
    if not owners and kind is Kind.SOLD:
        line.note_error("missing", "owners")
    row = Row(
        unit=unit,
        building=building,
        owners=owners,
        phones=phones,
        area=line.area(),
        share=line.number("share") or "0",
        kind=kind,
        mark=line.mark(),
    )
    if first := reading.places.get(unit):
        every = dict.fromkeys((*first.owners, *owners))
        together = quote_text("、".join(every)) if len(every) > len(first.owners) else ""
        elsewhere = first.sheet if first.sheet != sheet.name else ""
        line.note_error("duplicate", "room", unit, right=str(first.line), together=together, elsewhere=elsewhere)
    elif unit:
        reading.places[unit] = Place(sheet.name, line.number_in_file, owners)
    reading.add(*(replace(each, sheet=sheet.name) for each in line.problems))
    if not line.problems:
        reading.rows.append(row)
        for note in line.notes:
            reading.note(sheet, note.key, note.line, **note.params)


@dataclass(frozen=True)
class Place:
    """The first line on which a unit was found, and its owners there."""

    sheet: str
    line: int
    owners: tuple[str, ...]
