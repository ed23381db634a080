"""The part of the officers' desk 工作台 that a message shows: a queue, a page, filters, the matter that is open."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from bot.domain.matters.category import Category
from bot.domain.matters.state import State
from bot.domain.shared.errors import OldButton


class Queue(StrEnum):
    """Queues of the desk, in their order. A matter may stand in several."""

    WAITING = "waiting"  # 待受理
    DISCUSS = "discuss"  # 待议
    POST = "post"  # 待公示
    ASSIGN = "unassigned"  # 待交办
    UNSIGNED = "unsigned"  # 未签收
    SOON = "soon"  # 快到期
    OVERDUE = "past_due"  # 超期
    LOOK_BACK = "look_back"  # 待回访
    ALL = "all"  # everything that is open


class Filter(StrEnum):
    """Filters of a list on the desk."""

    STATE = "state"
    CATEGORY = "category"
    HANDLER = "handler"
    BUILDING = "building"


@dataclass(frozen=True, kw_only=True)
class DeskPlace:
    """The part of the desk that a message shows: "" and 0 stand for what is not chosen.

    Without a `queue` it is the number of matters in each. `matter` is the one that is open, `menu` the filter that is
    being chosen. `handler` is a member by number, `handler_name` one without an account; `person` has to do with the
    matter in some way. `words` are searched for.
    """

    queue: str = ""
    page: int = 1
    matter: int = 0
    menu: str = ""
    state: str = ""
    category: str = ""
    handler: int = 0
    handler_name: str = ""
    building: str = ""
    person: int = 0
    words: str = ""

    @property
    def is_filtered(self) -> bool:
        """Return whether not all matters of the queue are shown."""
        chosen = (self.state, self.category, self.handler, self.handler_name, self.building, self.person, self.words)
        return any(chosen)

    def without(self, chosen: Filter) -> "DeskPlace":
        """Return it without one of its filters."""
        match chosen:
            case Filter.STATE:
                return replace(self, state="")
            case Filter.CATEGORY:
                return replace(self, category="")
            case Filter.HANDLER:
                return replace(self, handler=0, handler_name="")
            case Filter.BUILDING:
                return replace(self, building="")


def _first(place: DeskPlace) -> DeskPlace:
    return replace(place, page=1, matter=0, menu="")


# What a button leads to, by its step, the value and the number behind it.
STEPS: Mapping[str, Callable[[DeskPlace, str, int], DeskPlace]] = {
    "home": lambda *_: DeskPlace(),
    "queue": lambda _, value, __: DeskPlace(queue=Queue(value).value),
    "page": lambda place, _, number: replace(_first(place), page=number),
    "open": lambda place, _, number: replace(place, matter=number, menu=""),
    "back": lambda place, *_: replace(place, matter=0, menu=""),
    "menu": lambda place, value, _: replace(place, matter=0, menu=Filter(value).value),
    "clear": lambda place, *_: DeskPlace(queue=place.queue),
    "state": lambda place, value, _: replace(_first(place), state=State(value).value),
    "category": lambda place, value, _: replace(_first(place), category=Category(value).value),
    "handler": lambda place, _, number: replace(_first(place), handler=number, handler_name=""),
    "building": lambda place, value, _: replace(_first(place), building=str(int(value))),
}


def move(place: DeskPlace, step: str, number: int) -> DeskPlace:
    """Return the place to which a button leads; raises OldButton for a step that there is not."""
    name, _, value = step.partition("_")
    try:
        return STEPS[name](place, value, number)
    except (KeyError, ValueError):
        raise OldButton from None
