"""The letter box: read by the clerks alone, answered through the bot, and nobody else ever learns who wrote."""

import json
from datetime import timedelta
from typing import Any

import pytest

from bot.domain.councils.council import Account, Role
from bot.domain.councils.counter import Counter, Numbered
from bot.domain.letters.errors import LetterDone, LetterGone, NamesAuthor, NobodyReads
from bot.domain.letters.letter import LETTER_KEPT, Letter, LetterState
from bot.domain.matters.matter import ATTACHMENT_LIMIT, Matter, Origin
from bot.domain.matters.state import State
from bot.domain.shared.button_intent import Intent
from bot.domain.shared.errors import CouncilError, NotAllowed, OldButton, PrivateOnly
from bot.domain.shared.ids import AccountId, ChatId
from bot.domain.shared.incoming_message import Attachment
from bot.domain.shared.job import Job, JobParams
from bot.domain.shared.outbox_message import OutboxMessage
from bot.messages import registry
from bot.ports import Card
from bot.services.councils import members, personal_data, roles
from bot.services.letters import letters
from bot.services.matters import detail_page, listing, repository, triage
from bot.services.shared import questions
from handlers.telegram.features import FEATURES
from tests import cast
from tests.builders import back, said
from tests.cast import private
from tests.services.hall import Hall

WRITER = Account(AccountId("7300105002"), "欧阳小敏", "ouyangxiaomin")
NUMBER = 777001  # the writer's in the council: it stands nowhere else
WORDS = "五号楼的电梯夜里总是停"
PHOTO, VOICE, PLACE = Attachment("photo", "p1"), Attachment("voice", "v1"), Attachment("location", "31.2,121.4")


@pytest.fixture
def box(hall: Hall) -> Hall:
    """A council whose clerk and a resident have opened their private chats."""
    hall.do(lambda tx: tx.put(Counter(council=1, of=Numbered.PERSON, last=NUMBER - 1)))
    hall.opens_private_chat(cast.CLERK, WRITER)
    hall.do(lambda tx: tx.next_number(1, Numbered.PERSON))  # the writer is not the newest of all
    hall.deliver()
    return hall


def write(hall: Hall, text: str = WORDS, by: Account = WRITER, **more: Any) -> Letter:
    here = back(f"letter{hall.last_number(Numbered.LETTER)}", private(by))
    hall.at(letters.write_letter, council=1, said=said(text, by, private(by), **more), by=by, reply_to=here)
    return hall.get(Letter, f"1/{hall.last_number(Numbered.LETTER)}")


def wishes(by: Account = cast.CLERK, number: int = 1) -> dict[str, Any]:
    return {"council": 1, "number": number, "by": by, "reply_to": back(f"clerk{number}", private(by))}


def make_matter(hall: Hall, number: int = 1, text: str | None = None) -> None:
    hall.at(letters.make_matter, text=text, **wishes(number=number))


def drawn(hall: Hall, outgoing: OutboxMessage) -> str:
    card = hall.do(registry.draw, outgoing, hall.now, FEATURES)
    assert isinstance(card, Card)
    return str(card.text.striptags())


def test_only_the_clerk_gets_it(box: Hall) -> None:
    """A letter goes to the clerk's private chat and to nobody else; the writer hears that it came."""
    write(box, attachments=(PHOTO, VOICE))
    assert {each.chat for each in box.every(OutboxMessage)} == {private(cast.CLERK), private(WRITER)}
    (shown,) = box.told("letter")
    assert WORDS in drawn(box, shown)
    assert WRITER.name in drawn(box, shown)
    assert len(box.told("letter.attachment", private(cast.CLERK))) == 2
    assert "只有专人看得到" in drawn(box, box.told("letter.sent", private(WRITER))[0])


def test_numbers_are_masked(box: Hall) -> None:
    """A telephone number in a letter is hidden before it is kept, and the writer is told."""
    write(box, f"{WORDS}，电话13800138000")
    assert box.traces("13800138000") == []
    assert box.notices(private(WRITER)) == ["masked"]


@pytest.mark.parametrize("why", ["no clerk", "no open chat"])
def test_nobody_reads(box: Hall, why: str) -> None:
    """Without a clerk who can be written to the writer is told so, and nothing is kept."""
    if why == "no clerk":
        box.at(roles.appoint_member, by=cast.HEAD, whom=cast.CLERK, role=None, reply_to=back("role"))
    else:
        box.do(members.mark_unreachable, cast.CLERK.id)
    before = box.state()
    here = back("letter", private(WRITER))
    box.refuses(NobodyReads, letters.write_letter, council=1, said=said(WORDS, WRITER), by=WRITER, reply_to=here)
    assert box.state() == before


