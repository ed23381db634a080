"""How somebody's wish reaches a use case: who they are here, whether the button is from here, where the answer goes."""

from dataclasses import replace
from functools import partial
from typing import Any

import pytest

from bot.domain.councils.council import Account
from bot.domain.councils.errors import NoCouncil, NotAPerson, NotMember
from bot.domain.councils.permissions import CouncilAct
from bot.domain.matters.acts import Act
from bot.domain.matters.errors import NotAsked, WrongState
from bot.domain.matters.state import State
from bot.domain.meetings.errors import MeetingOver
from bot.domain.meetings.meeting import MeetingState
from bot.domain.shared.button_intent import Intent
from bot.domain.shared.errors import CouncilError, NotAllowed, OldButton
from bot.domain.shared.ids import AccountId, ChatId
from bot.domain.shared.message_params import MessageParams
from bot.domain.shared.outbox_message import PrivateReply
from bot.domain.shared.question import Dialog
from bot.domain.shared.question_params import QuestionParams
from bot.domain.shared.reply import Reply
from bot.services.councils import councils
from bot.services.matters import detail_page, drafts, listing, progress, triage
from bot.services.meetings import meetings, rescheduling
from bot.services.shared import dispatch
from tests import cast
from tests.builders import back
from tests.cast import private
from tests.services.hall import OTHER_HEAD, Hall


def command(hall: Hall, by: Account, chat: ChatId = cast.GROUP, **more: Any) -> MessageParams | None:
    use_case = more.pop("use_case", partial(triage.accept_matter, number=1))
    alone: list[PrivateReply] | None = [] if more.pop("alone", False) else None
    hall.at(dispatch.run_command, use_case=use_case, by=by, reply_to=replace(back("c", chat), alone=alone), **more)
    return alone[0].params if alone else None


def press(hall: Hall, by: Account, chat: ChatId = cast.GROUP, council: int = 1) -> str:
    return hall.tap(
        dispatch.press_button, Intent(Act.ACCEPT, council, 1), by, chat=chat, use_case=triage.accept_matter
    ).key


# Commands


def test_a_command_in_the_group(hall: Hall) -> None:
    """In the group the news is the answer; of what the card alone shows a sentence, for the caller alone if can be."""
    for text in ("路灯坏了", "垃圾没有人收", "门口太挤"):
        hall.propose(text)
    reject = partial(triage.reject_matter, number=1, reason="这是物业的事")
    assert command(hall, cast.CLERK, use_case=reject, alone=True) is None
    assert (hall.matter().state, hall.news(), hall.notices()) == (State.REJECTED, ["reject"], [])
    accept = partial(triage.accept_matter, number=2)
    told = command(hall, cast.CLERK, use_case=accept, alone=True)
    assert told
    assert told.reply == Reply("did_accept", {"number": 2, "council": 1})
    assert (told.matter, told.person) == (2, hall.member(cast.CLERK).person)
    assert hall.notices() == []
    assert command(hall, cast.CLERK, use_case=partial(triage.accept_matter, number=3)) is None
    assert hall.notices() == ["did_accept"]
    assert hall.told("notice")[-1].params.person == 0  # the group reads it


def test_a_command_in_private(hall: Hall) -> None:
    """In private a sentence says that it is done, and the group hears the news."""
    hall.propose()
    reject = partial(triage.reject_matter, number=1, reason="这是物业的事")
    command(hall, cast.CLERK, private(cast.CLERK), use_case=reject)
    assert (hall.news(), hall.notices(private(cast.CLERK))) == (["reject"], ["did_reject"])
    assert hall.told("notice")[0].params.council == 1


def test_a_command_is_for_its_own_council(two: Hall) -> None:
    """A number typed in one group means that council's matter, whoever types it; strangers mean nothing in private."""
    two.propose()
    two.propose(by=OTHER_HEAD, council=2)
    with pytest.raises(NotAllowed):
        command(two, cast.CLERK, cast.OTHER_GROUP)
    command(two, OTHER_HEAD, cast.OTHER_GROUP)
    assert (two.matter(1).state, two.matter(1, 2).state) == (State.SUBMITTED, State.ACCEPTED)
    with pytest.raises(NotMember):
        command(two, OTHER_HEAD, private(OTHER_HEAD), council=1)
    with pytest.raises(NoCouncil):
        command(two, Account(AccountId("401")), ChatId("401"))


# Buttons


def test_a_button(hall: Hall) -> None:
    """A button does its act in the group and in private."""
    hall.propose()
    assert press(hall, cast.CLERK, private(cast.CLERK)) == "did_accept"


def test_foreign_buttons_change_nothing(two: Hall) -> None:
    """A button carried into another group, pressed by another council's head, or of no council, changes nothing."""
    two.propose()
    before = two.state()
    refused: list[type[CouncilError]] = []
    for by, chat, council in (
        (cast.CLERK, cast.OTHER_GROUP, 1),
        (OTHER_HEAD, OTHER_HEAD.id, 1),
        (cast.CLERK, cast.CLERK.id, 9),
        (cast.CHANNEL, cast.GROUP, 1),
    ):
        with pytest.raises(CouncilError) as raised:
            press(two, by, ChatId(chat), council)
        refused.append(raised.type)
    assert refused == [OldButton, NotMember, OldButton, NotAPerson]
    assert two.state() == before


