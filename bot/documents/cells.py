"""Cells of a spreadsheet that another program opens: what residents wrote is text there, whatever it looks like."""

from openpyxl.cell.cell import ERROR_CODES

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def safe_cell(words: str) -> str:
    """Return words for a cell; what could be taken for a formula or an error gets an apostrophe before."""
    return f"'{words}" if words.startswith(_FORMULA) or words in ERROR_CODES else words
