"""People, chats and messages, and the JSON that Telegram makes of them."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .poll import Poll

Json = dict[str, Any]

CREATOR, ADMINISTRATOR, MEMBER, LEFT, KICKED = "creator", "administrator", "member", "left", "kicked"
RESTRICTED = "restricted"
PRESENT = frozenset({CREATOR, ADMINISTRATOR, MEMBER})
SERVICE_FIELDS = frozenset(
    {
        "new_chat_members",
        "left_chat_member",
        "new_chat_title",
        "group_chat_created",
        "supergroup_chat_created",
        "migrate_to_chat_id",
        "migrate_from_chat_id",
        "pinned_message",
        "forum_topic_created",
        "forum_topic_closed",
        "forum_topic_reopened",
    }
)
# https://core.telegram.org/bots/api#chatpermissions
PERMISSIONS = (
    "can_send_messages",
    "can_send_audios",
    "can_send_documents",
    "can_send_photos",
    "can_send_videos",
    "can_send_video_notes",
    "can_send_voice_notes",
    "can_send_polls",
    "can_send_other_messages",
    "can_add_web_page_previews",
    "can_react_to_messages",
    "can_edit_tag",
    "can_change_info",
    "can_invite_users",
    "can_pin_messages",
    "can_manage_topics",
)
TEXT_ONLY = frozenset(PERMISSIONS) - {"can_send_messages", "can_react_to_messages"}
# https://core.telegram.org/bots/api#chatmemberadministrator
ADMIN_RIGHTS = {
    "can_manage_chat": True,
    "can_change_info": True,
    "can_delete_messages": True,
    "can_invite_users": True,
    "can_restrict_members": True,
    "can_pin_messages": True,
    "can_manage_topics": False,
    "can_promote_members": False,
    "can_manage_video_chats": True,
    "can_post_stories": False,
    "can_edit_stories": False,
    "can_delete_stories": False,
}


@dataclass(eq=False, slots=True)
class User:
    """A Telegram account, of a person or of a bot."""

    id: int
    first_name: str
    last_name: str | None = None
    username: str | None = None
    language_code: str | None = None
    is_bot: bool = False
    has_started: bool = False
    has_blocked: bool = False
    is_deleted: bool = False

    def as_json(self) -> Json:
        """The User object."""
        optional = {"last_name": self.last_name, "username": self.username, "language_code": self.language_code}
        return {
            "id": self.id,
            "is_bot": self.is_bot,
            "first_name": self.first_name,
            **{key: value for key, value in optional.items() if value},
        }


@dataclass(eq=False, slots=True)
class Member:
    """The membership of an account in a chat."""

    user: User
    status: str
    is_anonymous: bool = False
    forbidden: frozenset[str] = frozenset()  # permissions that a restricted member does not have
    custom_title: str | None = None  # the words beside the name; Telegram calls an ordinary member's a tag
    has_left: bool = False  # of somebody restricted: the status stays when they go

    @property
    def is_present(self) -> bool:
        """Return whether the member is in the chat now."""
        return self.status in PRESENT or (self.status == RESTRICTED and not self.has_left)

    @property
    def is_admin(self) -> bool:
        """Creator or administrator."""
        return self.status in {CREATOR, ADMINISTRATOR}

    def as_json(self) -> Json:
        """The ChatMember object of this status."""
        out: Json = {"user": self.user.as_json(), "status": self.status}
        if self.status == ADMINISTRATOR:
            out |= ADMIN_RIGHTS | {"can_be_edited": False}
        elif self.status == KICKED:
            out["until_date"] = 0
        elif self.status == RESTRICTED:
            out |= {name: name not in self.forbidden for name in PERMISSIONS}
            out |= {"is_member": not self.has_left, "until_date": 0}
        if self.is_admin:
            out["is_anonymous"] = self.is_anonymous
            if self.custom_title:
                out["custom_title"] = self.custom_title
        elif self.status == MEMBER and self.custom_title:
            out["tag"] = self.custom_title
        return out


@dataclass(eq=False, slots=True)
class Chat:
    """A conversation: private, group, supergroup or channel."""

    id: int
    kind: str
    title: str | None = None
    person: User | None = None
    is_forum: bool = False
    members: dict[int, Member] = field(default_factory=dict)
    messages: dict[int, Message] = field(default_factory=dict)
    topics: dict[int, str] = field(default_factory=dict)
    closed_topics: set[int | None] = field(default_factory=set)  # None: General
    forbidden: set[str] = field(default_factory=set)  # permissions that ordinary members do not have
    last_message_id: int = 0
    last_ephemeral_id: int = 0
    migrated_to: int | None = None

    @property
    def is_private(self) -> bool:
        """Return whether it is a chat of one person with the bot."""
        return self.kind == "private"

    def status_of(self, user: User) -> str:
        """The user's status here; someone never seen here has left."""
        member = self.members.get(user.id)
        return member.status if member else LEFT

    def as_json(self) -> Json:
        """The Chat object."""
        out: Json = {"id": self.id, "type": self.kind}
        if self.person:
            person = self.person.as_json()
            out |= {key: person[key] for key in ("first_name", "last_name", "username") if key in person}
        else:
            out["title"] = self.title
        if self.is_forum:
            out["is_forum"] = True
        return out


