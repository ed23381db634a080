"""The grid map as an .xlsx, which can be filled in and read again."""

import io
from collections.abc import Mapping, Sequence

import openpyxl

from bot.documents.cells import text_cell
from bot.documents.print_setup import Orientation, set_up_printing
from bot.domain.councils.council import Member
from bot.domain.grids.grid import Grid
from bot.locales import Words
from bot.views.grids.checks import place_name
from bot.views.grids.files import COLUMNS

WIDTHS = (14, 14, 14, 14, 40)


def make_map(_: Words, grids: Sequence[Grid], names: Mapping[int, Member]) -> bytes:
    """Return a map, a line for each grid; without grids it is a template."""
    book = openpyxl.Workbook(write_only=True)
    title = str(_("网格表"))
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    set_up_printing(sheet, title, Orientation.PORTRAIT)
    for letter, width in zip("ABCDE", WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.append([text_cell(sheet, str(_(header))) for header in COLUMNS.values()])
    for grid in grids:
        officer, deputy = names.get(grid.officer), names.get(grid.deputy)
        texts = (
            grid.area,
            grid.name,
            officer.name if officer else grid.officer_name,
            deputy.name if deputy else grid.deputy_name,
            "、".join(place_name(_, label).unescape() for label in grid.places),
        )
        sheet.append([text_cell(sheet, text) for text in texts])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
