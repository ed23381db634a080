"""Work in a thread of its own: its value, its error, and a bot that does not wait for it."""

import asyncio
import threading
import time

import pytest

from bot.threads import in_thread


async def test_value() -> None:
    """The value comes back from another thread."""
    assert await in_thread(lambda one, two: (one + two, threading.current_thread().daemon), 1, two=2) == (3, True)


async def test_error() -> None:
    """What the work raises is raised where it is waited for."""

    def fail() -> None:
        raise LookupError("no")

    with pytest.raises(LookupError, match="no"):
        await in_thread(fail)


async def test_nobody_waits_any_more() -> None:
    """Work whose caller was broken off ends in silence."""
    go, gone = threading.Event(), threading.Event()

    def work() -> None:
        go.wait(5)
        gone.set()

    task = asyncio.create_task(in_thread(work))
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    go.set()
    assert await asyncio.to_thread(gone.wait, 5)
    await asyncio.sleep(0)


def test_a_bot_that_stops() -> None:
    """The end of the loop does not wait for work under way, and nothing is said when it is done."""
    go, gone = threading.Event(), threading.Event()

    def work() -> None:
        go.wait(5)
        gone.set()

    async def main() -> None:
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(in_thread(work), 0.01)

    begun = time.monotonic()
    asyncio.run(main())
    assert time.monotonic() - begun < 4
    go.set()
    assert gone.wait(5)
