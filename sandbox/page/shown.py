"""The world as JSON for the page: Telegram's own objects, and facts that only its apps know."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sandbox.menus import commands_for, menu_key

if TYPE_CHECKING:
    from sandbox.model import Chat, Json, Message, User
    from sandbox.world import World

HISTORY = 500  # messages of a chat that a page gets when it opens
_EVERYBODY = {"private": "all_private_chats", "group": "all_group_chats"}
_LANGUAGE = "zh"


def everything(world: World) -> Json:
    """All that a page needs to begin."""
    return {
        "now": world.clock.now().isoformat(),
        "is_frozen": world.clock.is_frozen,
        "messages": {str(chat.id): _history(chat) for chat in world.chats.values()},
        **town(world),
    }


def town(world: World) -> Json:
    """Return the people, their chats, and the commands in the bot's menu."""
    people = [user for user in world.users.values() if not user.is_bot and not user.is_deleted]
    groups = [chat for chat in world.chats.values() if not chat.is_private and not chat.migrated_to]
    return {
        "bot": world.bot.as_json(),
        "people": [user.as_json() for user in people],
        "chats": [_group(chat) for chat in groups] + [_private(user) for user in people],
        "commands": {kind: _everybodys(world, scope) for kind, scope in _EVERYBODY.items()} | {"own": _own(world)},
    }


def message(shown: Message) -> Json:
    """Return a message; a question keeps its ForceReply, and a poll lists each person's choice.

    An ephemeral message stands under its number in the sandbox, which is below zero: Telegram calls them all 0.
    """
    out = shown.as_json() | {"message_id": shown.message_id}
    if shown.replaces:
        out["replaces"] = shown.replaces
    if shown.markup and shown.markup.get("force_reply"):
        out["reply_markup"] = shown.markup
    if shown.poll:
        # The page plays everybody, so it must know everybody's choice; it shows the names only when the poll does.
        out["votes"] = {str(user): options for user, options in shown.poll.votes.items()}
    return out


def _history(chat: Chat) -> list[Json]:
    return [message(each) for each in list(chat.messages.values())[-HISTORY:] if not each.is_deleted]


def _group(chat: Chat) -> Json:
    members = [member.as_json() for member in chat.members.values() if member.is_present]
    return {"id": chat.id, "type": chat.kind, "title": chat.title, "members": members}


def _private(person: User) -> Json:
    return {"id": person.id, "type": "private"}


def _everybodys(world: World, scope: str) -> list[Json]:
    """Return the menu that everybody finds in a kind of chat who has none of their own."""
    keys = [menu_key({"type": type_}, language) for type_ in (scope, "default") for language in (_LANGUAGE, "")]
    return next((list(found) for key in keys if (found := world.profile.get(key))), [])


def _own(world: World) -> Json:
    """Return the menus that are not everybody's, by chat and person."""
    usual = {kind: _everybodys(world, scope) for kind, scope in _EVERYBODY.items()}
    menus = {}
    for chat in world.chats.values():
        for member in chat.members.values():
            found = commands_for(world, chat, member.user, _LANGUAGE)
            if found != usual["private" if chat.is_private else "group"]:
                menus[f"{chat.id}/{member.user.id}"] = found
    return menus
