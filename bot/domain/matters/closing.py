"""The closing of a matter as the one who closed it can take it back: what stood there before."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.matters.acts import Act
from bot.domain.matters.state import State

UNDONE_AFTER: Mapping[str, Act] = {  # a reply that says that a matter is closed, and the act that takes it back
    "did_done": Act.UNDO_DONE,
    "closed_by_answer": Act.UNDO_CLOSE,
    "did_archive": Act.UNDO_ARCHIVE,
}


@dataclass(frozen=True, kw_only=True)
class StoppedJob:
    """A job that the closing cancelled, as it was scheduled."""

    act: str
    at: datetime  # UTC
    told: int = 0


@dataclass(frozen=True, kw_only=True)
class Closing:
    """An act that closed a matter, and what it changed, as it was before.

    `by` closed it; None: it happened by itself, or in the linked council. `acknowledged`, `overdue` and `paused` are
    those of the assignment.
    """

    act: Act
    at: datetime  # UTC
    by: int | None
    state: State
    acknowledged: bool | None
    overdue: bool
    paused: date | None
    asked: tuple[int, ...]
    verified: bool | None
    jobs: tuple[StoppedJob, ...] = ()
