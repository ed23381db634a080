"""The library's own polling, by which the bots run that ours is measured against."""

from typing import Any

from telegram.ext import Application

from benchmarks.measured import listen


async def poll(application: Application[Any, Any, Any, Any, Any, Any]) -> None:
    """Poll as the library does it, until the benchmark is over."""
    async with application:
        await application.start()
        if application.updater:
            await application.updater.start_polling()
        await listen(application.update_queue.join)
        if application.updater:
            await application.updater.stop()
        await application.stop()
