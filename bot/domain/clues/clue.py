"""A clue (线索): what departments report, who handles it, and its result."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from bot.domain.shared.numbered_document import NumberedDocument

CLUE_LIMIT = 500  # characters
RESULT_LIMIT = 500
REMINDED_AT = time(8, 59)  # ahead of the list of the morning
NOBODY_FOR = timedelta(days=1)  # after this the officers are reminded of a clue that nobody handles
NO_RESULT_FOR = timedelta(days=3)  # after this its handler is reminded of one without a result
REMINDED_EVERY = timedelta(days=7)
LONG = NO_RESULT_FOR + REMINDED_EVERY  # without a result: the officers are reminded as well


class ClueState(StrEnum):
    """States of a clue."""

    NEW = "new"  # nobody handles it
    GIVEN = "given"
    DONE = "solved"


@dataclass(frozen=True, kw_only=True)
class Clue(NumberedDocument):
    """A clue; its reports say who brought it. `plain` are its words as they are compared with others.

    `handler` 0: nobody. `remind_on` is the day on which somebody is reminded of it next, None once it has a result.
    `returned` is why its last handler gave it back.
    """

    text: str
    plain: str
    at: datetime  # UTC
    state: ClueState = ClueState.NEW
    handler: int = 0
    given: datetime | None = None  # UTC
    returned: str = ""
    result: str = ""
    done: datetime | None = None  # UTC
    remind_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class ClueReport(NumberedDocument):
    """A report of a clue by one of its sources, in the words of that one.

    `told` is when the source was told the result. `waits`: an officer has it to pass on, else None.
    """

    clue: int
    source: int
    text: str
    by: int
    at: datetime  # UTC
    told: datetime | None = None  # UTC
    waits: bool | None = None


@dataclass(frozen=True, kw_only=True)
class ClueSource(NumberedDocument):
    """A source of clues: a department, and 0 or the member whom the bot tells their results."""

    name: str
    contact: int = 0


@dataclass(frozen=True, kw_only=True)
class MeetingClues:
    """The clues that had no result when a meeting was opened, and so stood on its agenda."""

    council: int
    meeting: int
    clues: tuple[int, ...]

    @staticmethod
    def key_of(council: int, meeting: int) -> str:
        """Return the key of the clues of a meeting."""
        return f"{council}/{meeting}"

    @property
    def key(self) -> str:
        """Council and meeting."""
        return self.key_of(self.council, self.meeting)
