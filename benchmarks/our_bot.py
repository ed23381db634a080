"""Our bot as the front door runs it, with its store on disk and the real clock: started by `benchmarks.bots`."""

import asyncio
import sys
from pathlib import Path

from benchmarks.measured import listen
from bot.clock import SystemClock
from bot.log import set_up
from handlers.cli.configuration import parse_config
from handlers.cli.serve import serve_app
from handlers.scheduler import Alarm
from handlers.telegram.app import App
from storage.tinydb.store import TinyStore


async def beside(app: App, _: Alarm) -> None:
    """Listen until the benchmark is over."""

    async def told() -> None:
        await app.outbox.idle()
        await app.background.finish(within=5)

    await listen(told)
    app.stop()


def main() -> None:
    """Run it."""
    base_url, token, folder = sys.argv[1:]
    set_up()
    config = parse_config({"telegram": {"token": token, "base_url": base_url}}, "config.toml", {})
    asyncio.run(serve_app(config, TinyStore.open(Path(folder)), SystemClock(), meanwhile=beside))


if __name__ == "__main__":
    main()
