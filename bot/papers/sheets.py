"""A table that a stranger sent, .xlsx or .csv, as plain lines of cells. Nothing in it is run, fetched or evaluated.

What it could do to us is looked for before anything is parsed: sizes, entries, DTDs.
"""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import Enum

SIZE_LIMIT = 2 << 20  # bytes of the file
UNPACKED_LIMIT = 20 << 20  # bytes of everything in it
ENTRIES_LIMIT = 500
RATIO_LIMIT = 200  # of an entry that is not small; sheets pack to a tenth, a bomb to a thousandth
SMALL = 100_000  # bytes
LINES_LIMIT = 100_000  # a sheet may be formatted far below its last line

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")  # .xls, and .xlsx with a password
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref=\"([A-Z]+[0-9]+:[A-Z]+[0-9]+)\"")
_DTD = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_XML = (".xml", ".rels", ".vml")
_ENCODINGS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"\xef\xbb\xbf": "utf-8-sig"}
_PARTED_BY = ",;\t，"


class Odd(Enum):
    """What stands in a cell that is neither a text nor a number."""

    FORMULA = "formula"
    DATE = "date"
    OTHER = "type"


Cell = str | int | float | Odd | None
Line = tuple[int, tuple[Cell, ...]]  # the number that Excel shows, and the cells


class BadSheet(Exception):
    """The file as a whole cannot be taken; `key` says why."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


@dataclass(frozen=True)
class Merged:
    """Cells that are one: their address, and the lines they stand in."""

    cells: str
    first: int
    last: int


@dataclass(frozen=True)
class Table:
    """One sheet. `lines` may be walked once, blank ones included."""

    lines: Iterable[Line]
    merged: tuple[Merged, ...] = ()


def tables(content: bytes) -> Iterator[Table]:
    """Give the sheets of a file one by one; raises BadSheet, also while their lines are walked.

    Which kind of file it is, its first bytes say, whatever its name.
    """
    if len(content) > SIZE_LIMIT:
        raise BadSheet("too_big")
    if content.startswith(_OLE):
        raise BadSheet("encrypted" if _ENCRYPTED in content else "old_excel")
    if content.startswith(b"PK"):
        return _of_workbook(content)
    return _of_text(content)


def _of_workbook(content: bytes) -> Iterator[Table]:
    import openpyxl  # noqa: PLC0415  # most starts of the bot meet no spreadsheet

    with _readable(), zipfile.ZipFile(io.BytesIO(content)) as packed:
        _check(packed)
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
        for name in book.sheetnames:
            sheet = book[name]
            path = getattr(sheet, "_worksheet_path", None)
            if path is None:
                continue  # a chart on a sheet of its own
            sheet.reset_dimensions()  # what a file says of its own size may be anything
            yield Table(_lines(sheet.iter_rows()), tuple(_merged(packed.read(path))))


@contextmanager
def _readable() -> Iterator[None]:
    """Turn whatever the libraries make of a damaged file into a BadSheet."""
    try:
        yield
    except BadSheet:
        raise
    except Exception as error:
        raise BadSheet("unreadable") from error


def _check(packed: zipfile.ZipFile) -> None:
    """Raise BadSheet before anything is parsed; an entry never gives more bytes than it says."""
    entries = packed.infolist()
    if any(entry.flag_bits & 1 for entry in entries):
        raise BadSheet("encrypted")
    if len(entries) > ENTRIES_LIMIT or sum(entry.file_size for entry in entries) > UNPACKED_LIMIT:
        raise BadSheet("bomb")
    if any(entry.file_size > SMALL + RATIO_LIMIT * entry.compress_size for entry in entries):
        raise BadSheet("bomb")
    if "[Content_Types].xml" not in packed.namelist():
        raise BadSheet("unreadable")
    for entry in entries:
        if entry.filename.lower().endswith(_XML):
            xml = packed.read(entry)
            if b"\0" in xml or _DTD.search(xml):  # in UTF-16 a DTD would not be seen; Excel writes UTF-8
                raise BadSheet("dtd")


def _lines(rows: Iterable[tuple[object, ...]]) -> Iterator[Line]:
    with _readable():
        for number, row in enumerate(rows, 1):
            if number > LINES_LIMIT:
                raise BadSheet("too_long")
            yield number, tuple(_cell(getattr(cell, "value", None), getattr(cell, "data_type", "n")) for cell in row)


def _cell(value: object, kind: str) -> Cell:
    if kind == "f":
        return Odd.FORMULA
    if value is None or (isinstance(value, str | int | float) and not isinstance(value, bool) and kind != "e"):
        return value
    return Odd.DATE if isinstance(value, date | datetime | time | timedelta) else Odd.OTHER


def _merged(xml: bytes) -> Iterator[Merged]:
    from openpyxl.utils import range_boundaries  # noqa: PLC0415  # as above

    for found in _MERGED.findall(xml):
        cells = found.decode()
        _, first, _, last = range_boundaries(cells)
        yield Merged(cells, int(first or 1), int(last or LINES_LIMIT))


def _of_text(content: bytes) -> Iterator[Table]:
    """Give a text as one table for each sign that may part its cells; which it is, its header shows."""
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
            return text
    raise BadSheet("unreadable")


def _parted(text: str, sign: str) -> Iterator[Line]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=sign)
    try:
        for number, cells in enumerate(reader, 1):
            if number > LINES_LIMIT:
                raise BadSheet("too_long")
            yield number, tuple(cell.strip() or None for cell in cells)
    except csv.Error as error:
        raise BadSheet("unreadable") from error
