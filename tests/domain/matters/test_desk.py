"""In which queues of the desk a matter stands, and what its filters let through."""

from datetime import UTC, date, datetime

import pytest

from bot.domain.matters.acts import Act
from bot.domain.matters.assignment import Assignment
from bot.domain.matters.category import Category
from bot.domain.matters.desk import is_in_queue, is_meant
from bot.domain.matters.desk_place import DeskPlace, Filter, Queue, move
from bot.domain.matters.matter import Entry, Matter, comparable_text
from bot.domain.matters.publication import Publication
from bot.domain.matters.similarity import list_buildings
from bot.domain.matters.state import State
from bot.domain.shared.errors import OldButton
from tests.rows import each_row

TODAY, SOON = date(2026, 3, 4), date(2026, 3, 6)
NOW = datetime(2026, 3, 4, 1, tzinfo=UTC)
TEXT = "3号楼路灯坏了"
VOTED = (Entry(at=NOW, what=Act.DECIDED, text="1"),)
POSTED = Publication(posted=TODAY, last=TODAY, days=0, over=True)


def a_matter(state: State, **changes: object) -> Matter:
    """A matter of a council in March 2026."""
    fields = {"council": 1, "number": 7, "text": TEXT, "plain": comparable_text(TEXT), "proposer": 4, **changes}
    return Matter(state=state, category=Category.FACILITIES, at=NOW, **fields)  # type: ignore[arg-type]  # each field is given by its name


def due(day: int, **changes: object) -> Assignment:
    return Assignment(handler=2, due=date(2026, 3, day), **changes)  # type: ignore[arg-type]  # as above


@each_row(
    ("matter", "queues"),
    [
        (a_matter(State.SUBMITTED), {Queue.WAITING}),
        (a_matter(State.ACCEPTED), {Queue.DISCUSS}),
        (a_matter(State.AGENDA), {Queue.DISCUSS}),
        (a_matter(State.DELIBERATING), {Queue.DISCUSS}),
        (a_matter(State.DEFERRED), {Queue.DISCUSS}),
        (a_matter(State.REFERRED), set()),
        (a_matter(State.VOTING), set()),
        (a_matter(State.RESOLVED), {Queue.ASSIGN}),
        (a_matter(State.RESOLVED, procedure="four_two"), {Queue.POST}),
        (a_matter(State.RESOLVED, timeline=VOTED), {Queue.POST}),
        (a_matter(State.RESOLVED, timeline=VOTED, publication=POSTED), {Queue.ASSIGN}),
        (a_matter(State.PUBLICIZED, publication=POSTED), set()),
        (a_matter(State.DISPATCHED, assignment=due(20)), {Queue.UNSIGNED}),
        (a_matter(State.DISPATCHED, assignment=due(3)), {Queue.UNSIGNED, Queue.OVERDUE}),
        (a_matter(State.IN_PROGRESS, assignment=due(3)), {Queue.OVERDUE}),
        (a_matter(State.IN_PROGRESS, assignment=due(3, paused=date(2026, 3, 1))), set()),
        (a_matter(State.IN_PROGRESS, assignment=due(4)), {Queue.SOON}),
        (a_matter(State.IN_PROGRESS, assignment=due(6)), {Queue.SOON}),
        (a_matter(State.IN_PROGRESS, assignment=due(7)), set()),
        (a_matter(State.DONE, assignment=due(3)), {Queue.LOOK_BACK}),
        (a_matter(State.DONE, procedure="four_two"), {Queue.LOOK_BACK, Queue.POST}),
        (a_matter(State.RESULT_PUBLIC), {Queue.LOOK_BACK}),
    ],
)
def test_queues(matter: Matter, queues: set[Queue]) -> None:
    """A matter stands where it waits for something; what is paused is neither near nor overdue."""
    found = {queue for queue in Queue if is_in_queue(matter, queue, TODAY, SOON)}
    assert found == queues | {Queue.ALL}


@pytest.mark.parametrize("state", [State.CLOSED, State.ARCHIVED, State.REJECTED, State.MERGED])
def test_what_is_over(state: State) -> None:
    """What is over stands nowhere, whatever day it had."""
    assert not any(is_in_queue(a_matter(state, assignment=due(3)), queue, TODAY, SOON) for queue in Queue)


@pytest.mark.parametrize(
    ("place", "words", "meant"),
    [
        (DeskPlace(), (), True),
        (DeskPlace(state="in_progress", category="facilities", handler=2, building="3"), ("路灯",), True),
        (DeskPlace(state="resolved"), (), False),
        (DeskPlace(category="safety"), (), False),
        (DeskPlace(handler=3), (), False),
        (DeskPlace(handler_name="物业"), (), False),
        (DeskPlace(building="13"), (), False),
        (DeskPlace(person=4), (), True),
        (DeskPlace(person=2), (), True),
        (DeskPlace(person=9), (), False),
        (DeskPlace(), ("电梯",), False),
    ],
)
def test_filters(place: DeskPlace, words: tuple[str, ...], *, meant: bool) -> None:
    """All filters must let it through; a person may be its handler or its proposer."""
    assert is_meant(a_matter(State.IN_PROGRESS, assignment=due(9)), place, words) is meant


@pytest.mark.parametrize(
    ("text", "buildings"),
    [
        ("3号楼路灯坏了", {"3"}),
        ("三栋和12幢漏水", {"3", "12"}),
        ("路灯坏了3天", set()),
        ("12345678901234567890号楼", set()),
        ("The light at house 3 is out", {"3"}),
        ("Building 12: leak", {"12"}),
    ],
)
def test_buildings(text: str, buildings: set[str]) -> None:
    """A building is known by its number, in Chinese and in English; a number that counts is none."""
    assert list_buildings(comparable_text(text)) == buildings


@pytest.mark.parametrize(
    "step", ["", "queue_", "queue_nowhere", "menu_colour", "state_x", "building_x", "category", "?"]
)
def test_junk_behind_a_button(step: str) -> None:
    """A step that no button of the desk has is refused."""
    with pytest.raises(OldButton):
        move(DeskPlace(queue="all"), step, 1)


def test_steps() -> None:
    """A filter begins at the first page and keeps the others; the way back keeps the page."""
    place = move(DeskPlace(queue="all", page=3, handler=2), "category_safety", 0)
    assert place == DeskPlace(queue="all", category="safety", handler=2)
    assert move(move(place, "open", 7), "back", 0) == place
    assert place.without(Filter.HANDLER) == DeskPlace(queue="all", category="safety")
    assert move(place, "clear", 0) == DeskPlace(queue="all")
