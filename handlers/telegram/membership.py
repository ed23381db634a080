"""Asking Telegram who belongs to a chat, and how.

The library makes a ChatMember of each answer and raises where a right is missing that nobody reads.
"""

from typing import Any

from bot.conversation.desk import BotContext

Json = dict[str, Any]

AWAY = frozenset({"left", "kicked"})
# Called by do_api_request(): see handlers/telegram/__init__.py.
GET_MEMBER, GET_ADMINS = "getChatMember", "getChatAdministrators"


async def member_of(desk: BotContext, chat: int, account: int) -> Json:
    """Return the ChatMember object of an account in a chat (getChatMember); raises TelegramSlow, TelegramError."""
    params = {"chat_id": chat, "user_id": account}
    found: Json = await desk.queries.call(GET_MEMBER, chat, lambda: desk.bot.do_api_request(GET_MEMBER, params))
    return found


async def admin_ids(desk: BotContext, chat: int) -> set[int]:
    """Return the accounts of a group's administrators (getChatAdministrators); raises TelegramSlow, TelegramError."""
    params = {"chat_id": chat}
    found: list[Json] = await desk.queries.call(GET_ADMINS, chat, lambda: desk.bot.do_api_request(GET_ADMINS, params))
    return {member["user"]["id"] for member in found}


def is_there(member: Json) -> bool:
    """Return whether a ChatMember object is of somebody in the chat; who is restricted may be in it or not."""
    return not (member["status"] in AWAY or (member["status"] == "restricted" and member.get("is_member") is False))


def is_admin(member: Json) -> bool:
    """Return whether a ChatMember object is of the chat's owner or of an administrator."""
    return member["status"] in {"creator", "administrator"}
