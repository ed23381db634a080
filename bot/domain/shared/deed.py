"""A deed of a person for their neighbours, as the reactions of pledges and points receive it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class DeedKind(StrEnum):
    """Kinds of deeds. A value is stored by those who count them, and never changes."""

    MATTER = "matter"  # reported done by the handler
    ON_THE_SPOT = "solved_on_the_spot"
    MEETING = "meeting"
    EVENT = "event"
    WISH = "wish"  # fulfilled, as the one says who recorded it
    PATROL = "patrol"  # a check of a grid


@dataclass(frozen=True, kw_only=True)
class Deed:
    """A deed of a person in a council.

    `number` is that of the matter, meeting, event or check. `undone`: it was noted by mistake or did not last, and
    counts no more. The same deed may be noted again after that.
    """

    council: int
    person: int
    kind: DeedKind
    number: int
    at: datetime  # UTC
    undone: bool = False

    @property
    def source(self) -> str:
        """The key of the deed among all deeds, the same when it is undone."""
        return f"{self.council}/{self.kind}/{self.number}/{self.person}"
