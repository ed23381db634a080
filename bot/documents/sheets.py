"""Reading a stranger's table, .xlsx or .csv, as plain lines of cells. Nothing in it is run, fetched or evaluated.

Attacks are looked for before anything is parsed: sizes, entries, DTDs.
"""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import Enum
from typing import Any, NamedTuple

from bot.documents import file_types, strict_xlsx

SIZE_LIMIT = 2 << 20  # bytes of the file
UNPACKED_LIMIT = 20 << 20  # bytes of everything in it
ENTRIES_LIMIT = 500
RATIO_LIMIT = 200  # of an entry that is not small; sheets pack to a tenth, a bomb to a thousandth
SMALL_FILE = 100_000  # bytes
SHEETS_LIMIT = 50
LINES_LIMIT = 100_000  # with anything in them
COLUMNS_LIMIT = 256  # a cell may stand in column 16,384

# A sheet may be formatted down to its last line, 1,048,576. Cells and rows without content are taken out before the
# parsing; only those that say where they are, because the others count.
_BLANK_CELL = re.compile(rb"<(?:\w+:)?c\s(?=[^<>]*?\br=)[^<>]*/>|<(?:\w+:)?c\s(?=[^<>]*?\br=)[^<>]*></(?:\w+:)?c>")
_BLANK_ROW = re.compile(
    rb"<(?:\w+:)?row\s(?=[^<>]*?\br=)[^<>]*/>|<(?:\w+:)?row\s(?=[^<>]*?\br=)[^<>]*>\s*</(?:\w+:)?row>"
)
_COLUMN = re.compile(rb"<(?:\w+:)?col\s([^<>]*)>")
_ATTRIBUTE = re.compile(rb"(\w+)\s*=\s*[\"']([^\"']*)[\"']")
_YES = ("1", "true")
_ZERO = re.compile(r"0+(?:\.0*)?")
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^<>]*?ref=\"([A-Z]+[0-9]+:[A-Z]+[0-9]+)\"")
_DTD = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_SHEET = re.compile(rb"<(?:\w+:)?sheet\s")  # the name of a sheet, in the workbook's own part
_XML = (".xml", ".rels", ".vml")
_ENCODINGS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"\xef\xbb\xbf": "utf-8-sig"}
_PARTED_BY = ",;\t，"


class Odd(Enum):
    """Kinds of cell content that are neither text nor number."""

    FORMULA = "formula"
    DATE = "date"
    OTHER = "type"


Cell = str | int | float | Odd | None


class Line(NamedTuple):
    """A line of a table; `number` is its row number in Excel."""

    number: int
    cells: tuple[Cell, ...]
    is_hidden: bool = False  # by hand, by a filter or in a closed group


