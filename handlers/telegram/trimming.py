"""Trimming of an update to the fields that are read, before the library sees it.

The library builds everything that an update holds, and raises where a field that it requires is missing, read or not:
Telegram adds and drops fields, and an update that cannot be parsed is an update without a reply.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from handlers.telegram.membership import Json, is_there

UNKEPT = "unkept"  # the name of our own field: what kind of thing came along that cannot be kept
# The bot's names for the fields with such attachments. The first one counts; an animation, for old clients, is a
# document as well. What has a photo beside it, such as a live photo, is kept as that.
UNKEPT_KINDS = {
    "animation": "animation",
    "video": "video",
    "video_note": "video",
    "audio": "audio",
    "sticker": "sticker",
    "contact": "contact",
    "poll": "poll",
    **dict.fromkeys(("dice", "game", "story", "checklist", "paid_media", "giveaway", "invoice"), "other"),
}


@dataclass(frozen=True)
class Shape:
    """The fields of an object that are read: `plain` as they are, `nested` by their own shapes.

    `required` stands in for what the library requires and nobody reads.
    """

    plain: frozenset[str]
    nested: Mapping[str, "Shape"] = field(default_factory=dict)
    required: Mapping[str, object] = field(default_factory=dict)


def _fields(names: str) -> frozenset[str]:
    return frozenset(names.split())


_NOBODY = {"id": 0, "is_bot": False, "first_name": ""}
_USER = Shape(_fields("id is_bot first_name last_name username"), required={"is_bot": False, "first_name": ""})
_CHAT = Shape(_fields("id type title first_name last_name username"), required={"type": ""})
_FILE = {"file_unique_id": ""}
_ENTITY = Shape(_fields("type offset length"), {"user": _USER}, {"type": "", "offset": 0, "length": 0})
_TOPIC = Shape(frozenset(), required={"name": "", "icon_color": 0})
_NOTHING = Shape(frozenset())
_ANSWERED = Shape(
    _fields(
        "message_id ephemeral_message_id message_thread_id is_topic_message date edit_date text caption "
        "media_group_id new_chat_title group_chat_created migrate_to_chat_id migrate_from_chat_id"
    ),
    {
        "chat": _CHAT,
        "from": _USER,
        "sender_chat": _CHAT,
        "entities": _ENTITY,
        "caption_entities": _ENTITY,
        "photo": Shape(_fields("file_id"), required={**_FILE, "width": 0, "height": 0}),
        "voice": Shape(_fields("file_id"), required={**_FILE, "duration": 0}),
        "document": Shape(_fields("file_id file_name mime_type file_size"), required=_FILE),
        "location": Shape(_fields("latitude longitude")),
        "new_chat_members": _USER,
        "left_chat_member": _USER,
        "forum_topic_created": _TOPIC,
        "forum_topic_reopened": _NOTHING,
        "general_forum_topic_unhidden": _NOTHING,
    },
    {"date": 0},
)
_MESSAGE = Shape(_ANSWERED.plain, {**_ANSWERED.nested, "reply_to_message": _ANSWERED})
_TAPPED = Shape(_fields("message_id ephemeral_message_id date"), {"chat": _CHAT}, {"date": 0})
_POLL = Shape(
    _fields("id total_voter_count"),
    {"options": Shape(_fields("voter_count"), required={"text": "", "persistent_id": ""})},
    {
        "question": "",
        "type": "regular",
        **dict.fromkeys(
            ("is_closed", "is_anonymous", "allows_multiple_answers", "allows_revoting", "members_only"), False
        ),
    },
)
_MEMBER = Shape(_fields("status is_member"), {"user": _USER})
_CHANGE = Shape(
    _fields("date"),
    {"chat": _CHAT, "from": _USER, "old_chat_member": _MEMBER, "new_chat_member": _MEMBER},
    {"from": _NOBODY, "date": 0},
)
_UPDATE = Shape(
    _fields("update_id"),
    {
        "message": _MESSAGE,
        "edited_message": _MESSAGE,
        "callback_query": Shape(_fields("id data"), {"from": _USER, "message": _TAPPED}, {"chat_instance": ""}),
        "poll": _POLL,
        "poll_answer": Shape(
            _fields("poll_id option_ids"), {"user": _USER, "voter_chat": _CHAT}, {"option_persistent_ids": ()}
        ),
        "my_chat_member": _CHANGE,
        "chat_member": _CHANGE,
    },
)


def trim(update: Json) -> Json:
    """Return the update with what is read of it; fields of another kind than expected stay, to be found by `sound`."""
    trimmed: Json = _trim(update, _UPDATE)
    return trimmed


def _trim(value: object, shape: Shape) -> Any:
    if isinstance(value, list):
        return [_trim(each, shape) for each in value]
    if not isinstance(value, dict):
        return value
    there = {name: given for name, given in value.items() if given is not None}
    kept: Json = {name: given for name, given in there.items() if name in shape.plain}
    kept |= {name: _trim(there[name], inner) for name, inner in shape.nested.items() if name in there}
    if shape is _MESSAGE or shape is _ANSWERED:
        _mark_unkept(there, kept)
    if shape is _MEMBER and isinstance(kept.get("status"), str):
        # The library requires all rights of a status that has some.
        kept = {"user": kept.get("user"), "status": "member" if is_there(kept) else "left"}
    return {**shape.required, **kept}


def _mark_unkept(message: Json, kept: Json) -> None:
    """Name what came along that cannot be kept; the library leaves a field that it does not know in `api_kwargs`."""
    found = next((kind for name, kind in UNKEPT_KINDS.items() if name in message), None)
    if found and "photo" not in message:
        kept[UNKEPT] = found
        kept.pop("document", None)
