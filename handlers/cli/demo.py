"""The demo: a sandbox, and the real bot against it."""

import argparse
import asyncio
import time
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from bot import log
from bot.cancellation import run_until
from bot.clock import TravellingClock
from bot.jobs.runner import next_due
from bot.ports import Store
from bot.services.councils.members import list_groups
from handlers.cli.configuration import Configuration
from handlers.cli.console import say
from handlers.cli.serve import serve_app
from handlers.scheduler import Alarm
from handlers.telegram.app import App
from handlers.telegram.config import Telegram
from handlers.telegram.log_levels import QUIETER
from sandbox import Server, World
from sandbox.page import BotHooks, routes
from sandbox.people_file import PeopleFile
from sandbox.seed import seed, settle_in
from storage import open_store
from storage.backup import set_aside

PEOPLE = "demo.json"
SETTLED_WITHIN = 5.0  # seconds of real time
SAID_WITHIN = timedelta(seconds=2)  # of the demo's time: into one group a message goes out every second
LOOK = 0.02  # seconds


def demo(options: argparse.Namespace) -> int:
    """Serve the demo until a signal."""
    log.set_up(level="WARNING", quieter=QUIETER)
    return asyncio.run(_play(options))


@dataclass
class Play:
    """One life of the demo, from an empty world to a signal or a reset."""

    port: int
    folder: Path | None
    with_example: bool
    is_first: bool = True
    app: App | None = None
    next_one: "Play | None" = None  # what a visitor has asked for
    is_ready: asyncio.Event = field(default_factory=asyncio.Event)

    def reset(self, with_example: bool) -> None:  # noqa: FBT001  # what the page asks for is this alone
        """End this life; the next one begins with nothing that was kept."""
        if self.app and self.next_one is None:
            self.next_one = Play(self.port, self.folder, with_example, is_first=False)
            self.app.stop()

    async def settled(self, store: Store, world: World) -> None:
        """Return when the bot has done what is due, and sent what it can send at once."""
        with suppress(TimeoutError):
            async with asyncio.timeout(SETTLED_WITHIN):
                while (due := await next_due(store)) and due <= world.clock.now():  # noqa: ASYNC110  # a store rings no bell
                    await asyncio.sleep(LOOK)
                if self.app:
                    await self.app.outbox.idle(SAID_WITHIN)


async def _play(options: argparse.Namespace) -> int:
    play = Play(options.port, options.data, not options.no_seed)
    while True:
        code = await _live(play)
        if play.next_one is None:
            return code
        play = play.next_one
        if play.folder:
            set_aside(play.folder, PEOPLE)


async def _live(play: Play) -> int:
    store = open_store(f"tinydb:{play.folder}" if play.folder else "memory:")
    people = PeopleFile(play.folder / PEOPLE) if play.folder else None
    is_kept = people is not None and people.exists
    is_new = not is_kept and not await store.run(list_groups)
    # The world begins anew each time, the store may not, nor what browsers keep of files; the seconds since 2023 are
    # numbers that no earlier world gave.
    world = World(numbers_from=0 if is_new and play.is_first else int(time.time()) - 1_700_000_000)
    clock = TravellingClock(world.clock.now)
    hooks = BotHooks(lambda: next_due(store), lambda: play.settled(store, world), play.reset, play.is_ready)
    async with Server(world, port=play.port, routes=routes(world, hooks)) as server:
        play.port = server.port

        async def meanwhile(app: App, alarm: Alarm) -> None:
            play.app = app
            world.clock.on_move(clock.moved)
            world.clock.on_move(alarm.ring)
            if people and is_kept:
                people.read_into(world)
            elif not is_new:
                settle_in(world, bot="administrator")  # the data is older than the file with the people
            elif play.with_example:
                await run_until(app.stopped, seed(world))
            if people and not app.stopped.is_set():
                people.follow(world)
            play.is_ready.set()
            if play.is_first:
                say(f"Demo: {server.url}")

        telegram = Telegram(world.token, server.base_url, server.base_file_url)
        return await serve_app(Configuration(telegram=telegram), store, clock, meanwhile=meanwhile)
