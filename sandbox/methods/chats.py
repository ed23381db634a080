"""Asking about chats and their members."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sandbox.errors import bad_request
from sandbox.model import LEFT, PERMISSIONS, Member

if TYPE_CHECKING:
    from collections.abc import Callable

    from sandbox.model import Json

    from .request import Request


def get_chat(request: Request) -> Json:
    """https://core.telegram.org/bots/api#getchat."""
    chat = request.chat
    gifts = dict.fromkeys(
        ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels"), False
    )
    return chat.as_json() | {
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": gifts,
        "permissions": {name: name not in chat.forbidden for name in PERMISSIONS},
    }


def get_chat_member(request: Request) -> Json:
    """https://core.telegram.org/bots/api#getchatmember; a known user who was never here has left."""
    user = request.world.users.get(request["user_id"])
    if user is None:
        raise bad_request("user not found")
    return request.chat.members.get(user.id, Member(user, LEFT)).as_json()


def get_chat_administrators(request: Request) -> list[Json]:
    """https://core.telegram.org/bots/api#getchatadministrators; other bots are left out."""
    chat, bot = request.chat, request.world.bot
    if chat.is_private:
        raise bad_request("there are no administrators in the private chat")
    admins = [member for member in chat.members.values() if member.is_admin]
    return [member.as_json() for member in admins if member.user is bot or not member.user.is_bot]


def get_chat_member_count(request: Request) -> int:
    """https://core.telegram.org/bots/api#getchatmembercount."""
    return sum(member.is_present for member in request.chat.members.values())


def leave_chat(request: Request) -> bool:
    """https://core.telegram.org/bots/api#leavechat."""
    chat = request.chat
    if chat.is_private:
        raise bad_request("chat member status can't be changed in private chats")
    request.world.set_bot_status(chat, LEFT, by=request.world.bot)
    return True


METHODS: dict[str, Callable[[Request], Any]] = {
    "getChat": get_chat,
    "getChatMember": get_chat_member,
    "getChatAdministrators": get_chat_administrators,
    "getChatMemberCount": get_chat_member_count,
    "leaveChat": leave_chat,
}
