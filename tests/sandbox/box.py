"""A small world on a socket, with a stock python-telegram-bot client in it."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx
import telegram
from starlette.routing import Route
from telegram.request import HTTPXRequest

from sandbox import Chat, Server, User, World

# Nothing here is encrypted, and loading the certificates would take longer than a test.
PLAIN = {"verify": False}


def browser(url: str = "") -> httpx.AsyncClient:
    """A client without certificates, for a page or the controls."""
    return httpx.AsyncClient(base_url=url, verify=False)  # noqa: S501  # nothing here is encrypted


def plain_bot(
    token: str, base_url: str = "http://127.0.0.1:1/bot", request: HTTPXRequest | None = None
) -> telegram.Bot:
    """A stock client of the library without certificates; by itself it reaches nobody."""
    requests = (request or HTTPXRequest(httpx_kwargs=PLAIN)), HTTPXRequest(httpx_kwargs=PLAIN)
    return telegram.Bot(token, base_url=base_url, request=requests[0], get_updates_request=requests[1])


@dataclass
class Box:
    """A world with three people, one group, and the bot's client."""

    world: World
    server: Server
    bot: telegram.Bot
    wang: User = field(init=False)
    li: User = field(init=False)
    zhao: User = field(init=False)
    group: Chat = field(init=False)

    def __post_init__(self) -> None:
        self.wang = self.world.add_user("王", "芳", "wangfang")
        self.li = self.world.add_user("李", "强")
        self.zhao = self.world.add_user("赵")
        self.group = self.world.add_group("和平里小区", self.wang, [self.li])

    async def updates(self, offset: int | None = None, timeout: int = 0, **kwargs: Any) -> list[telegram.Update]:  # noqa: ASYNC109 - the Bot API's own parameter
        return list(await self.bot.get_updates(offset=offset, timeout=timeout, **kwargs))

    async def drain(self) -> None:
        """Confirm everything that waits."""
        await self.bot.get_updates(offset=-1)
        waiting = await self.bot.get_updates()
        if waiting:
            await self.bot.get_updates(offset=waiting[-1].update_id + 1)


@asynccontextmanager
async def open_box(world: World, routes: Sequence[Route] = ()) -> AsyncIterator[Box]:
    async with Server(world, routes=routes) as server:
        bot = telegram.Bot(
            world.token,
            base_url=server.base_url,
            base_file_url=server.base_file_url,
            request=HTTPXRequest(read_timeout=2, httpx_kwargs=PLAIN),
            get_updates_request=HTTPXRequest(read_timeout=10, httpx_kwargs=PLAIN),
        )
        async with bot:
            yield Box(world, server, bot)
