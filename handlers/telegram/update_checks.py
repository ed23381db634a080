"""Validation of the types of every update field that we read.

The library accepts any JSON: a list for a message's number would be stored, and found broken later.
"""

from collections.abc import Mapping
from typing import TypeGuard

UPDATE_LIMIT = 2**31 - 1  # https://core.telegram.org/bots/api#available-types: whole numbers fit into 32 bits
ID_LIMIT = 2**53  # https://core.telegram.org/bots/api#user: at most 52 significant bits

INTEGER_FIELDS = frozenset(
    {
        "message_id",
        "ephemeral_message_id",
        "message_thread_id",
        "date",
        "edit_date",
        "migrate_to_chat_id",
        "migrate_from_chat_id",
        "voter_count",
        "total_voter_count",
        "file_size",
        "offset",
        "length",
    }
)
TEXT_FIELDS = frozenset(
    {
        "text",
        "caption",
        "data",
        "title",
        "type",
        "status",
        "first_name",
        "last_name",
        "username",
        "file_id",
        "file_name",
        "mime_type",
        "media_group_id",
        "poll_id",
    }
)
SOMEBODY = frozenset(  # a number is their id
    {"chat", "from", "user", "sender_chat", "voter_chat", "left_chat_member", "new_chat_members"}
)
NUMBER_FIELDS = frozenset({"latitude", "longitude"})
TEXT_ID_FIELDS = frozenset({"callback_query", "poll"})  # a text is their id
# The fields that are validated: nothing else is ever read, and Telegram may put into it what it likes.
READ = SOMEBODY | {
    "message",
    "edited_message",
    "callback_query",
    "poll",
    "options",
    "poll_answer",
    "my_chat_member",
    "chat_member",
    "old_chat_member",
    "new_chat_member",
    "reply_to_message",
    "entities",
    "caption_entities",
    "photo",
    "voice",
    "document",
    "location",
}


def check(update: Mapping[str, object]) -> None:
    """Raise TypeError unless everything in the update that is ever read is of its kind."""
    for name, value in update.items():
        if name in INTEGER_FIELDS and not is_id(value):
            raise TypeError(f"{name} is no number")
        if name in TEXT_FIELDS and not isinstance(value, str):
            raise TypeError(f"{name} is no text")
        if name in NUMBER_FIELDS and type(value) not in {int, float}:
            raise TypeError(f"{name} is no number")
        if name == "option_ids" and not (isinstance(value, list) and all(map(is_id, value))):
            raise TypeError("the options chosen are no numbers")
        if name not in READ:
            continue
        for each in value if isinstance(value, list) else [value]:
            if not isinstance(each, dict):
                raise TypeError(f"{name} is of another kind")
            if (name in SOMEBODY and not is_id(each.get("id"))) or (
                name in TEXT_ID_FIELDS and type(each.get("id")) is not str
            ):
                raise TypeError(f"the id of {name} is of another kind")
            check(each)


def update_number(update: object) -> int | None:
    """Return the update_id of an update; None for what is no update, whose number would confirm others."""
    number = update.get("update_id") if isinstance(update, dict) else None
    return number if type(number) is int and 0 < number < UPDATE_LIMIT else None


def is_id(value: object) -> TypeGuard[int]:
    """Return whether this is a number as Telegram gives them."""
    return type(value) is int and abs(value) < ID_LIMIT
