"""Kinds of matter: who corrects them, what they ask for, how they are counted."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.domain.councils.council import Account
from bot.domain.matters.acts import ACTS, Act
from bot.domain.matters.errors import HazardInto, NeedsDay, NoNegotiation, NoPhoto, WrongState
from bot.domain.matters.kind import Kind
from bot.domain.matters.matter import Answer, Matter, can, ending_entry
from bot.domain.matters.state import AT_WORK, OPEN, State
from bot.domain.shared.errors import NotAllowed, OldButton
from bot.domain.shared.ids import AccountId
from bot.domain.shared.incoming_message import Attachment
from bot.domain.shared.question import Dialog
from bot.domain.shared.question_params import QuestionParams
from bot.ports import Tx
from bot.services.matters import assignments, classification, listing, progress, triage, verification
from bot.services.meetings import sessions
from tests import cast
from tests.builders import back
from tests.services.hall import Hall

PHOTO, VOICE = Attachment("photo", "p1"), Attachment("voice", "v1")


def called(hall: Hall, kind: str, by: Account = cast.CLERK, number: int = 1) -> Any:
    return hall.at(classification.set_kind, council=1, number=number, kind=kind, by=hall.by(by))


@pytest.fixture
def hazard(hall: Hall) -> Hall:
    """A hazard that is handed to somebody by the day after tomorrow."""
    hall.propose("楼道堆杂物，有隐患", state=State.RESOLVED)
    day = hall.now.date() + timedelta(days=2)
    hall.at(
        assignments.assign_matter, council=1, number=1, by=hall.by(cast.CLERK), handler=hall.by(cast.HANDLER), day=day
    )
    return hall


def done(hall: Hall, *attachments: Attachment) -> None:
    hall.at(progress.report_done, council=1, number=1, by=hall.by(cast.HANDLER), text="清走了", attachments=attachments)


# Which kind it is


def test_guessed(hall: Hall) -> None:
    """A matter is of the kind that its words say, wherever they come from."""
    assert hall.propose("建议装一盏灯").kind is Kind.SUGGESTION
    assert hall.propose("楼道堆杂物，有隐患").kind is Kind.HAZARD
    assert hall.propose("东门的锁坏了").kind is Kind.PROBLEM


@pytest.mark.parametrize("by", [cast.CLERK, cast.HEAD])
def test_corrected(hall: Hall, by: Account) -> None:
    """An officer corrects it: timeline and record say so, and the group hears of a formal proposal alone."""
    hall.propose()
    hall.deliver()
    assert called(hall, "suggestion", by).key == "did_kind"
    assert (hall.matter().kind, hall.matter().timeline[-1].text) == (Kind.SUGGESTION, "suggestion")
    assert (hall.last.what, hall.last.facts) == (Act.KIND, {"kind": "suggestion"})
    assert hall.news() == []
    called(hall, "proposal", by)
    assert hall.news() == [Act.KIND]


def test_the_same_again(hall: Hall) -> None:
    """The kind that it has already changes nothing."""
    hall.propose()
    before = hall.matter()
    called(hall, "problem")
    assert hall.matter() == before


def test_not_everybody(hall: Hall) -> None:
    """Nobody else corrects it, and what is none is no kind."""
    hall.propose()
    for by in (cast.RESIDENT, cast.HANDLER):
        hall.refuses(NotAllowed, classification.set_kind, council=1, number=1, kind="hazard", by=hall.by(by))
        hall.refuses(NotAllowed, classification.kind_menu, council=1, number=1, by=by, reply_to=back("k"))
    hall.refuses(OldButton, classification.set_kind, council=1, number=1, kind="wish", by=hall.by(cast.CLERK))


@pytest.mark.parametrize("state", [State.DONE, State.RESULT_PUBLIC, State.CLOSED, State.REJECTED])
def test_not_once_it_is_done(hall: Hall, state: State) -> None:
    """What was reported done stays what it was: its photo, or its note, could not be asked for any more."""
    hall.stand(state, open=state in OPEN)
    hall.refuses(WrongState, classification.set_kind, council=1, number=1, kind="hazard", by=hall.by(cast.CLERK))


# Hazards


@pytest.mark.parametrize("attachments", [(), (VOICE,)])
def test_no_photo(hazard: Hall, attachments: tuple[Attachment, ...]) -> None:
    """A hazard is done only with a photo; a voice shows nothing."""
    with pytest.raises(NoPhoto):
        done(hazard, *attachments)
    assert hazard.matter().state is State.DISPATCHED
    done(hazard, VOICE, PHOTO)
    assert hazard.matter().state is State.DONE


def test_again_with_a_photo(hazard: Hall) -> None:
    """Reopened, it wants a photo again."""
    done(hazard, PHOTO)
    hazard.at(
        verification.record_feedback,
        council=1,
        number=1,
        by=hazard.by(cast.RESIDENT),
        answer=Answer.NO,
        reason="又堆上了",
    )
    assert hazard.matter().assignment.due is not None
    with pytest.raises(NoPhoto):
        done(hazard)


@pytest.mark.parametrize("state", sorted(AT_WORK))
def test_a_hazard_has_its_day(hall: Hall, state: State) -> None:
    """What is worked on without a day cannot become a hazard; what is only resolved gets its day with its handler."""
    hall.stand(state)
    wishes: dict[str, Any] = {"council": 1, "number": 1, "kind": "hazard", "by": hall.by(cast.CLERK)}
    if state is State.RESOLVED:
        hall.at(classification.set_kind, **wishes)
        assert hall.matter().kind is Kind.HAZARD
    else:
        hall.refuses(NeedsDay, classification.set_kind, **wishes)


def test_a_hazard_keeps_its_day(hazard: Hall) -> None:
    """A hazard becomes no long matter, and without a day nobody goes on with it."""
    by = hazard.by(cast.CLERK)
    hazard.refuses(NeedsDay, assignments.start_long_run, council=1, number=1, by=by, reason="要等上级")
    assert hazard.matter().assignment.due is not None
    hazard.propose("井盖松动，有隐患", state=State.RESOLVED)
    hazard.refuses(NeedsDay, progress.report_progress, council=1, number=2, by=by, text="买材料")


def test_merged_into_another_hazard(hazard: Hall) -> None:
    """A hazard is merged into a hazard alone: else it would lose its day and its photo."""
    hazard.propose("电线老化，有隐患")
    hazard.propose("灯坏了")
    wishes: dict[str, Any] = {"council": 1, "number": 2, "by": hazard.by(cast.CLERK)}
    refused = hazard.refuses(HazardInto, triage.merge_matters, **wishes, into=3)
    assert refused.params == {"number": 2, "into": 3}
    hazard.at(triage.merge_matters, **wishes, into=1)
    assert hazard.matter(2).into == 1


def test_words_are_kept_for_the_photo(hazard: Hall) -> None:
    """While the photo is asked for, the words wait, relieved of private numbers."""
    hazard.at(
        classification.ask_photo, council=1, number=1, text="清走了，问13800138000", by=cast.HANDLER, reply_to=back("d")
    )
    (dialog,) = hazard.every(Dialog)
    assert (dialog.ask, dialog.params) == ("done_photo", QuestionParams(number=1, text="清走了，问138****8000"))


def test_hazards(hazard: Hall) -> None:
    """The list has those that are not gone, the oldest first, and each place where they can be."""
    for text in ("电线老化，有隐患", "井盖松动，有隐患", "栏杆断了，有隐患", "灯坏了"):
        hazard.propose(text)
    hazard.at(triage.reject_matter, council=1, number=3, by=hazard.by(cast.CLERK), reason="已经换了")
    done(hazard, PHOTO)
    hazard.at(verification.record_feedback, council=1, number=1, by=hazard.by(cast.RESIDENT), answer=Answer.YES)
    shown = hazard.do(classification.load_hazards, 1, 1, hazard.now)
    assert [matter.number for matter in shown.matters] == [2, 4]
    n = shown.counted
    assert (n.total, n.open, n.solved, n.unverified, n.closed, n.dropped) == (4, 2, 1, 0, 1, 1)
    assert hazard.do(listing.load_stats, 1).kinds[Kind.PROBLEM].total == 1


def test_each_council_counts_its_own(two: Hall) -> None:
    """The hazards of one council are none of another's."""
    two.propose("电线老化，有隐患")
    shown = two.do(classification.load_hazards, 2, 1, two.now)
    assert (shown.counted.total, shown.matters) == (0, ())


