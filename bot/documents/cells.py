"""Spreadsheet cells for another program: what residents wrote is stored as text, never as a formula."""

from openpyxl.cell.cell import ERROR_CODES

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def safe_cell(words: str) -> str:
    """Return words for a cell; what could be taken for a formula or an error gets an apostrophe before."""
    return f"'{words}" if words.startswith(_FORMULA) or words in ERROR_CODES else words
