"""Methods that edit or delete the bot's messages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sandbox.errors import bad_request
from sandbox.files import media_content

from . import keyboards, outgoing

if TYPE_CHECKING:
    from collections.abc import Callable

    from sandbox.model import Json, Message

    from .request import Request

_NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current "
    "content and reply markup of the message"
)


def edit_message_text(request: Request) -> Json:
    """https://core.telegram.org/bots/api#editmessagetext."""
    message = _editable(request)
    if "text" not in message.content:
        raise bad_request("there is no text in the message to edit")
    return _replace(request, message, outgoing.text_content(request))


def edit_message_caption(request: Request) -> Json:
    """https://core.telegram.org/bots/api#editmessagecaption."""
    message = _editable(request)
    return _replace(request, message, with_caption(request, message))


def edit_message_media(request: Request) -> Json:
    """https://core.telegram.org/bots/api#editmessagemedia."""
    message = _editable(request)
    return _replace(request, message, with_media(request))


def edit_message_reply_markup(request: Request) -> Json:
    """https://core.telegram.org/bots/api#editmessagereplymarkup."""
    message = _editable(request)
    return _replace(request, message, message.content)


def _editable(request: Request) -> Message:
    message = request.message("message to edit not found")
    has_other_markup = message.markup is not None and "inline_keyboard" not in message.markup
    if message.sender is not request.world.bot or message.is_service or has_other_markup:
        raise bad_request("message can't be edited")
    return message


def _replace(request: Request, message: Message, content: Json) -> Json:
    """Set content and keyboard together: an edit that names no keyboard takes it away."""
    markup = keyboards.check(request.get("reply_markup"))
    if markup:  # whether it forced a reply stays as it was
        forced = {"force_reply": True} if (message.markup or {}).get("force_reply") else {}
        markup = {"inline_keyboard": markup["inline_keyboard"], **forced}
    replace(request, message, content, markup)
    return message.as_json()


def with_caption(request: Request, message: Message) -> Json:
    """The content of a message under the caption that the request names."""
    kept = {key: message.content[key] for key in ("photo", "voice", "document") if key in message.content}
    if not kept:
        raise bad_request("there is no caption in the message to edit")
    return kept | outgoing.caption_content(request.world, request.params)


def with_media(request: Request) -> Json:
    """The content of a message with the file and caption that the request brings instead."""
    media = request["media"]
    content = media_content(request.file(media["media"], media["type"]))
    return content | outgoing.caption_content(request.world, media)


def replace(request: Request, message: Message, content: Json, markup: Json | None) -> None:
    """Set content and keyboard of a message."""
    if content == message.content and markup == message.markup:
        raise bad_request(_NOT_MODIFIED)
    message.content, message.markup = content, markup
    message.edit_date = int(request.world.clock.timestamp())
    request.world.changed("edit", message=message)


METHODS: dict[str, Callable[[Request], Any]] = {
    "editMessageText": edit_message_text,
    "editMessageCaption": edit_message_caption,
    "editMessageMedia": edit_message_media,
    "editMessageReplyMarkup": edit_message_reply_markup,
}
