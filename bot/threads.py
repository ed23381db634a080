"""Work that takes seconds, in a thread of its own."""

import asyncio
import threading
from collections.abc import Callable
from contextlib import suppress
from functools import partial

from bot.ports import P, R


async def in_thread(work: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> R:
    """Return what `work` gives, or raise what it raises.

    Unlike `asyncio.to_thread`: a bot that stops does not wait for it.
    """
    loop = asyncio.get_running_loop()
    done: asyncio.Future[R] = loop.create_future()

    def settle(set_outcome: Callable[[], None]) -> None:
        if not done.done():  # else whoever waited was broken off
            set_outcome()

    def run() -> None:
        try:
            outcome = partial(done.set_result, work(*args, **kwargs))
        except Exception as error:  # noqa: BLE001  # raised again where it is waited for
            outcome = partial(done.set_exception, error)
        with suppress(RuntimeError):  # the loop is closed: nobody waits any more
            loop.call_soon_threadsafe(settle, outcome)

    threading.Thread(target=run, name=work.__name__, daemon=True).start()
    return await done
