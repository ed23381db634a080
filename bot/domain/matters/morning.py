"""Facts about matters that people are told in the morning, once: on the first working morning after they came true."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from bot.domain.matters.acts import Act
from bot.domain.matters.matter import Matter
from bot.domain.matters.officer_duty import Part, last_entry, waits_for
from bot.domain.matters.state import AT_WORK, LOOKING_BACK, State
from bot.domain.shared.reminder import Reminder, ReminderKind


class Fact(StrEnum):
    """Facts about a matter, in the order of the morning list."""

    # to its handler
    LATE = "late"  # its day is over
    TODAY = "today"  # its day is today, or comes before the next list
    SOON = "near"  # its day comes in two working days
    SIGN = "sign"  # half of the time to acknowledge it is over
    HANDED_UP = "handed_up"  # the clock brought it to the next level
    GRACE = "day_more"  # it has a day more, after a downtime of the bot
    PROGRESS = "how_it_stands"  # a long one, of which a month was not heard
    # to the officers
    WAITS_LONG = "waits_long"  # to be sorted, and the time for that is over
    POST_LATE = "post_late"  # to be posted, and the time for that is over
    WAITING = "waiting"  # to be sorted
    POST = "to_post"
    ASSIGN = "to_assign"
    UNSIGNED = "unsigned"  # the time to acknowledge it is over
    PAST = "past"  # its day is over
    LOOK_BACK = "look_back"


WITH_HANDLER = (Fact.UNSIGNED, Fact.PAST)  # facts that an officer asks somebody about


REMINDER_FACTS: Mapping[ReminderKind, Fact] = {
    ReminderKind.HANDED_UP: Fact.HANDED_UP,
    ReminderKind.GRACE: Fact.GRACE,
    ReminderKind.PROGRESS: Fact.PROGRESS,
}
TO_HANDLER = frozenset({Fact.LATE, Fact.TODAY, Fact.SOON, Fact.SIGN, *REMINDER_FACTS.values()})
TO_OFFICERS = frozenset(Fact) - TO_HANDLER
_PARTS: Mapping[Part, Fact] = {Part.SORT: Fact.WAITING, Part.POST: Fact.POST, Part.POST_RESULT: Fact.POST}
LATE_PARTS: Mapping[Part, Fact] = {
    Part.SORT: Fact.WAITS_LONG,
    Part.POST: Fact.POST_LATE,
    Part.POST_RESULT: Fact.POST_LATE,
}


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


def still_holds(matter: Matter, reminder: Reminder) -> bool:
    """Return whether a reminder of a matter is still true."""
    if reminder.kind is ReminderKind.PROGRESS:
        return matter.state is State.LONG_RUN
    return matter.state in AT_WORK and matter.assignment.handler == reminder.person