def test_not_in_the_group(box: Hall) -> None:
    """In the group nothing is taken for the box."""
    words = said(WORDS, WRITER)
    box.refuses(PrivateOnly, letters.write_letter, council=1, said=words, by=WRITER, reply_to=back("letter"))
    assert box.every(Letter) == []


def test_answered(box: Hall) -> None:
    """The clerk's answer reaches the writer through the bot, and can be followed by another."""
    write(box)
    for text in ("物业明天来看", "修好了，请再试试"):
        box.at(letters.reply_to_letter, text=text, **wishes())
        assert text in drawn(box, box.told("letter.news", private(WRITER))[0])
        box.deliver()
    assert box.get(Letter, "1/1").state is LetterState.ANSWERED


def test_left(box: Hall) -> None:
    """What is left undone is told to its writer with the reason, and cannot be taken up again."""
    write(box)
    box.at(letters.decline_letter, text="这件事归派出所", **wishes())
    assert "归派出所" in drawn(box, box.told("letter.news", private(WRITER))[0])
    box.refuses(LetterDone, letters.reply_to_letter, text="又来了", **wishes())
    box.refuses(LetterDone, letters.make_matter, text=None, **wishes())


def test_made_a_matter(box: Hall) -> None:
    """A letter becomes the clerk's matter with its pictures; its writer is told the number."""
    write(box, attachments=(VOICE, PHOTO, PLACE))
    make_matter(box)
    matter, clerk = box.matter(), box.member(cast.CLERK).person
    assert (matter.proposer, matter.recorder, matter.origin) == (clerk, clerk, Origin.LETTER)
    assert (matter.text, matter.source, matter.attachments) == (WORDS, None, (PHOTO,))
    assert "#1" in drawn(box, box.told("letter.news", private(WRITER))[0])
    card = drawn(box, box.told("matter.card")[0])
    assert "提出人：议事箱来信" in card
    assert f"代录人：{cast.CLERK.name}" in card
    assert [each.number for each in box.tx().find(Letter, "waiting", 1, True)] == []


def test_in_other_words(box: Hall) -> None:
    """The clerk may put it in other words, so that nobody knows the writer by them."""
    write(box, "我是5栋502的，电梯夜里总是停")
    make_matter(box, text="5栋的电梯夜里总是停")
    assert box.matter().text == "5栋的电梯夜里总是停"


@pytest.mark.parametrize("named", [WRITER.name, f"@{WRITER.username}"])
def test_the_name_stays_behind(box: Hall, named: str) -> None:
    """Words with the writer's name do not go to the group, neither the letter's nor the clerk's."""
    write(box, f"我是{named}，电梯坏了")
    box.refuses(NamesAuthor, letters.make_matter, text=None, **wishes())
    box.refuses(NamesAuthor, letters.make_matter, text=f"{named}说电梯坏了", **wishes())
    assert box.last_number(Numbered.MATTER) == 0


def test_three_letters(box: Hall) -> None:
    """Of three letters one wants coordination: it alone stands on the next agenda."""
    for text in ("谢谢物业", WORDS, "楼上半夜装修"):
        write(box, text)
    box.at(letters.reply_to_letter, text="转告物业了", **wishes(number=1))
    make_matter(box, 2)
    box.at(letters.decline_letter, text="请先报警", **wishes(number=3))
    box.at(triage.accept_matter, council=1, number=1, by=box.member(cast.CLERK))
    box.at(triage.put_one_on_agenda, council=1, number=1, by=box.member(cast.CLERK))
    assert [each.text for each in box.tx().find(Matter, "state", 1, State.AGENDA)] == [WORDS]
    assert box.last_number(Numbered.MATTER) == 1


# Who may


@pytest.mark.parametrize("who", [cast.HEAD, cast.CAPTAIN, cast.RESIDENT, WRITER])
@pytest.mark.parametrize("act", ["reply", "decline", "matter"])
def test_nobody_else_may(box: Hall, who: Account, act: str) -> None:
    """Nobody but a clerk may do anything with a letter, the head not either."""
    write(box)
    with pytest.raises(NotAllowed):
        box.tap(letters.ask_about_letter, Intent("letter", 1, 1, act), who, chat=who.id)
    does = {"reply": letters.reply_to_letter, "decline": letters.decline_letter, "matter": letters.make_matter}[act]
    box.refuses(NotAllowed, does, text="好的", **wishes(who))


@pytest.mark.parametrize(("chat", "arg"), [(cast.GROUP, "reply"), (cast.CLERK.id, "burn")])
def test_the_clerk_is_asked_in_private(box: Hall, chat: ChatId, arg: str) -> None:
    """A clerk's button asks for the words in private, and only for what can be done."""
    write(box)
    assert (
        box.tap(letters.ask_about_letter, Intent("letter", 1, 1, "reply"), cast.CLERK, chat=cast.CLERK.id).key
        == "asked_below"
    )
    with pytest.raises(OldButton):
        box.tap(letters.ask_about_letter, Intent("letter", 1, 1, arg), cast.CLERK, chat=chat)


