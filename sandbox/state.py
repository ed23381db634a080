"""The state of the sandbox, and the bookkeeping that every act of people or of the bot shares."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from .clock import Clock
from .entities import cut
from .errors import bad_request, forbidden
from .faults import Faults
from .files import Files
from .limits import Limits
from .model import KICKED, Chat, Json, Member, Message, User
from .updates import UpdateQueue

if TYPE_CHECKING:
    from collections.abc import Callable

    from .model import Press
    from .poll import Poll

T = TypeVar("T")

TOKEN = "123456789:AAsandbox-sandbox-sandbox-sandbox00"  # noqa: S105 - opens nothing but this sandbox
CALLS_KEPT = 100_000
GROUP_ANONYMOUS_BOT = 1087968824
CHANNEL_BOT = 136817688


@dataclass(frozen=True, slots=True)
class Call:
    """A request of the bot and its answer; `status` 0 means no answer was given."""

    method: str
    params: Json
    time: float
    chat_id: int | None
    status: int
    description: str = ""


class State:
    """Users, chats, polls, files, the bot's updates and the log of its calls. Pure memory, one event loop.

    `numbers_from` is where the numbers of updates, messages, polls and files begin: to a bot that has kept its data
    from an earlier world, the same numbers once more would be things it knows already.
    """

    def __init__(
        self,
        *,
        clock: Clock | None = None,
        token: str = TOKEN,
        username: str = "yishi_bot",
        numbers_from: int = 0,
    ) -> None:
        self.clock = clock or Clock()
        self.token = token
        self.bot = User(int(token.partition(":")[0]), "议事", username=username, is_bot=True)
        self.privacy_mode = True
        self.names_ephemeral_replies = False  # "this field may be omitted", says the documentation: so it is
        self.has_ephemeral_messages = (
            True  # False: a Bot API server from before 10.2, which reads over what it does not know
        )
        self.users: dict[int, User] = {self.bot.id: self.bot}
        self.chats: dict[int, Chat] = {}
        self.polls: dict[str, Message] = {}
        self.presses: dict[str, Press] = {}
        self.numbers_from = numbers_from
        self.files = Files(numbers_from)
        self.updates = UpdateQueue(self.clock, numbers_from)
        self.faults = Faults()
        self.limits = Limits(self.clock.timestamp)
        self.calls: deque[Call] = deque(maxlen=CALLS_KEPT)
        self.violations: list[str] = []
        self.profile: Json = {}
        self.last_sequence = 0
        self._listeners: list[Callable[[Json], object]] = []
        self._waiters: set[asyncio.Future[None]] = set()
        self.anonymous = self._keep_user(User(GROUP_ANONYMOUS_BOT, "Group", username="GroupAnonymousBot", is_bot=True))
        self.channel_bot = self._keep_user(User(CHANNEL_BOT, "Channel", username="Channel_Bot", is_bot=True))
        self.clock.on_move(self._clock_moved)

    # Looking things up

    def user(self, who: User | int) -> User:
        """The user, by themselves or by id; KeyError when there is none."""
        return who if isinstance(who, User) else self.users[who]

    def chat(self, where: Chat | User | int) -> Chat:
        """The chat, by itself or by id; a person means their private chat with the bot."""
        if isinstance(where, Chat):
            return where
        number = where.id if isinstance(where, User) else where
        if number not in self.chats and number in self.users:
            person = self.users[number]
            self.chats[number] = Chat(number, "private", person=person, members={number: Member(person, "member")})
        return self.chats[number]

    def bot_messages(self, where: Chat | User | int) -> list[Message]:
        """Return the messages of the bot in a chat that are not deleted, oldest first."""
        return [message for message in self._all_messages(where) if message.sender is self.bot]

    def last_message(self, where: Chat | User | int) -> Message:
        """The newest message in a chat; LookupError when there is none."""
        messages = self._all_messages(where)
        if not messages:
            raise LookupError("no message in this chat")
        return messages[-1]

    def sees(self, who: User | int, message: Message) -> bool:
        """Return whether somebody in the chat sees a message: an ephemeral one only its receiver and its sender."""
        return message.receiver is None or self.user(who) in {message.receiver, message.sender}

    @staticmethod
    def card_buttons(message: Message) -> list[list[str]]:
        """The labels of a message's inline keyboard, row by row."""
        return [[str(button["text"]) for button in row] for row in message.keyboard]

    def _all_messages(self, where: Chat | User | int) -> list[Message]:
        return [message for message in self.chat(where).messages.values() if not message.is_deleted]

    # Being told of changes

    def listen(self, callback: Callable[[Json], object]) -> Callable[[], None]:
        """Call back with a small dict on every change; the returned function ends it.

        `kind` is one of message, edit, delete (in a chat), press, toast (a button and its answer), poll, user, member,
        chat, clock, and on the bot's side update, polling, call, action, webhook; the rest depends on it.
        """
        self._listeners.append(callback)
        return lambda: self._listeners.remove(callback)

    def changed(self, kind: str, **facts: Any) -> None:
        """Notify the listeners and wake those who wait; a Message among the facts becomes JSON."""
        if self._listeners:
            event: Json = {"kind": kind}
            for key, value in facts.items():
                event[key] = value.as_json() if isinstance(value, Message) else value
            for listener in tuple(self._listeners):
                listener(event)
        for waiter in self._waiters:
            if not waiter.done():
                waiter.set_result(None)

    async def next_change(self, within: float | None = None) -> None:
        """Wait until something changes, at most `within` seconds of real time; returns in either case."""
        waiter = asyncio.get_running_loop().create_future()
        self._waiters.add(waiter)
        try:
            async with asyncio.timeout(within):
                await waiter
        except TimeoutError:
            pass
        finally:
            self._waiters.discard(waiter)

    async def wait_for(self, predicate: Callable[[], T], within: float = 5.0) -> T:
        """Wait until `predicate()` is true and return its value; TimeoutError after `within` seconds of real time.

        It is asked again after every change, never by the clock, so a test needs no sleep.
        """
        end = time.monotonic() + within
        while not (value := predicate()):
            left = end - time.monotonic()
            if left <= 0:
                last = [f"{call.method} {call.status} {call.description}" for call in tuple(self.calls)[-5:]]
                raise TimeoutError(f"nothing of the kind within {within} s; the bot's last calls: {last}")
            await self.next_change(left)
        return value

    # Changing things

    def sequence(self) -> int:
        """A number that was never given before, for ids of every kind."""
        self.last_sequence += 1
        return self.last_sequence

    def post(
        self,
        chat: Chat,
        sender: User | None,
        content: Json,
        *,
        sender_chat: Chat | None = None,
        reply_to: Message | None = None,
        markup: Json | None = None,
        poll: Poll | None = None,
        thread_id: int | None = None,
        receiver: User | None = None,
        replaces: int | None = None,
    ) -> Message:
        """Post a message of any sender to a chat, and notify the listeners; with a `receiver` an ephemeral one."""
        if receiver is None:
            chat.last_message_id = number = max(chat.last_message_id, self.numbers_from) + 1
        else:
            number = -self._free_ephemeral_id(chat)
        if thread_id and reply_to is None:
            # In a topic Telegram makes every message a reply to the topic's first one.
            reply_to = chat.messages.get(thread_id)
        message = Message(
            chat=chat,
            message_id=number,
            date=int(self.clock.timestamp()),
            content=content,
            sender=sender,
            sender_chat=sender_chat,
            reply_to=reply_to,
            markup=markup,
            poll=poll,
            thread_id=thread_id,
            receiver=receiver,
            replaces=replaces,
        )
        chat.messages.pop(number, None)
        chat.messages[number] = message
        self.changed("message", message=message)
        return message

    @staticmethod
    def _free_ephemeral_id(chat: Chat) -> int:
        """The lowest number that no ephemeral message of the chat has: Telegram gives one again as well."""
        number = 1
        while number <= chat.last_ephemeral_id and not chat.messages[-number].is_deleted:
            number += 1
        chat.last_ephemeral_id = max(chat.last_ephemeral_id, number)
        return number

    def deliver(self, message: Message, kind: str = "message") -> None:
        """Queue the update about a message, if the bot may see it."""
        if self._bot_sees(message):
            self.updates.push(kind, message.as_json())
            self.changed("update")

    def status_update(self, kind: str, chat: Chat, by: User, old: Json, new: Json) -> None:
        """Queue my_chat_member or chat_member."""
        self.updates.push(
            kind,
            {
                "chat": chat.as_json(),
                "from": by.as_json(),
                "date": int(self.clock.timestamp()),
                "old_chat_member": old,
                "new_chat_member": new,
            },
        )
        self.changed("member", chat=chat.id, user=new["user"]["id"], status=new["status"])

    def close_due_polls(self) -> None:
        """Close the polls whose time is over (open_period, close_date)."""
        now = self.clock.timestamp()
        for message in self.polls.values():
            poll = message.poll
            if poll and not poll.is_closed and poll.closes_at is not None and poll.closes_at <= now:
                self.close_poll(message)

    def close_poll(self, message: Message) -> None:
        """Close a poll and tell the bot."""
        if message.poll:
            message.poll.is_closed = True
            self.updates.push("poll", message.poll.as_json())
            self.changed("poll", message=message)

    def next_poll_end(self) -> float | None:
        """Return when the next open poll closes by itself, in seconds since 1970."""
        polls = (message.poll for message in self.polls.values())
        return min((poll.closes_at for poll in polls if poll and not poll.is_closed and poll.closes_at), default=None)

    # Rights of the bot

    def chat_for_bot(self, chat_id: int | str) -> Chat:
        """The chat that a request names; refuses as Telegram does when the bot cannot speak there."""
        if isinstance(chat_id, str) or (chat_id not in self.chats and chat_id not in self.users):
            raise bad_request("chat not found")
        chat = self.chat(chat_id)
        if chat.migrated_to:
            raise bad_request("group chat was upgraded to a supergroup chat", migrate_to_chat_id=chat.migrated_to)
        if chat.person:
            _check_person(chat.person)
        elif not (member := chat.members.get(self.bot.id)) or not member.is_present:
            kicked = chat.status_of(self.bot) == KICKED
            name = "group chat" if chat.kind == "group" else f"{chat.kind} chat"
            raise forbidden(f"bot was kicked from the {name}" if kicked else f"bot is not a member of the {name}")
        return chat

    def _bot_sees(self, message: Message) -> bool:
        chat = message.chat
        if chat.person:
            return not chat.person.has_blocked
        member = chat.members.get(self.bot.id)
        if member is None or not member.is_present:
            return False
        if message.receiver:
            return message.receiver is self.bot
        if member.is_admin or not self.privacy_mode or message.is_service:
            return True
        if message.reply_to and message.reply_to.sender is self.bot:
            return True
        return self._names_bot(message)

    def _names_bot(self, message: Message) -> bool:
        """A command that may be for this bot, or a mention of it."""
        at_bot = f"@{self.bot.username}".lower()
        for entity in message.content.get("entities") or message.content.get("caption_entities") or []:
            words = cut(message.text, entity).lower()
            if entity["type"] == "bot_command" and ("@" not in words or words.endswith(at_bot)):
                return True
            if entity["type"] == "mention" and words == at_bot:
                return True
            if entity["type"] == "text_mention" and entity["user"]["id"] == self.bot.id:
                return True
        return False

    def _keep_user(self, user: User) -> User:
        self.users[user.id] = user
        return user

    def _clock_moved(self) -> None:
        self.close_due_polls()
        self.changed("clock", now=self.clock.now().isoformat())


def _check_person(person: User) -> None:
    if person.is_bot:
        raise forbidden("bot can't send messages to bots")
    if person.is_deleted:
        raise forbidden("user is deactivated")
    if person.has_blocked:
        raise forbidden("bot was blocked by the user")
    if not person.has_started:
        raise forbidden("bot can't initiate conversation with a user")
