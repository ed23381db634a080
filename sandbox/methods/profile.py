"""Methods about the bot's profile and its menu of commands."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from sandbox.entities import units
from sandbox.errors import bad_request
from sandbox.menus import menu_key

if TYPE_CHECKING:
    from collections.abc import Callable

    from sandbox.model import Json

    from .request import Request

MAX_COMMANDS = 100
MAX_DESCRIPTION = 512
MAX_SHORT_DESCRIPTION = 120
COMMAND_DESCRIPTION_LENGTHS = range(1, 257)
_COMMAND = re.compile(r"/?[a-z0-9_]{1,32}")
_LANGUAGE = re.compile(r"[a-z]{2}")  # ISO 639-1


def get_me(request: Request) -> Json:
    """https://core.telegram.org/bots/api#getme."""
    return request.world.bot.as_json() | {
        "can_join_groups": True,
        "can_read_all_group_messages": not request.world.privacy_mode,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def set_my_commands(request: Request) -> bool:
    """https://core.telegram.org/bots/api#setmycommands."""
    commands = request["commands"]
    if len(commands) > MAX_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        if not _COMMAND.fullmatch(command["command"]):
            raise bad_request("BOT_COMMAND_INVALID")
        if units(command["description"].strip()) not in COMMAND_DESCRIPTION_LENGTHS:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    request.world.profile[_menu_key(request)] = commands
    return True


def get_my_commands(request: Request) -> list[Json]:
    """https://core.telegram.org/bots/api#getmycommands."""
    commands: list[Json] = request.world.profile.get(_menu_key(request), [])
    return commands


def delete_my_commands(request: Request) -> bool:
    """https://core.telegram.org/bots/api#deletemycommands."""
    request.world.profile.pop(_menu_key(request), None)
    return True


def set_my_description(request: Request) -> bool:
    """https://core.telegram.org/bots/api#setmydescription."""
    return _set_words(request, "description", MAX_DESCRIPTION)


def set_my_short_description(request: Request) -> bool:
    """https://core.telegram.org/bots/api#setmyshortdescription."""
    return _set_words(request, "short_description", MAX_SHORT_DESCRIPTION)


def set_chat_menu_button(request: Request) -> bool:
    """https://core.telegram.org/bots/api#setchatmenubutton."""
    request.world.profile["menu_button"] = request.get("menu_button")
    return True


def acknowledge(_request: Request) -> bool:
    """https://core.telegram.org/bots/api#logout and #close: nothing to end here."""
    return True


def _set_words(request: Request, key: str, limit: int) -> bool:
    words = request.get(key, "")
    if units(words) > limit:
        raise bad_request("ABOUT_TOO_LONG" if key == "short_description" else "DESCRIPTION_TOO_LONG")
    request.world.profile[f"{key} {request.get('language_code', '')}".strip()] = words
    return True


def _menu_key(request: Request) -> str:
    """Return the place of the menu that a request names; refuses a scope or a language that there is not."""
    scope = request.get("scope") or {"type": "default"}
    if "chat_id" in scope:
        chat = request.world.chat_for_bot(scope["chat_id"])
        if chat.is_private and scope["type"] != "chat":
            raise bad_request("can't use specified scope in private chats")
        if "user_id" in scope and scope["user_id"] not in request.world.users:
            raise bad_request("user not found")
    language = request.get("language_code", "")
    if language and not _LANGUAGE.fullmatch(language):
        raise bad_request("invalid language code specified")
    return menu_key(scope, language)


METHODS: dict[str, Callable[[Request], Any]] = {
    "getMe": get_me,
    "setMyCommands": set_my_commands,
    "getMyCommands": get_my_commands,
    "deleteMyCommands": delete_my_commands,
    "setMyDescription": set_my_description,
    "setMyShortDescription": set_my_short_description,
    "setChatMenuButton": set_chat_menu_button,
    "logOut": acknowledge,
    "close": acknowledge,
}
