"""Waiting for something unless the bot stops first."""

import asyncio
from collections.abc import Coroutine
from typing import TypeVar

T = TypeVar("T")


async def run_until(stopped: asyncio.Event, work: Coroutine[object, None, T]) -> T | None:
    """Return the work's value, or raise what it raises; break it off and give None when `stopped` is set first."""
    task = asyncio.create_task(work)
    stop = asyncio.create_task(stopped.wait())
    try:
        await asyncio.wait({task, stop}, return_when=asyncio.FIRST_COMPLETED)
        return task.result() if task.done() else None
    finally:
        task.cancel()
        stop.cancel()
