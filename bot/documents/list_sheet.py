"""Lists as an .xlsx: a line of headers and one for each thing. Every text stays a text."""

import io
from collections.abc import Iterable, Sequence
from datetime import datetime

import openpyxl
from markupsafe import Markup
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from bot.documents.cells import safe_cell
from bot.documents.print_setup import Orientation, set_up_printing
from bot.locales import Words

Columns = Sequence[tuple[str, int]]  # each with its header and its width in characters
Value = str | int | datetime | None  # of a cell; instants in the council's zone, without one
MOMENT = "yyyy-mm-dd hh:mm"


def make_list_sheet(
    _: Words,
    name: Markup,
    title: Markup,
    columns: Columns,
    lines: Iterable[Sequence[Value]],
    orientation: Orientation = Orientation.PORTRAIT,
) -> bytes:
    """Return a file of one sheet; `title` is printed above it."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet(str(name))
    sheet.freeze_panes = "A2"
    set_up_printing(sheet, title, orientation)
    for place, (_header, width) in enumerate(columns, 1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.append([str(_(header)) for header, _width in columns])
    for line in lines:
        sheet.append([_cell(sheet, value) for value in line])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _cell(sheet: WriteOnlyWorksheet, value: Value) -> Cell:
    cell = WriteOnlyCell(sheet, safe_cell(value) if isinstance(value, str) else value)
    if isinstance(value, datetime):
        cell.number_format = MOMENT
    return cell
