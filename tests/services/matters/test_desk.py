"""The counts and lists of the desk agree with what the queues say of every single matter."""

from datetime import date, timedelta
from functools import partial

import pytest

from bot.domain.councils.council import Account
from bot.domain.councils.errors import OfficersOnly
from bot.domain.matters.assignment import Assignment
from bot.domain.matters.desk import is_in_queue
from bot.domain.matters.desk_place import DeskPlace, Queue
from bot.domain.matters.state import OPEN, State
from bot.domain.shared.button_intent import Intent
from bot.domain.shared.errors import OldButton
from bot.services.matters import desk
from tests import cast
from tests.services.hall import Hall

TODAY, SOON = date(2026, 3, 2), date(2026, 3, 4)


def full_hall(hall: Hall) -> None:
    """A matter in each state, in both procedures, with a day that is over, near or far, and paused ones."""
    place = 0
    for state in State:
        for procedure in ("council", "four_two"):
            for days in (-1, 0, 2, 5, None):
                place += 1
                assignment = Assignment(
                    handler=hall.member(cast.HANDLER).person if place % 2 else None,
                    handler_name="" if place % 2 else "物业王工",
                    due=None if days is None else TODAY + timedelta(days=days),
                    paused=TODAY if place % 7 == 0 else None,
                )
                text = f"{place % 4}号楼第{place}处坏了"
                hall.propose(text, state=state, open=state in OPEN, procedure=procedure, assignment=assignment)


def test_counts_and_lists(hall: Hall) -> None:
    """Each count is the number of matters in the queue, and the pages of the list hold just these."""
    full_hall(hall)
    shown = hall.do(desk.load_desk, 1, hall.now)
    every = hall.do(lambda tx: tx.find(type(hall.matter()), "number", 1))
    for queue in Queue:
        wanted = {matter.number for matter in every if is_in_queue(matter, queue, TODAY, SOON)}
        listed: list[int] = []
        pages = hall.do(desk.load_list, 1, DeskPlace(queue=queue.value), hall.now).pages
        for page in range(1, pages + 1):
            part = hall.do(desk.load_list, 1, DeskPlace(queue=queue.value, page=page), hall.now)
            assert len(part.matters) <= desk.MATTERS_PER_PAGE
            listed += [matter.number for matter in part.matters]
        assert len(listed) == len(set(listed)) == shown.counts[queue]
        assert set(listed) == wanted, queue


def test_the_oldest_day_first(hall: Hall) -> None:
    """What is overdue longest stands first."""
    for days in (1, 4, 2):
        given = Assignment(due=TODAY - timedelta(days=days))
        hall.propose(f"第{days}处坏了", state=State.IN_PROGRESS, assignment=given)
    shown = hall.do(desk.load_list, 1, DeskPlace(queue=Queue.OVERDUE.value), hall.now)
    assert [matter.number for matter in shown.matters] == [2, 3, 1]


def test_a_handler_without_an_account(hall: Hall) -> None:
    """A name is chosen as a filter by its button, and a button of another list is refused."""
    full_hall(hall)
    place = DeskPlace(queue="all", menu="handler")
    options = hall.do(desk.load_list, 1, place, hall.now).options
    (named,) = [each for each in options if each.name == "物业王工"]
    chosen = hall.tap(partial(desk.turn, place=place), Intent("desk", 1, named.number, "handler"), cast.CLERK)
    assert chosen == DeskPlace(queue="all", handler_name="物业王工")
    assert hall.do(desk.load_list, 1, chosen, hall.now).total == named.count
    with pytest.raises(OldButton):
        hall.tap(partial(desk.turn, place=place), Intent("desk", 1, 0, "x"), cast.CLERK)


@pytest.mark.parametrize("account", [cast.RESIDENT, cast.HANDLER])
def test_officers_only(hall: Hall, account: Account) -> None:
    """Nobody else turns the desk, by a button that they forged neither."""
    with pytest.raises(OfficersOnly):
        hall.tap(partial(desk.turn, place=DeskPlace()), Intent("desk", 1, 0, "home"), account)
