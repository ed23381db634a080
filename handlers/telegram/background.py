"""Small calls that nobody waits for: the toast of one button must not hold up the next."""

import asyncio
from collections.abc import Coroutine

from handlers.telegram.room import Room

CALLS_IN_FLIGHT = (
    8  # a storm of toasts goes a few at a time: what a call costs grows with the connections that are open
)


class BackgroundTasks:
    """Runs calls that nobody waits for, and waits for them when the bot stops. The calls log their own failures."""

    def __init__(self) -> None:
        self._running: set[asyncio.Task[None]] = set()
        self._room = Room(CALLS_IN_FLIGHT)

    def __call__(self, call: Coroutine[object, None, None], *, is_long: bool = False) -> None:
        """Start a call as soon as there is room; a long one occupies no room and limits itself."""
        task = asyncio.create_task(call if is_long else self._run(call))
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        task.add_done_callback(lambda _: call.close())  # one that never began

    async def _run(self, call: Coroutine[object, None, None]) -> None:
        async with self._room.place():
            await call

    async def finish(self, within: float) -> None:
        """Wait for the calls under way, `within` seconds at most."""
        if self._running:
            await asyncio.wait(self._running, timeout=within)
