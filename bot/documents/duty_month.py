"""The duty roster of a month as an .xlsx, which can be filled in and read again."""

import calendar
import io
from collections.abc import Mapping
from datetime import date

import openpyxl

from bot.documents.cells import text_cell
from bot.documents.print_setup import Orientation, set_up_printing
from bot.domain.duty.turn import Part
from bot.locales import N_, Words
from bot.read_models.duty import ShownTurn, Turns
from bot.views.duty.files import month_title

HEADERS = (N_("日期", "duty"), N_("值班", "duty"), N_("带班", "duty"), N_("电话", "duty"))
WIDTHS = (14, 20, 20, 20)


def make_month(_: Words, first: date, days: Mapping[date, Turns]) -> bytes:
    """Return the roster of the month that begins on `first`, a line for each day; an empty one is a template."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet(str(month_title(_, first)))
    sheet.freeze_panes = "A2"
    set_up_printing(sheet, month_title(_, first), Orientation.PORTRAIT)
    for letter, width in zip("ABCD", WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.append([text_cell(sheet, str(_(header))) for header in HEADERS])
    for number in range(1, calendar.monthrange(first.year, first.month)[1] + 1):
        day = first.replace(day=number)
        turns = days.get(day, ())
        names = ["、".join(_name(each) for each in turns if each.turn.part is part) for part in Part]
        phones = "、".join(dict.fromkeys(each.turn.phone for each in turns if each.turn.phone))
        sheet.append([day, *(text_cell(sheet, text) for text in (*names, phones))])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _name(shown: ShownTurn) -> str:
    return shown.member.name if shown.member else shown.turn.name
