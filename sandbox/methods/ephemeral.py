"""Ephemeral messages: shown in a group to one of its members, and edited and deleted by methods of their own.

https://core.telegram.org/bots/api#ephemeral-messages-and-commands. Where the documentation gives no words for a
refusal, these are the sandbox's own.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sandbox.errors import bad_request

from . import edits, keyboards, outgoing

if TYPE_CHECKING:
    from collections.abc import Callable

    from sandbox.model import Chat, Json, Message, User

    from .request import Request

WINDOW_SECONDS = 15


@dataclass(frozen=True, slots=True)
class Addressed:
    """The one who alone sees a message, and the message in whose place they see it."""

    receiver: User
    replaces: int | None = None


def is_asked(request: Request) -> bool:
    """Return whether the request is for an ephemeral message; an older server does not know that."""
    return request.world.has_ephemeral_messages and "ephemeral_message_parameters" in request.params


def check(request: Request, chat: Chat, markup: Json | None) -> Addressed:
    """Return who receives an ephemeral message; raises ApiError where Telegram sends none."""
    world, asked = request.world, request["ephemeral_message_parameters"]
    bot, receiver = chat.members.get(world.bot.id), world.users.get(asked["receiver_user_id"])
    if chat.is_private or bot is None:
        raise bad_request("BOT_NOT_ADMIN")
    if receiver is None or receiver.is_bot:
        raise bad_request("USER_ID_INVALID")
    member = chat.members.get(receiver.id)
    if member is None or not member.is_present:
        raise bad_request("USER_NOT_PARTICIPANT")
    if any("login_url" in button for row in (markup or {}).get("inline_keyboard", []) for button in row):
        raise bad_request("login_url buttons can't be used in ephemeral messages")
    pressed = _pressed(request, chat, receiver, asked)
    if not (pressed or _answers_command(request, chat, receiver) or bot.is_admin):
        raise bad_request("BOT_NOT_ADMIN")
    return Addressed(receiver, pressed.message_id if pressed and asked.get("replace_callback_query_message") else None)


def _pressed(request: Request, chat: Chat, receiver: User, asked: Json) -> Message | None:
    """The message whose button the receiver pressed just now, if the request names the press."""
    if "callback_query_id" not in asked:
        return None
    world, press = request.world, request.world.presses.get(asked["callback_query_id"])
    if press is None or press.user is not receiver or press.message.chat is not chat:
        raise bad_request("QUERY_ID_INVALID")
    if world.clock.timestamp() - press.pressed_at > WINDOW_SECONDS:
        raise bad_request("QUERY_ID_INVALID")
    if press.message.receiver and asked.get("replace_callback_query_message"):
        raise bad_request("an ephemeral message can't be replaced, it must be edited")
    return press.message


def _answers_command(request: Request, chat: Chat, receiver: User) -> bool:
    """Return whether it replies to what the receiver has just said to the bot alone."""
    number = (request.get("reply_parameters") or {}).get("ephemeral_message_id")
    if number is None:
        return False
    said = chat.messages.get(-number)
    if said is None or said.is_deleted or said.sender is not receiver:
        raise bad_request("message to be replied not found")
    if request.world.clock.timestamp() - said.date > WINDOW_SECONDS:
        raise bad_request("message to be replied is too old")
    return True


def edit_text(request: Request) -> bool:
    """https://core.telegram.org/bots/api#editephemeralmessagetext."""
    message = _own(request)
    if "text" not in message.content:
        raise bad_request("there is no text in the message to edit")
    return _replace(request, message, outgoing.text_content(request))


def edit_caption(request: Request) -> bool:
    """https://core.telegram.org/bots/api#editephemeralmessagecaption."""
    message = _own(request)
    return _replace(request, message, edits.with_caption(request, message))


def edit_media(request: Request) -> bool:
    """https://core.telegram.org/bots/api#editephemeralmessagemedia."""
    message = _own(request)
    return _replace(request, message, edits.with_media(request))


def edit_reply_markup(request: Request) -> bool:
    """https://core.telegram.org/bots/api#editephemeralmessagereplymarkup."""
    message = _own(request)
    return _replace(request, message, message.content)


def delete(request: Request) -> bool:
    """https://core.telegram.org/bots/api#deleteephemeralmessage."""
    request.world.delete_message(_own(request))
    return True


def _own(request: Request) -> Message:
    """The bot's ephemeral message that the request names."""
    message = request.chat.messages.get(-request["ephemeral_message_id"])
    if message is None or message.is_deleted or message.sender is not request.world.bot or message.receiver is None:
        raise bad_request("message to edit not found")
    if message.receiver.id != request["receiver_user_id"]:
        raise bad_request("USER_ID_INVALID")
    return message


def _replace(request: Request, message: Message, content: Json) -> bool:
    markup = keyboards.check(request.get("reply_markup"))
    edits.replace(request, message, content, markup)
    return True


METHODS: dict[str, Callable[[Request], Any]] = {
    "editEphemeralMessageText": edit_text,
    "editEphemeralMessageCaption": edit_caption,
    "editEphemeralMessageMedia": edit_media,
    "editEphemeralMessageReplyMarkup": edit_reply_markup,
    "deleteEphemeralMessage": delete,
}
