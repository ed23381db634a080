"""sendMessage and related methods."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sandbox.errors import bad_request

from . import ephemeral, outgoing

if TYPE_CHECKING:
    from collections.abc import Callable

    from sandbox.model import Json

    from .request import Request


def send_message(request: Request) -> Json:
    """https://core.telegram.org/bots/api#sendmessage."""
    return outgoing.send(request, outgoing.text_content(request)).as_json()


def send_location(request: Request) -> Json:
    """https://core.telegram.org/bots/api#sendlocation."""
    place = {"latitude": request["latitude"], "longitude": request["longitude"]}
    if "live_period" in request.params and ephemeral.is_asked(request):
        raise bad_request("live locations can't be sent as ephemeral messages")
    return outgoing.send(request, {"location": place}).as_json()


def send_chat_action(request: Request) -> bool:
    """https://core.telegram.org/bots/api#sendchataction."""
    request.world.changed("action", chat=request.chat.id, action=request["action"])
    return True


def delete_message(request: Request) -> bool:
    """https://core.telegram.org/bots/api#deletemessage."""
    message = request.message("message to delete not found")
    member = message.chat.members.get(request.world.bot.id)
    may_delete_others = message.chat.is_private or (member is not None and member.is_admin)
    if message.sender is not request.world.bot and not may_delete_others:
        raise bad_request("message can't be deleted")
    request.world.delete_message(message)
    return True


def delete_messages(request: Request) -> bool:
    """https://core.telegram.org/bots/api#deletemessages; what is not there is passed over."""
    chat = request.chat
    for number in request["message_ids"]:
        message = chat.messages.get(number)
        if message and not message.receiver and message.sender is request.world.bot:
            request.world.delete_message(message)
    return True


def pin_chat_message(request: Request) -> bool:
    """https://core.telegram.org/bots/api#pinchatmessage."""
    message = request.message("message to pin not found")
    _check_may_pin(request)
    request.world.post(message.chat, request.world.bot, {"pinned_message": message.as_json(with_reply=False)})
    return True


def unpin_chat_message(request: Request) -> bool:
    """https://core.telegram.org/bots/api#unpinchatmessage."""
    _check_may_pin(request)
    return True


def _check_may_pin(request: Request) -> None:
    member = request.chat.members.get(request.world.bot.id)
    if not request.chat.is_private and not (member and member.is_admin):
        raise bad_request("not enough rights to manage pinned messages in the chat")


METHODS: dict[str, Callable[[Request], Any]] = {
    "sendMessage": send_message,
    "sendLocation": send_location,
    "sendChatAction": send_chat_action,
    "deleteMessage": delete_message,
    "deleteMessages": delete_messages,
    "pinChatMessage": pin_chat_message,
    "unpinChatMessage": unpin_chat_message,
}
