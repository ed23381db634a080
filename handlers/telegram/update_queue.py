"""The queue of updates: each is handled once, and confirmed to Telegram only when its effects are stored.

The library's own polling confirms updates before they are handled, and one that it cannot parse holds up all the rest.
"""

import asyncio
import json
import logging
import traceback
from collections.abc import AsyncIterator, Awaitable, Callable, Hashable
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from typing import Any

from telegram import Bot, CallbackQuery, Chat, Update
from telegram.error import TelegramError

from bot.conversation.incoming import Repeated
from bot.conversation.rate_limit import TokenBuckets
from bot.domain.shared.inbox import DeadLetter
from bot.ports import Clock, Store
from bot.services.shared import dead_letters
from handlers.telegram import redaction, update_checks
from handlers.telegram.background import BackgroundTasks
from handlers.telegram.ids import chat_id
from handlers.telegram.incoming import TelegramIncoming
from handlers.telegram.message_reader import is_group
from handlers.telegram.room import Room
from handlers.telegram.trimming import trim

log = logging.getLogger(__name__)

ALLOWED = ("message", "edited_message", "callback_query", "poll", "poll_answer", "my_chat_member", "chat_member")
CHATS_SIDE_BY_SIDE = 16  # chats side by side; more is slower
PAUSES = (timedelta(seconds=0.2), timedelta(seconds=1))  # before the second and the third try
RAW_LIMIT = 4000  # characters kept of an update that was set aside
TOO_FAST = "您点得太快了，请稍等一下。"


class Updates:
    """Takes updates in, from wherever they come: `CHATS_SIDE_BY_SIDE` chats at once, each strictly in its order."""

    def __init__(
        self,
        bot: Bot,
        store: Store,
        clock: Clock,
        handle: Callable[[TelegramIncoming], Awaitable[None]],
        background: BackgroundTasks | None = None,
    ) -> None:
        self._bot = bot
        self._store = store
        self._clock = clock
        self._handle = handle
        self._background = background or BackgroundTasks()
        self._room = Room(CHATS_SIDE_BY_SIDE)
        self._last: dict[Hashable, asyncio.Event] = {}  # of each chat: set when its last update is done with
        self._people = TokenBuckets(burst=120, rate=4)
        self._chats = TokenBuckets(burst=3000, rate=100)
        self.stopping = asyncio.Event()

    async def accept(self, raw: Any) -> bool:
        """Handle one update as Telegram sent it; raises what the store raises.

        True: its effects are kept, or it was set aside or dropped. False: the bot stops, and it must come again.
        """
        arrived, number = self._clock.now(), update_checks.update_number(raw)
        if number is None:
            log.error("what came in is no update")
            return True
        try:
            readable = trim(raw)
            update_checks.check(readable)
            update = Update.de_json(readable, self._bot)
        except Exception as error:  # noqa: BLE001  # whatever the library makes of what it does not expect
            await self._set_aside(number, raw, error, chat=_chat(raw), asked=False)
            return True
        if not self._is_slow_enough(update):
            return True
        async with self._turn(_queue(update)), self._room.place():
            return await self._attempt(update, raw, arrived)

    async def _attempt(self, update: Update, raw: object, arrived: datetime) -> bool:
        """Try up to three times, then set the update aside."""
        for pause in (*PAUSES, None):
            if self.stopping.is_set():
                return False
            try:
                now = self._clock.now()
                await self._handle(TelegramIncoming.receive(update, self._bot, self._store, now, arrived=arrived))
            except Repeated:
                self._answer(update.callback_query)
            except Exception as error:  # noqa: BLE001  # whatever it is, it must not hold up what comes behind
                _log(update.update_id, raw, error)
                if pause:
                    await self._clock.wait(self._clock.now() + pause, self.stopping)
                    continue
                chat = update.effective_chat
                asked = bool(update.message or update.callback_query)
                await self._set_aside(update.update_id, raw, error, chat=chat, asked=asked)
            break
        return True

    async def _set_aside(self, number: int, raw: object, error: Exception, *, chat: Chat | None, asked: bool) -> None:
        reason = (
            type(error).__name__
            if redaction.tells_choice(raw)
            else str(redaction.mask_numbers(f"{type(error).__name__}: {error}"))
        )
        log.error("update %s is set aside: %s", number, type(error).__name__)
        text = json.dumps(redaction.mask_numbers(redaction.without_choices(raw)), ensure_ascii=False)[:RAW_LIMIT]
        aside = DeadLetter(update=number, at=self._clock.now(), reason=_written(reason), raw=_written(text))
        group = chat is not None and is_group(chat)
        await self._store.run(
            dead_letters.set_aside, aside, chat=chat_id(chat) if chat else None, group=group, asked=asked
        )

    def _is_slow_enough(self, update: Update) -> bool:
        """Return whether the sender and the chat are heard. Whoever presses too fast is told so once.

        A message counts at the time it was said: what piled up while the bot was away is no flood. That people come
        and go counts for the chat alone: who lets two hundred in does not say two hundred things.
        """
        now = update.message.date if update.message else self._clock.now()
        chat, sender = update.effective_chat, update.effective_sender
        if chat and not self._chats.take(chat.id, now):
            return False
        if sender is None or _is_coming_or_going(update) or self._people.take(sender.id, now):
            return True
        if self._people.must_tell(sender.id):
            log.warning("%s sends too fast; update %s is dropped", sender.id, update.update_id)
            self._answer(update.callback_query, TOO_FAST)
        return False

    def _answer(self, query: CallbackQuery | None, toast: str | None = None) -> None:
        """Answer a tap that no handler answers, so that the button does not keep spinning; nobody waits for it."""
        if query:
            self._background(self._send_answer(query.id, toast))

    async def _send_answer(self, query: str, toast: str | None) -> None:
        try:
            await self._bot.answer_callback_query(query, toast)
        except TelegramError as error:
            log.debug("a tap was not answered: %s", error)

    @asynccontextmanager
    async def _turn(self, queue: Hashable) -> AsyncIterator[None]:
        """Wait until all earlier updates of the same queue are handled."""
        before = self._last.get(queue)
        done = self._last[queue] = asyncio.Event()
        try:
            if before:
                await before.wait()
            yield
        finally:
            done.set()
            if self._last[queue] is done:
                del self._last[queue]