def test_a_former_clerk(box: Hall) -> None:
    """Who is no clerk any more reads nothing anew, and a new clerk reads what waits without its writer's name."""
    write(box)
    box.at(roles.appoint_member, by=cast.HEAD, whom=cast.HEAD, role=Role.CLERK, reply_to=back("role"))
    box.opens_private_chat(cast.HEAD)
    box.deliver()
    assert box.do(letters.has_waiting_letters, 1, cast.HEAD)
    box.at(letters.show_letters, council=1, by=cast.HEAD, reply_to=back("open", private(cast.HEAD)))
    (shown,) = box.told("letter", private(cast.HEAD))
    assert WORDS in drawn(box, shown)
    assert WRITER.name not in drawn(box, shown)
    box.at(roles.appoint_member, by=cast.HEAD, whom=cast.CLERK, role=None, reply_to=back("role2"))
    assert box.do(letters.load_letter, 1, 1, box.member(cast.CLERK).person) is None
    assert not box.do(letters.has_waiting_letters, 1, cast.CLERK)


def test_the_box_is_shut_to_others(box: Hall) -> None:
    """The box opens to a clerk in private, to nobody else and nowhere else."""
    write(box)
    for who in (WRITER, cast.HEAD):
        assert not box.do(letters.has_waiting_letters, 1, who)
        box.refuses(NotAllowed, letters.show_letters, council=1, by=who, reply_to=back("open", private(who)))
    box.refuses(PrivateOnly, letters.show_letters, council=1, by=cast.CLERK, reply_to=back("open"))


# Taken back, forgotten


def take_back(hall: Hall, by: Account = WRITER) -> str:
    return hall.tap(letters.take_back, Intent("letter_back", 1, 1), by, chat=by.id).key


def test_taken_back(box: Hall) -> None:
    """A letter that was taken back is kept nowhere, and the clerk's message shows it no more."""
    write(box)
    box.deliver()
    assert take_back(box) == "letter_taken_back"
    assert box.every(Letter) == []
    assert box.traces(WORDS) == []
    (again,) = box.told("letter", private(cast.CLERK))
    assert "收回" in drawn(box, again)
    box.refuses(LetterGone, letters.reply_to_letter, text="好的", **wishes())


@pytest.mark.parametrize(("who", "refusal"), [(cast.RESIDENT, LetterGone), (WRITER, LetterDone)])
def test_not_taken_back(box: Hall, who: Account, refusal: type[CouncilError]) -> None:
    """Nobody takes back the letter of another, nor one that was dealt with."""
    write(box)
    if who is WRITER:
        make_matter(box)
    with pytest.raises(refusal):
        take_back(box, who)
    assert len(box.every(Letter)) == 1


def test_forgotten_in_the_end(box: Hall) -> None:
    """Thirty days after it was dealt with a letter is forgotten; the matter stays."""
    write(box)
    make_matter(box, text="电梯要修")
    box.deliver()
    box.pass_time(LETTER_KEPT - timedelta(minutes=1))
    assert len(box.every(Letter)) == 1
    box.pass_time(timedelta(minutes=1))
    assert box.every(Letter) == []
    assert box.traces(WORDS) == []
    assert box.matter().text == "电梯要修"


def test_nobody_to_tell(box: Hall) -> None:
    """A writer who blocked the bot is told nothing; what comes due for a letter that is gone does nothing."""
    write(box)
    box.do(members.mark_unreachable, WRITER.id)
    box.deliver()
    box.at(letters.reply_to_letter, text="修好了", **wishes())
    assert box.told("letter.news") == []
    row = Job(id="x", at=box.now, act="forget_letter", about="x", params=JobParams(council=1, letter=9))
    box.do(letters.erase_letters, row, box.now)
    assert len(box.every(Letter)) == 1


def test_erased_with_their_letters(box: Hall) -> None:
    """Who erases themselves takes their letters along, and the record does not say that there were any of theirs."""
    write(box)
    make_matter(box, text="电梯要修")
    write(box, "还有一件事")
    before = len(box.lines)
    box.at(personal_data.erase_person, account=WRITER.id, chat=private(WRITER))
    assert box.every(Letter) == []
    assert [line.what for line in box.lines[before:]] == ["erased"]
    assert box.matter().text == "电梯要修"


def test_my_letters(box: Hall) -> None:
    """The file of one's own data has one's letters; those of nobody else have them."""
    write(box)
    mine = box.do(personal_data.my_data, WRITER.id, private(WRITER))
    assert mine is not None
    (here,) = json.loads(mine)["councils"]
    assert [each["text"] for each in here["letters"]] == [WORDS]


