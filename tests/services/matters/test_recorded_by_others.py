"""What a captain or officer enters: for a neighbour without a telephone, or done on the spot."""

from datetime import timedelta
from typing import Any

import pytest

from bot.domain.councils.council import Account, Role
from bot.domain.councils.counter import Numbered
from bot.domain.matters.acts import Act
from bot.domain.matters.errors import NoProof, NotAsked
from bot.domain.matters.matter import LOOK_BACK_TIME, Answer, Matter, Origin
from bot.domain.matters.state import State
from bot.domain.shared.errors import NotAllowed
from bot.domain.shared.ids import AccountId, ChatId
from bot.domain.shared.incoming_message import Attachment
from bot.messages import registry
from bot.ports import Card
from bot.services.councils import personal_data, roles
from bot.services.matters import progress, proposals, recorded_by_others, resolutions, triage, verification
from handlers.telegram.features import FEATURES
from tests import cast
from tests.builders import back, said
from tests.cast import private
from tests.services.hall import Hall

PHOTO, VOICE = Attachment("photo", "p1"), Attachment("voice", "v1")
MEMBER = Account(AccountId("108"), "钱老师")


def drawn(hall: Hall, view: str, chat: ChatId | None = None) -> str:
    card = hall.do(registry.draw, hall.told(view, chat)[-1], hall.now, FEATURES)
    assert isinstance(card, Card)
    return str(card.text.striptags())


# On behalf


def on_behalf(name: str = "王秀英", text: str = "水管漏了", by: Account = cast.CAPTAIN) -> dict[str, Any]:
    return {"council": 1, "name": name, "said": said(text, by, attachments=(PHOTO,)), "by": by, "reply_to": back("b")}


@pytest.mark.parametrize("by", [cast.CAPTAIN, cast.CLERK, cast.HEAD, MEMBER])
def test_on_behalf(hall: Hall, by: Account) -> None:
    """For a neighbour without a telephone a captain, a member or an officer speaks; both stand on the card."""
    hall.at(roles.appoint_member, by=cast.HEAD, whom=MEMBER, role=Role.MEMBER, reply_to=back("member"))
    hall.deliver()
    hall.at(recorded_by_others.record_on_behalf, **on_behalf(by=by))
    matter = hall.matter()
    assert (matter.reporter, matter.origin, matter.attachments) == ("王**", Origin.BEHALF, (PHOTO,))
    assert matter.proposer == matter.recorder == hall.member(by).person
    for text in (drawn(hall, "matter.card"),):
        assert "提出人：王**" in text
        assert f"代录人：{by.name}" in text
    assert (hall.last.what, hall.last.person) == (Act.SUBMIT, hall.member(by).person)


@pytest.mark.parametrize("by", [cast.RESIDENT, cast.HANDLER])
def test_not_on_behalf(hall: Hall, by: Account) -> None:
    """Nobody else speaks for another."""
    hall.refuses(NotAllowed, recorded_by_others.record_on_behalf, **on_behalf(by=by))
    assert hall.every(Matter) == []


def test_the_name_is_kept_nowhere(hall: Hall) -> None:
    """The neighbour's name is kept nowhere, neither from the message nor when that is changed; numbers are masked."""
    hall.at(recorded_by_others.record_on_behalf, **on_behalf("王秀英13800138000", "水管漏了"))
    hall.at(recorded_by_others.record_on_behalf, **on_behalf(text="王秀英家的灯坏了，电话13800138000"))
    hall.at(proposals.edit_text, said=said("", cast.CAPTAIN), text="/behalf 王秀英 水管漏了两天")
    assert hall.traces("王秀英", "13800138000") == []
    assert hall.matter(2).text == "王**家的灯坏了，电话138****8000"
    assert hall.notices() == ["masked"]


def test_asked_in_the_neighbours_place(hall: Hall) -> None:
    """The recorder is asked whether it is done, and may take it back."""
    hall.opens_private_chat(cast.CAPTAIN)
    hall.at(recorded_by_others.record_on_behalf, **on_behalf())
    hall.at(triage.accept_matter, council=1, number=1, by=hall.by(cast.CLERK))
    hall.at(resolutions.resolve_matter, council=1, number=1, by=hall.by(cast.CLERK), text="修水管")
    hall.at(progress.report_done, council=1, number=1, by=hall.by(cast.CLERK), text="修好了")
    assert hall.matter().asked == (hall.member(cast.CAPTAIN).person,)
    assert "您代录的" in drawn(hall, "look_back", private(cast.CAPTAIN))
    hall.at(recorded_by_others.record_on_behalf, **on_behalf("李奶奶", "灯坏了"))
    hall.at(triage.withdraw_matter, council=1, number=2, by=hall.member(cast.CAPTAIN))
    assert hall.matter(2).state is State.WITHDRAWN


def test_the_recorder_erased(hall: Hall) -> None:
    """When the recorder is erased the matter stays, for the masked neighbour."""
    hall.at(recorded_by_others.record_on_behalf, **on_behalf())
    hall.at(personal_data.erase_person, account=cast.CAPTAIN.id, chat=private(cast.CAPTAIN))
    assert "提出人：王**" in drawn(hall, "matter.card")
    assert cast.CAPTAIN.name not in drawn(hall, "matter.card")


# On the spot


def spot(hall: Hall, by: Account = cast.CAPTAIN, **changes: Any) -> Matter:
    hall.at(recorded_by_others.record_on_the_spot, **(wishes(by) | changes))
    return hall.matter(hall.last_number(Numbered.MATTER))


