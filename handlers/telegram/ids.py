"""Telegram's numbers as the opaque ids of the council; `int()` turns an id into the number."""

from telegram import Chat, Message, User

from bot.domain.shared.ids import AccountId, ChatId, MessageId


def account_id(user: User | Chat | None) -> AccountId:
    """Return the id of an account, or of the chat on whose behalf a message was sent; "0" is nobody's."""
    return AccountId(str(user.id if user else 0))


def chat_id(chat: Chat | None) -> ChatId:
    """Return the id of a chat; "0" is that of none."""
    return ChatId(str(chat.id if chat else 0))


def message_id(message: Message) -> MessageId:
    """Return the id of a message in its chat."""
    return MessageId(str(message.message_id))
