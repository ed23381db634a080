"""Asking Telegram for updates (getUpdates), and confirming those that are done with.

The next request does not wait for the updates of the last one. Its `offset` is the oldest update that is not done with,
so Telegram sends that one again with all behind it; those taken already are passed over. As long as one is unfinished
Telegram answers at once, so the requests keep a distance of `PACE`. One request brings 100 updates at most, counted
from the oldest unfinished one: so many are under way at most, and what is behind them waits until it is done with.
"""

import asyncio
import logging
from collections import Counter
from contextlib import suppress
from datetime import timedelta
from typing import Any

from telegram import Bot
from telegram.error import Conflict, EndPointNotFound, InvalidToken, TelegramError

from bot.cancellation import run_until
from bot.ports import Clock
from handlers.telegram import update_checks
from handlers.telegram.update_queue import ALLOWED, Updates

log = logging.getLogger(__name__)

GET_UPDATES = "getUpdates"  # by do_api_request(): the library's get_updates() parses all of them together
TIMEOUT = 50  # seconds Telegram may hold the request when nothing comes
GRACE = 10  # seconds on top for the way there and back
UNFINISHED_LIMIT = 100
PACE = 0.3  # seconds between two requests while an update is unfinished
LONGEST_PAUSE = 60  # seconds
CONFLICT_PAUSE = 30
NO_UPDATES_PAUSE = 1
LAST_WORD = 2  # seconds for the last confirmation when the bot stops


class TokenRefusedError(Exception):
    """Telegram does not know the token."""


class NoUpdatesError(TelegramError):
    """The answer to getUpdates, perhaps from a proxy, holds no updates."""


class Polling:
    """Feeds `updates` until it is stopped. What is not confirmed comes again."""

    def __init__(self, bot: Bot, updates: Updates, clock: Clock) -> None:
        self._bot = bot
        self._updates = updates
        self._clock = clock
        self._behind: int | None = None  # behind the newest update that was taken
        self._unfinished: Counter[int] = Counter()  # by number, from the oldest unfinished on; 0: done with
        self._tasks: set[asyncio.Task[None]] = set()
        self._failures = 0
        self._is_open = False

    async def run(self) -> None:
        """Poll until `stop`; raises TokenRefusedError, and what the store raises."""
        try:
            while not self._updates.stopping.is_set():
                self._take(await self._fetch())
                await self._collect(PACE)
            await self._collect(None)
            await self._confirm()
        finally:
            for task in self._tasks:
                task.cancel()
            await asyncio.gather(*self._tasks, return_exceptions=True)

    def _take(self, batch: list[object]) -> None:
        """Start handling the updates that were not taken before; what is no update is passed over."""
        numbered = [(number, each) for each in batch if (number := update_checks.update_number(each)) is not None]
        new = [(number, update) for number, update in numbered if number not in self._unfinished]
        if new and len(numbered) < len(batch):
            log.warning("%s parts of an answer to getUpdates are no updates", len(batch) - len(numbered))
        for number, update in new:
            self._unfinished[number] += 1
            self._tasks.add(asyncio.create_task(self._handle(number, update)))
            self._behind = number + 1

    async def _handle(self, number: int, update: object) -> None:
        if await self._updates.accept(update):
            self._unfinished[number] -= 1

    async def _collect(self, within: float | None) -> None:
        """Wait until all updates are handled, or `within` seconds; raise what the store raised."""
        if self._tasks:
            done, self._tasks = await asyncio.wait(self._tasks, timeout=within)
            for task in done:
                task.result()

    def _offset(self) -> int | None:
        """Return the oldest unfinished update's number, and forget those before it."""
        for number, count in tuple(self._unfinished.items()):
            if count:
                return number
            del self._unfinished[number]
        return self._behind

    def stop(self) -> None:
        """Finish the updates in hand, confirm what is done, and let `run` return."""
        self._updates.stopping.set()

    async def _fetch(self) -> list[object]:
        """Return the next updates; none after trouble, which is waited out, and when the bot stops."""
        try:
            batch = await run_until(self._updates.stopping, self._next())
        except (InvalidToken, EndPointNotFound) as error:
            raise TokenRefusedError from error
        except TelegramError as error:
            await self._rest(error)
            return []
        if self._failures:
            log.info("Telegram can be reached again")
        self._failures = 0
        return batch or []

    async def _next(self) -> list[object]:
        """Ask for the next updates; raises NoUpdatesError when something else came."""
        if not self._is_open:
            await self._bot.delete_webhook()  # a webhook set earlier would make every getUpdates a conflict
            self._is_open = True
        timeout = 0 if self._tasks else TIMEOUT
        batch = await self._get_updates(timeout, UNFINISHED_LIMIT, timeout + GRACE)
        if not isinstance(batch, list) or (batch and all(update_checks.update_number(each) is None for each in batch)):
            raise NoUpdatesError("the answer holds no update")
        return batch

    async def _rest(self, error: TelegramError) -> None:
        """Log the trouble once, and wait; longer after each failure."""
        if isinstance(error, Conflict):
            log.error("another program polls with the same token; please stop it: %s", error)
        elif not self._failures:
            log.warning("Telegram cannot be reached, trying on: %s", error)
        pause = min(2**self._failures, LONGEST_PAUSE)
        if isinstance(error, NoUpdatesError):
            pause = NO_UPDATES_PAUSE
        elif isinstance(error, Conflict):
            pause = CONFLICT_PAUSE
        self._failures += 1
        await self._clock.wait(self._clock.now() + timedelta(seconds=pause), self._updates.stopping)

    async def _confirm(self) -> None:
        """Confirm handled updates to Telegram, so that they do not come again after a restart; failures do no harm."""
        if self._behind is not None:
            with suppress(TelegramError):
                await self._get_updates(0, 1, LAST_WORD)

    async def _get_updates(self, timeout: int, limit: int, read_timeout: float) -> Any:  # noqa: ASYNC109  # Telegram's
        asked = {"offset": self._offset(), "timeout": timeout, "limit": limit, "allowed_updates": ALLOWED}
        given = {name: value for name, value in asked.items() if value is not None}
        return await self._bot.do_api_request(GET_UPDATES, given, read_timeout=read_timeout)
