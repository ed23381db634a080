"""What is there: the list of matters, what concerns one person, the counts."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.matters.assignment import Assignment
from bot.domain.matters.category import Category
from bot.domain.matters.matter import Answer, comparable_text
from bot.domain.matters.state import State
from bot.domain.shared.button_intent import Intent
from bot.domain.shared.ids import AccountId
from bot.domain.shared.message_params import MessageParams
from bot.domain.shared.outbox_message import SentMessage
from bot.ports import Tx
from bot.services.matters import assignments, listing, progress, verification
from bot.services.matters.listing import MATTERS_PER_PAGE, MINE_PER_SECTION, SEARCH_LIMIT
from bot.services.shared.enqueue import reply
from tests import cast
from tests.builders import back
from tests.services.hall import Hall


def many(hall: Hall, n: int, text: str = "路灯") -> None:
    """Lay down many matters at once."""
    matter = hall.propose("3号楼门口的路灯坏了")

    def put(tx: Tx) -> None:
        for number in range(2, n + 1):
            words = f"{text}{number}"
            tx.put(replace(matter, number=number, text=words, plain=comparable_text(words)))

    hall.do(put)


def numbers(hall: Hall, page: int, words: str = "") -> list[int]:
    return [matter.number for matter in hall.do(listing.load_page, 1, page, words).matters]


def test_pages(hall: Hall) -> None:
    """The newest matters stand first, ten a page; a page that is not there is the nearest one."""
    assert numbers(hall, 1) == []
    many(hall, 25)
    page = hall.do(listing.load_page, 1, 1)
    assert (page.page, page.pages, page.total) == (1, 3, 25)
    assert numbers(hall, 1) == numbers(hall, 0) == list(range(25, 15, -1))
    assert numbers(hall, 3) == numbers(hall, 99) == [5, 4, 3, 2, 1]
    assert len(numbers(hall, 2)) == MATTERS_PER_PAGE


@pytest.mark.parametrize(
    ("words", "found"), [("路灯", 12), ("门口 路灯", 1), ("坏了，", 1), ("门口 电梯", 0), ("……", 12)]
)
def test_search(hall: Hall, words: str, found: int) -> None:
    """All the words must stand in the text, however they are typed; punctuation alone finds everything."""
    many(hall, 12)
    page = hall.do(listing.load_page, 1, 1, words)
    assert (page.total, page.words) == (found, words)
    assert len(page.matters) == min(found, MATTERS_PER_PAGE)


def test_search_is_bounded(hall: Hall) -> None:
    """A search looks through the newest matters, a bounded number of them."""
    many(hall, SEARCH_LIMIT + 5)
    assert hall.do(listing.load_page, 1, 1, "路灯").total == SEARCH_LIMIT


def test_each_council_lists_its_own(two: Hall) -> None:
    """The list of one council shows nothing of another."""
    two.propose()
    assert two.do(listing.load_page, 2, 1).total == two.do(listing.load_page, 2, 1, "路灯").total == 0
    assert two.do(listing.load_stats, 2).total == 0


def test_mine(two: Hall) -> None:
    """Somebody sees what they must do, proposed and support, in one council or in all of theirs."""
    handler = two.member(cast.HANDLER).person
    two.propose("3号楼门口的路灯坏了", by=cast.HANDLER)
    two.propose("垃圾桶满了没人清理", assignment=Assignment(handler=handler), state=State.IN_PROGRESS)
    two.propose("电梯里的扶手松了", assignment=Assignment(handler=handler), state=State.CLOSED, open=False)
    two.support(2, cast.HANDLER)
    two.by(cast.HANDLER, 2)
    mine, other = two.do(listing.load_mine, cast.HANDLER.id)
    assert [matter.number for matter in mine.must_do] == [2]
    assert [matter.number for matter in mine.proposed] == [1]
    assert [matter.number for matter in mine.supported] == [2]
    assert (other.council.number, other.proposed) == (2, ())
    assert [each.council.number for each in two.do(listing.load_mine, cast.HANDLER.id, 2)] == [2]
    assert two.do(listing.load_mine, AccountId("999")) == []


def test_mine_is_bounded(hall: Hall) -> None:
    """Of each kind the newest are shown, a bounded number."""
    many(hall, MINE_PER_SECTION + 5)
    (mine,) = hall.do(listing.load_mine, cast.RESIDENT.id)
    assert [matter.number for matter in mine.proposed] == list(range(MINE_PER_SECTION + 5, 5, -1))


def test_rates(hall: Hall) -> None:
    """Who was asked and answered, what was taken in time, what is closed and what nobody answered for."""
    for text in ("3号楼的路灯坏了", "电梯旁边堆了杂物", "东门口太挤"):
        hall.propose(text, state=State.RESOLVED)
    wishes = {"council": 1, "by": hall.by(cast.CLERK)}
    for number in (1, 2, 3):
        day = hall.now.date() + timedelta(days=2)
        hall.at(assignments.assign_matter, **wishes, number=number, handler=hall.by(cast.HANDLER), day=day)
    hall.at(progress.report_done, **wishes, number=1, text="好了")
    hall.at(verification.record_feedback, council=1, number=1, by=hall.by(cast.RESIDENT), answer=Answer.MOSTLY)
    hall.pass_time(timedelta(days=4))
    hall.at(progress.report_done, **wishes, number=2, text="好了")
    hall.pass_time(timedelta(days=8))
    rates = hall.do(listing.load_rates, 1)
    assert (rates.satisfied, rates.answered) == (1, 1)
    assert (rates.in_time, rates.handed) == (1, 3)
    assert (rates.solved, rates.unverified, rates.overdue, rates.due) == (1, 1, 1, 3)


def test_stats(hall: Hall) -> None:
    """Matters are counted by state and category, people by how many were ever known."""
    hall.propose("3号楼门口的路灯坏了")
    hall.propose("垃圾桶满了没人清理", state=State.CLOSED)
    stats = hall.do(listing.load_stats, 1)
    assert (stats.total, stats.people) == (2, 7)
    assert {state: n for state, n in stats.states.items() if n} == {State.SUBMITTED: 1, State.CLOSED: 1}
    assert {kind: n for kind, n in stats.categories.items() if n} == {Category.FACILITIES: 1, Category.ENVIRONMENT: 1}


def test_turn(hall: Hall) -> None:
    """A press turns the list in place, keeping the words it was searched by."""
    hall.at(reply, reply_to=back("l"), view="list", params=MessageParams(council=1, page=1, words="灯"), remember=True)
    hall.deliver()
    posted = max(hall.every(SentMessage), key=lambda each: each.message)
    hall.tap(listing.turn_page, Intent("page", 1, 2), cast.NEIGHBOUR, message=posted.message)
    (told,) = hall.told("list")
    assert (told.in_place, told.params) == (True, MessageParams(council=1, page=2, words="灯"))
