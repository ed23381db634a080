"""Questions to one person: asked once, answered by a reply, forgotten after a day."""

from datetime import timedelta

import pytest

from bot.domain.councils.council import Account
from bot.domain.shared.errors import DialogGone, TooShort
from bot.domain.shared.ids import AccountId, ChatId, MessageId
from bot.domain.shared.message_params import MessageParams
from bot.domain.shared.outbox_message import SentMessage
from bot.domain.shared.question import ANSWER_PATIENCE, MEMORY, Dialog, Draft
from bot.domain.shared.question_params import QuestionParams
from bot.domain.shared.reply import Reply
from bot.services.matters import drafts, triage
from bot.services.shared import questions
from tests import cast
from tests.builders import back, said
from tests.cast import private
from tests.services.hall import Hall


def ask(hall: Hall, by: Account = cast.CLERK, chat: ChatId = cast.GROUP, name: str = "reject") -> None:
    hall.at(
        questions.ask_question,
        name=name,
        council=1,
        by=by,
        reply_to=back(f"ask{by.id}{chat}", chat),
        params=QuestionParams(number=1),
    )
    hall.deliver()


def question(hall: Hall) -> MessageId:
    return max(each.message for each in hall.every(SentMessage) if each.view == "ask" and not each.params.chosen)


def waiting(hall: Hall, account: AccountId, replied_to: MessageId | None, chat: ChatId = cast.GROUP) -> Dialog | None:
    answers = said("", cast.BOT, chat, replied_to, ours=True) if replied_to else None
    words = said("", Account(account), chat, answers=answers)
    return hall.do(questions.find_question, words, hall.now)


def test_a_question(hall: Hall) -> None:
    """A question is told to one person, by their number, with what is known and what was wrong before."""
    wishes = {"name": "reject", "council": 1, "by": cast.CLERK, "reply_to": back("q")}
    hall.at(questions.ask_question, **wishes, params=QuestionParams(number=1), wrong=Reply("too_short"))
    (told,) = hall.told("ask")
    person = hall.member(cast.CLERK).person
    known = QuestionParams(number=1)
    assert told.params == MessageParams(council=1, person=person, ask="reject", known=known, wrong=Reply("too_short"))
    (dialog,) = hall.every(Dialog)
    assert (dialog.ask, dialog.params, dialog.account) == ("reject", QuestionParams(number=1), cast.CLERK.id)


def test_what_waits_is_masked(hall: Hall) -> None:
    """What was typed before the question, such as the words after a role, waits without its private numbers."""
    words = QuestionParams(role="议事员 电话13800138000", number=1)
    hall.at(questions.ask_question, name="role_who", council=1, by=cast.HEAD, reply_to=back("q"), params=words)
    (dialog,) = hall.every(Dialog)
    assert dialog.params == QuestionParams(role="议事员 电话138****8000", number=1)
    (told,) = hall.told("ask")
    assert told.params.known.role == dialog.params.role


def test_in_the_group_a_reply_answers(hall: Hall) -> None:
    """In a group only a reply of the one who was asked, to the question itself, is an answer."""
    ask(hall)
    found = waiting(hall, cast.CLERK.id, MessageId(str(question(hall))))
    assert found is not None
    assert found.ask == "reject"
    assert waiting(hall, cast.CLERK.id, None) is None
    assert waiting(hall, cast.CLERK.id, MessageId("1")) is None
    assert waiting(hall, cast.RESIDENT.id, MessageId(str(question(hall)))) is None


def test_a_reply_to_somebody_elses_question(hall: Hall) -> None:
    """Who was asked something does not answer it by replying to a question to somebody else."""
    ask(hall, cast.CLERK)
    clerks = question(hall)
    ask(hall, cast.HEAD)
    assert waiting(hall, cast.HEAD.id, MessageId(str(clerks))) is None
    assert waiting(hall, cast.HEAD.id, MessageId(str(question(hall)))) is not None


