"""answerCallbackQuery."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sandbox.entities import units
from sandbox.errors import bad_request

if TYPE_CHECKING:
    from collections.abc import Callable

    from .request import Request

MAX_TOAST = 200
ANSWERABLE_SECONDS = 30


def answer_callback_query(request: Request) -> bool:
    """https://core.telegram.org/bots/api#answercallbackquery."""
    world, press = request.world, request.world.presses.get(request["callback_query_id"])
    if press is None or press.answer is not None or world.clock.timestamp() - press.pressed_at > ANSWERABLE_SECONDS:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    if units(request.get("text", "")) > MAX_TOAST:
        raise bad_request("MESSAGE_TOO_LONG")
    url = request.get("url")
    if url is not None and not _opens_this_bot(url, str(world.bot.username)):
        raise bad_request("URL_INVALID")
    press.settle({key: request[key] for key in ("text", "show_alert", "url") if key in request.params})
    world.changed("toast", id=press.id, user=press.user.id, chat=press.message.chat.id, **(press.answer or {}))
    return True


def _opens_this_bot(url: str, username: str) -> bool:
    return url.lower().startswith(tuple(f"{scheme}t.me/{username.lower()}?start=" for scheme in ("https://", "")))


METHODS: dict[str, Callable[[Request], Any]] = {"answerCallbackQuery": answer_callback_query}
