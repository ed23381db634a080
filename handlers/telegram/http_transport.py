"""The lines to Telegram: the library's calls over httpx's connections, without what httpx's client does at each.

No redirects, cookies, proxies or hooks: a third of what a call costs. And each line is a pool of one, because httpcore
looks through all connections of a pool twice a call.
"""

import ssl
from functools import cache, lru_cache
from urllib.request import getproxies

import httpx
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, HTTPXRequest, RequestData

from handlers.telegram.bot_api_answer import parse_answer

CONNECT_WITHIN = WRITE_WITHIN = 5  # seconds, as the library has it
UPLOAD_WITHIN = 20
LONGEST_BODY = 24 << 20  # bytes; a bot downloads files of up to 20 MB
ONE = httpx.Limits(max_connections=1)

_url = lru_cache(64)(httpx.URL)


@cache
def tls_context() -> ssl.SSLContext:
    """Return what every connection of this process checks certificates with: reading them takes 40 ms of CPU."""
    return httpx.create_ssl_context()


def lines(most: int, read_timeout: float, context: ssl.SSLContext) -> BaseRequest:
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

    As many lines are opened as there are calls at once; how many these are is up to the callers.
    """

    parse_json_payload = staticmethod(parse_answer)

    def __init__(self, read_timeout: float, context: ssl.SSLContext, longest: int = LONGEST_BODY) -> None:
        self._longest = longest
        self._read_timeout = read_timeout
        self._context = context
        self._lines: list[httpx.AsyncHTTPTransport] = []
        self._free: list[httpx.AsyncHTTPTransport] = []

    @property
    def read_timeout(self) -> float:
        """The time for an answer when the call does not set one (seconds)."""
        return self._read_timeout

    async def initialize(self) -> None:
        """Do nothing: connections are opened by their first call."""

    async def shutdown(self) -> None:
        """Close all lines."""
        for line in self._lines:
            await line.aclose()

    async def do_request(  # noqa: PLR0917  # the library's
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: object = BaseRequest.DEFAULT_NONE,
        write_timeout: object = BaseRequest.DEFAULT_NONE,
        connect_timeout: object = BaseRequest.DEFAULT_NONE,
        pool_timeout: object = BaseRequest.DEFAULT_NONE,  # noqa: ARG002  # nobody waits for a line
    ) -> tuple[int, bytes]:
        """Make one call; give the status and the body. Raises TimedOut and NetworkError with httpx's error as cause."""
        files = request_data.multipart_data if request_data else None
        within = {
            "connect": _or(connect_timeout, CONNECT_WITHIN),
            "read": _or(read_timeout, self._read_timeout),
            "write": _or(write_timeout, UPLOAD_WITHIN if files else WRITE_WITHIN),
        }
        request = httpx.Request(
            method,
            _url(url),
            headers={"User-Agent": self.USER_AGENT, "Accept-Encoding": "gzip"},
            data=request_data.json_parameters if request_data else None,
            files=files,
            extensions={"timeout": within},
        )
        line = self._free.pop() if self._free else self._open()
        try:
            response = await line.handle_async_request(request)
            try:
                return response.status_code, await _body(response, self._longest)
            finally:
                await response.aclose()
        except httpx.TimeoutException as error:
            raise TimedOut from error
        except httpx.HTTPError as error:
            raise NetworkError(f"httpx.{type(error).__name__}: {error}") from error
        finally:
            self._free.append(line)

    def _open(self) -> httpx.AsyncHTTPTransport:
        line = httpx.AsyncHTTPTransport(verify=self._context, limits=ONE)
        self._lines.append(line)
        return line


async def _body(response: httpx.Response, longest: int) -> bytes:
    """Read a body of up to `longest` bytes, whatever size its sender names; raises NetworkError for a longer one."""
    body = bytearray()
    async for chunk in response.aiter_bytes():
        body += chunk
        if len(body) > longest:
            raise NetworkError("an answer is too long")
    return bytes(body)


def _or(timeout: object, usual: float) -> object:
    return usual if timeout is BaseRequest.DEFAULT_NONE else timeout
