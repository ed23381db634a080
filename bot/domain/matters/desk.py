"""The queues of the officers' desk 工作台: which matters wait in each, and which of them the filters let through."""

from collections.abc import Mapping
from datetime import date

from bot.domain.matters.desk_place import DeskPlace, Queue
from bot.domain.matters.matter import Matter
from bot.domain.matters.officer_duty import Part, waits_for
from bot.domain.matters.similarity import list_buildings
from bot.domain.matters.state import AT_WORK, LOOKING_BACK, OPEN, State

SOON = 2  # working days before the day that was promised
# The states of matters that can stand in a queue; in some of the queues not all of those do.
QUEUE_STATES: Mapping[Queue, frozenset[State]] = {
    Queue.WAITING: frozenset({State.SUBMITTED}),
    Queue.DISCUSS: frozenset({State.ACCEPTED, State.AGENDA, State.DELIBERATING, State.DEFERRED}),
    Queue.POST: frozenset({State.RESOLVED, State.DONE}),
    Queue.ASSIGN: frozenset({State.RESOLVED}),
    Queue.UNSIGNED: frozenset({State.DISPATCHED}),
    Queue.SOON: AT_WORK,
    Queue.OVERDUE: AT_WORK,
    Queue.LOOK_BACK: LOOKING_BACK,
    Queue.ALL: OPEN,
}


def is_in_queue(matter: Matter, queue: Queue, today: date, soon: date) -> bool:
    """Return whether a matter waits in a queue; `soon` is the last day that counts as near, in the council's zone."""
    if matter.state not in QUEUE_STATES[queue]:
        return False
    due, waits = matter.assignment.due, waits_for(matter)
    match queue:
        case Queue.POST:
            return waits is not None and waits[0] in {Part.POST, Part.POST_RESULT}
        case Queue.ASSIGN:
            return waits is None
        case Queue.SOON:
            return due is not None and matter.assignment.paused is None and today <= due <= soon
        case Queue.OVERDUE:
            return matter.assignment.is_overdue(today)
        case _:
            return True


def is_meant(matter: Matter, place: DeskPlace, words: tuple[str, ...]) -> bool:
    """Return whether the filters let a matter through; `words`, as they are compared, all stand in what it says."""
    given = matter.assignment
    return (
        (not place.state or matter.state == place.state)
        and (not place.category or matter.category == place.category)
        and (not place.handler or given.handler == place.handler)
        and (not place.handler_name or given.handler_name == place.handler_name)
        and (not place.person or place.person in {given.handler, *matter.proposers})
        and (not place.building or place.building in list_buildings(matter.plain))
        and all(word in matter.plain or word in given.handler_name.casefold() for word in words)
    )
