"""Tickets of the city's hotline: entered once each, answered, the others listed."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.councils.council import Account
from bot.domain.matters.acts import Act
from bot.domain.matters.errors import TicketKnown, TicketStays
from bot.domain.matters.matter import Matter, Origin
from bot.domain.matters.state import ANSWERED_STATES, State
from bot.domain.shared.errors import CouncilError, NotAllowed
from bot.services.councils import personal_data
from bot.services.matters import hotline, progress, resolutions, triage, verification
from tests import builders, cast
from tests.builders import back, said
from tests.cast import private
from tests.services.hall import Hall


def entered(number: str = "20260302001", by: Account = cast.CLERK, text: str = "水管漏了") -> dict[str, Any]:
    return {"council": 1, "number": number, "said": said(text, by), "by": by, "reply_to": back("t")}


def enter(hall: Hall, *numbers: str) -> None:
    for number in numbers:
        hall.at(hotline.enter_ticket, **entered(number))


def clerk(hall: Hall, number: int) -> dict[str, Any]:
    return {"council": 1, "number": number, "by": hall.by(cast.CLERK)}


@pytest.mark.parametrize("by", [cast.CLERK, cast.HEAD])
def test_entered(hall: Hall, by: Account) -> None:
    """An officer enters it in the caller's place: of the caller nothing is kept, private numbers are hidden."""
    hall.at(hotline.enter_ticket, **entered("sh-2026-1", by, "水管漏了，电话13800138000"))
    matter = hall.matter()
    assert (matter.ticket, matter.origin, matter.answered) == ("SH20261", Origin.TICKET, False)
    assert matter.proposer == matter.recorder == hall.member(by).person
    assert (matter.source, matter.timeline[0].what) == (None, Act.RECORD)
    assert hall.traces("13800138000") == []
    assert hall.notices() == ["masked"]


def test_not_everybody(hall: Hall) -> None:
    """Nobody else enters a ticket."""
    for by in (cast.RESIDENT, cast.CAPTAIN):
        hall.refuses(NotAllowed, hotline.enter_ticket, **entered(by=by))
    assert hall.every(Matter) == []


def test_once_each(two: Hall) -> None:
    """A number is taken once in a council, whatever became of it; another council has its own."""
    enter(two, "A1")
    two.at(triage.reject_matter, **clerk(two, 1), reason="不是这里")
    refused = two.refuses(TicketKnown, hotline.enter_ticket, **entered("a-1"))
    assert refused.params == {"ticket": "A1", "number": 1}
    assert two.do(hotline.load_ticket_page, 2, 1, two.now).waiting == 0


def test_not_taken_back(hall: Hall) -> None:
    """Nobody takes a ticket back: it must be answered."""
    enter(hall, "A1")
    hall.refuses(TicketStays, triage.withdraw_matter, **clerk(hall, 1))


def test_page(hall: Hall) -> None:
    """Those without an answer are listed, the oldest first, with the days they wait."""
    enter(hall, *(f"A{place}" for place in range(12)))
    hall.at(triage.reject_matter, **clerk(hall, 1), reason="不是这里")
    hall.now += timedelta(days=3)
    shown = hall.do(hotline.load_ticket_page, 1, 1, hall.now)
    assert (shown.answered, shown.waiting, shown.pages) == (1, 11, 2)
    assert [(matter.number, days) for matter, days in shown.matters] == [(number, 3) for number in range(2, 12)]
    assert [matter.number for matter, _ in hall.do(hotline.load_ticket_page, 1, 2, hall.now).matters] == [12]


def test_merged(hall: Hall) -> None:
    """A merged ticket is answered with what it was merged into, through another in between as well."""
    enter(hall, "A1", "A2")
    for text in ("东门口太挤", "电梯旁边堆了杂物"):
        hall.propose(text)
    hall.at(triage.merge_matters, **clerk(hall, 1), into=3)
    hall.at(triage.merge_matters, **clerk(hall, 3), into=4)
    hall.at(triage.merge_matters, **clerk(hall, 2), into=4)
    assert [hall.matter(number).answered for number in (1, 2, 3, 4)] == [False, False, None, None]
    hall.at(triage.reject_matter, **clerk(hall, 4), reason="已经在修")
    assert [hall.matter(number).answered for number in (1, 2, 3, 4)] == [True, True, None, None]
    hall.at(triage.restore_matter, **clerk(hall, 4))
    assert [hall.matter(number).answered for number in (1, 2)] == [False, False]


def test_merged_into_what_was_sent_on(hall: Hall) -> None:
    """Merged into what was sent on already, a ticket is answered at once."""
    enter(hall, "A1")
    hall.propose("东门口太挤", state=State.REFERRED)
    hall.at(triage.merge_matters, **clerk(hall, 1), into=2)
    assert hall.matter(1).answered is True


def test_the_recorder_erased(hall: Hall) -> None:
    """When the recorder is erased the ticket stays, and can still be answered."""
    enter(hall, "A1")
    hall.at(personal_data.erase_person, account=cast.CLERK.id, chat=private(cast.CLERK))
    hall.at(triage.reject_matter, council=1, number=1, by=hall.by(cast.HEAD), reason="不是这里")
    assert (hall.matter().ticket, hall.matter().answered) == ("A1", True)


TRIES = st.lists(
    st.tuples(
        st.sampled_from(("accept", "reject", "restore", "refer", "merge", "resolve", "done", "reopen")),
        st.integers(1, 4),
        st.integers(1, 4),
    ),
    max_size=25,
)


@settings(deadline=None)
@given(TRIES)
def test_whatever_is_tried(tries: list[tuple[str, int, int]]) -> None:
    """Tickets are counted as answered exactly when they, or what they were merged into, have a result."""
    hall = Hall()
    hall.do(builders.council)
    enter(hall, "A1", "A2", "A3")
    hall.propose("东门口太挤")
    uses: dict[str, tuple[Any, dict[str, Any]]] = {
        "accept": (triage.accept_matter, {}),
        "reject": (triage.reject_matter, {"reason": "不是这里"}),
        "restore": (triage.restore_matter, {}),
        "refer": (triage.refer_matter, {"reason": "业主大会"}),
        "resolve": (resolutions.resolve_matter, {"text": "修好"}),
        "done": (progress.report_done, {"text": "修好了"}),
        "reopen": (verification.reopen_matter, {"reason": "还在漏"}),
    }
    for act, number, into in tries:
        use, wishes = uses.get(act, (triage.merge_matters, {"into": into}))
        try:
            hall.at(use, **clerk(hall, number), **wishes)
        except CouncilError:
            continue
    for number in (1, 2, 3):
        end = hall.matter(number)
        while end.into:
            end = hall.matter(end.into)
        assert hall.matter(number).answered is (end.state in ANSWERED_STATES)
    shown = hall.do(hotline.load_ticket_page, 1, 1, hall.now)
    assert shown.answered + shown.waiting == 3
    assert [matter.number for matter, _ in shown.matters] == [n for n in (1, 2, 3) if not hall.matter(n).answered]
