"""Questions in a group that the person asked sees alone, and where they are asked when that cannot be."""

from dataclasses import replace
from datetime import datetime

from bot.domain.shared.ids import AccountId, ChatId, MessageId
from bot.domain.shared.outbox_message import PrivateReply, SentMessage
from bot.domain.shared.question import OVER, Dialog
from bot.ports import Tx
from bot.services.shared import private_replies, questions
from bot.services.shared.enqueue import ReplyTo, ShownChanges


def send_another_way(
    tx: Tx, *, reply_to: ReplyTo, account: AccountId, replies: tuple[PrivateReply, ...], now: datetime, moves: bool
) -> ReplyTo | None:
    """Send what could not be shown to one person alone by the next way down; return where to, None: there is none.

    A question `moves` to the private chat. Without one, and where a server shows nobody anything alone, it is asked
    in the group: it is short, and a reply to it is understood there.
    """
    dialog = questions.find_unsent_question(tx, reply_to.chat, account, now)
    if not any(each.view == "ask" for each in replies):
        return private_replies.send_another_way(tx, reply_to=reply_to, account=account, replies=replies, now=now)
    to = reply_to
    if dialog and moves and (chat := private_replies.find_private_chat(tx, dialog.council, account)):
        to = ReplyTo(reply_to.id, chat, group=False)
        questions.drop_question(tx, dialog)
        questions.keep_question(tx, replace(dialog, chat=chat, desk=None), now=now)
    for place, each in enumerate(replies):
        if each.view != "ask":
            private_replies.send_reply(tx, each, id=each.about or f"{to.id}/beside{place}", to=to, now=now)
        elif dialog and questions.shows_question(tx, each.params, dialog):  # it may have been answered or left since
            private_replies.send_reply(tx, each, id=dialog.about, to=to, now=now)
    return to


def take_closed(tx: Tx, chat: ChatId, account: AccountId) -> tuple[tuple[MessageId, PrivateReply], ...]:
    """Return the messages in a group whose question a person alone sees and has answered or left; forget them."""
    shown = questions.find_alone(tx, chat, account)
    if not shown:
        return ()
    dialog = tx.get(Dialog, Dialog.key_of(chat, account))
    return _take(
        tx, [sent for sent in shown if dialog is None or not questions.shows_question(tx, sent.params, dialog)]
    )


def take_others(
    tx: Tx, chat: ChatId, account: AccountId, newest: MessageId | None
) -> tuple[tuple[MessageId, PrivateReply], ...]:
    """Return the messages in a group whose question a person alone sees, but for the newest; forget them."""
    return _take(tx, [sent for sent in questions.find_alone(tx, chat, account) if sent.message != newest])


def _take(tx: Tx, shown: list[SentMessage]) -> tuple[tuple[MessageId, PrivateReply], ...]:
    for sent in shown:
        tx.drop(SentMessage, sent.key)
    over = ShownChanges(chosen=OVER)
    return tuple(
        (sent.message, private_replies.change_shown(PrivateReply(sent.view, sent.params), over)) for sent in shown
    )
