"""Clues by source as an .xlsx, with a count of each source, and the empty file that can be filled in."""

import io
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

import openpyxl
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from bot.documents.cells import safe_cell
from bot.documents.print_setup import Orientation, set_up_printing
from bot.domain.clues.clue import ClueState
from bot.locales import N_, Words
from bot.read_models.clues import ExportedClue, ExportedClues
from bot.views.shared import names

# Each column and its width in characters.
Columns = tuple[tuple[str, int], ...]
LIST: Columns = (
    (N_("来源", "clues"), 16),
    (N_("编号", "clues"), 8),
    (N_("线索", "clues"), 50),
    (N_("报来时间", "clues"), 18),
    (N_("办理人", "clues"), 14),
    (N_("交办时间", "clues"), 18),
    (N_("上会", "clues"), 14),
    (N_("结果", "clues"), 40),
    (N_("结果时间", "clues"), 18),
    (N_("告诉来源", "clues"), 18),
)
COUNTS: Columns = (
    (N_("来源", "clues"), 20),
    (N_("报来", "clues"), 10),
    (N_("有人办", "clues"), 10),
    (N_("有结果", "clues"), 10),
    (N_("告诉了", "clues"), 10),
)
TEMPLATE: Columns = ((N_("来源", "clues"), 20), (N_("线索", "clues"), 60))
MOMENT = "yyyy-mm-dd hh:mm"
Value = str | int | datetime | None  # of a cell


def make_clue_list(_: Words, shown: ExportedClues) -> bytes:
    """Return the file: a line for each report by source, and the numbers of each source."""
    book = openpyxl.Workbook(write_only=True)
    title = str(_("{council} 线索", council=shown.council.name))
    _add_sheet(_, book, str(_("按来源")), title, LIST, (_line(_, shown, each) for each in shown.lines))
    _add_sheet(_, book, str(_(N_("合计", "clues"))), title, COUNTS, _counts(shown.lines))
    return _bytes_of(book)


def make_template(_: Words) -> bytes:
    """Return an empty file that can be filled in and read again."""
    book = openpyxl.Workbook(write_only=True)
    _add_sheet(_, book, str(_(N_("线索", "clues"))), str(_(N_("线索", "clues"))), TEMPLATE, ())
    return _bytes_of(book)


def _add_sheet(
    _: Words, book: openpyxl.Workbook, name: str, title: str, columns: Columns, lines: Iterable[Sequence[Value]]
) -> None:
    sheet = book.create_sheet(name)
    sheet.freeze_panes = "A2"
    set_up_printing(sheet, title, Orientation.LANDSCAPE)
    for place, (_header, width) in enumerate(columns, 1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.append([str(_(header)) for header, _width in columns])
    for line in lines:
        sheet.append([_cell(sheet, value) for value in line])


def _line(_: Words, shown: ExportedClues, each: ExportedClue) -> tuple[Value, ...]:
    clue, report, zone = each.shown.clue, each.words.report, ZoneInfo(shown.council.zone)

    def local(at: datetime | None) -> datetime | None:
        return at.astimezone(zone).replace(tzinfo=None) if at else None

    handler = names.person_name(_, each.shown.handler).unescape() if clue.handler else ""
    return (
        _source(each),
        clue.number,
        report.text,
        local(report.at),
        handler,
        local(clue.given),
        "、".join(f"{meeting.at.astimezone(zone):%Y-%m-%d}" for meeting in each.meetings),
        clue.result,
        local(clue.done),
        local(report.told),
    )


def _source(each: ExportedClue) -> str:
    return each.words.source.name if each.words.source else "—"


def _counts(lines: Iterable[ExportedClue]) -> list[tuple[Value, ...]]:
    by_source: dict[str, list[ExportedClue]] = defaultdict(list)
    for each in lines:
        by_source[_source(each)].append(each)
    return [
        (
            name,
            len(these),
            sum(each.shown.clue.state is not ClueState.NEW for each in these),
            sum(each.shown.clue.state is ClueState.DONE for each in these),
            sum(each.words.report.told is not None for each in these),
        )
        for name, these in by_source.items()
    ]


def _cell(sheet: WriteOnlyWorksheet, value: Value) -> Cell:
    cell = WriteOnlyCell(sheet, safe_cell(value) if isinstance(value, str) else value)
    if isinstance(value, datetime):
        cell.number_format = MOMENT
    return cell


def _bytes_of(book: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
