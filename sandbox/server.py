"""The sandbox on a socket."""

from __future__ import annotations

import asyncio
import socket
from typing import TYPE_CHECKING, Self

import uvicorn

from .api import create_app
from .origin import GUARDS
from .trouble import BREAK
from .world import World

if TYPE_CHECKING:
    from collections.abc import Sequence

    from starlette.routing import BaseRoute
    from starlette.types import Receive, Scope, Send

    from .delivery import Delivery


class Server:
    """Serves a world on 127.0.0.1 inside the running event loop: `async with Server(world) as server: …`.

    `port` 0 takes a free one; `routes` are served beside the Bot API, such as a chat page.
    """

    def __init__(self, world: World | None = None, *, port: int = 0, routes: Sequence[BaseRoute] = ()) -> None:
        self.world = world or World()
        self._app = create_app(self.world, routes, middleware=GUARDS)
        self._wanted_port = port
        self._socket: socket.socket | None = None
        self._server: uvicorn.Server | None = None
        self._loop_task: asyncio.Task[None] | None = None
        self.port = 0

    @property
    def url(self) -> str:
        """The address of the server, such as http://127.0.0.1:8765."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def base_url(self) -> str:
        """The base_url for python-telegram-bot and the configuration."""
        return f"{self.url}/bot"

    @property
    def base_file_url(self) -> str:
        """The base_file_url for python-telegram-bot and the configuration."""
        return f"{self.url}/file/bot"

    @property
    def is_polled(self) -> bool:
        """Return whether a getUpdates call is open now."""
        delivery: Delivery = self._app.state.delivery
        return delivery.is_polled

    async def __aenter__(self) -> Self:
        """Start to serve."""
        self._socket = _listen(self._wanted_port)
        self.port = self._socket.getsockname()[1]
        config = uvicorn.Config(
            self._with_break,
            interface="asgi3",
            http="h11",
            ws="none",
            lifespan="off",
            proxy_headers=False,
            log_config=None,
            access_log=False,
        )
        config.load()
        # Only these parts of uvicorn: its own serve() would take over the signals of the process.
        self._server = uvicorn.Server(config)
        self._server.lifespan = config.lifespan_class(config)
        await self._server.startup(sockets=[self._socket])
        self._loop_task = asyncio.create_task(self._server.main_loop())
        return self

    async def __aexit__(self, *_exc: object) -> None:
        """Stop at once: open requests get no answer."""
        if not (self._server and self._loop_task):
            return
        await self._app.state.delivery.close()
        self._app.state.stop_waiting()
        self._loop_task.cancel()
        await asyncio.gather(self._loop_task, return_exceptions=True)
        # uvicorn's own shutdown() would wait for clients to leave; here they are cut off.
        for listener in self._server.servers:
            listener.close()
        self.cut_all()
        await asyncio.gather(*self._server.server_state.tasks, return_exceptions=True)

    def cut_all(self) -> None:
        """Break every open connection, as a failing network would."""
        for connection in tuple(self._server.server_state.connections if self._server else ()):
            _abort(connection)

    async def _with_break(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the application a way to break this connection."""
        scope["extensions"] = {**scope.get("extensions", {}), BREAK: lambda: self._cut(scope["client"])}
        await self._app(scope, receive, send)

    def _cut(self, client: tuple[str, int]) -> None:
        for connection in tuple(self._server.server_state.connections if self._server else ()):
            if getattr(connection, "client", None) == tuple(client):
                _abort(connection)


def _listen(port: int) -> socket.socket:
    # With the protocol named, asyncio switches Nagle's algorithm off; without, every answer takes 40 ms.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind(("127.0.0.1", port))
    return listener


def _abort(connection: object) -> None:
    transport = getattr(connection, "transport", None)
    if isinstance(transport, asyncio.Transport):
        transport.abort()