def test_another_councils_head_is_a_resident_here(two: Hall) -> None:
    """The head of another council who comes into this group has no more rights than any resident."""
    two.propose()
    with pytest.raises(NotAllowed):
        press(two, OTHER_HEAD)


@pytest.mark.parametrize(
    ("act", "intent"),
    [
        (dispatch.give_feedback, Intent("answer", 1, 1, "yes")),
        (detail_page.press_details, Intent("details", 1, 1)),
        (detail_page.category_menu, Intent("category", 1, 1)),
        (listing.turn_page, Intent("page", 1, 2)),
        (councils.press_language, Intent("language", 1, 0, "en")),
        (drafts.similar_to_draft, Intent("like", 1, 1, "1")),
        (drafts.submit_draft, Intent("submit", 1, 1, "1")),
    ],
)
def test_every_button_stays_at_home(two: Hall, act: Any, intent: Intent) -> None:
    """No button of one council works in another's group, nor for a stranger in private."""
    two.propose()
    before = two.state()
    with pytest.raises(OldButton):
        two.tap(act, intent, cast.HEAD, chat=cast.OTHER_GROUP)
    with pytest.raises(NotMember):
        two.tap(act, intent, OTHER_HEAD, chat=OTHER_HEAD.id)
    assert two.state() == before


# Buttons that want words


def ask_first(hall: Hall, act: Act | CouncilAct, by: Account, subject: int = 1) -> str:
    return hall.tap(dispatch.ask_for_words, Intent(act, 1, subject), by, act=act, ask=act).key


def test_words_are_asked_for(hall: Hall) -> None:
    """A button that wants words asks whoever may press it, about its matter."""
    hall.propose()
    assert ask_first(hall, Act.REJECT, cast.CLERK) == "asked_below"
    (dialog,) = hall.every(Dialog)
    assert (dialog.ask, dialog.params) == ("reject", QuestionParams(number=1))


@pytest.mark.parametrize(
    ("act", "by", "refusal"),
    [
        (Act.REJECT, cast.RESIDENT, NotAllowed),
        (Act.PROGRESS, cast.CLERK, WrongState),
        (CouncilAct.CONVENE, cast.CLERK, NotAllowed),
        (Act.SATISFIED, cast.RESIDENT, WrongState),
    ],
)
def test_nobody_is_asked_in_vain(hall: Hall, act: Act | CouncilAct, by: Account, refusal: type[CouncilError]) -> None:
    """Who may not do it, or cannot do it now, learns so before any question."""
    hall.propose()
    with pytest.raises(refusal):
        ask_first(hall, act, by)
    assert hall.every(Dialog) == []


def test_a_new_day_is_asked_for(hall: Hall) -> None:
    """The head is asked for another day of a meeting that is still on, and not of one that is off."""
    assert ask_first(hall, CouncilAct.CONVENE, cast.HEAD) == "asked_below"
    hall.at(rescheduling.cancel_meeting, council=1, number=1, by=hall.by(cast.HEAD))
    with pytest.raises(MeetingOver):
        ask_first(hall, CouncilAct.CONVENE, cast.HEAD)
    assert meetings.get_meeting(hall.tx(), 1, 1).state is MeetingState.CANCELLED


# Answers to "is it really done"


@pytest.fixture
def done(hall: Hall) -> Hall:
    """A matter that is reported done, its proposer and one supporter asked."""
    hall.stand(State.IN_PROGRESS)
    hall.support(1, cast.NEIGHBOUR)
    hall.at(progress.report_done, council=1, number=1, by=hall.by(cast.CLERK), text="装好了")
    return hall


def test_content_by_a_press(done: Hall) -> None:
    """Content is kept at once."""
    assert done.tap(dispatch.give_feedback, Intent("answer", 1, 1, "yes"), cast.RESIDENT).key == "thanks_for_answer"


def test_discontent_is_asked_for_its_reason(done: Hall) -> None:
    """Discontent is asked for its reason first, and only of those who were asked."""
    assert done.tap(dispatch.give_feedback, Intent("answer", 1, 1, "no"), cast.RESIDENT).key == "asked_below"
    assert [dialog.ask for dialog in done.every(Dialog)] == ["why_not"]
    assert done.matter().state is State.DONE
    with pytest.raises(NotAsked):
        done.tap(dispatch.give_feedback, Intent("answer", 1, 1, "no"), cast.CAPTAIN)


def test_a_forged_answer(done: Hall) -> None:
    """An answer that is none of the three is an old button."""
    with pytest.raises(OldButton):
        done.tap(dispatch.give_feedback, Intent("answer", 1, 1, "maybe"), cast.RESIDENT)
