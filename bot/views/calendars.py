"""What stands in the calendar file, and the message that brings it."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from markupsafe import Markup

from bot.locales import Words
from bot.ports import Card, File
from bot.shown import ShownCalendar
from bot.views import when


@dataclass(frozen=True, kw_only=True)
class Event:
    """One entry: `uid` stays the same when the file is fetched again, so that calendars change it in place."""

    uid: str
    at: datetime  # UTC
    summary: str
    place: str = ""
    text: str = ""
    sure: bool = True


def events(_: Words, shown: ShownCalendar) -> Iterator[Event]:
    """Give the entries, the planned meetings first; a day that moved says from where."""
    home = shown.council
    ours = hashlib.sha256(str(home.chat).encode()).hexdigest()[:12]
    zone = ZoneInfo(home.zone)
    for meeting in shown.meetings:
        kind = _("议事会") if meeting.regular else _("临时议事会")
        day = meeting.planned_day or meeting.at.astimezone(zone).date()
        yield Event(
            uid=f"{day}@{ours}.yishi" if meeting.regular else f"m{meeting.number}@{ours}.yishi",
            at=meeting.at,
            summary=_plain(_("{kind} · {council}", kind=kind, council=home.name)),
            place=meeting.place,
            text="\n".join(filter(None, [meeting.reason, *_notes(_, meeting.planned_day, meeting.holidays_known)])),
            sure=meeting.holidays_known,
        )
    for each in shown.days:
        yield Event(
            uid=f"{each.planned_day}@{ours}.yishi",
            at=each.starts_at,
            summary=_plain(_("{kind} · {council}", kind=_("议事会"), council=home.name)),
            place=home.place,
            text="\n".join(_notes(_, each.planned_day if each.planned_day != each.day else None, each.known)),
            sure=each.known,
        )


def _notes(_: Words, moved_from: date | None, known: bool) -> Iterator[str]:  # noqa: FBT001  # it is what is noted
    if moved_from:
        yield _plain(_("原定 {day}，因法定节假日改期", day=when.day(_, moved_from)))
    if not known:
        yield _plain(_("那时的放假安排还没有公布，时间可能会调整"))


def _plain(text: Markup) -> str:
    return text.unescape()


def card(_: Words, shown: ShownCalendar, content: bytes) -> Card:
    """The file, and what to do with it."""
    text = _("🗓 点开这个文件，就能把议事日加进手机日历。日子改了，再发 /ics 取一次。")
    return Card(text, file=File(_plain(_("议事日.ics")), content), thread=shown.council.thread)
