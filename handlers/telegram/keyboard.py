"""Reply markup below a message: buttons, or the invitation to answer."""

from bot.ports import Button
from handlers.telegram import callback_data

HINT_LIMIT = 64  # https://core.telegram.org/bots/api#forcereply


def scope_of(chat: int, council: int) -> str:
    """Return where a button counts: in its council's group, or in the private chat with one person."""
    return f"g{council}" if chat < 0 else f"p{chat}"


def inline(chat: int, rows: tuple[tuple[Button, ...], ...], key: bytes) -> dict[str, object] | None:
    """Return the buttons for `chat`, authenticated with `key`; None when there are none."""
    return {"inline_keyboard": [[_button(chat, button, key) for button in row] for row in rows]} if rows else None


def question(chat: int, rows: tuple[tuple[Button, ...], ...], hint: str, key: bytes) -> dict[str, object]:
    """Return the invitation to answer, together with buttons where there are some.

    Below buttons it cannot be for some members of a group alone, so there it is left out: all would be asked.
    """
    below = inline(chat, rows, key)
    if below is None:
        return force_reply(hint)
    return below | {"force_reply": True} if chat > 0 else below


def force_reply(hint: str) -> dict[str, object]:
    """Return the invitation to answer, for those alone whom the message answers or names."""
    invitation: dict[str, object] = {"force_reply": True, "selective": True}
    return invitation | {"input_field_placeholder": hint[:HINT_LIMIT]} if hint else invitation


def _button(chat: int, button: Button, key: bytes) -> dict[str, object]:
    if button.copy is not None:
        return {"text": button.label, "copy_text": {"text": button.copy}}
    if button.intent is None:
        return {"text": button.label, "url": button.url}
    data = callback_data.encode(button.intent, key=key, scope=scope_of(chat, button.intent.council))
    return {"text": button.label, "callback_data": data}
