"""The Bot API's methods, one file per kind; `METHODS` is the table that the HTTP side dispatches on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from . import callbacks, chats, edits, media, messages, polls, profile

if TYPE_CHECKING:
    from collections.abc import Callable

    from .request import Request

# getUpdates, setWebhook, deleteWebhook and getWebhookInfo wait and deliver; they live in delivery.py.
METHODS: dict[str, Callable[[Request], Any]] = {
    **callbacks.METHODS,
    **chats.METHODS,
    **edits.METHODS,
    **media.METHODS,
    **messages.METHODS,
    **polls.METHODS,
    **profile.METHODS,
}

# Methods that count against the sending limits (https://core.telegram.org/bots/faq#broadcasting-to-users).
COUNTED = frozenset({*messages.METHODS, *media.SENDING, *polls.METHODS, *edits.METHODS}) - {
    "deleteMessage",
    "deleteMessages",
    "sendChatAction",
    "unpinChatMessage",
}
