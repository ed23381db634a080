"""Spreadsheet cells for another program: what residents wrote is stored as text, never as a formula."""

from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.cell.cell import ERROR_CODES
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def safe_cell(words: str) -> str:
    """Return words for a cell; what could be taken for a formula or an error gets an apostrophe before."""
    return f"'{words}" if words.startswith(_FORMULA) or words in ERROR_CODES else words


def text_cell(sheet: WriteOnlyWorksheet, words: str) -> Cell:
    """Return a cell of a sheet that is a text, whatever stands in it."""
    cell = WriteOnlyCell(sheet, value=safe_cell(words))
    cell.number_format = "@"
    return cell
