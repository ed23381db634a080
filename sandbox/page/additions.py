"""Adding people and groups from the page, with Telegram's limits and refusals in Chinese."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any

from sandbox.model import ADMINISTRATOR

from . import refusals

if TYPE_CHECKING:
    from sandbox.model import Chat, Json, User
    from sandbox.world import World

MAX_NAME = 64  # what Telegram's apps take for a first name
MAX_TITLE = 128  # https://core.telegram.org/bots/api#setchattitle
_USERNAME = re.compile(r"[A-Za-z]\w{4,31}", re.ASCII)  # https://core.telegram.org/method/account.checkUsername


class InvalidFieldError(ValueError):
    """A field of the form that cannot be taken as it is; the message is for the person at the page."""

    def __init__(self, field: str, why: str) -> None:
        super().__init__(why)
        self.field = field


def add_person(world: World, asked: Json) -> User:
    """Add a person by name, with or without a username; raises InvalidFieldError."""
    name = _line(asked.get("name"))
    if not name:
        raise InvalidFieldError("name", refusals.NO_NAME)
    if len(name) > MAX_NAME:
        raise InvalidFieldError("name", refusals.LONG_NAME)
    return world.add_user(name, username=_username(world, asked.get("username")))


def add_group(world: World, asked: Json) -> Chat:
    """Add a group whose owner has brought in the members and the bot as an administrator; raises InvalidFieldError."""
    title = _line(asked.get("title"))
    if not title:
        raise InvalidFieldError("title", refusals.NO_TITLE)
    if len(title) > MAX_TITLE:
        raise InvalidFieldError("title", refusals.LONG_TITLE)
    owner = world.user(asked["owner"])
    members = [world.user(member) for member in asked["members"]]
    return world.add_group(title, owner, members, bot=ADMINISTRATOR)


def _username(world: World, typed: Any) -> str | None:
    """The username without its @; letters of a Chinese keyboard's full width count as the plain ones."""
    username = unicodedata.normalize("NFKC", _line(typed)).removeprefix("@")
    if not username:
        return None
    if not _USERNAME.fullmatch(username):
        raise InvalidFieldError("username", refusals.BAD_USERNAME)
    if any((user.username or "").lower() == username.lower() for user in world.users.values()):
        raise InvalidFieldError("username", refusals.TAKEN_USERNAME)
    return username


def _line(typed: Any) -> str:
    """Return a typed text as one line, "" if nothing in it is visible."""
    line = " ".join(str(typed or "").split())
    return line if any(each.isprintable() and each != " " for each in line) else ""
