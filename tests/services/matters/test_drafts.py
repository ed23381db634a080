"""Words on their way to a matter: compared with what is open, held until somebody chooses."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.councils.council import Account
from bot.domain.councils.counter import Numbered
from bot.domain.councils.errors import NotMember
from bot.domain.matters.acts import Act
from bot.domain.matters.errors import WrongState
from bot.domain.matters.matter import Support
from bot.domain.matters.state import State
from bot.domain.shared.button_intent import Intent
from bot.domain.shared.errors import DraftGone, NotAllowed, OldButton
from bot.domain.shared.ids import ChatId, MessageId
from bot.domain.shared.incoming_message import IncomingMessage
from bot.domain.shared.message_params import MessageParams
from bot.domain.shared.outbox_message import SentMessage
from bot.domain.shared.question import ANSWER_PATIENCE, Draft
from bot.services.matters import drafts, repository
from tests import cast
from tests.builders import back, said
from tests.cast import private
from tests.services.hall import OTHER_HEAD, Hall

TEXT = "3号楼门口的路灯坏了三天"
LIKE = "3号楼门口的路灯坏了好几天"


@pytest.fixture
def offered(hall: Hall) -> Hall:
    """A neighbour says nearly what is open already, and is offered that."""
    hall.propose(TEXT)
    assert propose(hall, LIKE) is None
    hall.deliver()
    return hall


def propose(hall: Hall, text: str, by: Account = cast.NEIGHBOUR, **more: bool) -> int | None:
    return hall.at(
        drafts.propose_matter,
        council=1,
        said=said(text, by, message=MessageId("600")),
        by=by,
        reply_to=back("p", message=MessageId("600")),
        **more,
    )


def offer(hall: Hall) -> SentMessage:
    (posted,) = [each for each in hall.every(SentMessage) if each.view == "similar"]
    return posted


def submit(hall: Hall, by: Account, arg: str | None = None, draft: int = 1, chat: ChatId = cast.GROUP) -> str:
    intent = Intent("submit", 1, draft, str(arg or by.id))
    return hall.tap(drafts.submit_draft, intent, by, chat=chat, message=offer(hall).message).key


def like(hall: Hall, by: Account, number: int = 1, draft: str = "1", chat: ChatId = cast.GROUP) -> str:
    return hall.tap(
        drafts.similar_to_draft, Intent("like", 1, number, draft), by, chat=chat, message=offer(hall).message
    ).key


def test_similar_ones_are_offered_first(hall: Hall) -> None:
    """Words like an open matter become no matter yet: the open one is offered, and the words wait a day."""
    hall.propose(TEXT)
    hall.deliver()
    assert propose(hall, LIKE) is None
    assert hall.gone(Draft, "none")
    (draft,) = hall.every(Draft)
    assert (draft.account, draft.number, draft.said.text) == (cast.NEIGHBOUR.id, 1, LIKE)
    (told,) = hall.told("similar")
    person = hall.member(cast.NEIGHBOUR).person
    assert told.params == MessageParams(council=1, draft=1, person=person, matters=(1,))
    assert [row.at for row in hall.waits("forget_draft")] == [hall.now + ANSWER_PATIENCE]
    assert hall.last.what == Act.SUBMIT
    assert hall.last_number(Numbered.MATTER) == 1


def test_words_that_only_name_what_came_along(hall: Hall) -> None:
    """Words that only name a picture are compared with nothing."""
    hall.propose(TEXT)
    assert propose(hall, TEXT, wordless=True) == 2


def test_the_author_submits_all_the_same(offered: Hall) -> None:
    """Its author submits a draft although a similar matter is open; the draft and its waiting are gone."""
    assert submit(offered, cast.NEIGHBOUR) == "submitted"
    matter = offered.matter(2)
    assert (matter.text, matter.proposer) == (LIKE, offered.member(cast.NEIGHBOUR).person)
    assert (offered.every(Draft), offered.waits("forget_draft")) == ([], [])
    (card,) = offered.told("matter.card")
    assert card.reply_to == "600"
    assert offered.told("similar")[0].params.chosen == "submit"
    with pytest.raises(DraftGone):
        submit(offered, cast.NEIGHBOUR)


def test_only_the_author_submits(offered: Hall) -> None:
    """Nobody submits somebody else's draft, whatever number their button claims."""
    with pytest.raises(NotAllowed):
        submit(offered, cast.RESIDENT, arg=cast.NEIGHBOUR.id)
    with pytest.raises(DraftGone):
        submit(offered, cast.RESIDENT)
    assert len(offered.every(Draft)) == 1