def wishes(by: Account = cast.CAPTAIN) -> dict[str, Any]:
    text = "3号楼门口的灯泡坏了，换好了"
    return {"council": 1, "text": text, "attachments": (PHOTO,), "reporter": None, "by": by, "reply_to": back("s")}


@pytest.mark.parametrize("by", [cast.CAPTAIN, cast.CLERK, cast.HEAD])
def test_on_the_spot(hall: Hall, by: Account) -> None:
    """A captain or officer records what was done at once, with its photo, and the group is asked whether it is true."""
    matter = spot(hall, by)
    assert (matter.state, matter.origin, matter.timeline[-1].attachments) == (
        State.DONE,
        Origin.ON_THE_SPOT,
        (PHOTO,),
    )
    assert hall.news() == [Act.ON_THE_SPOT]
    assert "各位邻居" in drawn(hall, "matter.news")
    assert hall.last.what == Act.ON_THE_SPOT


@pytest.mark.parametrize("by", [cast.RESIDENT, cast.HANDLER, MEMBER])
def test_not_on_the_spot(hall: Hall, by: Account) -> None:
    """Nobody else does, neither with a photo nor before it is asked for."""
    hall.refuses(NotAllowed, recorded_by_others.record_on_the_spot, **wishes(by))
    ask = {"council": 1, "text": "换好了", "reporter": None, "by": by, "reply_to": back("s")}
    hall.refuses(NotAllowed, recorded_by_others.ask_photo, **ask)


@pytest.mark.parametrize("attachments", [(), (VOICE,)])
def test_no_photo_no_matter(hall: Hall, attachments: tuple[Attachment, ...]) -> None:
    """Without a photo nothing is recorded as done."""
    hall.refuses(NoProof, recorded_by_others.record_on_the_spot, **{**wishes(), "attachments": attachments})
    assert hall.every(Matter) == []


def answer(hall: Hall, by: Account, given: Answer = Answer.YES, **more: Any) -> str:
    return hall.at(verification.record_feedback, council=1, number=1, by=hall.by(by), answer=given, **more).key


def test_any_neighbour_vouches(hall: Hall) -> None:
    """What nobody reported closes when a neighbour says that it is done; who did it cannot say so."""
    spot(hall)
    hall.refuses(
        NotAsked, verification.record_feedback, council=1, number=1, by=hall.by(cast.CAPTAIN), answer=Answer.YES
    )
    assert answer(hall, cast.RESIDENT) == "closed_by_answer"
    assert hall.matter().state is State.CLOSED


def test_who_reported_it_is_asked(hall: Hall) -> None:
    """Who reported it is its proposer and is asked, and nobody else."""
    hall.opens_private_chat(cast.NEIGHBOUR)
    matter = spot(hall, reporter=cast.NEIGHBOUR)
    neighbour, captain = hall.member(cast.NEIGHBOUR).person, hall.member(cast.CAPTAIN).person
    assert (matter.proposer, matter.recorder, matter.asked) == (neighbour, captain, (neighbour,))
    assert "当场" in drawn(hall, "matter.news") or "真的办好了吗" in drawn(hall, "look_back", private(cast.NEIGHBOUR))
    hall.refuses(
        NotAsked, verification.record_feedback, council=1, number=1, by=hall.by(cast.RESIDENT), answer=Answer.YES
    )
    answer(hall, cast.NEIGHBOUR)
    assert hall.matter().state is State.CLOSED


def test_never_closed_without_both(hall: Hall) -> None:
    """Without an answer it is not closed but counted apart; sent back, it is done again only with a photo."""
    spot(hall)
    answer(hall, cast.RESIDENT, Answer.NO, reason="灯又灭了")
    assert (hall.matter().state, hall.matter().assignment.handler) == (
        State.IN_PROGRESS,
        hall.member(cast.CAPTAIN).person,
    )
    again = {"council": 1, "number": 1, "by": hall.by(cast.CAPTAIN), "text": "又换了"}
    hall.refuses(NoProof, progress.report_done, **again)
    hall.at(progress.report_done, **again, attachments=(PHOTO,))
    assert hall.matter().asked == ()
    hall.pass_time(LOOK_BACK_TIME + timedelta(minutes=1))
    assert hall.matter().state is State.UNVERIFIED


def test_numbers_on_the_spot(hall: Hall) -> None:
    """A telephone number in what was done on the spot is masked, and the captain is told."""
    spot(hall, text="换了灯泡，电话13800138000")
    assert hall.traces("13800138000") == []
    assert hall.notices() == ["masked"]


def test_the_photo_is_asked_for(hall: Hall) -> None:
    """Who sends no photo is asked for it; what was said by then is kept masked, and the neighbour by number alone."""
    asked = {"council": 1, "text": "换好了，13800138000", "reporter": cast.NEIGHBOUR, "by": cast.CAPTAIN}
    hall.at(recorded_by_others.ask_photo, **asked, reply_to=back("s"))
    (question,) = hall.told("ask")
    assert question.params.known.text == "换好了，138****8000"
    assert question.params.known.reporter == hall.member(cast.NEIGHBOUR).person
    matter = spot(hall, reporter=question.params.known.reporter)
    assert matter.proposer == hall.member(cast.NEIGHBOUR).person


@pytest.mark.parametrize("reporter", [cast.CAPTAIN, cast.CHANNEL, 999])
def test_a_reporter_who_is_none(hall: Hall, reporter: Account | int) -> None:
    """Oneself, a channel or somebody who is gone did not report it: the group is asked."""
    assert spot(hall, reporter=reporter).recorder is None
