"""The ledger as an .xlsx: a row for each matter, dates as dates, every text as a text."""

import io
from collections.abc import Iterable
from datetime import date, datetime
from itertools import count
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import openpyxl
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from bot.documents.cells import safe_cell
from bot.documents.print_setup import Orientation, set_up_printing
from bot.domain.councils.council import Council, Member
from bot.domain.hierarchy.escalation_ladder import Level
from bot.domain.matters.acts import Act
from bot.domain.matters.matter import Entry, Matter
from bot.domain.matters.satisfaction import SATISFIED, percent
from bot.domain.matters.state import ENDED, State
from bot.domain.shared.masking import mask
from bot.domain.shared.reporting_period import Period
from bot.locales import N_, Words
from bot.read_models.reports import LedgerRow
from bot.views.hierarchy import ladders
from bot.views.reports import ledgers
from bot.views.shared import labels
from bot.views.shared.text_fit import shorten

# Each column and its width in characters. What a council does not keep yet stays empty: the paper is the usual one.
LEDGER_COLUMNS = (
    (N_("编号", "ledger"), 7),
    (N_("来源", "ledger"), 16),
    (N_("时间", "ledger"), 16),
    (N_("类别", "ledger"), 18),
    (N_("网格", "ledger"), 7),
    (N_("摘要", "ledger"), 30),
    (N_("级别", "ledger"), 11),
    (N_("首接", "ledger"), 10),
    (N_("协办", "ledger"), 9),
    (N_("时限", "ledger"), 11),
    (N_("进展", "ledger"), 34),
    (N_("办结日", "ledger"), 11),
    (N_("证据", "ledger"), 10),
    (N_("公示日", "ledger"), 11),
    (N_("回访结果", "ledger"), 18),
    (N_("满意度", "ledger"), 13),
    (N_("是否重开", "ledger"), 10),
    (N_("销号人", "ledger"), 10),
)
FORMATS = {2: "yyyy-mm-dd hh:mm", **dict.fromkeys((9, 11, 13), "yyyy-mm-dd")}  # of columns, counted from 0
LINE_HEIGHT, HIGHEST = 16, 409  # points; Excel knows no higher row
HEADER_COLOR = "E7E6E6"
SUMMARY, PROGRESS = 200, 300  # characters
REPORTING_ACTS = frozenset({Act.DONE, Act.ON_THE_SPOT})
REPORTS = frozenset({Act.PROGRESS, Act.NOTE})
UNDOING_ACTS = frozenset({Act.REOPEN, Act.REOPEN_ABOVE, Act.UNDO_DONE})  # what was reported done is not, after all
PUBLISHED = frozenset({Act.PUBLISH, Act.PUBLISH_RESULT})
REWORDING_ACTS = frozenset({Act.RESOLVE, Act.AMEND, Act.DECIDED})  # other words were not published


class Linked(NamedTuple):
    """A cell that links to a message; its text is short, as programs show a link on one line."""

    value: str | int
    link: str | None


