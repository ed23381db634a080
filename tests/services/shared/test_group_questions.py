"""Questions in a group that one person sees alone: where else they are asked, and which of them are over."""

import pytest

from bot.domain.shared.ids import MessageId
from bot.domain.shared.message_params import MessageParams
from bot.domain.shared.outbox_message import PrivateReply
from bot.domain.shared.question import OVER, Dialog
from bot.domain.shared.question_params import QuestionParams
from bot.domain.shared.reply import Reply
from bot.services.shared import group_questions, private_replies, questions
from bot.services.shared.enqueue import ReplyTo
from tests import cast
from tests.cast import private
from tests.services.hall import Hall

NOTICE = PrivateReply("notice", MessageParams.of_reply(Reply("not_member")), leads=True)
SHOWN = MessageId("e1-7")


def ask(hall: Hall, number: int = 1) -> tuple[ReplyTo, PrivateReply]:
    """Ask the clerk for a reason, to be shown to them alone."""
    to = ReplyTo(f"q{number}", cast.GROUP, group=True, alone=[])
    params = QuestionParams(number=number)
    hall.at(questions.ask_question, name="reject", council=1, by=cast.CLERK, reply_to=to, params=params)
    (shown,) = to.alone or []
    return to, shown


def send(hall: Hall, to: ReplyTo, *replies: PrivateReply, moves: bool = True) -> ReplyTo | None:
    send_ = group_questions.send_another_way
    return hall.at(send_, reply_to=to, account=cast.CLERK.id, replies=replies, moves=moves)


@pytest.mark.parametrize(("opens", "moves"), [(True, True), (True, False), (False, True)])
def test_where_else(hall: Hall, *, opens: bool, moves: bool) -> None:
    """A question moves to an open private chat, if it may; else it is asked in the group, below what leads it."""
    if opens:
        hall.opens_private_chat(cast.CLERK)
    to, shown = ask(hall)
    assert hall.told("ask") == []
    chat = private(cast.CLERK) if opens and moves else cast.GROUP
    way = send(hall, to, NOTICE, shown, moves=moves)
    assert way
    assert (way.chat, way.group) == (chat, chat == cast.GROUP)
    assert [told.chat for view in ("notice", "ask") for told in hall.told(view)] == [chat, chat]
    assert [waiting.chat for waiting in hall.every(Dialog)] == [chat]


def test_answered_meanwhile(hall: Hall) -> None:
    """A question that is answered before it could be shown is asked nowhere."""
    to, shown = ask(hall)
    (waiting,) = hall.every(Dialog)
    hall.do(questions.drop_question, waiting)
    assert send(hall, to, shown) is to
    assert hall.told("ask") == []


def test_what_is_over(hall: Hall) -> None:
    """A shown question is over when another is asked or it is answered; it is returned once, as one without buttons."""
    _, shown = ask(hall)
    remember = private_replies.remember_shown
    hall.at(remember, chat=cast.GROUP, account=cast.CLERK.id, message=SHOWN, shown=shown)
    closed = group_questions.take_closed
    assert hall.do(closed, cast.GROUP, cast.CLERK.id) == ()
    ask(hall, number=2)
    assert hall.do(closed, cast.GROUP, cast.NEIGHBOUR.id) == ()
    ((message, over),) = hall.do(closed, cast.GROUP, cast.CLERK.id)
    assert (message, over.params.chosen) == (SHOWN, OVER)
    assert hall.do(closed, cast.GROUP, cast.CLERK.id) == ()


def test_all_but_the_newest(hall: Hall) -> None:
    """Of questions that are shown the newest stays, though the one before asks the same."""
    _, shown = ask(hall)
    newest = MessageId("e2-7")
    for message in (SHOWN, newest):
        hall.at(private_replies.remember_shown, chat=cast.GROUP, account=cast.CLERK.id, message=message, shown=shown)
    others = hall.do(group_questions.take_others, cast.GROUP, cast.CLERK.id, newest)
    assert [message for message, _ in others] == [SHOWN]
