"""The calendar file: all meetings planned, moved or cancelled, and the regular days after them."""

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import takewhile
from zoneinfo import ZoneInfo

from bot.domain.councils.council import Account, Council
from bot.domain.meetings.calendar_entry import CalendarEntry, CalendarFile, EntryStatus
from bot.domain.meetings.errors import NoMeeting
from bot.domain.meetings.meeting import MEETING_LASTS, Meeting, MeetingState
from bot.domain.meetings.meeting_days import LONGEST_MOVE, Occurrence
from bot.domain.shared.message_params import MessageParams
from bot.domain.shared.working_days import DAY
from bot.ports import Tx
from bot.read_models.meetings import ShownCalendar, ShownEntry
from bot.services.councils import members
from bot.services.shared.council_time import coming_days, day_now
from bot.services.shared.enqueue import ReplyTo, reply

REGULAR_DAYS = 12  # regular days that are told of in advance
CANCELLED_KEPT = timedelta(days=30)  # so long after its day a meeting that was called off stays in the file
MEETINGS_AT_MOST = 60  # of each state
# Of several meetings that had the same day, the first of these is what became of it; next what the regular days say.
_HAPPENING = (MeetingState.OPEN, MeetingState.PLANNED, MeetingState.HELD, MeetingState.UNOPENED, MeetingState.INQUORATE)


def ask_for_calendar(tx: Tx, *, council: int, by: Account, now: datetime, reply_to: ReplyTo) -> None:
    """Send the calendar file; raises NoMeeting when there is nothing in it."""
    members.acting_member(tx, council, by, reply_to.chat)
    update_calendar(tx, council, now=now)
    if not load_calendar(tx, council, now).entries:
        raise NoMeeting
    reply(tx, reply_to, "calendar", MessageParams(council=council), now=now)


def update_calendar(tx: Tx, council: int, *, now: datetime) -> None:
    """Store the present entries of the calendar file, so that the next one can mark changes."""
    shown = load_calendar(tx, council, now)
    file = CalendarFile(council=council, origin=shown.origin, entries=tuple(each.entry for each in shown.entries))
    if file != tx.get(CalendarFile, file.key):
        tx.put(file)


def load_calendar(tx: Tx, council_number: int, now: datetime) -> ShownCalendar:
    """Return the entries of the calendar file, in order of time.

    An earlier entry that is still to come, but is no longer planned, becomes cancelled.
    """
    council = members.get_council(tx, council_number)
    kept = tx.get(CalendarFile, CalendarFile.key_of(council_number)) or CalendarFile(
        council=council_number, origin=council.chat
    )
    before = {entry.name: entry for entry in kept.entries}
    current = _current(tx, council, before, now)
    entries = [
        replace(shown, entry=shown.entry.following(before.get(name), now)) for name, shown in current.items()
    ] + [
        ShownEntry(replace(entry, status=EntryStatus.CANCELLED).following(entry, now))
        for name, entry in before.items()
        if name not in current and entry.at > (now - CANCELLED_KEPT if _is_cancelled(entry) else now)
    ]
    entries.sort(key=lambda shown: (shown.entry.at, shown.entry.name))
    return ShownCalendar(council, kept.origin, tuple(entries), now)


def _current(tx: Tx, council: Council, before: dict[str, CalendarEntry], now: datetime) -> dict[str, ShownEntry]:
    """Return the entries as they follow from the meetings and the regular days, each name once."""
    happening = [meeting for state in _HAPPENING for meeting in _recent(tx, council.number, state, now - MEETING_LASTS)]
    cancelled = _recent(tx, council.number, MeetingState.CANCELLED, now - CANCELLED_KEPT)
    found = {shown.entry.name: shown for shown in (_of_meeting(council, meeting) for meeting in reversed(happening))}
    after = max([now, *(meeting.at for meeting in happening if meeting.regular)])
    known = [entry.at for name, entry in before.items() if name not in found and not _is_cancelled(entry)]
    for shown in (
        *(_of_day(council, day) for day in _regular_days(council, after, max([after, *known]))),
        *(_of_meeting(council, meeting) for meeting in sorted(cancelled, key=lambda each: each.number, reverse=True)),
    ):
        found.setdefault(shown.entry.name, shown)
    return found


def _recent(tx: Tx, council: int, state: MeetingState, since: datetime) -> list[Meeting]:
    newest = tx.find(Meeting, "planned", council, state, newest_first=True, limit=MEETINGS_AT_MOST)
    return list(takewhile(lambda meeting: meeting.at > since, newest))


def _regular_days(council: Council, after: datetime, last: datetime) -> list[Occurrence]:
    """Return the next regular days: `REGULAR_DAYS` of them, and more up to the `last` that was announced."""
    if council.schedule is None:
        return []
    first = day_now(council, after) - LONGEST_MOVE
    span = (day_now(council, last) - first).days + 1
    count = max(REGULAR_DAYS, sum(council.schedule.has(first + n * DAY) for n in range(span)))
    days = coming_days(council, after, count)
    return [*days[:REGULAR_DAYS], *(day for day in days[REGULAR_DAYS:] if day.starts_at <= last)]


def _of_meeting(council: Council, meeting: Meeting) -> ShownEntry:
    zone = ZoneInfo(council.zone)
    day = meeting.original_day(zone)
    entry = CalendarEntry(
        name=f"{day}" if day else f"m{meeting.number}",
        at=meeting.at,
        place=meeting.place,
        status=_status(known=meeting.holidays_known, cancelled=meeting.state is MeetingState.CANCELLED),
    )
    moved = day is not None and not meeting.regular and day != meeting.at.astimezone(zone).date()
    return ShownEntry(
        entry,
        regular=day is not None,
        reason=meeting.reason,
        holiday=meeting.planned_day,
        moved_from=day if moved else None,
    )


def _of_day(council: Council, day: Occurrence) -> ShownEntry:
    entry = CalendarEntry(
        name=f"{day.planned_day}",
        at=day.starts_at,
        place=council.place,
        status=_status(known=day.known, cancelled=False),
    )
    return ShownEntry(entry, holiday=day.planned_day if day.planned_day != day.day else None)


def _status(*, known: bool, cancelled: bool) -> EntryStatus:
    if cancelled:
        return EntryStatus.CANCELLED
    return EntryStatus.CONFIRMED if known else EntryStatus.TENTATIVE


def _is_cancelled(entry: CalendarEntry) -> bool:
    return entry.status is EntryStatus.CANCELLED