class BadSheet(Exception):
    """The file as a whole cannot be read; `key` names the reason."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


@dataclass(frozen=True)
class Merged:
    """Merged cells: their address, and the lines they span."""

    cells: str
    first: int
    last: int


@dataclass(frozen=True)
class Table:
    """A sheet of a workbook, or a text file (without a name); `lines` may be iterated once.

    `hidden_columns` are places in a line, from 0.
    """

    lines: Iterable[Line]
    merged: tuple[Merged, ...] = ()
    name: str = ""
    is_hidden: bool = False
    hidden_columns: frozenset[int] = frozenset()


def read_sheets(content: bytes, *, dates: bool = False) -> Iterator[Table]:
    """Return the sheets of a file one by one; raises BadSheet, also while their lines are walked.

    Which kind of file it is, its first bytes say, whatever its name. A text comes once for each sign that may part its
    cells: which one does, its header shows. With `dates` a day is its ISO text, and else Odd.DATE.
    """
    if len(content) > SIZE_LIMIT:
        raise BadSheet("too_big")
    if key := file_types.of_bytes(content):
        raise BadSheet(key)
    if content.startswith(b"PK"):
        return _of_workbook(content, dates=dates)
    return _of_text(content)


def _of_workbook(content: bytes, *, dates: bool) -> Iterator[Table]:
    from openpyxl.reader.excel import ExcelReader  # noqa: PLC0415  # most starts of the bot meet no spreadsheet
    from openpyxl.styles.stylesheet import apply_stylesheet  # noqa: PLC0415  # as above

    with _readable():
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            _check(packed)
            if strict_xlsx.is_strict(packed):
                content = strict_xlsx.to_transitional(packed)
        # What openpyxl's load_workbook does, but its sheets: they would be parsed once more for their size.
        reader = ExcelReader(io.BytesIO(content), read_only=True, keep_links=False)
        with reader.archive as packed:
            reader.read_manifest()
            reader.read_strings()
            reader.read_workbook()
            apply_stylesheet(packed, reader.wb)
            for sheet, path in _worksheets(reader):
                xml = packed.read(path)
                yield Table(
                    _lines(_rows(reader, _without_blanks(xml)), dates=dates),
                    tuple(_merged(xml)),
                    sheet.name,
                    sheet.state != "visible",
                    frozenset(_hidden_columns(xml)),
                )


def _worksheets(reader: Any) -> list[tuple[Any, str]]:
    """Return the sheets with their parts; raises BadSheet when several are one part: each would be parsed anew."""
    found = [
        (sheet, rel.target)
        for sheet, rel in reader.parser.find_sheets()
        if rel.target in reader.valid_files and "chartsheet" not in rel.Type
    ]
    if len({path for _, path in found}) < len(found):
        raise BadSheet("bomb")
    return found


@contextmanager
def _readable() -> Iterator[None]:
    """Turn any error of the libraries about a damaged file into a BadSheet."""
    try:
        yield
    except (BadSheet, MemoryError):
        raise
    except Exception as error:
        raise BadSheet("unreadable") from error


def _check(packed: zipfile.ZipFile) -> None:
    """Raise BadSheet before anything is parsed; an entry never gives more bytes than it says."""
    entries = packed.infolist()
    if any(entry.flag_bits & 1 for entry in entries):
        raise BadSheet("encrypted")
    if len(entries) > ENTRIES_LIMIT:
        raise BadSheet("bomb")
    if key := file_types.of_zip(packed):
        raise BadSheet(key)
    if sum(entry.file_size for entry in entries) > UNPACKED_LIMIT:
        raise BadSheet("bomb")
    if any(entry.file_size > SMALL_FILE + RATIO_LIMIT * entry.compress_size for entry in entries):
        raise BadSheet("bomb")
    for entry in entries:
        if entry.filename.lower().endswith(_XML):
            xml = packed.read(entry)
            if b"\0" in xml or _DTD.search(xml):  # in UTF-16 a DTD would not be seen; Excel writes UTF-8
                raise BadSheet("dtd")
            if len(_SHEET.findall(xml)) > SHEETS_LIMIT:
                raise BadSheet("too_many_sheets")


def _without_blanks(xml: bytes) -> bytes:
    return _BLANK_ROW.sub(b"", _BLANK_CELL.sub(b"", xml))


def _rows(reader: Any, xml: bytes) -> Iterator[tuple[int, list[dict[str, Any]], bool]]:
    """Yield the number of each row that is there, its cells, and whether it is hidden.

    openpyxl's own rows of a read-only sheet do not say that, and fill every gap.
    """
    from openpyxl.worksheet._reader import WorkSheetParser  # noqa: PLC0415  # as above

    book = reader.wb
    parser = WorkSheetParser(
        io.BytesIO(xml),
        reader.shared_strings,
        epoch=book.epoch,
        date_formats=book._date_formats,  # noqa: SLF001  # what openpyxl's read-only sheet gives its parser
        timedelta_formats=book._timedelta_formats,  # noqa: SLF001  # as above
    )
    for number, cells in parser.parse():
        yield number, cells, _is_hidden(parser.row_dimensions.pop(str(number), {}), "ht")


def _is_hidden(attributes: Mapping[str, str], size: str) -> bool:
    return attributes.get("hidden") in _YES or bool(_ZERO.fullmatch(attributes.get(size, "")))


def _hidden_columns(xml: bytes) -> Iterator[int]:
    for found in _COLUMN.findall(xml):
        attributes = {name.decode(): value.decode() for name, value in _ATTRIBUTE.findall(found)}
        if _is_hidden(attributes, "width"):
            yield from range(int(attributes["min"]) - 1, min(int(attributes["max"]), COLUMNS_LIMIT))


def _lines(rows: Iterable[tuple[int, list[dict[str, Any]], bool]], *, dates: bool) -> Iterator[Line]:
    with _readable():
        for count, (number, row, is_hidden) in enumerate(rows, 1):
            if count > LINES_LIMIT:
                raise BadSheet("too_long")
            cells = {cell["column"]: _cell(cell["value"], cell["data_type"], dates=dates) for cell in row}
            last = min(max(cells, default=0), COLUMNS_LIMIT)
            yield Line(number, tuple(cells.get(place) for place in range(1, last + 1)), is_hidden)


def _unescaped(text: str) -> str:
    """Return a text in which _x000D_, as Open XML writes a character that XML has no room for, is that character."""
    from openpyxl.utils.escape import unescape  # noqa: PLC0415  # as above

    return unescape(text) if "_x" in text else text


def _cell(value: object, kind: str, *, dates: bool) -> Cell:
    if kind == "f":
        return Odd.FORMULA
    if isinstance(value, str) and kind != "e":
        return _unescaped(value)
    if value is None or (isinstance(value, int | float) and not isinstance(value, bool) and kind != "e"):
        return value
    if dates and isinstance(value, date):  # a datetime is one
        return value.isoformat()[:10]
    return Odd.DATE if isinstance(value, date | datetime | time | timedelta) else Odd.OTHER


def _merged(xml: bytes) -> Iterator[Merged]:
    from openpyxl.utils import range_boundaries  # noqa: PLC0415  # as above

    for found in _MERGED.findall(xml):
        cells = found.decode()
        _, first, _, last = range_boundaries(cells)
        yield Merged(cells, int(first or 1), int(last or LINES_LIMIT))


def _of_text(content: bytes) -> Iterator[Table]:
    """Return a text as one table for each sign that may part its cells; which it is, its header shows."""
    text = _text(content)
    for sign in _PARTED_BY:
        yield Table(_parted(text, sign))


def _text(content: bytes) -> str:
    encodings = (found,) if (found := _ENCODINGS.get(content[:3]) or _ENCODINGS.get(content[:2])) else ()
    for encoding in (*encodings, "utf-8", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            if key := file_types.of_text(text):
                raise BadSheet(key)
            return text
    raise BadSheet("unreadable")


def _parted(text: str, sign: str) -> Iterator[Line]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=sign)
    try:
        for number, cells in enumerate(reader, 1):
            if number > LINES_LIMIT:
                raise BadSheet("too_long")
            yield Line(number, tuple(_csv_cell(cell.strip()) for cell in cells))
    except csv.Error as error:
        raise BadSheet("unreadable") from error


def _csv_cell(text: str) -> Cell:
    return Odd.FORMULA if text.startswith("=") else text or None