def test_submitted_from_private(hall: Hall) -> None:
    """A draft made in private and submitted there becomes a card in the group, and its author hears its number."""
    hall.propose(TEXT)
    words = said(LIKE, cast.NEIGHBOUR, private(cast.NEIGHBOUR))
    hall.at(
        drafts.propose_matter, council=1, said=words, by=cast.NEIGHBOUR, reply_to=back("p", private(cast.NEIGHBOUR))
    )
    hall.deliver()
    assert submit(hall, cast.NEIGHBOUR, chat=private(cast.NEIGHBOUR)) == "submitted"
    assert [told.params.matter for told in hall.told("matter.submitted", private(cast.NEIGHBOUR))] == [2]


def test_the_author_likes_what_is_open(offered: Hall) -> None:
    """Supporting the open matter takes the place of proposing it again."""
    assert like(offered, cast.NEIGHBOUR) == "supported"
    assert offered.do(repository.list_supporters, offered.matter()) == [offered.member(cast.NEIGHBOUR).person]
    assert (offered.every(Draft), offered.last_number(Numbered.MATTER)) == ([], 1)
    assert offered.told("similar")[0].params.chosen == "like"
    assert like(offered, cast.NEIGHBOUR) == "supported_already"
    assert len(offered.every(Support)) == 1


def test_a_neighbour_likes_as_well(offered: Hall) -> None:
    """Anybody may support what is offered; the draft goes on waiting for its author."""
    assert like(offered, cast.STRANGER) == "supported"
    assert like(offered, cast.RESIDENT, draft="x") == "own_matter"
    assert [support.person for support in offered.every(Support)] == [offered.member(cast.STRANGER).person]
    assert len(offered.every(Draft)) == 1
    assert offered.told("similar") == []


def test_liking_what_was_done_meanwhile(offered: Hall) -> None:
    """When the offered matter takes no more support the press is refused, and the draft is still there."""
    offered.do(lambda tx: tx.put(replace(offered.matter(), state=State.DONE)))
    with pytest.raises(WrongState):
        like(offered, cast.NEIGHBOUR)
    assert len(offered.every(Draft)) == 1


def test_carried_buttons(offered: Hall) -> None:
    """The buttons do nothing in another group, nor in private for somebody who is no member."""
    for press in (like, submit):
        with pytest.raises(OldButton):
            press(offered, cast.NEIGHBOUR, chat=cast.OTHER_GROUP)
        with pytest.raises(NotMember):
            press(offered, OTHER_HEAD, chat=private(OTHER_HEAD))


def test_drafts_are_numbered_for_each_author(offered: Hall) -> None:
    """A second draft of the same author takes the next number."""
    propose(offered, LIKE + "了")
    assert sorted(draft.key for draft in offered.every(Draft)) == [f"{cast.NEIGHBOUR.id}/{n}" for n in (1, 2)]


def test_forgotten_after_a_day(offered: Hall) -> None:
    """A draft that nobody came back to is forgotten."""
    offered.pass_time(ANSWER_PATIENCE - timedelta(seconds=1))
    assert offered.do(drafts.get_draft, cast.NEIGHBOUR.id, 1).said.text == LIKE
    offered.pass_time(timedelta(seconds=1))
    with pytest.raises(DraftGone):
        offered.do(drafts.get_draft, cast.NEIGHBOUR.id, 1)


def test_the_hint_comes_with_the_offer(hall: Hall) -> None:
    """A number that was masked is pointed out also when similar matters are offered first."""
    hall.propose(TEXT)
    propose(hall, LIKE + "，找13800138000")
    assert "masked" in hall.notices()
    assert hall.traces("13800138000") == []


def test_words_held_until_a_council_is_chosen(hall: Hall) -> None:
    """What somebody of several councils says in private is kept, masked to its last corner, and they are asked."""
    caller = Account(cast.RESIDENT.id, "赵敏13800138000")
    answered = IncomingMessage(
        chat=private(caller), message=MessageId("8"), group=False, by=caller, text="找13800138000"
    )
    words = IncomingMessage(
        chat=private(caller),
        message=MessageId("9"),
        group=False,
        by=caller,
        text="提议 找13800138000",
        mentions=(caller,),
        answers=answered,
    )
    hall.at(drafts.hold_draft, said=words, reply_to=back("h", private(caller)))
    (draft,) = hall.every(Draft)
    assert draft.said.text == "提议 找138****8000"
    assert draft.said.answers is not None
    (told,) = hall.told("which_council")
    assert (told.chat, told.params) == (private(caller), MessageParams(account=caller.id, draft=1))
    assert hall.traces("13800138000") == []
