"""Read models of events."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.councils.council import Council, Member
from bot.domain.events.event import Event
from bot.domain.events.sign_up import CheckIn, SignUp


@dataclass(frozen=True)
class OwnPlace:
    """The place of one reader on the list of an event; `ahead` wait longer, or more than those: not `is_exact`."""

    sign_up: SignUp | None
    ahead: int = 0
    is_exact: bool = True
    is_there: bool = False


@dataclass(frozen=True, kw_only=True)
class ShownEvent:
    """An event with its numbers. `names` are some of those who come, in their order.

    `own` is for its one reader alone, whose `reader` is; `is_organiser`: they may change the event. None on what all
    can see.
    """

    council: Council
    event: Event
    now: datetime
    coming: int
    waiting: int
    there: int
    names: tuple[Member | None, ...] = ()
    reader: Member | None = None
    own: OwnPlace | None = None
    is_organiser: bool = False


@dataclass(frozen=True)
class ShownEvents:
    """The events to come, the next first, for one reader: each, and whether they are on its list."""

    council: Council
    events: tuple[tuple[Event, bool], ...]


@dataclass(frozen=True)
class ListedPerson:
    """A line of the list of an event: who, how they signed up, and when they checked in."""

    member: Member | None
    name: str
    sign_up: SignUp | None
    check_in: CheckIn | None


@dataclass(frozen=True)
class ShownSignUps:
    """The list of an event: those who come, those who wait, and those who were there all the same."""

    council: Council
    event: Event
    people: tuple[ListedPerson, ...]
