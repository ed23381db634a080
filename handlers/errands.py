"""Small calls that nobody waits for: the toast of one tap must not hold up the next."""

import asyncio
from collections.abc import Coroutine
from typing import Any


class Errands:
    """Runs calls beside the way in, and waits for them when the bot stops. The calls log their own failures."""

    def __init__(self) -> None:
        self._running: set[asyncio.Task[None]] = set()

    def __call__(self, call: Coroutine[Any, Any, None]) -> None:
        """Start a call."""
        task = asyncio.create_task(call)
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    async def finish(self, within: float) -> None:
        """Wait for the calls under way, so many seconds at most."""
        if self._running:
            await asyncio.wait(self._running, timeout=within)