class Book:
    """A ledger that is being written, in portions."""

    def __init__(self, _: Words, council: Council, period: Period | None = None) -> None:
        self._words = _
        self._zone = ZoneInfo(council.zone)
        self._book = openpyxl.Workbook(write_only=True)
        self._sheet: Any = self._book.create_sheet(str(_("台账")))
        self._sheet.freeze_panes = "B2"
        set_up_printing(self._sheet, ledgers.ledger_title(_, council, period), Orientation.LANDSCAPE)
        self._states = {state: str(_(label)) for state, label in labels.STATE_LABELS.items()}
        self._kinds = {
            (category, kind): str(_("{category}（{kind}）", category=_(first), kind=_(second)))
            for category, first in labels.CATEGORIES.items()
            for kind, second in labels.KIND_LABELS.items()
        }
        self._levels = {level: text_cell(f"L{level.value} {ladders.level_name(_, council, level)}") for level in Level}
        self._origins = {origin: str(_(label)) for origin, label in labels.ORIGINS.items()}
        self._photo = str(_("看照片"))
        self._yes, self._no = str(_("是")), str(_("否"))
        self._lines = 1
        for place, (_header, width) in zip(count(1), LEDGER_COLUMNS, strict=False):
            self._sheet.column_dimensions[get_column_letter(place)].width = width
        # A row is written when it is appended: the next takes the same cells, and styles are worked out once.
        self._cells = [_wrapped(WriteOnlyCell(self._sheet)) for _ in LEDGER_COLUMNS]
        for place, number_format in FORMATS.items():
            self._cells[place].number_format = number_format
        headers = [_bold(WriteOnlyCell(self._sheet, text_cell(str(_(header))))) for header, _width in LEDGER_COLUMNS]
        self._sheet.row_dimensions[1].height = _height(headers)
        self._sheet.append(headers)

    def add(self, rows: Iterable[LedgerRow]) -> None:
        """Append rows."""
        for row in rows:
            for cell, value in zip(self._cells, self._line(row), strict=True):
                cell.value, cell.hyperlink = value if isinstance(value, Linked) else (value, None)
            self._lines += 1
            self._sheet.row_dimensions[self._lines].height = _height(self._cells)
            self._sheet.append([cell if cell.value is not None else None for cell in self._cells])
            del self._sheet.row_dimensions[self._lines]

    def content(self) -> bytes:
        """Close the ledger and return the file."""
        self._sheet.auto_filter.ref = f"A1:{get_column_letter(len(LEDGER_COLUMNS))}{self._lines}"
        out = io.BytesIO()
        self._book.save(out)
        return out.getvalue()

    def _line(self, row: LedgerRow) -> list[Linked | str | int | date | None]:
        matter = row.matter
        done = _newest(matter, REPORTING_ACTS, UNDOING_ACTS)
        published = _newest(matter, PUBLISHED, REWORDING_ACTS)
        return [
            Linked(matter.number, row.source or None),
            " ".join(filter(None, (self._origins[matter.origin], matter.ticket))),
            self._moment(matter.at),
            self._kinds[matter.category, matter.kind],
            None,
            text_cell(shorten(mask(matter.text), SUMMARY)),
            self._levels[matter.level],
            text_cell(self._handler(row)),
            None,
            self._day(matter.assignment.due),
            text_cell(self._progress(matter)),
            self._day(done.at if done else None),
            Linked(self._photo, row.evidence) if row.evidence else None,
            self._day(published.at if published else None),
            text_cell(self._answers(row)),
            percent(sum(row.answers.get(each, 0) for each in SATISFIED), sum(row.answers.values()))
            if row.answers
            else None,
            self._yes if matter.reopened else self._no,
            text_cell(self._closed_by(row)),
        ]

    def _handler(self, row: LedgerRow) -> str:
        if row.matter.assignment.handler:
            return self._name(row.handler)
        return row.matter.assignment.handler_name

    def _progress(self, matter: Matter) -> str:
        state = self._states[matter.state]
        done = _newest(matter, REPORTING_ACTS, UNDOING_ACTS)
        told = next((entry for entry in reversed(matter.timeline) if entry.what in REPORTS or entry is done), None)
        said = told.text if told else ""
        return f"{state}：{shorten(said, PROGRESS)}" if said else state

    def _answers(self, row: LedgerRow) -> str:
        _ = self._words
        if not row.answers:
            return str(_("未回访到")) if row.matter.state is State.UNVERIFIED else ""
        said = [_("{answer} {n} 人", answer=_(labels.ANSWER_LABELS[each]), n=n) for each, n in row.answers.items()]
        return str(_("，").join([*said, *([_("没有评价 {n} 人", n=row.silent)] if row.silent else [])]))

    def _closed_by(self, row: LedgerRow) -> str:
        if row.closed_by:
            return self._name(row.closed_by)
        _ = self._words
        return str(_("自动")) if row.matter.state in {*ENDED, State.ARCHIVED} else ""

    def _name(self, member: Member | None) -> str:
        _ = self._words
        return member.name if member and member.name else str(_("一位居民"))

    def _moment(self, instant: datetime) -> datetime:
        return instant.astimezone(self._zone).replace(tzinfo=None, second=0, microsecond=0)

    def _day(self, value: date | datetime | None) -> date | None:
        return value.astimezone(self._zone).date() if isinstance(value, datetime) else value


def _wrapped(cell: Cell) -> Cell:
    """Wrap the text of a cell, and make its row high enough to show all of it."""
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell


def _height(cells: Iterable[Cell]) -> int:
    """Return how high a row must be to show all its words, in points: not every program works it out."""
    lines = [_lines(cell.value, width) for cell, (_, width) in zip(cells, LEDGER_COLUMNS, strict=True)]
    return min(LINE_HEIGHT * max(lines), HIGHEST)


def _lines(value: object, width: int) -> int:
    """Return how many lines words take in a column."""
    if not isinstance(value, str) or 2 * len(value) < width:
        return 1
    return sum(1 + max(0, _width(line) - 1) // (width - 2) for line in value.splitlines())


def _width(line: str) -> int:
    """Return the width of a line in the characters that columns are measured in: Chinese ones have two bytes there."""
    return len(line.encode("gb18030", "replace"))


def _bold(cell: Cell) -> Cell:
    cell.alignment = Alignment(wrap_text=True, horizontal="center", vertical="center")
    cell.font, cell.fill = Font(bold=True), PatternFill("solid", HEADER_COLOR)
    return cell


def text_cell(words: str) -> str | None:
    """Return words as a cell that is a text; nothing for no words."""
    return safe_cell(words) or None


def _newest(matter: Matter, acts: frozenset[Act], overtaken_by: frozenset[Act]) -> Entry | None:
    """Return the newest step of one kind, unless one of the other kind came after it."""
    newest = next((entry for entry in reversed(matter.timeline) if entry.what in acts | overtaken_by), None)
    return newest if newest and newest.what in acts else None
