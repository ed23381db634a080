"""The whole bot as a process of its own, so that it can be killed."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

from sandbox import Server, World

ROOT = Path(__file__).parents[3]
STARTED = 20  # seconds
DOUBT = "（可能重复）"
CONFIG = """
[telegram]
token = "{token}"
base_url = "{base_url}"
base_file_url = "{base_file_url}"
[storage]
url = "tinydb:{data}"
"""


def configure(folder: Path, server: Server) -> None:
    """Write the configuration of a bot that meets this sandbox."""
    config = CONFIG.format(
        token=server.world.token,
        base_url=server.base_url,
        base_file_url=server.base_file_url,
        data=folder / "data",
    )
    (folder / "config.toml").write_text(config)


@asynccontextmanager
async def running(folder: Path, *, ahead: timedelta = timedelta()) -> AsyncIterator[asyncio.subprocess.Process]:
    """The bot as a process of its own; killed at the end unless it ended by itself.

    `ahead`: its clock is that much ahead of the machine's, as if it had been down for so long.
    """
    environ = {name: value for name, value in os.environ.items() if name != "YISHI_TELEGRAM_TOKEN"}
    if ahead:
        command = ["-m", "tests.slow.crash.bot_ahead", str(folder / "config.toml"), str(ahead.total_seconds())]
    else:
        command = ["run.py", "--config", str(folder / "config.toml")]
    log = (folder / "log.txt").open("ab")
    process = await asyncio.create_subprocess_exec(sys.executable, *command, cwd=ROOT, env=environ, stderr=log)
    try:
        yield process
    finally:
        log.close()
        if process.returncode is None:
            process.send_signal(signal.SIGKILL)
        await process.wait()


async def heard(world: World, server: Server) -> None:
    """Wait until the bot has taken in everything that was said."""
    await world.wait_for(lambda: server.is_polled and not len(world.updates), within=STARTED)
