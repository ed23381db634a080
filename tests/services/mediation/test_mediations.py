"""Mediation: two willing sides and a mediator, in private, and nothing of it anywhere else."""

import json
from datetime import date, timedelta
from typing import Any

import pytest

from bot.domain.councils.council import Account
from bot.domain.councils.counter import Numbered
from bot.domain.councils.errors import SeveralPeople
from bot.domain.mediation.errors import MediationOver, SaidAlready, SameSide, SideUnreachable
from bot.domain.mediation.mediation import IDLE, MEDIATION_KEPT, NOTES_LIMIT, SIDE_PATIENCE, Mediation, MediationState
from bot.domain.shared.button_intent import Intent
from bot.domain.shared.errors import CouncilError, NoSuchDay, NotAllowed, OldButton, PastDay, PrivateOnly, TooShort
from bot.domain.shared.ids import AccountId, ChatId
from bot.domain.shared.job import Job, JobParams
from bot.domain.shared.message_params import MessageParams
from bot.domain.shared.outbox_message import OutboxMessage
from bot.messages import registry
from bot.ports import Card
from bot.services.councils import personal_data, roles
from bot.services.matters import listing
from bot.services.mediation import mediations
from handlers.telegram.features import FEATURES
from tests import cast
from tests.builders import back
from tests.cast import private
from tests.services.hall import Hall

S = MediationState
ABOUT = "楼上漏水到楼下"
THREE = (cast.CLERK, cast.RESIDENT, cast.NEIGHBOUR)
SIDES = (cast.RESIDENT, cast.NEIGHBOUR)


def begin(by: Account = cast.CLERK, text: str = f"赵敏 孙大爷 {ABOUT}") -> dict[str, Any]:
    return {"council": 1, "text": text, "by": by, "reply_to": back("begin", private(by))}


@pytest.fixture
def room(hall: Hall) -> Hall:
    """Two neighbours whom the clerk has asked."""
    hall.opens_private_chat(*THREE)
    hall.deliver()
    hall.at(mediations.start_mediation, **begin())
    return hall


@pytest.fixture
def running(room: Hall) -> Hall:
    """… and both were willing."""
    both(room, "yes")
    room.deliver()
    return room


@pytest.fixture
def agreed(running: Hall) -> Hall:
    """… and agreed on something until 5 March."""
    propose(running)
    both(running, "ok")
    running.deliver()
    return running


def mediation(hall: Hall) -> Mediation:
    return hall.get(Mediation, "1/1")


def press(hall: Hall, by: Account, arg: str, chat: ChatId | None = None) -> str:
    return hall.tap(mediations.press_mediation, Intent("mediate", 1, 1, arg), by, chat=chat or by.id).key


def both(hall: Hall, arg: str) -> None:
    for side in SIDES:
        press(hall, side, arg)


def write(by: Account, as_: str, text: str) -> dict[str, Any]:
    return {"council": 1, "number": 1, "as_": as_, "text": text, "by": by, "reply_to": back("note", private(by))}


def propose(hall: Hall, day: str = "3月5日") -> None:
    clerk: dict[str, Any] = {
        "council": 1,
        "number": 1,
        "by": cast.CLERK,
        "reply_to": back("agree", private(cast.CLERK)),
    }
    hall.at(mediations.write_agreement, text="楼上换水管，楼下刷墙", **clerk)
    hall.at(mediations.agreement_day, text=day, **clerk)


def drawn(hall: Hall, view: str, who: Account) -> str:
    card = hall.do(registry.draw, hall.told(view, private(who))[-1], hall.now, FEATURES)
    assert isinstance(card, Card)
    return f"{card.text.striptags()} {[button.label for row in card.buttons for button in row]}"


def test_both_are_asked(room: Hall) -> None:
    """Each side is asked in private whether they are willing; it begins when both are."""
    assert {each.chat for each in room.told("mediation")} == {private(account) for account in THREE}
    assert "同意调解" in drawn(room, "mediation", cast.NEIGHBOUR)
    assert "同意调解" not in drawn(room, "mediation", cast.CLERK)
    press(room, cast.RESIDENT, "yes")
    assert mediation(room).state is S.ASKED
    assert "等另一位" in drawn(room, "mediation", cast.RESIDENT)
    press(room, cast.NEIGHBOUR, "yes")
    assert mediation(room).state is S.RUNNING


@pytest.mark.parametrize(("act", "before"), [("no", ""), ("leave", "yes"), ("end", "")])
def test_ended_by_one(room: Hall, act: str, before: str) -> None:
    """Either side ends it by a word, and so does the mediator; nothing can be done in it any more."""
    if before:
        both(room, before)
    press(room, cast.CLERK if act == "end" else cast.NEIGHBOUR, act)
    assert mediation(room).state is S.ENDED
    for who in THREE:
        assert "已经结束" in drawn(room, "mediation", who)
    with pytest.raises(MediationOver):
        press(room, cast.RESIDENT, "yes")
    room.refuses(MediationOver, mediations.write_note, **write(cast.RESIDENT, "say", "还有话说"))


