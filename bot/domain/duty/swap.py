"""Swaps of duty (换班): somebody else takes a turn, and gives one of their own for it if they have one."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from bot.domain.duty.turn import DAY
from bot.domain.shared.local_time import local_time
from bot.domain.shared.numbered_document import NumberedDocument

ANSWERED_BY = time(21)  # of the evening before
SHORTEST_WAIT = timedelta(hours=1)


class SwapState(StrEnum):
    """States of a swap."""

    ASKED = "asked"
    AGREED = "agreed"
    DECLINED = "declined"
    TAKEN_BACK = "taken_back"
    OVER = "over"  # nobody answered in time
    CHANGED = "changed"  # the roster was


@dataclass(frozen=True, kw_only=True)
class DutySwap(NumberedDocument):
    """A swap that `person` asks `other` for: of their `turn` on `day`, for `given` on `given_day` if the other has one.

    `turn` and `given` are numbers of turns; `given` 0: the other only takes over.
    """

    turn: int
    day: date
    given: int = 0
    given_day: date | None = None
    person: int
    other: int
    state: SwapState = SwapState.ASKED
    at: datetime  # UTC
    until: datetime  # UTC


def answer_time(day: date, zone: str, now: datetime) -> datetime:
    """Return until when a swap of a day can be answered (UTC): the evening before, or within an hour, but not later."""
    evening, midnight = local_time(day - DAY, ANSWERED_BY, zone), local_time(day, time(), zone)
    return min(max(evening, now + SHORTEST_WAIT), midnight)
