"""What stands below a message: buttons, or the invitation to answer."""

from telegram import ForceReply, InlineKeyboardButton, InlineKeyboardMarkup

from bot.ports import Button
from handlers import callback_data

HINT_LIMIT = 64  # https://core.telegram.org/bots/api#forcereply


def scope_of(chat: int, council: int) -> str:
    """Give where a button counts: in its council's group, or in the private chat with one person."""
    return f"g{council}" if chat < 0 else f"p{chat}"


def inline(chat: int, rows: tuple[tuple[Button, ...], ...], key: bytes) -> InlineKeyboardMarkup | None:
    """Give the buttons as they go to `chat`, proven with `key`; None when there are none."""
    return InlineKeyboardMarkup([[_button(chat, button, key) for button in row] for row in rows]) if rows else None


def force_reply(hint: str) -> ForceReply:
    """Give the invitation to answer, for those alone whom the message answers or names."""
    return ForceReply(selective=True, input_field_placeholder=hint[:HINT_LIMIT] or None)


def _button(chat: int, button: Button, key: bytes) -> InlineKeyboardButton:
    if button.intent is None:
        return InlineKeyboardButton(button.label, url=button.url)
    data = callback_data.encode(button.intent, key=key, scope=scope_of(chat, button.intent.council))
    return InlineKeyboardButton(button.label, callback_data=data)