@dataclass(eq=False, slots=True)
class Message:
    """A message; `content` holds the fields of its kind (text, photo, new_chat_members …) as Telegram names them.

    An ephemeral message has a `receiver`, who alone sees it beside its sender. Telegram numbers those apart and calls
    each 0: here it stands under its number below zero.
    """

    chat: Chat
    message_id: int
    date: int
    content: Json
    sender: User | None = None
    sender_chat: Chat | None = None
    reply_to: Message | None = None
    markup: Json | None = None
    poll: Poll | None = None
    thread_id: int | None = None
    edit_date: int | None = None
    is_deleted: bool = False
    receiver: User | None = None
    replaces: int | None = None  # the message in whose place its receiver sees it
    names_reply: bool = False  # also to an ephemeral message, which Telegram need not name

    @property
    def ephemeral_id(self) -> int | None:
        """The number of an ephemeral message."""
        return -self.message_id if self.receiver else None

    @property
    def text(self) -> str:
        """The visible text: the text, the caption, or ""."""
        return str(self.content.get("text") or self.content.get("caption") or "")

    @property
    def is_service(self) -> bool:
        """Return whether it is a notice of Telegram, not a person's message."""
        return not SERVICE_FIELDS.isdisjoint(self.content)

    @property
    def keyboard(self) -> list[list[Json]]:
        """The rows of its inline keyboard."""
        return list((self.markup or {}).get("inline_keyboard", []))

    def as_json(self, *, with_reply: bool = True) -> Json:
        """The Message object; a replied-to message stands in it without its own reply."""
        out: Json = {"message_id": self.message_id, "date": self.date, "chat": self.chat.as_json()}
        if self.receiver:
            out |= {
                "message_id": 0,
                "receiver_user": self.receiver.as_json(),
                "ephemeral_message_id": self.ephemeral_id,
            }
        if self.sender:
            out["from"] = self.sender.as_json()
        if self.sender_chat:
            out["sender_chat"] = self.sender_chat.as_json()
        if self.thread_id:
            out |= {"message_thread_id": self.thread_id, "is_topic_message": True}
        if self.reply_to and with_reply and (self.names_reply or not self.reply_to.receiver):
            out["reply_to_message"] = self.reply_to.as_json(with_reply=False)
        out |= self.content
        if self.poll:
            out["poll"] = self.poll.as_json()
        if self.edit_date:
            out["edit_date"] = self.edit_date
        if self.keyboard:
            out["reply_markup"] = self.markup
        return out


@dataclass(eq=False)
class Press:
    """A pressed button, waiting for the bot's answer (answerCallbackQuery)."""

    id: str
    user: User
    message: Message
    data: str
    pressed_at: float
    answer: Json | None = None
    _answered: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def text(self) -> str | None:
        """The toast, once there is one."""
        return self.answer.get("text") if self.answer else None

    @property
    def show_alert(self) -> bool:
        """Return whether the answer is a dialog that the person must close."""
        return bool(self.answer and self.answer.get("show_alert"))

    def settle(self, answer: Json) -> None:
        """Store the bot's answer and wake those who wait for it."""
        self.answer = answer
        self._answered.set()

    async def answered(self, within: float = 5.0) -> Json:
        """Return the answer within `within` seconds: {"text": …, "show_alert": …, "url": …}, each optional."""
        async with asyncio.timeout(within):
            await self._answered.wait()
        return self.answer or {}
