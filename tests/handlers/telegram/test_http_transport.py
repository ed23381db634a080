"""The connections to Telegram behave like the library's own request, but for the cost."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager, suppress
from typing import Any

import httpx
import pytest
from telegram import Bot, InputFile
from telegram.error import BadRequest, NetworkError, TelegramError
from telegram.request import BaseRequest, HTTPXRequest

from bot.ports import Later
from handlers.telegram.error_mapping import failure
from handlers.telegram.http_transport import HttpTransport, make_request, tls_context
from tests.sandbox.box import PLAIN, Box

CONTEXT = tls_context()


@pytest.fixture
async def bot(box: Box) -> AsyncIterator[Bot]:
    requests = HttpTransport(1, CONTEXT), HttpTransport(1, CONTEXT)
    async with Bot(
        box.world.token, base_url=box.server.base_url, request=requests[0], get_updates_request=requests[1]
    ) as bot:
        yield bot


async def trouble(request: BaseRequest, url: str) -> tuple[type, type]:
    """The error of a call, and the cause that the connection gave."""
    with pytest.raises(TelegramError) as raised:
        await request.post(url, read_timeout=0.05)
    await request.shutdown()
    return type(raised.value), type(raised.value.__cause__)


@pytest.mark.parametrize("kind", ["cut_before", "hang", "nobody", "no_protocol"])
async def test_trouble_is_the_librarys(box: Box, kind: str) -> None:
    """Each kind of trouble is the same error with the same cause as from the library's request."""
    base = {"nobody": "http://127.0.0.1:1/bot", "no_protocol": "ftp://127.0.0.1/bot"}.get(kind, box.server.base_url)
    if base == box.server.base_url:
        box.world.faults.add("getMe", kind=kind, times=2)  # type: ignore[arg-type]  # a table of its values
    url = f"{base}{box.world.token}/getMe"
    assert await trouble(HttpTransport(1, CONTEXT), url) == await trouble(HTTPXRequest(httpx_kwargs=PLAIN), url)


async def test_a_refusal_is_the_librarys(bot: Bot) -> None:
    """What Telegram refuses is the library's error, with Telegram's words."""
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.send_message(-100999, "你好")


ODD_ANSWERS = {
    "nested 5,000 deep": b'{"ok": true, "result": ' + b"[" * 5000 + b"]" * 5000 + b"}",
    "a list": b"[]",
    "no result": b'{"ok": true}',
    "half of it": b'{"ok": true, "result": [',
    "nothing": b"",
    "a rest of 10^12 seconds": b'{"ok": false, "parameters": {"retry_after": 1000000000000}}',
    "a rest in words": b'{"ok": false, "parameters": {"retry_after": "a while"}}',
    "a rest of nothing": b'{"ok": false, "parameters": {"retry_after": null}}',
    "a rest before now": b'{"ok": false, "parameters": {"retry_after": -5}}',
    "a rest of half a second": b'{"ok": false, "parameters": {"retry_after": 0.5}}',
    "a group in words": b'{"ok": false, "parameters": {"migrate_to_chat_id": "there"}}',
    "parameters that are none": b'{"ok": false, "parameters": [1]}',
    "a description that is none": b'{"ok": false, "description": {"a": 1}}',
}


class OddServer(HttpTransport):
    """Answers each call with the same status and bytes."""

    answer = 200, b""

    async def do_request(self, *_: object, **__: object) -> tuple[int, bytes]:
        return self.answer


@pytest.mark.parametrize("status", [200, 400, 403, 404, 409, 429, 502])
@pytest.mark.parametrize("body", ODD_ANSWERS.values(), ids=ODD_ANSWERS)
async def test_odd_answers(status: int, body: bytes) -> None:
    """Whatever a server answers is a value or an error of the library, and a rest that can be waited out."""
    request = OddServer(1, CONTEXT)
    request.answer = status, body
    try:
        await request.post("http://127.0.0.1/bot/getUpdates")
    except TelegramError as error:
        outcome = failure(error)
        if isinstance(outcome, Later):
            assert 0 < outcome.seconds <= 86_400
    else:
        assert status == 200


async def test_a_connection_is_used_again(box: Box, bot: Bot) -> None:
    """Calls one after the other share a connection; after trouble there is a new one."""
    await bot.send_message(box.group.id, "一")
    box.world.faults.add("sendMessage", kind="cut_before")
    with pytest.raises(TelegramError):
        await bot.send_message(box.group.id, "二")
    for _ in range(3):
        await bot.send_message(box.group.id, "三")
    assert isinstance(bot.request, HttpTransport)
    assert sum(map(len, bot.request._free.values())) == 1


