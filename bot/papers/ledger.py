"""The ledger as an .xlsx: a matter a line, dates as dates, every text as a text."""

import io
from collections.abc import Iterable
from datetime import date, datetime
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

import openpyxl
from openpyxl.cell import WriteOnlyCell
from openpyxl.utils import get_column_letter

from bot.domain.council import Council, Member
from bot.domain.ladder import Level
from bot.domain.matter import ENDED, Entry, Matter, State
from bot.domain.period import Period
from bot.domain.privacy import mask
from bot.domain.rates import SATISFIED, percent
from bot.locales import N_, Words
from bot.papers.cells import safe
from bot.papers.print_setup import Orientation, set_up_printing
from bot.shown import LedgerRow
from bot.views import labels, ladders, ledgers
from bot.views.room import shortened

# Each column and its width in characters. What a council does not keep yet stays empty: the paper is the usual one.
COLUMNS = (
    (N_("编号", "ledger"), 7),
    (N_("来源", "ledger"), 10),
    (N_("时间", "ledger"), 17),
    (N_("类别", "ledger"), 11),
    (N_("网格", "ledger"), 8),
    (N_("摘要", "ledger"), 40),
    (N_("级别", "ledger"), 8),
    (N_("首接", "ledger"), 12),
    (N_("协办", "ledger"), 12),
    (N_("时限", "ledger"), 12),
    (N_("进展", "ledger"), 30),
    (N_("办结日", "ledger"), 12),
    (N_("证据", "ledger"), 10),
    (N_("公示日", "ledger"), 12),
    (N_("回访结果", "ledger"), 28),
    (N_("满意度", "ledger"), 10),
    (N_("是否重开", "ledger"), 10),
    (N_("销号人", "ledger"), 12),
)
SUMMARY, PROGRESS = 200, 300  # characters
REPORTED = frozenset({"done", "on_the_spot"})
PUBLISHED = frozenset({"publish", "publish_result"})


class Book:
    """A ledger that is being written, portion by portion."""

    def __init__(self, words: Words, home: Council, period: Period | None = None) -> None:
        self._words = words
        self._zone = ZoneInfo(home.zone)
        self._book = openpyxl.Workbook(write_only=True)
        self._sheet: Any = self._book.create_sheet(str(words("台账")))
        self._sheet.freeze_panes = "B2"
        set_up_printing(self._sheet, ledgers.title(words, home, period), Orientation.LANDSCAPE)
        self._states = {state: str(words(label)) for state, label in labels.STATES.items()}
        self._kinds = {
            (category, kind): str(words("{category}（{kind}）", category=words(first), kind=words(second)))
            for category, first in labels.CATEGORIES.items()
            for kind, second in labels.KINDS.items()
        }
        self._levels = {level: text(f"L{level.value} {ladders.level(words, home, level)}") for level in Level}
        self._origins = {origin: str(words(label)) for origin, label in labels.ORIGINS.items()}
        self._photo = str(words("看照片"))
        self._yes, self._no = str(words("是")), str(words("否"))
        self._lines = 1
        for place, (_, width) in zip(count(1), COLUMNS, strict=False):
            self._sheet.column_dimensions[get_column_letter(place)].width = width
        self._sheet.append([text(str(words(header))) for header, _ in COLUMNS])

    def add(self, rows: Iterable[LedgerRow]) -> None:
        """Write so many lines more."""
        for row in rows:
            self._sheet.append(self._line(row))
            self._lines += 1

    def content(self) -> bytes:
        """Close it and give the file."""
        self._sheet.auto_filter.ref = f"A1:{get_column_letter(len(COLUMNS))}{self._lines}"
        out = io.BytesIO()
        self._book.save(out)
        return out.getvalue()

    def _line(self, row: LedgerRow) -> list[Any]:
        matter = row.matter
        done = _standing(matter)
        published = next((entry for entry in reversed(matter.timeline) if entry.what in PUBLISHED), None)
        return [
            matter.number,
            self._linked(" ".join(filter(None, (self._origins[matter.origin], matter.ticket))), row.source),
            self._moment(matter.at),
            self._kinds[matter.category, matter.kind],
            None,
            text(shortened(mask(matter.text), SUMMARY)),
            self._levels[matter.level],
            text(self._handler(row)),
            None,
            self._day(matter.due),
            text(self._progress(matter)),
            self._day(done.at if done else None),
            self._linked(self._photo, row.evidence) if row.evidence else None,
            self._day(published.at if published else None),
            text(self._answers(row)),
            percent(sum(row.answers.get(each, 0) for each in SATISFIED), sum(row.answers.values()))
            if row.answers
            else None,
            self._yes if matter.reopened else self._no,
            text(self._closed_by(row)),
        ]

    def _handler(self, row: LedgerRow) -> str:
        if row.matter.handler:
            return self._name(row.handler)
        return row.matter.handler_name

    def _progress(self, matter: Matter) -> str:
        state = self._states[matter.state]
        told = {"progress", "note", "done"}
        said = next((entry.text for entry in reversed(matter.timeline) if entry.what in told), "")
        return f"{state}：{shortened(said, PROGRESS)}" if said else state

    def _answers(self, row: LedgerRow) -> str:
        _ = self._words
        if not row.answers:
            return str(_("未回访到")) if row.matter.state is State.UNVERIFIED else ""
        said = [_("{answer} {n} 人", answer=_(labels.ANSWERS[each]), n=n) for each, n in row.answers.items()]
        return str(_("，").join([*said, *([_("没有评价 {n} 人", n=row.silent)] if row.silent else [])]))

    def _closed_by(self, row: LedgerRow) -> str:
        if row.closed_by:
            return self._name(row.closed_by)
        return str(self._words("自动")) if row.matter.state in {*ENDED, State.ARCHIVED} else ""

    def _name(self, member: Member | None) -> str:
        return member.name if member and member.name else str(self._words("一位居民"))

    def _linked(self, words: str, link: str) -> Any:
        """Give a cell that leads to a message."""
        if not link:
            return words
        cell = WriteOnlyCell(self._sheet, value=words)
        cell.hyperlink = link
        return cell

    def _moment(self, instant: datetime) -> datetime:
        return instant.astimezone(self._zone).replace(tzinfo=None, second=0, microsecond=0)

    def _day(self, value: date | datetime | None) -> date | None:
        return value.astimezone(self._zone).date() if isinstance(value, datetime) else value


def text(words: str) -> str | None:
    """Give words as a cell that is a text; nothing for no words."""
    return safe(words) or None


def _standing(matter: Matter) -> Entry | None:
    """Give the step that reported it done, unless it was reopened since."""
    newest = next((entry for entry in reversed(matter.timeline) if entry.what in {*REPORTED, "reopen"}), None)
    return newest if newest and newest.what in REPORTED else None
