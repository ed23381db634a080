"""Validation of reply_markup as Telegram does it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sandbox.entities import units
from sandbox.errors import bad_request

if TYPE_CHECKING:
    from sandbox.model import Json

MAX_CALLBACK_BYTES = 64
MAX_COPIED = 256
MAX_BUTTONS = 100
MAX_IN_A_ROW = 8
MAX_PLACEHOLDER = 64
_ADDRESS = re.compile(r"(?:https?://|tg://)?[^\s/]+\.?[^\s]*")


def check(markup: Json | None) -> Json | None:
    """Return a markup that Telegram would accept, None for an inline keyboard without buttons; raises ApiError."""
    if markup is None:
        return None
    if "inline_keyboard" in markup:
        rows = [row for row in markup["inline_keyboard"] if row]
        if sum(len(row) for row in rows) > MAX_BUTTONS or any(len(row) > MAX_IN_A_ROW for row in rows):
            raise bad_request("REPLY_MARKUP_TOO_LONG")
        for row in rows:
            for button in row:
                _check_button(button)
        forced = {"force_reply": True} if markup.get("force_reply") else {}
        return {"inline_keyboard": rows, **forced} if rows else None
    if units(markup.get("input_field_placeholder", "")) > MAX_PLACEHOLDER:
        raise bad_request("input field placeholder is too long")
    return markup


def _check_button(button: Json) -> None:
    if not button["text"].strip():
        raise bad_request("can't parse inline keyboard button: Text must be non-empty")
    actions = set(button) - {"text", "style", "icon_custom_emoji_id"}
    if not actions:
        raise bad_request("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    if "callback_data" in button and not 1 <= len(button["callback_data"].encode()) <= MAX_CALLBACK_BYTES:
        raise bad_request("BUTTON_DATA_INVALID")
    if "copy_text" in button and not 1 <= len(button["copy_text"]["text"]) <= MAX_COPIED:
        raise bad_request("BUTTON_COPY_TEXT_INVALID")
    if "url" in button and not _ADDRESS.fullmatch(button["url"]):
        raise bad_request(f"inline keyboard button URL '{button['url']}' is invalid: Wrong HTTP URL")
