"""Decisions that a matter needs from the officers, and since when: they have a time limit as the handler has."""

from datetime import datetime
from enum import StrEnum

from bot.domain.matters.acts import Act
from bot.domain.matters.matter import Entry, Matter
from bot.domain.matters.procedure import PROCEDURES
from bot.domain.matters.state import State


class Part(StrEnum):
    """Decisions due from the officers."""

    SORT = "sort"  # take it up, turn it down, merge it
    POST = "post"  # post the resolution
    POST_RESULT = "post_result"  # post what was done


def waits_for(matter: Matter) -> tuple[Part, datetime] | None:
    """Return the decision due from the officers, and since when (UTC); None when none is due.

    A resolution must be published where the procedure asks for it, or a formal vote took it.
    """
    asked = PROCEDURES[matter.procedure]
    if matter.state is State.SUBMITTED:
        return Part.SORT, _since(matter, Act.SUBMIT, Act.RECORD, Act.RESTORE)
    if matter.state is State.RESOLVED and matter.publication is None:
        taken = last_entry(matter, Act.RESOLVE, Act.DECIDED)
        if asked.publication or (taken and taken.what == Act.DECIDED):
            return Part.POST, taken.at if taken else matter.at
    if matter.state is State.DONE and asked.result:
        return Part.POST_RESULT, _since(matter, Act.DONE, Act.ON_THE_SPOT)
    return None


def _since(matter: Matter, *acts: Act) -> datetime:
    last = last_entry(matter, *acts)
    return last.at if last else matter.at


def last_entry(matter: Matter, *acts: Act) -> Entry | None:
    """Return the newest step of a matter that was one of these acts."""
    return next((entry for entry in reversed(matter.timeline) if entry.what in acts), None)
