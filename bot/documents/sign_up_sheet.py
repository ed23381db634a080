"""The list of an event as an .xlsx: who comes, who waits, who was there. Every name is a text."""

import io
from datetime import datetime
from zoneinfo import ZoneInfo

import openpyxl
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from bot.documents.cells import safe_cell
from bot.documents.print_setup import Orientation, set_up_printing
from bot.locales import N_, Words
from bot.read_models.events import ListedPerson, ShownSignUps
from bot.views.shared import names
from bot.views.shared.text_fit import shorten

# Each column and its width in characters.
SIGN_UP_COLUMNS = (
    (N_("序号", "list"), 6),
    (N_("姓名", "list"), 20),
    (N_(N_("报名", "list")), 10),
    (N_("报名时间", "list"), 18),
    (N_("签到", "list"), 18),
)
MOMENT = "yyyy-mm-dd hh:mm"
Value = str | int | datetime | None  # of a cell
TITLE_LIMIT = 40  # characters


def make_sign_up_sheet(_: Words, shown: ShownSignUps) -> bytes:
    """Return the file: those who come in their order, then those who wait, then those who only were there."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet(str(_("名单")))
    sheet.freeze_panes = "A2"
    what = shorten(shown.event.title, TITLE_LIMIT)
    title = _("{council} 活动 {number} {what}", council=shown.council.name, number=shown.event.number, what=what)
    set_up_printing(sheet, title, Orientation.PORTRAIT)
    for place, (_header, width) in enumerate(SIGN_UP_COLUMNS, 1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.append([str(_(header)) for header, _width in SIGN_UP_COLUMNS])
    for place, person in enumerate(shown.people, 1):
        sheet.append([_cell(sheet, value) for value in (place, *_line(_, shown, person))])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _line(_: Words, shown: ShownSignUps, person: ListedPerson) -> tuple[Value, ...]:
    zone = ZoneInfo(shown.council.zone)
    signed = person.sign_up
    kind = _("没有报名") if signed is None else _("候补") if signed.waits else _(N_("报名", "list"))
    moments = (each.at.astimezone(zone).replace(tzinfo=None) if each else None for each in (signed, person.check_in))
    name = person.name or names.person_name(_, person.member).unescape()
    return (safe_cell(name), str(kind), *moments)


def _cell(sheet: WriteOnlyWorksheet, value: Value) -> Cell:
    cell = WriteOnlyCell(sheet, value)
    if isinstance(value, datetime):
        cell.number_format = MOMENT
    return cell
