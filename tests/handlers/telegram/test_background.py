"""Small calls that nobody waits for."""

import asyncio

from handlers.telegram.background import CALLS_IN_FLIGHT, BackgroundTasks


async def test_a_few_at_a_time() -> None:
    """Many calls are all made, but only so many side by side."""
    beside, running, most, made = BackgroundTasks(), 0, 0, 0

    async def call() -> None:
        nonlocal running, most, made
        running += 1
        most = max(most, running)
        await asyncio.sleep(0)
        running -= 1
        made += 1

    for _ in range(100):
        beside(call())
    await beside.finish(within=5)
    assert (made, most) == (100, CALLS_IN_FLIGHT)


async def test_the_end_comes_first() -> None:
    """Calls that never got their turn are let go of without a word."""
    beside = BackgroundTasks()
    for _ in range(CALLS_IN_FLIGHT + 1):
        beside(asyncio.Event().wait())  # type: ignore[arg-type]  # its value is not looked at
    await beside.finish(within=0)
    assert len(beside._running) == CALLS_IN_FLIGHT + 1
    for task in tuple(beside._running):
        task.cancel()
    await asyncio.sleep(0)
    await beside.finish(within=1)
    assert not beside._running
