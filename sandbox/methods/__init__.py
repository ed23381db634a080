"""The Bot API's methods, one file per kind; `METHODS` is the table that the HTTP side dispatches on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from . import callbacks, chats, edits, ephemeral, media, messages, polls, profile

if TYPE_CHECKING:
    from collections.abc import Callable

    from .request import Request

# getUpdates, setWebhook, deleteWebhook and getWebhookInfo wait and deliver; they live in delivery.py.
METHODS: dict[str, Callable[[Request], Any]] = {
    **callbacks.METHODS,
    **chats.METHODS,
    **edits.METHODS,
    **ephemeral.METHODS,
    **media.METHODS,
    **messages.METHODS,
    **polls.METHODS,
    **profile.METHODS,
}

# Methods that count against the sending limits (https://core.telegram.org/bots/faq#broadcasting-to-users).
COUNTED = frozenset({*messages.METHODS, *media.SENDING, *polls.METHODS, *edits.METHODS, *ephemeral.METHODS}) - {
    "deleteEphemeralMessage",
    "deleteMessage",
    "deleteMessages",
    "sendChatAction",
    "unpinChatMessage",
}
