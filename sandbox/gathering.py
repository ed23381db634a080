"""Accounts and groups: who is in them, joins, leaves and is restricted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .model import (
    ADMINISTRATOR,
    CREATOR,
    KICKED,
    LEFT,
    MEMBER,
    PERMISSIONS,
    RESTRICTED,
    TEXT_ONLY,
    Chat,
    Json,
    Member,
    Message,
    User,
)
from .state import State

if TYPE_CHECKING:
    from collections.abc import Iterable

_FIRST_PERSON = 500_000_000
_FIRST_SUPERGROUP = -1001_000_000_000


class Gathering(State):
    """Acts of people who join, leave and administer groups."""

    def add_user(
        self, first_name: str, last_name: str | None = None, username: str | None = None, language_code: str = "zh-hans"
    ) -> User:
        """A new person, who has not yet spoken to the bot."""
        number = _FIRST_PERSON + self.sequence()
        person = self._keep_user(User(number, first_name, last_name, username, language_code))
        self.changed("user", user=number)
        return person

    def add_group(
        self,
        title: str,
        creator: User,
        members: Iterable[User] = (),
        *,
        kind: str = "supergroup",
        bot: str | None = MEMBER,
        is_forum: bool = False,
    ) -> Chat:
        """A new group ("group" or "supergroup"); the bot is brought in as "member", "administrator", or not (None)."""
        number = self.sequence()
        chat = Chat(_FIRST_SUPERGROUP - number if kind == "supergroup" else -4000 - number, kind, title)
        chat.is_forum = is_forum
        chat.members = {member.id: Member(member, MEMBER) for member in members}
        chat.members[creator.id] = Member(creator, CREATOR)
        self.chats[chat.id] = chat
        self.changed("chat", chat=chat.id, title=title)
        if bot:
            self.set_bot_status(chat, bot, by=creator)
        return chat

    def add_topic(self, chat: Chat, name: str) -> int:
        """Open a topic in a forum; returns its message_thread_id."""
        content = {"forum_topic_created": {"name": name, "icon_color": 7322096}}
        message = self.post(chat, self._creator(chat), content)
        message.thread_id = message.message_id
        chat.topics[message.message_id] = name
        self.deliver(message)
        return message.message_id

    def close_topic(self, chat: Chat, topic: int | None = None) -> None:
        """Close a topic, General without a number: only its managers can write there."""
        chat.closed_topics.add(topic)
        self._announce(chat, self._creator(chat), {"forum_topic_closed": {}}, topic=topic)

    def reopen_topic(self, chat: Chat, topic: int | None = None) -> None:
        """Open a closed topic again, General without a number."""
        chat.closed_topics.discard(topic)
        self._announce(chat, self._creator(chat), {"forum_topic_reopened": {}}, topic=topic)

    def forbid(self, chat: Chat, *permissions: str) -> None:
        """Remove permissions (can_send_polls …) of all ordinary members; bots are not told."""
        _check_permissions(permissions)
        chat.forbidden |= set(permissions)

    def allow(self, chat: Chat, *permissions: str) -> None:
        """Restore the permissions of all ordinary members; bots are not told."""
        _check_permissions(permissions)
        chat.forbidden -= set(permissions)

    def join(self, chat: Chat, user: User) -> None:
        """Come in by a link."""
        self._become(chat, user, MEMBER, by=user)
        self._announce(chat, user, {"new_chat_members": [user.as_json()], "new_chat_member": user.as_json()})

    def add_members(self, chat: Chat, members: Iterable[User], *, by: User) -> None:
        """Bring people in: one line of Telegram's names all of them."""
        added = list(members)
        for user in added:
            self._become(chat, user, MEMBER, by=by)
        people = [user.as_json() for user in added]
        self._announce(chat, by, {"new_chat_members": people, "new_chat_member": people[0]})

    def restrict(self, chat: Chat, user: User, *permissions: str) -> None:
        """Remove permissions of a member, without names all but the right to write; they stay in the group."""
        _check_permissions(permissions)
        self._become(chat, user, RESTRICTED, by=self._creator(chat), forbidden=frozenset(permissions) or TEXT_ONLY)

    def leave(self, chat: Chat, user: User) -> None:
        """Leave the group; a restricted member stays restricted, and is no member any more."""
        member = chat.members[user.id]
        if member.status == RESTRICTED:
            self._become(chat, user, RESTRICTED, by=user, has_left=True, forbidden=member.forbidden)
        else:
            self._become(chat, user, LEFT, by=user)
        self._announce(chat, user, {"left_chat_member": user.as_json()})

    def pin(self, chat: Chat, message: Message, *, by: User) -> Message:
        """Pin a message; a notice of Telegram's names the person and shows the message."""
        return self._announce(chat, by, {"pinned_message": message.as_json(with_reply=False)})

    def kick(self, chat: Chat, user: User) -> None:
        """Be removed by the group's creator."""
        creator = self._creator(chat)
        self._become(chat, user, KICKED, by=creator)
        self._announce(chat, creator, {"left_chat_member": user.as_json()})

    def promote(self, chat: Chat, user: User, *, is_anonymous: bool = False, custom_title: str | None = None) -> None:
        """Make a member an administrator."""
        self._become(chat, user, ADMINISTRATOR, by=self._creator(chat))
        member = chat.members[user.id]
        member.is_anonymous, member.custom_title = is_anonymous, custom_title

    def demote(self, chat: Chat, user: User) -> None:
        """Make an administrator an ordinary member again."""
        self._become(chat, user, MEMBER, by=self._creator(chat))

    def tag(self, chat: Chat, user: User, words: str) -> None:
        """Set the words beside a member's name: an administrator's title, or a member's tag."""
        member = chat.members[user.id]
        member.custom_title = words
        self.changed("member", chat=chat.id, user=user.id, status=member.status)

    def set_bot_status(self, chat: Chat, status: str, *, by: User | None = None) -> None:
        """Bring the bot in ("member", "administrator") or put it out ("left", "kicked")."""
        by = by or self._creator(chat)
        was_there = self._is_present(chat, self.bot)
        self._become(chat, self.bot, status, by=by)
        is_there = self._is_present(chat, self.bot)
        if is_there and not was_there:
            self._announce(chat, by, {"new_chat_members": [self.bot.as_json()]})
        elif was_there and not is_there:
            self._announce(chat, by, {"left_chat_member": self.bot.as_json()})

    def block(self, user: User) -> None:
        """Block the bot in private."""
        self._set_blocked(user, blocked=True)

    def unblock(self, user: User) -> None:
        """Unblock the bot, so that it can write again."""
        self._set_blocked(user, blocked=False)

    def delete_account(self, user: User) -> None:
        """The account is gone from Telegram; it stays in lists without a name."""
        user.is_deleted, user.first_name, user.last_name, user.username = True, "", None, None
        for chat in self.chats.values():
            if user.id in chat.members:
                chat.members[user.id].status = LEFT

    def rename(self, chat: Chat, title: str) -> None:
        """Rename the group."""
        chat.title = title
        self.changed("chat", chat=chat.id, title=title)
        self._announce(chat, self._creator(chat), {"new_chat_title": title})

    def migrate(self, chat: Chat) -> Chat:
        """Upgrade a basic group to a supergroup; the old id is dead from then on."""
        if chat.kind != "group":
            raise ValueError("only a basic group can be upgraded")
        creator = self._creator(chat)
        new = Chat(_FIRST_SUPERGROUP - self.sequence(), "supergroup", chat.title)
        new.members = {number: Member(member.user, member.status) for number, member in chat.members.items()}
        self.chats[new.id] = new
        self._announce(chat, creator, {"migrate_to_chat_id": new.id})
        chat.migrated_to = new.id
        message = self.post(new, self.anonymous, {"migrate_from_chat_id": chat.id}, sender_chat=new)
        self.deliver(message)
        self.changed("chat", chat=new.id, title=new.title)
        return new

    def _announce(self, chat: Chat, by: User, content: Json, *, topic: int | None = None) -> Message:
        """Post one of Telegram's own lines, such as "X joined the group"."""
        message = self.post(chat, by, content, thread_id=topic)
        self.deliver(message)
        return message

    def _become(self, chat: Chat, user: User, status: str, *, by: User, **also: Any) -> None:
        old = chat.members.get(user.id, Member(user, LEFT)).as_json()
        chat.members[user.id] = new = Member(user, status, **also)
        self._report(chat, user, by, old, new.as_json())

    def _report(self, chat: Chat, user: User, by: User, old: Json, new: Json) -> None:
        if user is self.bot:
            self.status_update("my_chat_member", chat, by, old, new)
        elif (bot := chat.members.get(self.bot.id)) and bot.is_admin:
            self.status_update("chat_member", chat, by, old, new)
        else:
            self.changed("member", chat=chat.id, user=user.id, status=new["status"])

    def _set_blocked(self, user: User, *, blocked: bool) -> None:
        before, after = Member(self.bot, MEMBER).as_json(), Member(self.bot, KICKED).as_json()
        user.has_blocked = blocked
        old, new = (before, after) if blocked else (after, before)
        self.status_update("my_chat_member", self.chat(user), user, old, new)

    def _is_present(self, chat: Chat, user: User) -> bool:
        member = chat.members.get(user.id)
        return member is not None and member.is_present

    def _creator(self, chat: Chat) -> User:
        return next(member.user for member in chat.members.values() if member.status == CREATOR)


def _check_permissions(names: Iterable[str]) -> None:
    if unknown := set(names) - set(PERMISSIONS):
        raise ValueError(f"no such permission: {', '.join(sorted(unknown))}")
