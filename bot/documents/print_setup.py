"""Print settings of a spreadsheet: A4, one page wide, the header row repeated on each page."""

from enum import Enum
from typing import Any

from markupsafe import Markup
from openpyxl.worksheet.properties import PageSetupProperties

from bot.domain.shared.masking import normalize_text

A4 = 9  # the format's number of the paper size
TITLE = 100  # UTF-16 units; a page header with its codes holds 255
SIDE, TOP, BELOW = 0.4, 0.8, 0.7  # margins in inches
HEADER_MARGIN = 0.4  # inches from the edge


class Orientation(Enum):
    """Orientation of the printed page."""

    PORTRAIT = "portrait"
    LANDSCAPE = "landscape"


def set_up_printing(sheet: Any, title: Markup | str, orientation: Orientation) -> None:
    """Set how a sheet is printed. A write-only sheet needs it before its first row."""
    sheet.page_setup.paperSize = A4
    sheet.page_setup.orientation = orientation.value
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0  # as many pages as it takes
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    margins = sheet.page_margins
    margins.left = margins.right = SIDE
    margins.top, margins.bottom, margins.header, margins.footer = TOP, BELOW, HEADER_MARGIN, HEADER_MARGIN
    sheet.print_title_rows = "1:1"
    sheet.print_options.gridLines = True
    sheet.HeaderFooter.scaleWithDoc = False  # the title stays legible however wide the sheet is
    sheet.oddHeader.center.text = _literal(title)
    sheet.oddFooter.center.text = "— &P / &N —"


def _literal(title: Markup | str) -> str:
    """Return words as a page header takes them: an ampersand begins a code there unless it is doubled."""
    words = title.unescape() if isinstance(title, Markup) else title
    return " ".join(normalize_text(words, TITLE).split()).replace("&", "&&")
