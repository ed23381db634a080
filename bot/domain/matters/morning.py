"""Facts about matters that people are told in the morning, once: on the first working morning after they came true."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from bot.domain.matters.acts import Act
from bot.domain.matters.matter import Matter
from bot.domain.matters.officer_duty import Part, last_entry, waits_for
from bot.domain.matters.state import LOOKING_BACK, State


class Fact(StrEnum):
    """Facts about a matter, in the order of the morning list."""

    # to its handler
    LATE = "late"  # its day is over
    TODAY = "today"  # its day is today, or comes before the next list
    SOON = "near"  # its day comes in two working days
    SIGN = "sign"  # half of the time to acknowledge it is over
    # to the officers
    WAITING = "waiting"  # to be sorted
    POST = "to_post"
    ASSIGN = "to_assign"
    UNSIGNED = "unsigned"  # the time to acknowledge it is over
    PAST = "past"  # its day is over
    LOOK_BACK = "look_back"


TO_HANDLER = frozenset({Fact.LATE, Fact.TODAY, Fact.SOON, Fact.SIGN})
TO_OFFICERS = frozenset(Fact) - TO_HANDLER
_PARTS: Mapping[Part, Fact] = {Part.SORT: Fact.WAITING, Part.POST: Fact.POST, Part.POST_RESULT: Fact.POST}


def new_duty(matter: Matter) -> tuple[Fact, datetime] | None:
    """Return what a matter waits for from the officers, and since when (UTC); None when it waits for somebody else."""
    if waits := waits_for(matter):
        return _PARTS[waits[0]], waits[1]
    if matter.state is State.RESOLVED:
        begun = last_entry(matter, Act.RESOLVE, Act.DECIDED, Act.PUBLISHED, Act.RETURN, Act.TAKE_BACK)
        return Fact.ASSIGN, begun.at if begun else matter.at
    if matter.state in LOOKING_BACK and not matter.below:
        done = last_entry(matter, Act.DONE, Act.ON_THE_SPOT)
        return Fact.LOOK_BACK, done.at if done else matter.at
    return None
