"""Places for concurrent work; slow work returns its place and goes on without."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

A_MOMENT = 0.25  # seconds


class Room:
    """A semaphore whose places are held for `A_MOMENT` at most.

    The places bound what is busy at once. Work that takes longer than a moment waits for the network, so it keeps
    nobody busy, and sixteen chats that wait do not close the way to all others.
    """

    def __init__(self, places: int) -> None:
        self._free = asyncio.Semaphore(places)

    @asynccontextmanager
    async def place(self) -> AsyncIterator[None]:
        """Wait for a free place, and hold it until the block ends or `A_MOMENT` has passed."""
        await self._free.acquire()
        is_held = True

        def leave() -> None:
            nonlocal is_held
            if is_held:
                is_held = False
                self._free.release()

        timer = asyncio.get_running_loop().call_later(A_MOMENT, leave)
        try:
            yield
        finally:
            timer.cancel()
            leave()
