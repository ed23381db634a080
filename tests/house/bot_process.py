"""The bot as a process of its own, in the folder of one test."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from sandbox import Server, World

RUN = str(Path(__file__).parents[2] / "run.py")
CONFIG = """
[telegram]
token = "{token}"
base_url = "{base_url}"
base_file_url = "{base_file_url}"
[storage]
url = "tinydb:{folder}"
"""


class House:
    """A folder with a configuration, in which `run.py` is called."""

    def __init__(self, folder: Path, server: Server) -> None:
        self.server = server
        self.folder = folder
        self.data = folder / "data"
        self.config = folder / "config.toml"
        self.config.write_text(
            CONFIG.format(
                token=server.world.token,
                base_url=server.base_url,
                base_file_url=server.base_file_url,
                folder=self.data,
            )
        )

    async def start(self, *arguments: str) -> asyncio.subprocess.Process:
        environ = {name: value for name, value in os.environ.items() if name != "YISHI_TELEGRAM_TOKEN"}
        pipe = asyncio.subprocess.PIPE
        return await asyncio.create_subprocess_exec(
            sys.executable, RUN, *arguments, cwd=self.folder, env=environ, stdout=pipe, stderr=pipe
        )

    async def run(self, *arguments: str) -> tuple[int | None, str]:
        """Run to the end; give the exit code and everything that was printed."""
        process = await self.start(*arguments)
        out, err = await process.communicate()
        return process.returncode, (out + err).decode()

    @asynccontextmanager
    async def bot(self, world: World) -> AsyncIterator[asyncio.subprocess.Process]:
        """The running bot, which has answered the first thing that was said."""
        head = world.add_user("王")
        group = world.add_group("小区", head)
        world.say(head, group, "/setup")
        process = await self.start()
        ended = asyncio.create_task(process.communicate())
        heard = asyncio.create_task(world.wait_for(lambda: world.bot_messages(group), within=20))
        try:
            await asyncio.wait({ended, heard}, return_when=asyncio.FIRST_COMPLETED)
            assert heard.done(), ended.result()
            await heard
            yield process
        finally:
            if process.returncode is None:
                process.kill()
            heard.cancel()
            self.printed = b"".join(await ended).decode()
