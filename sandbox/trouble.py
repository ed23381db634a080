"""Answers that are none: a connection that breaks, a server that never answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import Response

if TYPE_CHECKING:
    from starlette.types import Receive, Scope, Send

BREAK = "sandbox.break_connection"


class Cut(Response):
    """The connection breaks before a byte of the answer.

    Over a socket the server has left a way to close the transport in the scope; in process the client sees the error.
    """

    async def __call__(self, scope: Scope, receive: Receive, _send: Send) -> None:
        """Break the connection."""
        break_connection = scope.get("extensions", {}).get(BREAK)
        if break_connection is None:
            raise ConnectionResetError("the sandbox cut the connection")
        break_connection()
        await _until_gone(receive)


class Hang(Response):
    """A response that never comes, until the client gives up."""

    async def __call__(self, _scope: Scope, receive: Receive, _send: Send) -> None:
        """Wait for the client to disconnect."""
        await _until_gone(receive)


async def _until_gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
