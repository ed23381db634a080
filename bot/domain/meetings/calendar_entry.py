"""Entries of a council's calendar file."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from bot.domain.shared.ids import ChatId


class EntryStatus(StrEnum):
    """Status of a calendar entry (RFC 5545, 3.8.1.11)."""

    CONFIRMED = "confirmed"
    TENTATIVE = "tentative"  # the public holidays of that year are not known yet
    CANCELLED = "cancelled"


@dataclass(frozen=True, kw_only=True)
class CalendarEntry:
    """The calendar entry of a meeting. `name` never changes; `sequence` grows when anything else changes."""

    name: str
    at: datetime  # UTC
    place: str = ""
    status: EntryStatus = EntryStatus.CONFIRMED
    sequence: int = 0
    changed: datetime | None = None  # UTC

    def following(self, before: "CalendarEntry | None", now: datetime) -> "CalendarEntry":
        """Return this entry with its sequence, when `before` is how it stood until now."""
        if before is None:
            return replace(self, sequence=int(self.status is EntryStatus.CANCELLED), changed=now)
        if (self.at, self.place, self.status) == (before.at, before.place, before.status):
            return before
        return replace(self, sequence=before.sequence + 1, changed=now)


@dataclass(frozen=True, kw_only=True)
class CalendarFile:
    """The stored entries of a council's calendar file, with which changes are marked in the next one.

    `origin` is the chat of the council's group when its first file was written: the chat itself may get another number.
    """

    council: int
    origin: ChatId
    entries: tuple[CalendarEntry, ...] = ()

    @staticmethod
    def key_of(council: int) -> str:
        """Return the key of a council's calendar file."""
        return str(council)

    @property
    def key(self) -> str:
        """The council."""
        return self.key_of(self.council)
