"""Bot API calls that a handler waits for: limited in time, because the chat's later updates wait as well."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import TypeVar

from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, RetryAfter, TelegramError, TimedOut

from bot.domain.shared.errors import PlatformSlow
from bot.ports import Clock

log = logging.getLogger(__name__)

T = TypeVar("T")

QUERY_TIMEOUT = 5.0  # seconds
REST = timedelta(seconds=30)  # after a time-out, before the same method is called for the same chat again
ANSWERED_ERRORS = (BadRequest, Forbidden, ChatMigrated, InvalidToken)  # errors that say something about what was asked


class Queries:
    """Calls methods of the Bot API that only read, with a time limit for each.

    A method that timed out for a chat is not called for it again until `REST` has passed: callers fail at once.
    """

    def __init__(self, clock: Clock, within: float = QUERY_TIMEOUT) -> None:
        self._clock = clock
        self._within = within
        self._timed_out: dict[tuple[str, int], datetime] = {}

    async def call(
        self, method: str, chat: int, query: Callable[[], Awaitable[T]], *, within: float | None = None
    ) -> T:
        """Return what `query` returns; raises PlatformSlow when no answer comes, and ANSWERED_ERRORS."""
        key = method, chat
        self._forget_old()
        if key in self._timed_out:
            raise PlatformSlow
        try:
            async with asyncio.timeout(within or self._within):
                return await _twice(query)
        except ANSWERED_ERRORS:
            raise
        except (TimeoutError, TimedOut, RetryAfter) as error:
            log.warning("%s for chat %s was not answered in time", method, chat)
            self._timed_out[key] = self._clock.now()
            raise PlatformSlow from error
        except TelegramError as error:
            log.warning("%s for chat %s failed: %s", method, chat, error)
            raise PlatformSlow from error

    def _forget_old(self) -> None:
        """Forget the time-outs whose rest is over; one in the future is from before the clock was set back."""
        now = self._clock.now()
        self._timed_out = {key: at for key, at in self._timed_out.items() if timedelta() <= now - at < REST}


async def _twice(query: Callable[[], Awaitable[T]]) -> T:
    """Run the query, and once more when the connection broke or the server had trouble."""
    try:
        return await query()
    except (*ANSWERED_ERRORS, TimedOut, RetryAfter):
        raise
    except TelegramError:
        return await query()
