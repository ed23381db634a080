"""A plain table as an .xlsx: a header, lines of texts and numbers."""

import io
from collections.abc import Iterable, Sequence

import openpyxl
from openpyxl.cell import WriteOnlyCell

from bot.documents.cells import safe_cell
from bot.documents.print_setup import Orientation, set_up_printing

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def make_table(
    title: str, headers: Sequence[str], widths: Sequence[int], lines: Iterable[Sequence[str | int]]
) -> bytes:
    """Return a table; texts are kept from being read as formulas or numbers."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    set_up_printing(sheet, title, Orientation.PORTRAIT)
    for letter, width in zip(LETTERS, widths, strict=False):
        sheet.column_dimensions[letter].width = width
    for line in (headers, *lines):
        cells: list[object] = []
        for value in line:
            cell = WriteOnlyCell(sheet, value=safe_cell(value) if isinstance(value, str) else value)
            if isinstance(value, str):
                cell.number_format = "@"
            cells.append(cell)
        sheet.append(cells)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
