"""Telegram's numbers as the opaque ids of the council; `int()` turns an id into the number."""

import re

from telegram import Chat, Message, User
from telegram import MaybeInaccessibleMessage as Shown  # its name would not fit the signatures

from bot.domain.shared.ids import AccountId, ChatId, MessageId

PRIVATE_REPLY = re.compile(r"e(\d+)-(\d+)")


def account_id(user: User | Chat | None) -> AccountId:
    """Return the id of an account, or of the chat on whose behalf a message was sent; "0" is nobody's."""
    return AccountId(str(user.id if user else 0))


def chat_id(chat: Chat | None) -> ChatId:
    """Return the id of a chat; "0" is that of none."""
    return ChatId(str(chat.id if chat else 0))


def message_id(message: Message) -> MessageId | None:
    """Return the id of a message in its chat; None for one that its sender alone sees, which has none there."""
    return MessageId(str(message.message_id)) if message.message_id else None


def pressed_id(message: Shown, presser: User) -> MessageId:
    """Return the id of the message whose button somebody pressed."""
    number = ephemeral_id(message)
    return MessageId(str(message.message_id)) if number is None else private_reply_id(presser.id, number)


def ephemeral_id(message: Shown) -> int | None:
    """Return the number of an ephemeral message; the library does not know the field."""
    number: int | None = message.api_kwargs.get("ephemeral_message_id")
    return number


def private_reply_id(account: int, number: int) -> MessageId:
    """Return the id of an ephemeral message: its number is told apart from a message's, and goes with its receiver."""
    return MessageId(f"e{number}-{account}")


def read_private_reply_id(message: MessageId) -> tuple[int, int] | None:
    """Return the receiver and the number of an ephemeral message; None for the id of an ordinary message."""
    found = PRIVATE_REPLY.fullmatch(message)
    return (int(found[2]), int(found[1])) if found else None
