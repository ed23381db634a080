"""Whether an update is made of what updates are made of.

The library takes whatever stands in the JSON: a list for a message's number would be kept, and found broken later.
"""

from typing import Any, TypeGuard

ID_LIMIT = 2**53  # https://core.telegram.org/bots/api#user: at most 52 significant bits

WHOLE = frozenset(
    {
        "message_id",
        "message_thread_id",
        "date",
        "edit_date",
        "migrate_to_chat_id",
        "migrate_from_chat_id",
        "voter_count",
        "total_voter_count",
    }
)
TEXT = frozenset(
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
        "media_group_id",
        "poll_id",
    }
)
SOMEBODY = frozenset({"chat", "from", "user", "sender_chat", "voter_chat"})  # what has a number as its id
NAMED = frozenset({"callback_query", "poll"})  # what has a text as its id


def check(name: str, value: Any) -> None:
    """Raise TypeError unless `value`, which an update calls `name`, and all in it are of their kind."""
    if name in WHOLE and not is_id(value):
        raise TypeError(f"{name} is no number")
    if name in TEXT and not isinstance(value, str):
        raise TypeError(f"{name} is no text")
    if isinstance(value, dict):
        if (name in SOMEBODY and not is_id(value.get("id"))) or (
            name in NAMED and not isinstance(value.get("id"), str)
        ):
            raise TypeError(f"the id of {name} is of another kind")
        for inner, each in value.items():
            check(inner, each)
    elif isinstance(value, list):
        for each in value:
            check("", each)
            if name == "option_ids" and not is_id(each):
                raise TypeError("an option is no number")
    elif name in SOMEBODY | NAMED:
        raise TypeError(f"{name} is of another kind")


def is_id(value: Any) -> TypeGuard[int]:
    """Whether this is a number as Telegram gives them."""
    return type(value) is int and abs(value) < ID_LIMIT
