"""One HTTP/1.1 connection, for one call at a time: h11 on a transport of asyncio. Errors are those of httpx."""

import asyncio
import ipaddress
import select
import ssl

import h11
import httpx

HEAD_LIMIT = 100 << 10  # bytes of an answer's status line and headers
NEXT_ADDRESS_AFTER = 0.25  # seconds, where a host has several: one of them may be out of reach
IDLE_LIMIT = 5  # seconds, as httpx has it: what has long been silent may be cut without a word


class HttpConnection(asyncio.Protocol):
    """A connection that is open until a call fails, or anything comes that was not asked for."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._http = h11.Connection(h11.CLIENT, max_incomplete_event_size=HEAD_LIMIT)
        self._transport: asyncio.Transport
        self._arrived = asyncio.Event()
        self._writable = asyncio.Event()
        self._writable.set()
        self._is_calling = False
        self._lost: Exception | None = None
        self._idle_since = self._loop.time()

    @property
    def is_fresh(self) -> bool:
        """Return whether one more call may go over it: nothing came since the last, not even an end."""
        is_idle_too_long = self._loop.time() - self._idle_since > IDLE_LIMIT
        return self.is_open and not is_idle_too_long and not _is_readable(self._transport)

    @property
    def is_open(self) -> bool:
        """Return whether it was left open by the last call."""
        return not self._transport.is_closing()

    async def call(
        self, request: h11.Request, body: bytes, *, write: float | None, read: float | None, longest: int
    ) -> tuple[int, bytes]:
        """Make one call; return the status and the body, of `longest` bytes at most. The others are seconds.

        Raises httpx.HTTPError, after which the connection is closed.
        """
        self._is_calling = True
        try:
            self._send(request, body)
            await _within(write, self._writable, httpx.WriteTimeout)
            answer = await self._receive(read, longest)
        except h11.LocalProtocolError as error:
            raise httpx.LocalProtocolError(str(error)) from error
        except h11.RemoteProtocolError as error:
            raise httpx.RemoteProtocolError(str(error) if self.is_open else "closed without a whole answer") from error
        else:
            self._is_calling = False
            return answer
        finally:
            if self._is_calling or not self._is_reusable():
                self._transport.abort()
            self._idle_since = self._loop.time()

    def close(self) -> None:
        """Close it."""
        self._transport.close()

    def _send(self, request: h11.Request, body: bytes) -> None:
        parts = [self._http.send(request)]
        if body:
            parts.append(self._http.send(h11.Data(data=body)))
        parts.append(self._http.send(h11.EndOfMessage()))
        self._transport.write(b"".join(part for part in parts if part))

    async def _receive(self, read: float | None, longest: int) -> tuple[int, bytes]:
        status, body = 0, bytearray()
        while not isinstance(event := self._http.next_event(), h11.EndOfMessage):
            if event is h11.NEED_DATA:
                if self._lost:
                    raise httpx.ReadError(str(self._lost))
                await _within(read, self._arrived, httpx.ReadTimeout)
                self._arrived.clear()
            elif isinstance(event, h11.Response):
                status = event.status_code
                if dict(event.headers).get(b"content-encoding", b"identity") != b"identity":
                    raise httpx.DecodingError("an answer is packed, which was not asked for")
            elif isinstance(event, h11.Data):
                body += event.data
                if len(body) > longest:
                    raise httpx.ReadError("an answer is too long")
            elif not isinstance(event, h11.InformationalResponse):
                raise httpx.RemoteProtocolError(f"{event!r} instead of an answer")
        return status, bytes(body)

    def _is_reusable(self) -> bool:
        """Return whether both sides keep the connection open after this call; prepare it for the next."""
        if self._http.trailing_data[0] or not self._http.our_state is self._http.their_state is h11.DONE:
            return False
        self._http.start_next_cycle()
        return True

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Take the transport."""
        self._transport = transport  # type: ignore[assignment]  # asyncio gives a stream's

    def data_received(self, data: bytes) -> None:
        """Take a part of the answer; without a call it is none."""
        if self._is_calling:
            self._http.receive_data(data)
            self._arrived.set()
        else:
            self._transport.abort()

    def eof_received(self) -> None:
        """Take the end of what the server says, which may be the answer's."""
        self._http.receive_data(b"")
        self._arrived.set()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wake a call that waits."""
        self._lost = exc or ConnectionError("closed")
        self._arrived.set()
        self._writable.set()

    def pause_writing(self) -> None:
        """Wait until what is on its way has gone out."""
        self._writable.clear()

    def resume_writing(self) -> None:
        """Go on."""
        self._writable.set()


async def connect(url: httpx.URL, context: ssl.SSLContext, within: float | None) -> HttpConnection:
    """Open a connection to the host of `url`, within so many seconds; raises httpx.TransportError."""
    if url.scheme not in {"http", "https"}:
        raise httpx.UnsupportedProtocol(f"the address begins with {url.scheme}")
    secure = url.scheme == "https"
    try:
        async with asyncio.timeout(within):
            _, connection = await asyncio.get_running_loop().create_connection(
                HttpConnection,
                url.raw_host.decode(),
                url.port or (443 if secure else 80),
                ssl=context if secure else None,
                happy_eyeballs_delay=None if _is_address(url.host) else NEXT_ADDRESS_AFTER,
            )
    except TimeoutError as error:
        raise httpx.ConnectTimeout("") from error
    except OSError as error:
        raise httpx.ConnectError(str(error)) from error
    return connection


def _is_address(host: str) -> bool:
    """Return whether a host is one address: then nothing is raced, and what is broken off closes its socket."""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _is_readable(transport: asyncio.Transport) -> bool:
    """Return whether something came that the event loop has not seen yet."""
    poll = select.poll()
    poll.register(transport.get_extra_info("socket"), select.POLLIN)
    return bool(poll.poll(0))


async def _within(seconds: float | None, event: asyncio.Event, late: type[httpx.TimeoutException]) -> None:
    """Wait for the event; raises `late` after so many seconds."""
    if event.is_set():
        return
    try:
        async with asyncio.timeout(seconds):
            await event.wait()
    except TimeoutError as error:
        raise late("") from error
