"""The menu of commands that a person is shown in a chat: of all that the bot has set, the narrowest.

https://core.telegram.org/bots/api#determining-list-of-commands
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .model import Chat, Json, User
    from .state import State


def menu_key(scope: Json, language: str = "") -> str:
    """Return the place of a menu in the bot's profile."""
    return f"commands {json.dumps(scope, sort_keys=True)} {language}".strip()


def commands_for(state: State, chat: Chat, person: User, language: str = "") -> list[Json]:
    """Return the commands that a person finds in a chat, on a phone in this language."""
    for scope in _scopes(chat, person):
        for spoken in (language, "") if language else ("",):
            if found := state.profile.get(menu_key(scope, spoken)):
                return list(found)
    return []


def _scopes(chat: Chat, person: User) -> Iterator[Json]:
    """Yield the scopes that a person is in, the narrowest first."""
    if chat.is_private:
        yield {"type": "chat", "chat_id": chat.id}
        yield {"type": "all_private_chats"}
    else:
        member = chat.members.get(person.id)
        is_admin = member is not None and member.is_admin
        yield {"type": "chat_member", "chat_id": chat.id, "user_id": person.id}
        if is_admin:
            yield {"type": "chat_administrators", "chat_id": chat.id}
        yield {"type": "chat", "chat_id": chat.id}
        if is_admin:
            yield {"type": "all_chat_administrators"}
        yield {"type": "all_group_chats"}
    yield {"type": "default"}
