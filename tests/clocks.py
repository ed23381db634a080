"""A clock for tests: it stands still, and goes by itself to what somebody waits for."""

import asyncio
from datetime import UTC, datetime, timedelta

START = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
TURNS = 20  # of the event loop, in which others may do what they have to do now


class PatientClock:
    """Implements `bot.ports.Clock`. Whoever waits for an instant moves the clock there, the earliest first.

    With a `horizon` it goes no further by itself: what waits for later stays waiting until somebody `travel`s.
    """

    def __init__(self, start: datetime = START, horizon: datetime | None = None) -> None:
        self._now = start
        self._horizon = horizon
        self._waiting: list[datetime] = []
        self._moved = asyncio.Event()

    def now(self) -> datetime:
        return self._now

    def travel(self, by: timedelta) -> datetime:
        """Move on (or back) at once, the horizon too; give the new now."""
        self._now += by
        if self._horizon is not None:
            self._horizon = max(self._horizon, self._now)
        self._tell()
        return self._now

    async def wait(self, until: datetime | None, wake: asyncio.Event) -> None:
        if until is None:
            await wake.wait()
            return
        self._waiting.append(until)
        try:
            await self._wait(until, wake)
        finally:
            self._waiting.remove(until)
            self._tell()

    async def _wait(self, until: datetime, wake: asyncio.Event) -> None:
        turns, before = 0, self._now
        while not wake.is_set() and before <= self._now < until:
            before = self._now
            if turns < TURNS:
                turns += 1
                await asyncio.sleep(0)
            elif until <= min(self._waiting) and (self._horizon is None or until <= self._horizon):
                self._now = until
                self._tell()
            else:
                await self._either(wake, self._moved)
                turns = 0

    def _tell(self) -> None:
        self._moved.set()
        self._moved = asyncio.Event()

    @staticmethod
    async def _either(*events: asyncio.Event) -> None:
        tasks = [asyncio.ensure_future(event.wait()) for event in events]
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in tasks:
                task.cancel()
