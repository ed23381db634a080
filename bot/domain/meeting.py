"""A meeting of the council: when, where, who comes, and the reminders that go before it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.domain.dates import parse_duration

LASTS = timedelta(hours=3)  # after this a meeting that nobody closed is over
PLACE_LIMIT = 100
REASON_LIMIT = 200
REMINDER_LIMIT = 6


class MeetingState(StrEnum):
    """Where a meeting stands."""

    PLANNED = "planned"
    CANCELLED = "cancelled"
    HELD = "held"


@dataclass(frozen=True, kw_only=True)
class Meeting:
    """One meeting. `regular`: it came from the council's meeting days; `planned_day` is the day it moved from.

    `holidays_known` is False when the public holidays of that year are not published yet.
    """

    council: int
    number: int
    at: datetime  # UTC, the beginning
    place: str = ""
    reason: str = ""
    regular: bool = False
    planned_day: date | None = None
    holidays_known: bool = True
    state: MeetingState = MeetingState.PLANNED

    @property
    def key(self) -> str:
        """Council and number."""
        return f"{self.council}/{self.number}"

    @property
    def ends(self) -> datetime:
        """When it is over for certain (UTC)."""
        return self.at + LASTS


@dataclass(frozen=True, kw_only=True)
class Rsvp:
    """Whether one person comes."""

    council: int
    meeting: int
    person: int
    comes: bool

    @property
    def key(self) -> str:
        """Council, meeting and person."""
        return f"{self.council}/{self.meeting}/{self.person}"


def reminders(at: datetime, zone: ZoneInfo, before: Sequence[str], clock: str) -> Iterator[tuple[str, datetime]]:
    """Give each reminder of a meeting that begins `at` (UTC): its name and the instant it is due (UTC).

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
    """Whether a reminder due at `due` still makes sense at `now`.

    Not for a meeting that has begun or is off, and not when a later reminder of the same meeting is due as well.
    """
    return (
        meeting.state is MeetingState.PLANNED and now < meeting.at and not any(due < other <= now for other in others)
    )