# Formal proposals


def test_a_proposal_has_its_note(hall: Hall) -> None:
    """A formal proposal is done only when an opinion of its negotiation is noted; the button says so at once."""
    hall.stand(State.IN_PROGRESS, kind=Kind.PROPOSAL)
    by = hall.by(cast.CLERK)
    hall.refuses(NoNegotiation, progress.report_done, council=1, number=1, by=by, text="装好了")
    hall.at(sessions.record_opinion, council=1, number=1, by=by, text="各家同意分摊")
    hall.at(progress.report_done, council=1, number=1, by=by, text="装好了")
    assert hall.matter().state is State.DONE


@pytest.mark.parametrize("state", sorted(State))
def test_negotiated_as_long_as_it_is_open(hall: Hall, state: State) -> None:
    """Of a proposal opinions are noted wherever it stands, until it is off the board."""
    matter = hall.stand(state, open=state in OPEN, kind=Kind.PROPOSAL)
    plain = replace(matter, kind=Kind.PROBLEM)
    assert can(matter, Act.OPINION) is (state in OPEN or can(plain, Act.OPINION))
    assert can(matter, Act.OPINION) or state not in OPEN


def test_signed(hall: Hall) -> None:
    """Who stands behind a proposal is given in the order they came, a bounded number, and of no other matter."""
    hall.propose()
    people = [
        Account(AccountId(str(1000 + place)), f"邻居{place}") for place in range(classification.SIGNERS_LISTED + 2)
    ]
    for each in people:
        hall.now += timedelta(seconds=1)
        hall.support(1, each)
    assert hall.do(classification.list_signers, hall.matter()) == ()
    called(hall, "proposal")
    signed = hall.do(classification.list_signers, hall.matter())
    assert [member.name for member in signed] == [each.name for each in people[: classification.SIGNERS_LISTED]]


