"""Replies that one person alone shall see in a group, and the next way down for one that could not be shown there.

What is looked at now goes to the one who asked; it is a convenience and may be lost. What must last goes to the private
chat or stays in the group, and never this way.
"""

from dataclasses import replace
from datetime import datetime

from bot.domain.councils.council import Council, PrivateChat
from bot.domain.shared.ids import AccountId, ChatId, MessageId
from bot.domain.shared.message_params import MessageParams
from bot.domain.shared.outbox_message import SHOWN_ALONE, PrivateReply, SentMessage
from bot.ports import Tx
from bot.services.councils import members
from bot.services.shared.enqueue import ReplyTo, ShownChanges, enqueue, forget_later, reply

# A line or two, which the group may read where it cannot be helped.
SHORT = frozenset({"notice", "sure", "unknown_command"})


def send_another_way(
    tx: Tx, *, reply_to: ReplyTo, account: AccountId, replies: tuple[PrivateReply, ...], now: datetime
) -> ReplyTo | None:
    """Send what could not be shown to one person alone: a line to the group, all else in private; return where to.

    None: they have opened no private chat. A group without a council gets the reply itself.
    """
    council = next(iter(tx.find(Council, "chat", reply_to.chat)), None)
    if council is None or replies[-1].view in SHORT:
        to = reply_to
    elif chat := find_private_chat(tx, council.number, account):
        to = ReplyTo(reply_to.id, chat, group=False)
    else:
        return None
    for place, each in enumerate(replies):
        send_reply(tx, each, id=each.about or (f"{to.id}/{place}" if place else to.id), to=to, now=now)
    return to


def send_reply(tx: Tx, shown: PrivateReply, *, id: str, to: ReplyTo, now: datetime) -> None:  # noqa: A002  # as in `enqueue`
    """Send through the outbox what could not be shown to one person alone."""
    enqueue(
        tx,
        id=id,
        chat=to.chat,
        group=to.group,
        view=shown.view,
        params=shown.params,
        now=now,
        remember=shown.remember,
        reply_to=to.message,
    )


def invite_to_private_chat(tx: Tx, *, reply_to: ReplyTo, about: MessageParams, now: datetime) -> None:
    """Say in the group, in one line, that the answer waits in the private chat."""
    params = MessageParams(council=about.council, matter=about.matter, code=start_words(about))
    reply(tx, reply_to.for_all, "private_door", params, now=now)


def start_words(about: MessageParams) -> str:
    """Return the words of the link to the private chat where this is shown, or that it is the right council's."""
    if about.matter:
        return f"c-{about.council}-m-{about.matter}"
    if about.draft:
        return f"c-{about.council}-d-{about.draft}"
    return f"c-{about.council}" if about.council else "menu"


def find_private_chat(tx: Tx, council: int, account: AccountId) -> ChatId | None:
    """Return the chat in which a person can be written to alone."""
    member = members.find_member(tx, council, account)
    if member:
        return member.open_chat
    known = tx.get(PrivateChat, PrivateChat.key_of(account))
    return known.chat if known else None


def remember_shown(
    tx: Tx, *, chat: ChatId, account: AccountId, message: MessageId, shown: PrivateReply, now: datetime
) -> None:
    """Remember what a message shows to one person, so that its buttons change it, after a restart as well."""
    about = about_shown(account, shown.about or message)
    tx.put(
        SentMessage(
            chat=chat,
            message=message,
            group=True,
            about=about,
            view=shown.view,
            params=shown.params,
            refreshable=True,
            at=now,
        )
    )
    forget_later(tx, about, now)


def about_shown(account: AccountId, about: str) -> str:
    """Return what a message is about that shows this to one person alone."""
    return f"{SHOWN_ALONE}{account}/{about}"


def forget_message(tx: Tx, chat: ChatId, message: MessageId) -> None:
    """Forget what a message shows that is there no longer: the platform may use its number again."""
    sent = tx.get(SentMessage, SentMessage.key_of(chat, message))
    if sent and sent.is_alone:
        tx.drop(SentMessage, sent.key)


def forget_shown(tx: Tx, chat: ChatId, account: AccountId) -> None:
    """Forget what a person was shown alone in a group."""
    for sent in tx.find(SentMessage, "chat", chat):
        if sent.about.startswith(about_shown(account, "")):
            tx.drop(SentMessage, sent.key)


def find_shown(tx: Tx, chat: ChatId, message: MessageId) -> PrivateReply | None:
    """Return what a message shows to one person; None for a message that all can see."""
    sent = tx.get(SentMessage, SentMessage.key_of(chat, message))
    if sent is None or not sent.is_alone:
        return None
    return PrivateReply(sent.view, sent.params, remember=True)


def take_shown(tx: Tx, chat: ChatId, message: MessageId) -> PrivateReply | None:
    """Return what a message shows to one person, and forget it."""
    shown = find_shown(tx, chat, message)
    forget_message(tx, chat, message)
    return shown


def change_shown(shown: PrivateReply, changes: ShownChanges) -> PrivateReply:
    """Return a private reply with what a button changes in it."""
    return replace(shown, params=replace(shown.params, **changes))
