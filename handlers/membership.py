"""Asking Telegram who belongs to a chat, and how.

The library makes a ChatMember of each answer and raises where a right is missing that nobody reads.
"""

from typing import Any

from telegram import Bot

Json = dict[str, Any]

AWAY = frozenset({"left", "kicked"})
# Methods that the library has, by names that it does not know: see `messenger`.
GET_MEMBER, GET_ADMINS = "get_ChatMember", "get_ChatAdministrators"


async def member_of(bot: Bot, chat: int, account: int) -> Json:
    """Return the ChatMember object of an account in a chat (getChatMember); raises TelegramError."""
    found: Json = await bot.do_api_request(GET_MEMBER, {"chat_id": chat, "user_id": account})
    return found


async def admin_ids(bot: Bot, chat: int) -> set[int]:
    """Return the accounts of a group's administrators (getChatAdministrators); raises TelegramError."""
    found: list[Json] = await bot.do_api_request(GET_ADMINS, {"chat_id": chat})
    return {member["user"]["id"] for member in found}


def is_there(member: Json) -> bool:
    """Whether a ChatMember object is of somebody in the chat; who is restricted may be in it or not."""
    return not (member["status"] in AWAY or (member["status"] == "restricted" and member.get("is_member") is False))


def is_admin(member: Json) -> bool:
    """Whether a ChatMember object is of the chat's owner or of an administrator."""
    return member["status"] in {"creator", "administrator"}
