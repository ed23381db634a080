"""Questions to Telegram about the members of a chat.

The library makes a ChatMember of each answer and raises where a right is missing that nobody reads.
"""

from dataclasses import dataclass
from typing import Any

from telegram import Bot

from handlers.telegram.queries import Queries

Json = dict[str, Any]

AWAY_STATUSES = frozenset({"left", "kicked"})
ADMINISTRATORS = frozenset({"creator", "administrator"})
# Called by do_api_request(): see handlers/telegram/__init__.py.
GET_MEMBER, GET_ADMINS = "getChatMember", "getChatAdministrators"


@dataclass(frozen=True)
class Membership:
    """Each question raises PlatformSlow, or the TelegramError that says what is wrong with it."""

    bot: Bot
    queries: Queries

    async def is_there(self, chat: int, account: int) -> bool:
        """Return whether an account is in the chat."""
        return is_there(await self._member(chat, account))

    async def is_administrator(self, chat: int, account: int) -> bool:
        """Return whether an account is the chat's owner or an administrator."""
        return (await self._member(chat, account))["status"] in ADMINISTRATORS

    async def administrators(self, chat: int) -> set[int]:
        """Return the accounts of a group's administrators (getChatAdministrators)."""
        params = {"chat_id": chat}
        found: list[Json] = await self.queries.call(
            GET_ADMINS, chat, lambda: self.bot.do_api_request(GET_ADMINS, params)
        )
        return {member["user"]["id"] for member in found}

    async def _member(self, chat: int, account: int) -> Json:
        """Return the ChatMember object of an account in a chat (getChatMember)."""
        params = {"chat_id": chat, "user_id": account}
        found: Json = await self.queries.call(GET_MEMBER, chat, lambda: self.bot.do_api_request(GET_MEMBER, params))
        return found


def is_there(member: Json) -> bool:
    """Return whether a ChatMember object is of somebody in the chat; who is restricted may be in it or not."""
    return not (
        member["status"] in AWAY_STATUSES or (member["status"] == "restricted" and member.get("is_member") is False)
    )
