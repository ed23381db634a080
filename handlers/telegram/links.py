"""Telegram's own addresses (https://core.telegram.org/api/links)."""

_LINKED = "-100"  # before the id of a supergroup; in other groups a message has no address


def private_link(username: str, start: str) -> str:
    """Return the address that opens the private chat with a bot and sends it `/start` with these words."""
    return f"https://t.me/{username}?start={start}"


def message_link(chat: int, message: int) -> str:
    """Return the address of a message in a group; "" where it has none."""
    group = str(chat)
    return f"https://t.me/c/{group.removeprefix(_LINKED)}/{message}" if group.startswith(_LINKED) else ""
