"""Steps that all methods share that put a message into a chat."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sandbox import html
from sandbox.entities import Entity, detect, units
from sandbox.errors import bad_request

from . import ephemeral, keyboards

if TYPE_CHECKING:
    from sandbox.model import Chat, Json, Message
    from sandbox.poll import Poll
    from sandbox.world import World

    from .request import Request

MAX_TEXT = 4096
MAX_CAPTION = 1024
KINDS = {  # what a message is -> the permission it takes, and its name in a refusal
    "text": ("can_send_messages", "text messages"),
    "location": ("can_send_messages", "locations"),
    "photo": ("can_send_photos", "photos"),
    "voice": ("can_send_voice_notes", "voice notes"),
    "document": ("can_send_documents", "documents"),
    "poll": ("can_send_polls", "polls"),
}


def formatted(
    world: World, text: str, parse_mode: str | None, given: list[Entity] | None = None
) -> tuple[str, list[Entity]]:
    """The plain text and entities of a text of the bot; only HTML is supported."""
    if parse_mode == "HTML":
        plain, entities = html.parse(text)
    elif parse_mode is None:
        plain, entities = text, list(given or [])
    else:
        raise bad_request(f"this sandbox reads HTML only, not {parse_mode}")
    plain, entities = html.trim(plain, entities)
    return plain, [entity for entity in detect(plain, entities) if _knows_person(world, entity)]


def text_content(request: Request) -> Json:
    """The text of a message: 1 to 4096 UTF-16 units after the tags are taken out."""
    text, entities = formatted(
        request.world, request.get("text", ""), request.get("parse_mode"), request.get("entities")
    )
    if not text:
        raise bad_request("message text is empty")
    if units(text) > MAX_TEXT:
        raise bad_request("message is too long")
    return _content("text", "entities", text, entities)


def caption_content(world: World, params: Json) -> Json:
    """The caption of a photo or file: at most 1024 UTF-16 units after the tags are taken out."""
    caption, entities = formatted(
        world, params.get("caption", ""), params.get("parse_mode"), params.get("caption_entities")
    )
    if units(caption) > MAX_CAPTION:
        raise bad_request("message caption is too long")
    return _content("caption", "caption_entities", caption, entities)


def send(request: Request, content: Json, *, poll: Poll | None = None) -> Message:
    """Post the bot's message to the chat, with the reply, topic and keyboard that the request names."""
    chat = request.chat
    thread = _thread(request, chat)
    if chat.is_forum and thread in chat.closed_topics:
        raise bad_request("TOPIC_CLOSED")
    _check_permission(request.world, chat, "poll" if poll else next(iter(KINDS.keys() & content.keys())))
    markup = keyboards.check(request.get("reply_markup"))
    addressed = ephemeral.check(request, chat, markup) if ephemeral.is_asked(request) else None
    return request.world.post(
        chat,
        request.world.bot,
        content,
        reply_to=_replied_to(request, chat, is_ephemeral=addressed is not None),
        markup=markup,
        poll=poll,
        thread_id=thread,
        receiver=addressed.receiver if addressed else None,
        replaces=addressed.replaces if addressed else None,
    )


def _check_permission(world: World, chat: Chat, kind: str) -> None:
    """Refuse a message that the group does not let the bot send, in Telegram's words; not of an administrator."""
    member = chat.members.get(world.bot.id)
    if member is None or member.is_admin:
        return
    permission, words = KINDS[kind]
    if permission in chat.forbidden | member.forbidden:
        raise bad_request(f"not enough rights to send {words} to the chat")


def _knows_person(world: World, entity: Entity) -> bool:
    """Complete a link to a person (tg://user?id=…); Telegram drops it when it does not know them."""
    if entity["type"] == "text_mention" and "user_id" in entity:
        person = world.users.get(entity.pop("user_id"))
        if person is None:
            return False
        entity["user"] = person.as_json()
    return True


def _content(key: str, entity_key: str, text: str, entities: list[Entity]) -> Json:
    content: dict[str, Any] = {key: text} if text else {}
    if entities:
        content[entity_key] = entities
    return content


def _replied_to(request: Request, chat: Chat, *, is_ephemeral: bool) -> Message | None:
    reply = request.get("reply_parameters")
    if reply is None:
        return None
    number = -reply["ephemeral_message_id"] if "ephemeral_message_id" in reply else reply.get("message_id", 0)
    message = chat.messages.get(number)
    if message and not message.is_deleted and (message.receiver is None or (is_ephemeral and number < 0)):
        return message
    if reply.get("allow_sending_without_reply") and not is_ephemeral:
        return None
    raise bad_request("message to be replied not found")


def _thread(request: Request, chat: Chat) -> int | None:
    thread = request.get("message_thread_id")
    if thread is not None and thread not in chat.topics:
        raise bad_request("message thread not found")
    return int(thread) if thread is not None else None
