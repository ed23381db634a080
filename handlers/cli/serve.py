"""The bot itself, from its configuration until a signal."""

import argparse
import asyncio
import gc
import os
import signal
from collections.abc import Awaitable, Callable

from bot import holidays_file, log
from bot.clock import SystemClock
from bot.documents.chart_drawer import ChartDrawer
from bot.messages import registry
from bot.ports import Clock, Store
from bot.services.scheduled_jobs import JOBS, ON_RETURN
from bot.services.shared.holidays import use_holidays
from handlers.cli.configuration import Configuration, place_of, read_config
from handlers.cli.console import DONE, LEFT_AT_ONCE, NOT_CONFIGURED, fail
from handlers.scheduler import Alarm
from handlers.telegram.app import App, running
from handlers.telegram.dispatcher import Dispatcher
from handlers.telegram.log_levels import QUIETER
from handlers.telegram.polling import TokenRefusedError
from storage import open_store


def serve(options: argparse.Namespace) -> int:
    """Run the bot."""
    gc.disable()  # until all is there, as run.py has it while modules are loaded
    config = read_config(options)
    use_holidays(holidays_file.load_holidays(options.config))
    webhook = config.telegram.webhook
    log.set_up(
        level=config.log.level,
        style=config.log.format,
        secrets=[config.telegram.token, webhook.secret_token if webhook else ""],
        quieter=QUIETER,
    )
    return asyncio.run(serve_app(config, open_store(place_of(options, config.storage)), SystemClock()))


async def serve_app(
    config: Configuration,
    store: Store,
    clock: Clock,
    *,
    meanwhile: Callable[[App, Alarm], Awaitable[None]] | None = None,
) -> int:
    """Run the bot until a signal; `meanwhile` is called once it is ready. Closes the store."""
    app, alarm = build(config, store, clock)
    _on_signal(app.stop)
    ringing = asyncio.create_task(alarm.run())
    ringing.add_done_callback(lambda _: app.stop())
    try:
        async with running(app):
            if meanwhile:
                await meanwhile(app, alarm)
            await app.stopped.wait()
    except TokenRefusedError:
        return fail(NOT_CONFIGURED, "Telegram 不认这个令牌。请到 @BotFather 核对，填进配置文件的 telegram.token。")
    finally:
        alarm.stop()
        await ringing
        await store.close()
    return DONE


def build(config: Configuration, store: Store, clock: Clock) -> tuple[App, Alarm]:
    """Build the bot and its alarm; nothing runs yet."""
    app = App(config.telegram, store, clock, Dispatcher, registry, defaults=config.defaults, charts=ChartDrawer())
    gc.freeze()  # what is there now stays, stored documents included: the collector need not walk it ever again
    gc.enable()
    return app, Alarm(store, JOBS, clock, ON_RETURN)


def _on_signal(stop: Callable[[], None]) -> None:
    """Stop cleanly at SIGTERM and Ctrl-C; at the second one leave at once: what was acknowledged is on the disk."""
    signals = []

    def receive() -> None:
        signals.append(True)
        if len(signals) > 1:
            os._exit(LEFT_AT_ONCE)
        stop()

    for each in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(each, receive)