def test_words_pass_through_the_mediator(running: Hall) -> None:
    """What one side writes goes to the mediator alone; the other reads what the mediator writes."""
    running.at(mediations.write_note, **write(cast.RESIDENT, "say", "他家水管漏了，电话13800138000"))
    (note,) = running.told("mediation.note")
    assert note.chat == private(cast.CLERK)
    assert "他家水管漏了" in drawn(running, "mediation.note", cast.CLERK)
    running.at(mediations.write_note, **write(cast.CLERK, "second", "请看看水管"))
    assert "请看看水管" in drawn(running, "mediation.note", cast.NEIGHBOUR)
    assert len(running.told("mediation.note", private(cast.RESIDENT))) == 0
    assert running.traces("13800138000") == []


def test_an_agreement_is_checked(agreed: Hall) -> None:
    """An agreement has a day; the morning after both are asked, and when both say so it is over."""
    assert (mediation(agreed).state, mediation(agreed).due) == (S.AGREED, date(2026, 3, 5))
    agreed.pass_time(timedelta(days=3))
    assert mediation(agreed).state is S.AGREED
    agreed.pass_time(timedelta(days=1))
    assert mediation(agreed).state is S.CHECKING
    for side in SIDES:
        assert "做到了" in drawn(agreed, "mediation", side)
    both(agreed, "kept")
    assert mediation(agreed).state is S.ENDED


def test_an_agreement_that_was_not_kept(agreed: Hall) -> None:
    """When a side says that it was not kept they talk on."""
    agreed.pass_time(timedelta(days=4))
    press(agreed, cast.RESIDENT, "kept")
    press(agreed, cast.NEIGHBOUR, "broken")
    assert mediation(agreed).state is S.RUNNING


def test_no_agreement(running: Hall) -> None:
    """An agreement counts when both accept it, each once; refused, they talk on, and it can be written anew."""
    propose(running)
    press(running, cast.RESIDENT, "ok")
    with pytest.raises(SaidAlready):
        press(running, cast.RESIDENT, "ok")
    propose(running)
    assert mediation(running).said == ()
    press(running, cast.NEIGHBOUR, "nok")
    assert mediation(running).state is S.RUNNING


@pytest.mark.parametrize(("day", "refusal"), [("改天", NoSuchDay), ("昨天", PastDay), ("2026-03-01", PastDay)])
def test_a_day_that_is_none(running: Hall, day: str, refusal: type[CouncilError]) -> None:
    """An agreement needs a day to come."""
    with pytest.raises(refusal):
        propose(running, day)
    assert mediation(running).state is S.RUNNING


# Who


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("赵敏 孙大爷", TooShort),
        ("赵敏 赵敏 漏水", SameSide),
        ("赵敏 我 漏水", SameSide),
        ("赵敏 没这个人 漏水", SideUnreachable),
        ("赵敏 周倩 漏水", SideUnreachable),
        ("赵敏 老李 漏水", SeveralPeople),
    ],
)
def test_sides_that_are_none(room: Hall, text: str, refusal: type[CouncilError]) -> None:
    """Two other people are needed whom the name means alone and the bot may write to."""
    for number in (401, 402):
        room.by(Account(AccountId(str(number)), "老李"))
    room.refuses(refusal, mediations.start_mediation, **begin(text=text))
    assert room.last_number(Numbered.MEDIATION) == 1


@pytest.mark.parametrize(
    ("by", "chat", "refusal"),
    [(cast.RESIDENT, 0, NotAllowed), (cast.CLERK, cast.GROUP, PrivateOnly)],
)
def test_who_begins(room: Hall, by: Account, chat: ChatId, refusal: type[CouncilError]) -> None:
    """Only officers mediate, and in private alone."""
    room.refuses(refusal, mediations.start_mediation, **{**begin(by), "reply_to": back("b", ChatId(chat or by.id))})


@pytest.mark.parametrize("arg", ["yes", "no", "leave", "end", "first", "junk"])
def test_nobody_else(room: Hall, arg: str) -> None:
    """To everybody else there is no mediation, the head not excepted; and no button works in the group."""
    with pytest.raises(OldButton):
        press(room, cast.HEAD, arg)
    with pytest.raises(OldButton):
        press(room, cast.RESIDENT, arg, cast.GROUP)
    assert room.do(mediations.load_mediation, 1, 1, room.member(cast.HEAD).person) is None


@pytest.mark.parametrize(("who", "arg"), [(cast.RESIDENT, "end"), (cast.RESIDENT, "first"), (cast.CLERK, "say")])
def test_each_their_part(running: Hall, who: Account, arg: str) -> None:
    """A side does not do what is the mediator's, nor the mediator what is a side's."""
    with pytest.raises(MediationOver):
        press(running, who, arg)
    running.refuses(OldButton, mediations.write_note, **write(cast.HEAD, "say", "我也说"))
    assert press(running, cast.RESIDENT, "say") == "asked_below"


