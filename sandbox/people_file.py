"""The people and groups of a world in a file, so that the next world begins with them. Messages are not kept."""

from __future__ import annotations

import json
from dataclasses import fields
from typing import TYPE_CHECKING

from .model import CREATOR, Chat, Json, Member, User

if TYPE_CHECKING:
    from pathlib import Path

    from .world import World

_ABOUT_PEOPLE = frozenset({"user", "chat", "member", "message"})  # a first message to the bot lets it write back


class PeopleFile:
    """Reads the file into a new world, and writes it whenever a person or group of that world changes."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._written = ""

    @property
    def exists(self) -> bool:
        """Return whether an earlier world wrote the file."""
        return self._path.exists()

    def read_into(self, world: World) -> None:
        """Add the people and groups to a world that has none; the bot comes into its groups as somebody new does."""
        kept = json.loads(self._path.read_text(encoding="utf-8"))
        world.last_sequence = kept["sequence"]
        world.users |= {each["id"]: User(**each) for each in kept["people"]}
        for each in kept["groups"]:
            group = _group(world, each)
            world.chats[group.id] = group
            bot = group.members.pop(world.bot.id, None)
            people = sorted(group.members.values(), key=lambda member: member.status != CREATOR)
            if bot and bot.is_present and people and not group.migrated_to:
                world.set_bot_status(group, bot.status, by=people[0].user)

    def follow(self, world: World) -> None:
        """Write down this world's people and groups, now and after every change."""
        self._write(world)
        world.listen(lambda event: self._write(world) if event["kind"] in _ABOUT_PEOPLE else None)

    def _write(self, world: World) -> None:
        text = json.dumps(_contents(world), ensure_ascii=False, indent=1)
        if text == self._written:
            return
        unfinished = self._path.with_suffix(".tmp")
        unfinished.write_text(text, encoding="utf-8")
        unfinished.replace(self._path)
        self._written = text


def _contents(world: World) -> Json:
    people = [user for user in world.users.values() if not user.is_bot]
    groups = [chat for chat in world.chats.values() if not chat.is_private]
    return {
        "sequence": world.last_sequence,
        "people": [{field.name: getattr(user, field.name) for field in fields(User)} for user in people],
        "groups": [
            {
                "id": chat.id,
                "kind": chat.kind,
                "title": chat.title,
                "is_forum": chat.is_forum,
                "forbidden": sorted(chat.forbidden),
                "migrated_to": chat.migrated_to,
                "members": [_member(member) for member in chat.members.values()],
            }
            for chat in groups
        ],
    }


def _member(member: Member) -> Json:
    rest = {field.name: getattr(member, field.name) for field in fields(Member)}
    return rest | {"user": member.user.id, "forbidden": sorted(member.forbidden)}


def _group(world: World, kept: Json) -> Chat:
    members = [
        Member(**each | {"user": world.users[each["user"]], "forbidden": frozenset(each["forbidden"])})
        for each in kept["members"]
    ]
    by_id = {member.user.id: member for member in members}
    return Chat(**kept | {"forbidden": set(kept["forbidden"]), "members": by_id})