def test_in_private_the_next_words_answer(hall: Hall) -> None:
    """In private the next words answer, without a reply as well; so do those of a stranger."""
    for who in (cast.CLERK, Account(AccountId("301"), "新来的")):
        ask(hall, who, private(who))
        assert waiting(hall, who.id, None, private(who)) is not None
        assert waiting(hall, who.id, MessageId(str(question(hall))), private(who)) is not None


def test_a_newer_question_takes_its_place(hall: Hall) -> None:
    """A second question to the same person in the same chat replaces the first."""
    ask(hall)
    hall.at(questions.ask_question, name="merge", council=1, by=cast.CLERK, reply_to=back("q2"))
    (dialog,) = hall.every(Dialog)
    assert (dialog.ask, dialog.params) == ("merge", QuestionParams())
    assert len(hall.waits("forget_dialog")) == 1


def test_a_reply_to_a_question_that_was_replaced(hall: Hall) -> None:
    """A reply to an older question of one's own is not taken for an answer to the newer one."""
    ask(hall)
    older = question(hall)
    hall.at(
        questions.ask_question,
        name="merge",
        council=1,
        by=cast.CLERK,
        reply_to=back("q2"),
        params=QuestionParams(number=1),
    )
    hall.deliver()
    with pytest.raises(DialogGone):
        waiting(hall, cast.CLERK.id, MessageId(str(older)))
    assert waiting(hall, cast.CLERK.id, MessageId(str(question(hall)))) is not None


def test_answered_late(hall: Hall) -> None:
    """A reply answers a question for a month; later who was asked is told that it is gone, others are not."""
    ask(hall)
    hall.now += ANSWER_PATIENCE + timedelta(days=20)
    assert waiting(hall, cast.CLERK.id, MessageId(str(question(hall)))) is not None
    hall.now += MEMORY
    with pytest.raises(DialogGone):
        waiting(hall, cast.CLERK.id, MessageId(str(question(hall))))
    assert waiting(hall, cast.HEAD.id, MessageId(str(question(hall)))) is None
    hall.pass_time(timedelta())
    assert hall.every(Dialog) == []


def test_an_answer_closes_its_question(hall: Hall) -> None:
    """An answer brings about what it says and closes the question, once; a refused one leaves it open."""
    hall.propose()
    ask(hall)
    (dialog,) = hall.every(Dialog)
    wishes = {"council": 1, "number": 1, "by": hall.by(cast.CLERK), "now": hall.now}
    with pytest.raises(TooShort):
        hall.do(questions.close_question_after, dialog, hall.now, triage.reject_matter, reason="", **wishes)
    assert hall.every(Dialog) == [dialog]
    hall.do(questions.close_question_after, dialog, hall.now, triage.reject_matter, reason="不归我们管", **wishes)
    assert (hall.every(Dialog), hall.waits("forget_dialog")) == ([], [])
    with pytest.raises(DialogGone):
        hall.do(questions.close_question_after, dialog, hall.now, triage.restore_matter, **wishes)


def test_without_a_question_it_is_just_done(hall: Hall) -> None:
    """What answers no question closes none."""
    hall.propose()
    ask(hall)
    wishes = {"council": 1, "number": 1, "by": hall.by(cast.CLERK), "now": hall.now}
    hall.do(questions.close_question_after, None, hall.now, triage.accept_matter, **wishes)
    assert len(hall.every(Dialog)) == 1


def test_words_that_waited_are_closed_as_well(hall: Hall) -> None:
    """Words that waited for a council to be chosen are used once."""
    hall.at(
        drafts.hold_draft,
        said=said("提议 路灯坏了", chat=private(cast.RESIDENT)),
        reply_to=back("h", private(cast.RESIDENT)),
    )
    (draft,) = hall.every(Draft)
    hall.do(questions.close_question_after, draft, hall.now, lambda tx: None)  # noqa: ARG005  # an act that does nothing
    assert (hall.every(Draft), hall.waits("forget_draft")) == ([], [])
    with pytest.raises(DialogGone):
        hall.do(questions.close_question_after, draft, hall.now, lambda tx: None)  # noqa: ARG005  # an act that does nothing
