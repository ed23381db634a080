"""Signing up for an event, and being there."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True)
class SignUp:
    """A person is on the list of an event. Lower `order` came first; `waits`: on the waiting list."""

    council: int
    event: int
    person: int
    order: int
    waits: bool
    at: datetime  # UTC

    @staticmethod
    def key_of(council: int, event: int, person: int) -> str:
        """Return the key of a person's sign-up."""
        return f"{council}/{event}/{person}"

    @property
    def key(self) -> str:
        """Council, event and person."""
        return self.key_of(self.council, self.event, self.person)


@dataclass(frozen=True, kw_only=True)
class CheckIn:
    """A person was at an event, or somebody without a phone by the name that the organiser `by` wrote down."""

    council: int
    event: int
    person: int | None = None
    name: str = ""
    by: int | None = None
    at: datetime  # UTC

    @property
    def key(self) -> str:
        """Council, event and person, or the name: once each."""
        who = f"name/{self.name}" if self.person is None else str(self.person)
        return f"{self.council}/{self.event}/{who}"


def has_room(places: int, coming: int) -> bool:
    """Return whether one more can come; no places given: always."""
    return places == 0 or coming < places
