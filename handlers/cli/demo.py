"""The demo: a sandbox, and the real bot against it."""

import argparse
import asyncio
import time

from bot import log
from bot.cancellation import run_until
from bot.clock import TravellingClock
from bot.jobs.runner import next_due
from bot.services.councils.members import list_groups
from handlers.cli.configuration import Configuration
from handlers.cli.console import say
from handlers.cli.serve import serve_app
from handlers.scheduler import Alarm
from handlers.telegram.app import App
from handlers.telegram.config import Telegram
from handlers.telegram.log_levels import QUIETER
from sandbox import Server, World
from sandbox.page import routes
from sandbox.people_file import PeopleFile
from sandbox.seed import seed, settle_in
from storage import open_store


def demo(options: argparse.Namespace) -> int:
    """Serve the demo until a signal."""
    log.set_up(level="WARNING", quieter=QUIETER)
    return asyncio.run(_play(options))


async def _play(options: argparse.Namespace) -> int:
    store = open_store(f"tinydb:{options.data}" if options.data else "memory:")
    people = PeopleFile(options.data / "demo.json") if options.data else None
    is_kept = people is not None and people.exists
    is_new = not is_kept and not await store.run(list_groups)
    # The world begins anew each time, the store may not; the seconds since 2023 are numbers that no earlier world gave.
    world = World(numbers_from=0 if is_new else int(time.time()) - 1_700_000_000)
    clock = TravellingClock(world.clock.now)
    page = routes(world, lambda: next_due(store))
    async with Server(world, port=options.port, routes=page) as server:

        async def meanwhile(app: App, alarm: Alarm) -> None:
            world.clock.on_move(clock.moved)
            world.clock.on_move(alarm.ring)
            if people and is_kept:
                people.read_into(world)
            elif not is_new:
                settle_in(world, bot="administrator")  # the data is older than the file with the people
            elif not options.no_seed:
                await run_until(app.stopped, seed(world))
            if people and not app.stopped.is_set():
                people.follow(world)
            say(f"Demo: {server.url}")

        telegram = Telegram(world.token, server.base_url, server.base_file_url)
        return await serve_app(Configuration(telegram=telegram), store, clock, meanwhile=meanwhile)
