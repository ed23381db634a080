"""The library's calls over connections of our own.

No redirects, cookies, hooks or packed answers, and no pool that is searched at each call: a third of what httpx costs.
"""

import json
import ssl
from collections import defaultdict
from functools import cache, lru_cache
from typing import Any
from urllib.request import getproxies

import h11
import httpx
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, HTTPXRequest, RequestData

from handlers.telegram.bot_api_answer import parse_answer
from handlers.telegram.http_connection import HttpConnection, connect

CONNECT_WITHIN = WRITE_WITHIN = 5  # seconds, as the library has it
UPLOAD_WITHIN = 20
LONGEST_BODY = 24 << 20  # bytes; a bot downloads files of up to 20 MB

Place = tuple[str, bytes]  # a protocol and a host with its port

_url = lru_cache(64)(httpx.URL)


@cache
def tls_context() -> ssl.SSLContext:
    """Return what every connection of this process checks certificates with: reading them takes 40 ms of CPU."""
    context = httpx.create_ssl_context()
    context.set_alpn_protocols(["http/1.1"])
    return context


def make_request(most: int, read_timeout: float, context: ssl.SSLContext) -> BaseRequest:
    """Return what the library makes its calls with: `most` at once, each answered within so many seconds.

    Behind a proxy (HTTPS_PROXY and the like) it is the library's own, which knows all about them.
    """
    if getproxies():
        return ProxyLines(most, read_timeout=read_timeout, httpx_kwargs={"verify": context})
    return HttpTransport(read_timeout, context)


class ProxyLines(HTTPXRequest):
    """The library's own, with answers checked as in `HttpTransport`."""

    parse_json_payload = staticmethod(parse_answer)


class HttpTransport(BaseRequest):
    """Implements `telegram.request.BaseRequest`, with the errors of `HTTPXRequest` and their causes.

    As many connections are opened as there are calls at once; how many these are is up to the callers.
    """

    parse_json_payload = staticmethod(parse_answer)

    def __init__(self, read_timeout: float, context: ssl.SSLContext, longest: int = LONGEST_BODY) -> None:
        self._longest = longest
        self._read_timeout = read_timeout
        self._context = context
        self._free: defaultdict[Place, list[HttpConnection]] = defaultdict(list)

    @property
    def read_timeout(self) -> float:
        """The time for an answer when the call does not set one (seconds)."""
        return self._read_timeout

    async def initialize(self) -> None:
        """Do nothing: connections are opened by their first call."""

    async def shutdown(self) -> None:
        """Close all connections that no call uses; a call closes its own when it is broken off."""
        for connection in (each for free in self._free.values() for each in free):
            connection.close()
        self._free.clear()

    async def do_request(  # noqa: PLR0917  # the library's
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: object = BaseRequest.DEFAULT_NONE,
        write_timeout: object = BaseRequest.DEFAULT_NONE,
        connect_timeout: object = BaseRequest.DEFAULT_NONE,
        pool_timeout: object = BaseRequest.DEFAULT_NONE,  # noqa: ARG002  # nobody waits for a connection
    ) -> tuple[int, bytes]:
        """Make one call; give the status and the body. Raises TimedOut and NetworkError with httpx's error as cause."""
        to = _url(url)
        kind, body = _body(method, to, request_data)
        headers = [("Host", to.netloc.decode()), ("User-Agent", self.USER_AGENT), ("Accept-Encoding", "identity")]
        if kind:
            headers += [("Content-Type", kind), ("Content-Length", str(len(body)))]
        request = h11.Request(method=method, target=to.raw_path, headers=headers)
        usual = UPLOAD_WITHIN if request_data and request_data.contains_files else WRITE_WITHIN
        write, read = _or(write_timeout, usual), _or(read_timeout, self._read_timeout)
        free = self._free[to.scheme, to.netloc]
        connection = None
        try:
            connection = _pop(free) or await connect(to, self._context, _or(connect_timeout, CONNECT_WITHIN))
            return await connection.call(request, body, write=write, read=read, longest=self._longest)
        except httpx.TimeoutException as error:
            raise TimedOut from error
        except httpx.HTTPError as error:
            raise NetworkError(f"httpx.{type(error).__name__}: {error}") from error
        finally:
            if connection and connection.is_open:
                free.append(connection)


def _pop(free: list[HttpConnection]) -> HttpConnection | None:
    """Return the connection that was used last, None when there is none that may be used; close the others."""
    while free:
        connection = free.pop()
        if connection.is_fresh:
            return connection
        connection.close()
    return None


def _body(method: str, url: httpx.URL, data: RequestData | None) -> tuple[str, bytes]:
    """Return the type and the bytes of what is sent."""
    if data is None:
        return "", b""
    if not data.contains_files:
        return "application/json", json.dumps(data.parameters).encode()
    packed = httpx.Request(method, url, data=data.json_parameters, files=data.multipart_data)
    return packed.headers["Content-Type"], packed.read()


def _or(timeout: Any, usual: float) -> float | None:
    return usual if timeout is BaseRequest.DEFAULT_NONE else timeout
