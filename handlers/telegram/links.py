"""Telegram's own addresses (https://core.telegram.org/api/links)."""

from bot.domain.shared.ids import ChatId, MessageId

_LINKED = "-100"  # before the id of a supergroup; in other groups a message has no address


def private_link(username: str, start: str) -> str:
    """Return the address that opens the private chat with a bot and sends it `/start` with these words."""
    return f"https://t.me/{username}?start={start}"


def message_link(chat: ChatId, message: MessageId) -> str:
    """Return the address of a message in a group; "" where it has none."""
    return f"https://t.me/c/{chat.removeprefix(_LINKED)}/{message}" if chat.startswith(_LINKED) else ""