# Nobody learns it


def test_nobody_but_the_clerk_can_tell(box: Hall) -> None:
    """All that anybody but the clerk can come by, laid side by side, does not lead to the writer."""
    write(box, attachments=(PHOTO, VOICE))
    asked = box.tap(letters.ask_about_letter, Intent("letter", 1, 1, "matter"), cast.CLERK, chat=cast.CLERK.id)
    assert asked.key == "asked_below"
    box.at(letters.reply_to_letter, text="收到了", **wishes())
    make_matter(box)
    box.at(triage.accept_matter, council=1, number=1, by=box.member(cast.CLERK))
    box.at(triage.defer_matter, council=1, number=1, by=box.member(cast.CLERK), reason="等物业报价")
    for by in (cast.HEAD, cast.RESIDENT):
        box.at(detail_page.show_by_number, council=1, number=1, by=by, reply_to=back(f"d{by.id}"))
    box.at(questions.ask_question, name="propose", council=1, by=cast.HEAD, reply_to=back("q"))
    marks = (WRITER.name, str(WRITER.username), str(WRITER.id), str(NUMBER))
    # Kept: the writer stands in their own letter, among the members, and where the bot writes to them in private.
    tables = {line.split(" ", 1)[0] for line in box.traces(*marks)}
    assert tables <= {"letters", "members", "doors", "lanes", "tellings", "posted"}
    theirs = {each.id for each in box.every(OutboxMessage) if any(mark in repr(each) for mark in marks)}
    assert theirs == {each.id for each in box.every(OutboxMessage) if each.chat == private(WRITER)}
    # Told: everything that goes to anybody else, as it is drawn.
    others = [each for each in box.every(OutboxMessage) if each.chat not in {private(WRITER), private(cast.CLERK)}]
    assert {each.view for each in others} >= {"matter.card", "matter.news", "matter.details"}
    seen = [drawn(box, each) for each in others]
    # Given out: the record, everybody's file, the counts and lists.
    seen += [
        repr(box.lines),
        repr(box.matter()),
        repr(box.do(listing.load_page, 1, 1)),
        repr(box.do(repository.load_matter, 1, 1)),
    ]
    for account in (cast.HEAD, cast.CLERK, cast.CAPTAIN, cast.RESIDENT, cast.NEIGHBOUR):
        seen.append((box.do(personal_data.my_data, account.id, private(account)) or b"").decode())
    for mark in marks:
        assert not [each for each in seen if mark in each], mark
    assert box.verify() == []


def grow(hall: Hall, by: Account = WRITER, album: str = "778") -> None:
    picture = said("", by, private(by), attachments=(PHOTO,), album=f"{by.id}/{album}")
    hall.at(letters.album_grew, said=picture)


def test_an_album_grows(box: Hall) -> None:
    """Pictures of the same album by the same writer come along, until there are many or it is dealt with."""
    write(box, attachments=(PHOTO,), album=f"{WRITER.id}/778")
    box.deliver()
    for by, album in ((cast.NEIGHBOUR, "778"), (WRITER, "779")):
        grow(box, by, album)
    assert len(box.get(Letter, "1/1").attachments) == 1
    grow(box)
    assert len(box.get(Letter, "1/1").attachments) == 2
    assert [each.params.place for each in box.told("letter.attachment", private(cast.CLERK))] == [1]
    for _ in range(ATTACHMENT_LIMIT):
        grow(box)
    assert len(box.get(Letter, "1/1").attachments) == ATTACHMENT_LIMIT
    assert str(WRITER.id) not in str(box.store.contents.documents["letters"])
    box.at(letters.decline_letter, text="请找物业", **wishes())
    write(box, attachments=(PHOTO,), album=f"{WRITER.id}/780")
    box.at(letters.reply_to_letter, text="知道了", **wishes(number=2))
    grow(box, album="780")
    assert len(box.get(Letter, "1/2").attachments) == 1


def test_a_reminder_waits_for_the_morning(box: Hall) -> None:
    """A clerk is reminded in the morning list of a letter that waits; nobody is when it was dealt with."""
    write(box)
    write(box, "楼上装修太吵")
    box.at(letters.reply_to_letter, text="知道了", **wishes(number=2))
    assert [row.params.letter for row in box.waits("nag_letter")] == [1, 1]
    box.deliver()
    box.pass_time(timedelta(days=3, hours=4))  # midnight in Shanghai
    assert private(cast.CLERK) not in [each.chat for each in box.deliver()]
    box.pass_time(timedelta(hours=9))
    (told,) = box.told("morning", private(cast.CLERK))
    assert [(each.kind, each.number) for each in told.params.reminders] == [("letter", 1)]
    assert box.notices(cast.GROUP) == []
