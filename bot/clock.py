"""The computer's clock, and one that can be moved."""

import asyncio
import logging
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta

log = logging.getLogger(__name__)

JUMP = 5  # seconds
LOOK_AGAIN = timedelta(seconds=5)  # how late a jump of the clock is noticed by whoever waits


class SystemClock:
    """Implements `bot.ports.Clock` with real time.

    Deadlines are decided by the wall clock, so a jump of it (set by hand, or the machine slept) is said aloud.
    """

    def __init__(self) -> None:
        self._start = self._offset()

    def now(self) -> datetime:
        """Return the present instant in UTC."""
        jump = self._offset() - self._start
        if abs(jump) > JUMP:
            self._start += jump
            log.warning("the clock of this machine jumped by %+.0f s", jump)
        return datetime.now(UTC)

    async def wait(self, until: datetime | None, wake: asyncio.Event) -> None:
        """Return when `until` (UTC) has come, `wake` is set or the clock was set back; None: no `until`."""
        last = now = self.now()
        while not wake.is_set() and now >= last:
            left = LOOK_AGAIN if until is None else min(until - now, LOOK_AGAIN)
            if left <= timedelta():
                return
            with suppress(TimeoutError):
                await asyncio.wait_for(wake.wait(), left.total_seconds())
            last, now = now, self.now()

    @staticmethod
    def _offset() -> float:
        """Return how many seconds the wall clock is ahead of the one that never jumps."""
        return time.time() - time.monotonic()


class TravellingClock:
    """Implements `bot.ports.Clock` with a time that runs and that somebody moves, as in the demo.

    `now` gives it (UTC); whoever moves it calls `moved`.
    """

    def __init__(self, now: Callable[[], datetime]) -> None:
        self.now = now
        self._moved = asyncio.Event()

    def moved(self) -> None:
        """Wake everybody who waits, to look at the time again."""
        self._moved.set()
        self._moved = asyncio.Event()

    async def wait(self, until: datetime | None, wake: asyncio.Event) -> None:
        """Return when `until` (UTC) has come, `wake` is set or the clock was set back; None: no `until`."""
        last = self.now()
        while not wake.is_set() and last <= (now := self.now()) and (until is None or now < until):
            last = now
            waits = [asyncio.ensure_future(event.wait()) for event in (wake, self._moved)]
            left = (until - self.now()).total_seconds() if until else None
            try:
                await asyncio.wait(waits, timeout=left, return_when=asyncio.FIRST_COMPLETED)
            finally:
                for wait in waits:
                    wait.cancel()