def test_not_for_ever(running: Hall) -> None:
    """A mediation keeps so many notes and no more."""
    for place in range(NOTES_LIMIT):
        running.at(mediations.write_note, **write(cast.RESIDENT, "say", f"第{place}句"))
    running.refuses(MediationOver, mediations.write_note, **write(cast.RESIDENT, "say", "还有一句"))


# Forgotten


@pytest.mark.parametrize("patience", [SIDE_PATIENCE, IDLE])
def test_forgotten(room: Hall, patience: timedelta) -> None:
    """Nobody goes on: it ends by itself, and thirty days later nothing of it is kept but a number."""
    if patience is IDLE:
        both(room, "yes")
    room.deliver()
    room.pass_time(patience - timedelta(minutes=1))
    assert mediation(room).state is not S.ENDED
    room.pass_time(timedelta(minutes=1))
    assert mediation(room).state is S.ENDED
    room.deliver()
    room.pass_time(MEDIATION_KEPT)
    assert room.every(Mediation) == []
    assert room.traces(ABOUT) == []
    assert room.last_number(Numbered.MEDIATION) == 1
    card = room.do(registry.draw, _outgoing(room), room.now, FEATURES)
    assert isinstance(card, Card)
    assert "已经删除" in card.text


def _outgoing(hall: Hall) -> OutboxMessage:
    params = MessageParams(council=1, mediation=1, person=hall.member(cast.CLERK).person)
    return OutboxMessage(id="again", chat=private(cast.CLERK), view="mediation", params=params, due=hall.now)


@pytest.mark.parametrize("who", THREE)
@pytest.mark.parametrize("ended", [False, True])
def test_erased(agreed: Hall, who: Account, ended: bool) -> None:  # noqa: FBT001  # a parameter of the test
    """When one of the three is erased every word goes, and the others hear that it is over."""
    agreed.at(mediations.write_note, **write(cast.RESIDENT, "say", "他家水管漏了"))
    if ended:
        press(agreed, cast.RESIDENT, "leave")
    before = len(agreed.lines)
    agreed.at(personal_data.erase_person, account=who.id, chat=private(who))
    assert agreed.every(Mediation) == []
    assert agreed.traces(ABOUT, "楼上换水管", "他家水管") == []
    assert [line.what for line in agreed.lines[before:]] == ["erased"]
    left = next(each for each in THREE if each is not who)
    assert "结束" in drawn(agreed, "mediation", left)


def test_in_nothing_else(agreed: Hall) -> None:
    """Nothing of it is told to anybody else or stands in the record, and the counts have a number alone."""
    agreed.at(mediations.write_note, **write(cast.RESIDENT, "say", "他家水管漏了"))
    agreed.by(cast.HANDLER)
    ids = {private(account) for account in THREE}
    assert [
        each for each in agreed.every(OutboxMessage) if each.view.startswith("mediation") and each.chat not in ids
    ] == []
    text = repr(agreed.lines) + repr(agreed.do(listing.load_stats, 1)) + repr(agreed.do(listing.load_page, 1, 1))
    text += "".join(
        (agreed.do(personal_data.my_data, each.id, private(each)) or b"").decode() for each in (cast.HEAD, cast.HANDLER)
    )
    for word in (ABOUT, "楼上换水管", "他家水管"):
        assert word not in text
    mediating = [line for line in agreed.lines if line.what.startswith("mediation")]
    assert [line.person for line in mediating] == [agreed.member(cast.CLERK).person]


def test_my_own_words_alone(running: Hall) -> None:
    """The file of a side's data has their own words and those written to them, and not the other side's."""
    running.at(mediations.write_note, **write(cast.RESIDENT, "say", "他家水管漏了"))
    running.at(mediations.write_note, **write(cast.CLERK, "second", "请看看水管"))
    found = {}
    for side in SIDES:
        (here,) = json.loads(running.do(personal_data.my_data, side.id, private(side)) or b"")["councils"]
        found[side.name] = [note["text"] for each in here["mediations"] for note in each["notes"]]
    assert found == {"赵敏": ["他家水管漏了"], "孙大爷": ["请看看水管"]}


def test_the_end_of_what_is_gone(room: Hall) -> None:
    """What comes due for a mediation that is gone or goes on otherwise does nothing."""
    press(room, cast.RESIDENT, "no")
    for act in (mediations.check_kept, mediations.end_mediation):
        for number in (1, 9):
            row = Job(id="x", at=room.now, act="x", about="x", params=JobParams(council=1, mediation=number))
            room.do(act, row, room.now)
    assert mediation(room).state is S.ENDED
    with pytest.raises(MediationOver):
        room.tap(mediations.press_mediation, Intent("mediate", 1, 9, "yes"), cast.RESIDENT, chat=cast.RESIDENT.id)


def test_who_left_is_not_told(running: Hall) -> None:
    """Somebody who left the group hears nothing any more."""
    running.at(roles.mark_left, chat=cast.GROUP, who=cast.NEIGHBOUR)
    running.at(mediations.write_note, **write(cast.CLERK, "second", "请看看水管"))
    assert running.told("mediation.note", private(cast.NEIGHBOUR)) == []
