"""The entries of a council's calendar file, and the message that carries the file."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from bot.domain.meetings.calendar_entry import EntryStatus
from bot.locales import Words
from bot.ports import Card, File
from bot.read_models.meetings import ShownCalendar, ShownEntry
from bot.views.shared import dates


@dataclass(frozen=True, kw_only=True)
class CalendarItem:
    """An entry of the calendar; a calendar program replaces an entry of the same `uid` by a higher `sequence`."""

    uid: str
    at: datetime  # UTC
    summary: str
    place: str = ""
    text: str = ""
    status: EntryStatus = EntryStatus.CONFIRMED
    sequence: int = 0
    changed: datetime | None = None  # UTC


def calendar_events(_: Words, shown: ShownCalendar) -> Iterator[CalendarItem]:
    """Return the entries; a day that moved says from where."""
    council = shown.council
    ours = hashlib.sha256(str(shown.origin).encode()).hexdigest()[:12]
    for each in shown.entries:
        entry = each.entry
        kind = _("议事会") if each.regular else _("临时议事会")
        summary = _("{kind} · {council}", kind=kind, council=council.name)
        if entry.status is EntryStatus.CANCELLED:  # not every calendar shows its status
            summary = _("已取消：{what}", what=summary)
        yield CalendarItem(
            uid=f"{entry.name}@{ours}.yishi",
            at=entry.at,
            summary=_plain(summary),
            place=entry.place,
            text="\n".join(filter(None, [each.reason, *_notes(_, each)])),
            status=entry.status,
            sequence=entry.sequence,
            changed=entry.changed,
        )


def _notes(_: Words, shown: ShownEntry) -> Iterator[str]:
    if shown.holiday:
        yield _plain(_("原定 {day}，因法定节假日改期", day=dates.format_day(_, shown.holiday)))
    if shown.moved_from:
        yield _plain(_("原定 {day}，已改期", day=dates.format_day(_, shown.moved_from)))
    if shown.entry.status is EntryStatus.TENTATIVE:
        yield _plain(_("那时的放假安排还没有公布，时间可能会调整"))


def _plain(text: Markup) -> str:
    return text.unescape()


def calendar_card(_: Words, shown: ShownCalendar, content: bytes) -> Card:
    """The calendar file, and how to use it."""
    text = _("🗓 点开这个文件，就能把议事日加进手机日历。会议改期或取消了，再发 /ics 取一次，日历会跟着改。")
    return Card(text, file=File(_plain(_("议事日.ics")), content), thread=shown.council.thread)
