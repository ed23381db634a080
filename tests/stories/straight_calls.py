"""The bot's calls, carried into the sandbox's application without a socket: a fifth of what a story costs is HTTP.

In the full lane stories go over HTTP, and those of `test_earlier_data.py` in either lane. What goes wrong on the way is
tried in `tests/handlers/telegram/test_http_transport.py`.
"""

import asyncio
import json
from functools import lru_cache
from typing import Any

import httpx
from starlette.types import ASGIApp, Message
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

from handlers.telegram.app import SEND_TIMEOUT
from handlers.telegram.bot_api_answer import parse_answer

_url = lru_cache(64)(httpx.URL)


class StraightCalls(BaseRequest):
    """Implements `telegram.request.BaseRequest` as `HttpTransport` does, with the same errors."""

    parse_json_payload = staticmethod(parse_answer)
    read_timeout = SEND_TIMEOUT

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def initialize(self) -> None:
        """Do nothing: there is no connection."""

    async def shutdown(self) -> None:
        """Do nothing either."""

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        *_timeouts: object,
        **_more_timeouts: object,
    ) -> tuple[int, bytes]:
        """Make one call; give the status and the body."""
        to = _url(url)
        kind, body = _content(method, to, request_data)
        exchange = Exchange(body)
        scope = {
            "type": "http",
            "http_version": "1.1",
            "method": method,
            "scheme": to.scheme,
            "path": to.path,
            "raw_path": to.raw_path,
            "query_string": to.query,
            "root_path": "",
            "headers": [(b"host", to.netloc), (b"content-type", kind.encode())],
        }
        try:
            async with asyncio.timeout(SEND_TIMEOUT if read_timeout is BaseRequest.DEFAULT_NONE else read_timeout):
                await self._app(scope, exchange.receive, exchange.send)
        except TimeoutError as error:
            raise TimedOut from error
        except ConnectionResetError as error:
            raise NetworkError(f"httpx.ReadError: {error}") from httpx.ReadError(str(error))
        return exchange.status, bytes(exchange.answer)


class Exchange:
    """A request with its answer, as an application sees it from a client that stays."""

    def __init__(self, body: bytes) -> None:
        self._asked: list[Message] = [{"type": "http.request", "body": body}]
        self.status = 0
        self.answer = bytearray()

    async def receive(self) -> Message:
        """Return the request, and after it nothing."""
        if not self._asked:
            await asyncio.Event().wait()
        return self._asked.pop()

    async def send(self, message: Message) -> None:
        """Take a part of the answer."""
        self.status = message.get("status", self.status)
        self.answer += message.get("body", b"")


def _content(method: str, url: httpx.URL, data: RequestData | None) -> tuple[str, bytes]:
    """Return the type and the bytes of what is sent."""
    if data is None or not data.contains_files:
        return "application/json", json.dumps(data.parameters).encode() if data else b""
    packed = httpx.Request(method, url, data=data.json_parameters, files=data.multipart_data)
    return packed.headers["Content-Type"], packed.read()