async def test_a_file_is_sent(box: Box, bot: Bot) -> None:
    """A file goes out with its name and its content."""
    sent = await bot.send_document(box.group.id, InputFile("内容".encode(), filename="议题.txt"), caption="附件")
    assert sent.document is not None
    assert (sent.document.file_name, sent.document.file_size, sent.caption) == ("议题.txt", 6, "附件")


@pytest.mark.parametrize("name", ["HTTPS_PROXY", "all_proxy"])
def test_behind_a_proxy(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever needs a proxy to reach Telegram has it."""
    monkeypatch.setenv(name, "http://127.0.0.1:3128")
    assert isinstance(make_request(1, 1, CONTEXT), HTTPXRequest)


def test_without_a_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Everybody else has the short way."""
    monkeypatch.setattr("handlers.telegram.http_transport.getproxies", dict)
    assert isinstance(make_request(1, 1, CONTEXT), HttpTransport)


@asynccontextmanager
async def server(
    serve: Callable[[asyncio.StreamReader, asyncio.StreamWriter], Coroutine[Any, Any, None]],
) -> AsyncIterator[str]:
    """A server that does with each connection what it is told; its address."""
    served: list[asyncio.Task[None]] = []

    async def close_after(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        served.append(asyncio.ensure_future(serve(reader, writer)))
        with suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            await served[-1]
        writer.close()

    async with await asyncio.start_server(close_after, "127.0.0.1", 0) as opened:
        yield f"127.0.0.1:{opened.sockets[0].getsockname()[1]}/file"
        for each in served:
            each.cancel()


@pytest.fixture
async def request_() -> AsyncIterator[HttpTransport]:
    request = HttpTransport(5, CONTEXT, longest=1 << 20)
    yield request
    await request.shutdown()


async def test_an_answer_without_end(request_: HttpTransport) -> None:
    """An answer that does not end is given up at its limit."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
        while True:
            writer.write(b"10000\r\n" + bytes(1 << 16) + b"\r\n")
            await writer.drain()

    async with server(serve) as address:
        with pytest.raises(NetworkError, match="too long"):
            await request_.retrieve(f"http://{address}")


async def test_a_packed_answer(request_: HttpTransport) -> None:
    """An answer that is packed, and may unpack to anything, is refused: none is asked for."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 2\r\n\r\nab")
        await writer.drain()

    async with server(serve) as address:
        with pytest.raises(NetworkError, match="packed"):
            await request_.retrieve(f"http://{address}")


LAST_WORDS = {
    "closed in silence": b"",
    "closed with a word": b"HTTP/1.1 408 Request Timeout\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
}


@pytest.mark.parametrize("word", LAST_WORDS.values(), ids=LAST_WORDS)
async def test_a_connection_that_was_closed(request_: HttpTransport, word: bytes) -> None:
    """Data that arrives while no call is made answers none: the next call opens a connection of its own."""
    closed = asyncio.Event()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nab")
        await writer.drain()
        writer.write(word)
        writer.close()
        await writer.wait_closed()
        closed.set()

    async with server(serve) as address:
        for _ in range(3):
            assert await request_.retrieve(f"http://{address}") == b"ab"
            await closed.wait()
            closed.clear()


async def test_a_call_that_is_broken_off(request_: HttpTransport) -> None:
    """The answer to a call that nobody waits for any more is not taken for the next one's."""
    asked: list[asyncio.Event] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        asked.append(asyncio.Event())
        first.set()
        if len(asked) == 1:
            await asked[0].wait()
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n%d" % len(asked))
        await writer.drain()
        await reader.read()

    first = asyncio.Event()
    async with server(serve) as address:
        call = asyncio.create_task(request_.retrieve(f"http://{address}"))
        await first.wait()
        call.cancel()
        await asyncio.gather(call, return_exceptions=True)
        asked[0].set()
        assert await request_.retrieve(f"http://{address}") == b"2"


async def test_an_encrypted_connection(request_: HttpTransport) -> None:
    """An https address is spoken to by TLS alone, on a connection of its own, and only when it proves itself."""
    heard: list[bytes] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        heard.append(await reader.read(3))
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nab")
        await writer.drain()
        await reader.read()

    async with server(serve) as address:
        assert await request_.retrieve(f"http://{address}") == b"ab"
        with pytest.raises(NetworkError) as raised:
            await request_.retrieve(f"https://{address}")
    assert isinstance(raised.value.__cause__, httpx.ConnectError)  # so the call is known not to have been made
    assert heard[0] == b"GET"
    assert heard[1][:2] == b"\x16\x03"  # the start of a handshake
    assert (CONTEXT.verify_mode, CONTEXT.check_hostname) == (ssl.CERT_REQUIRED, True)