def _is_coming_or_going(update: Update) -> bool:
    """Return whether an update only says that somebody came or went."""
    message = update.message
    came_or_went = message is not None and (message.left_chat_member is not None or bool(message.new_chat_members))
    return came_or_went or update.chat_member is not None or update.my_chat_member is not None


def _queue(update: Update) -> Hashable:
    """Return what must be handled one after the other: a chat, a poll, or one person."""
    if update.effective_chat:
        return ("chat", update.effective_chat.id)
    if update.poll:
        return ("poll", update.poll.id)
    if update.poll_answer:
        return ("poll", update.poll_answer.poll_id)
    return ("person", update.effective_user.id if update.effective_user else None)


def _log(number: int, raw: object, error: Exception) -> None:
    """Log a fault with its traceback; without its own words where they might repeat somebody's vote."""
    if redaction.tells_choice(raw):
        where = "".join(traceback.format_tb(error.__traceback__))
        log.error("update %s failed: %s\n%s", number, type(error).__name__, where)
    else:
        log.error("update %s failed", number, exc_info=error)


def _written(text: str) -> str:
    """Return the text as it can be kept: half a character, which JSON may carry, is in no file."""
    return text.encode(errors="replace").decode()


def _chat(raw: dict[str, Any]) -> Chat | None:
    """Return the chat that an unreadable update names, if it does so in the usual place."""
    for content in raw.values():
        chat = content.get("chat") if isinstance(content, dict) else None
        if isinstance(chat, dict) and update_checks.is_id(chat.get("id")):
            return Chat(chat["id"], str(chat.get("type")))
    return None
