"""Read models of meetings, attendance, minutes and calendar files."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from bot.domain.councils.council import Council, Member
from bot.domain.councils.practice import Practice
from bot.domain.matters.matter import Matter
from bot.domain.meetings.calendar_entry import CalendarEntry
from bot.domain.meetings.meeting import Attendance, EntryCode, Meeting
from bot.domain.meetings.meeting_days import Occurrence, Schedule
from bot.domain.meetings.minutes import Minutes
from bot.domain.shared.ids import ChatId
from bot.read_models.shared import Names
from bot.read_models.votes import ShownVote


@dataclass(frozen=True)
class ShownMeeting:
    """A meeting with everything that its messages show."""

    council: Council
    meeting: Meeting
    agenda: tuple[Matter, ...]
    look_back: tuple[Matter, ...]
    coming: tuple[Member, ...]
    excused: tuple[Member, ...]
    head: Member | None
    left: timedelta
    following: Meeting | None = None  # the next one, where this one's time has passed
    is_for_one: bool = False  # one person alone reads it
    comes: bool | None = None  # what that one has answered
    practices: Mapping[Practice, int] = field(default_factory=dict)  # how many of their things stand on the agenda


@dataclass(frozen=True)
class ShownDeputy:
    """A meeting, and the matters assigned to a deputy; `total` counts all of them."""

    council: Council
    meeting: Meeting
    deputy: Member
    matters: tuple[Matter, ...]
    total: int


@dataclass(frozen=True)
class Presence:
    """The seats of the council, those of them present, and others present (列席); `parties` are those expected."""

    seats: tuple[Member, ...]
    seated: tuple[Attendance, ...]
    others: tuple[Attendance, ...]
    names: Names
    parties: tuple[str, ...] = ()


@dataclass(frozen=True)
class ShownSitting:
    """A meeting that is or was held, with everything its messages and its minutes say; `code` of its card.

    `votes` on its matters that closed until the minutes were confirmed.
    """

    council: Council
    meeting: Meeting
    there: Presence
    agenda: tuple[Matter, ...]
    excused: tuple[Member, ...]
    names: Names
    minutes: Minutes | None = None
    code: EntryCode | None = None
    votes: tuple["ShownVote", ...] = ()
    practices: Mapping[Practice, int] = field(default_factory=dict)  # how many of their things stood on the agenda


@dataclass(frozen=True)
class Days:
    """The regular meeting days of a council and the next of them."""

    council: Council
    schedule: Schedule | None
    days: tuple[Occurrence, ...]


@dataclass(frozen=True)
class ShownEntry:
    """An entry of the calendar file with its words; `holiday` is the day that public holidays moved it from."""

    entry: CalendarEntry
    regular: bool = True
    reason: str = ""
    holiday: date | None = None
    moved_from: date | None = None


@dataclass(frozen=True)
class ShownCalendar:
    """The content of a calendar file written at `now`; `origin` is the same in all files of a council."""

    council: Council
    origin: ChatId
    entries: tuple[ShownEntry, ...]
    now: datetime
