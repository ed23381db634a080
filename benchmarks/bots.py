"""The bots that are measured, each in a process of its own: what the sandbox does must not count as theirs."""

import asyncio
import os
import sys
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from sandbox import Server, World
from sandbox.model import Chat, User

os.environ.setdefault("PTB_TIMEDELTA", "1")  # the library warns at every 429 until one opts in; both bots inherit it


@dataclass
class Bot:
    """A bot in its own process, and the sandbox it talks to in this one."""

    world: World
    server: Server
    process: asyncio.subprocess.Process

    async def settle(self, within: float = 120) -> float:
        """Wait until it has taken everything in and told everything; give the CPU seconds it has used so far."""
        await self.world.wait_for(lambda: self.server.is_polled and not len(self.world.updates), within)
        return await self.cpu()

    async def cpu(self) -> float:
        """Wait until it has told everything; give the CPU seconds it has used so far."""
        if self.process.stdin is None or self.process.stdout is None:
            raise RuntimeError("the bot has no ears")
        self.process.stdin.write(b"\n")
        answer = await self.process.stdout.readline()
        return float(answer)


@asynccontextmanager
async def open_bot(
    kind: str, *, limits: bool = True, prepare: Callable[[World, Path], Awaitable[None]] | None = None
) -> AsyncIterator[Bot]:
    """Start a sandbox here and beside it the bot of `benchmarks.KIND_bot`.

    `limits`: the sandbox answers 429 to a bot that sends too fast. `prepare` puts people into the world, and into the
    bot's folder what it shall find there.
    """
    world = World()
    world.limits.enabled = limits
    with tempfile.TemporaryDirectory(dir=".") as folder:
        if prepare:
            await prepare(world, Path(folder))
        async with Server(world) as server:
            command = [sys.executable, "-m", f"benchmarks.{kind}_bot", server.base_url, world.token, folder]
            pipe = asyncio.subprocess.PIPE
            process = await asyncio.create_subprocess_exec(*command, stdin=pipe, stdout=pipe)
            bot = Bot(world, server, process)
            try:
                await world.wait_for(lambda: server.is_polled, 30)
                yield bot
            finally:
                if process.stdin:
                    process.stdin.close()
                await process.wait()


@dataclass(frozen=True)
class Village:
    """A group and the people in it; the first is the head."""

    group: Chat
    people: list[User]


def found(world: World, number: int, size: int) -> Village:
    """Make a group of so many people, with the bot as administrator, and have its head set the council up."""
    people = [world.add_user(f"居民{number}-{place}") for place in range(size)]
    group = world.add_group(f"和平里{number}区", people[0], people[1:], bot="administrator")
    world.say(people[0], group, "/setup")
    return Village(group, people)
