"""A meeting of the council: time, place, invitations, attendance and reminders."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.domain.shared.date_parsing import parse_duration
from bot.domain.shared.numbered_document import NumberedDocument

MEETING_LASTS = timedelta(hours=3)  # after this a meeting that nobody opened is over
OPEN_AT_MOST = timedelta(hours=12)  # after this a meeting that nobody closed is closed
EVE = timedelta(days=1)  # so long before it the deputies are told what is in their hands
POSTED = timedelta(days=3)  # so long before it the agenda is posted
EARLY = timedelta(minutes=30)  # who opens it longer before its time is asked whether that is meant
NEAR = timedelta(hours=3)  # so long before its time a meeting can be opened as that one
TURN = timedelta(seconds=60)  # how long a code that the head shows in the room lets in
PLACE_LIMIT = 100
REASON_LIMIT = 200


class MeetingState(StrEnum):
    """States of a meeting."""

    PLANNED = "planned"
    CANCELLED = "cancelled"
    OPEN = "open"  # it is being held now
    HELD = "held"
    UNOPENED = "unopened"  # its time passed, and nobody opened it here
    INQUORATE = "inquorate"  # 流会: too few of those with a seat were there


@dataclass(frozen=True, kw_only=True)
class Meeting(NumberedDocument):
    """A meeting. `regular`: it came from the council's meeting days; `planned_day` is the day it moved from.

    `moves` counts how often it was moved: a button of an earlier day does not count for the new one. `regular_day` is
    the meeting day it was planned for, wherever it was moved since. `holidays_known` is False when the
    public holidays of that year are not published yet. `agenda` numbers the matters of a meeting that was opened,
    `motions` those that came after its agenda was `posted`; `called` counts those that were called; `seats` numbers who
    was expected. `on_site`: only the code that the head shows lets in (防代签). `prompts`: rules of debate are shown
    one by one. `parties`: who should have been there, of one that is closed.
    """

    at: datetime  # UTC, the beginning
    place: str = ""
    reason: str = ""
    regular: bool = False
    planned_day: date | None = None
    regular_day: date | None = None
    moves: int = 0
    holidays_known: bool = True
    state: MeetingState = MeetingState.PLANNED
    opened: datetime | None = None  # UTC
    opener: int | None = None
    closed: datetime | None = None  # UTC
    closer: int | None = None
    posted: bool = False
    motions: tuple[int, ...] = ()
    agenda: tuple[int, ...] = ()
    called: int = 0
    seats: tuple[int, ...] = ()
    on_site: bool = False
    prompts: bool = False
    parties: tuple[str, ...] = ()

    def original_day(self, zone: ZoneInfo) -> date | None:
        """Return the meeting day it was planned for; None when it was called out of turn."""
        if self.regular_day is None and self.regular:  # it was kept before meetings kept their day
            return self.planned_day or self.at.astimezone(zone).date()
        return self.regular_day

    @property
    def ends(self) -> datetime:
        """The latest possible end of the meeting (UTC)."""
        return self.opened + OPEN_AT_MOST if self.opened else self.at + MEETING_LASTS


@dataclass(frozen=True, kw_only=True)
class Rsvp:
    """The reply of a person to the invitation to a meeting."""

    council: int
    meeting: int
    person: int
    comes: bool

    @staticmethod
    def key_of(council: int, meeting: int, person: int) -> str:
        """Return the key of a person's reply."""
        return f"{council}/{meeting}/{person}"

    @property
    def key(self) -> str:
        """Council, meeting and person."""
        return self.key_of(self.council, self.meeting, self.person)


@dataclass(frozen=True, kw_only=True)
class Attendance:
    """The presence of a member at a meeting, or of a person without a phone by the name that the clerk wrote down.

    `proxy` is the person who came in their place (委托), `by` the officer who wrote it down; `party` the party they are
    present for.
    """

    council: int
    meeting: int
    person: int | None = None
    name: str = ""
    proxy: str = ""
    party: str = ""
    by: int | None = None
    at: datetime  # UTC

    @property
    def key(self) -> str:
        """Council, meeting and person, or the name: once each."""
        who = f"name/{self.name}" if self.person is None else str(self.person)
        return f"{self.council}/{self.meeting}/{who}"


@dataclass(frozen=True, kw_only=True)
class EntryCode:
    """A code that checks in the person who opens it: letters alone, so that it is never taken for a council's number.

    `until` is None for the one on the meeting's card; those that the head shows in the room last `TURN`.
    """

    code: str
    council: int
    meeting: int
    until: datetime | None = None  # UTC

    @property
    def key(self) -> str:
        """The code."""
        return self.code


def is_quorate(there: int, expected: int) -> bool:
    """Return whether two thirds of those with a seat are present."""
    return expected > 0 and 3 * there >= 2 * expected


def reminders(at: datetime, zone: ZoneInfo, before: Sequence[str], clock: str) -> Iterator[tuple[str, datetime]]:
    """Return each reminder of a meeting that begins `at` (UTC): its name and the instant it is due (UTC).

    Whole days count back from the meeting's day and fall due at `clock` ("09:00") in the council's zone;
    hours and minutes count back from the beginning. What names no span of time is passed over.
    """
    for name in before:
        distance = parse_duration(name)
        if distance is None:
            continue
        if distance % timedelta(days=1):
            yield name, at - distance
        else:
            day = at.astimezone(zone).date() - distance
            yield name, datetime.combine(day, time.fromisoformat(clock), zone).astimezone(at.tzinfo)


def worth_sending(due: datetime, others: Sequence[datetime], meeting: Meeting, now: datetime) -> bool:
    """Return whether a reminder due at `due` still makes sense at `now`.

    Not for a meeting that has begun or is off, and not when a later reminder of the same meeting is due as well.
    """
    return (
        meeting.state is MeetingState.PLANNED and now < meeting.at and not any(due < other <= now for other in others)
    )
