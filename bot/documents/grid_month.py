"""The checks of a month as an .xlsx: a line for each grid with a column for each day, and the sums of the days."""

import io
from collections.abc import Sequence
from datetime import date

import openpyxl
from openpyxl.utils import get_column_letter

from bot.documents.cells import text_cell
from bot.documents.print_setup import Orientation, set_up_printing
from bot.domain.grids.check import CheckState, DayCount, GridCheck, sum_days
from bot.locales import N_, Words
from bot.read_models.grids import NamedGrid
from bot.views.grids.checks import officer_name
from bot.views.grids.files import COLUMNS, month_title

FINE, FOUND, LATE, MISSED = N_("✓", "check"), N_("问题", "check"), N_("晚", "check"), N_("没有", "check")
DAY_COLUMNS = (
    N_("日期", "check"),
    N_("应巡查", "check"),
    N_("无异常", "check"),
    N_("发现问题", "check"),
    N_("没有巡查", "check"),
    N_("六点以后", "check"),
)
NAME_WIDTH, DAY_WIDTH, COUNT_WIDTH = 14, 6, 12
NAMES = 3  # columns before the days


class MonthBook:
    """The file of a month that is being written; a day's checks are added at a time, as they are read."""

    def __init__(self, _: Words, first: date, days: Sequence[DayCount]) -> None:
        self._words = _
        self._first = first
        self._days = tuple(days)
        self._lines: dict[tuple[str, str], tuple[NamedGrid, dict[date, str]]] = {}

    def add(self, day: date, checks: Sequence[NamedGrid]) -> None:
        """Add the checks of a day; a grid is the same in every version of the map that has its name."""
        for each in checks:
            line = self._lines.setdefault((each.grid.area, each.grid.name), (each, {}))
            line[1][day] = self._mark(each.check)

    def _mark(self, check: GridCheck) -> str:
        _ = self._words
        if check.state is CheckState.ASKED:
            return str(_(MISSED))
        mark = str(_(FINE if check.state is CheckState.FINE else FOUND))
        return f"{mark} {_(LATE)}" if check.overdue else mark

    def content(self) -> bytes:
        """Return the bytes of the file."""
        book = openpyxl.Workbook(write_only=True)
        self._write_grids(book)
        self._write_days(book)
        out = io.BytesIO()
        book.save(out)
        return out.getvalue()

    def _write_grids(self, book: openpyxl.Workbook) -> None:
        _, days = self._words, [each.day for each in self._days]
        sheet = book.create_sheet(str(_("网格")))
        sheet.freeze_panes = "D2"
        set_up_printing(sheet, month_title(_, self._first), Orientation.LANDSCAPE)
        for place in range(1, len(days) + NAMES + 1):
            sheet.column_dimensions[get_column_letter(place)].width = NAME_WIDTH if place <= NAMES else DAY_WIDTH
        headers = [str(_(COLUMNS[name])) for name in ("area", "name", "officer")]
        sheet.append([text_cell(sheet, text) for text in (*headers, *(str(day.day) for day in days))])
        for (area, name), (shown, marks) in self._lines.items():
            officer = officer_name(_, shown.grid, shown.person).unescape()
            texts = (area, name, officer, *(marks.get(day, "") for day in days))
            sheet.append([text_cell(sheet, text) for text in texts])

    def _write_days(self, book: openpyxl.Workbook) -> None:
        _ = self._words
        sheet = book.create_sheet(str(_("每天")))
        sheet.freeze_panes = "B2"
        set_up_printing(sheet, month_title(_, self._first), Orientation.PORTRAIT)
        for place in range(1, len(DAY_COLUMNS) + 1):
            sheet.column_dimensions[get_column_letter(place)].width = COUNT_WIDTH
        sheet.append([text_cell(sheet, str(_(header))) for header in DAY_COLUMNS])
        for each in self._days:
            sheet.append([each.day, *_counts(each)])
        sheet.append([text_cell(sheet, str(_("合计"))), *_counts(sum_days(self._days, self._first))])


def _counts(each: DayCount) -> tuple[int, ...]:
    return each.asked, each.fine, each.found, each.missed, each.overdue