# The board


def test_every_ending_has_its_day(hall: Hall) -> None:
    """Whatever is off the board has the step that took it off; what is on it has none."""
    for text in ("3号楼的路灯坏了", "电梯旁边堆了杂物", "东门口太挤"):
        hall.propose(text)
    assert ending_entry(hall.matter(1)) is None
    hall.at(triage.reject_matter, council=1, number=1, by=hall.by(cast.CLERK), reason="已经修了")
    hall.at(triage.merge_matters, council=1, number=2, into=3, by=hall.by(cast.CLERK))
    hall.at(triage.withdraw_matter, council=1, number=3, by=hall.by(cast.RESIDENT))
    endings = [ending_entry(hall.matter(number)) for number in (1, 2, 3)]
    assert [entry and entry.what for entry in endings] == [Act.REJECT, Act.MERGE, Act.WITHDRAW]
    hall.at(triage.restore_matter, council=1, number=3, by=hall.by(cast.RESIDENT))
    assert ending_entry(hall.matter(3)) is None


def test_every_way_off_the_board_is_known() -> None:
    """Each act after which a matter is not open any more gives it its day; filing it comes later."""
    off = {act for act, spec in ACTS.items() if spec.end and spec.end not in OPEN}
    assert off - {Act.ARCHIVE} == {act for act, spec in ACTS.items() if spec.ends}


def test_parts_of_the_board(hall: Hall) -> None:
    """The open and the ended matters are listed apart, with and without words; a part unknown is all of them."""
    matter = hall.propose("3号楼的路灯坏了")

    def put(tx: Tx) -> None:
        for number in range(2, 15):
            tx.put(replace(matter, number=number, open=number % 2 == 0))

    hall.do(put)
    pages = {which: hall.do(listing.load_page, 1, 1, "", which) for which in ("", "open", "ended", "zzz")}
    assert {which: page.total for which, page in pages.items()} == {"": 14, "open": 8, "ended": 6, "zzz": 14}
    assert [each.number for each in pages["ended"].matters] == [13, 11, 9, 7, 5, 3]
    searched = hall.do(listing.load_page, 1, 1, "路灯", "ended")
    assert (searched.total, len(searched.matters)) == (6, 6)
    assert isinstance(searched.matters[0], Matter)
