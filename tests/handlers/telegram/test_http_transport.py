"""The lines to Telegram behave like the library's own request, but for the cost."""

import asyncio
import gzip
from collections.abc import AsyncIterator
from contextlib import suppress

import pytest
from telegram import Bot, InputFile
from telegram.error import BadRequest, NetworkError, TelegramError
from telegram.request import BaseRequest, HTTPXRequest

from bot.ports import Later
from handlers.telegram.error_mapping import failure
from handlers.telegram.http_transport import HttpTransport, lines, tls_context
from tests.sandbox.box import PLAIN, Box

CONTEXT = tls_context()


@pytest.fixture
async def bot(box: Box) -> AsyncIterator[Bot]:
    requests = HttpTransport(1, CONTEXT), HttpTransport(1, CONTEXT)
    async with Bot(
        box.world.token, base_url=box.server.base_url, request=requests[0], get_updates_request=requests[1]
    ) as bot:
        yield bot


async def trouble(request: BaseRequest, url: str) -> tuple[object, ...]:
    """What a call comes to: the error, its words, and what the connection said."""
    with pytest.raises(TelegramError) as raised:
        await request.post(url, read_timeout=0.05)
    await request.shutdown()
    return type(raised.value), str(raised.value), type(raised.value.__cause__)


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


async def test_a_line_is_used_again(box: Box, bot: Bot) -> None:
    """Calls one after the other share a line, also after trouble."""
    box.world.faults.add("sendMessage", kind="cut_before")
    with pytest.raises(TelegramError):
        await bot.send_message(box.group.id, "一")
    await bot.send_message(box.group.id, "二")
    assert isinstance(bot.request, HttpTransport)
    assert len(bot.request._lines) == len(bot.request._free) == 1


async def test_a_file_is_sent(box: Box, bot: Bot) -> None:
    """A file goes out with its name and its content."""
    sent = await bot.send_document(box.group.id, InputFile("内容".encode(), filename="议题.txt"), caption="附件")
    assert sent.document is not None
    assert (sent.document.file_name, sent.document.file_size, sent.caption) == ("议题.txt", 6, "附件")


@pytest.mark.parametrize("name", ["HTTPS_PROXY", "all_proxy"])
def test_behind_a_proxy(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever needs a proxy to reach Telegram has it."""
    monkeypatch.setenv(name, "http://127.0.0.1:3128")
    assert isinstance(lines(1, 1, CONTEXT), HTTPXRequest)


def test_without_a_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Everybody else has the short way."""
    monkeypatch.setattr("handlers.telegram.http_transport.getproxies", dict)
    assert isinstance(lines(1, 1, CONTEXT), HttpTransport)


@pytest.mark.parametrize("encoding", ["identity", "gzip"])
async def test_an_answer_without_end(encoding: str) -> None:
    """An answer that does not end, or unpacks to far more than it is, is given up at its limit."""
    body = gzip.compress(bytes(1 << 24)) if encoding == "gzip" else bytes(1 << 16)
    times = 1 if encoding == "gzip" else 1 << 12

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(f"HTTP/1.1 200 OK\r\nContent-Encoding: {encoding}\r\nTransfer-Encoding: chunked\r\n\r\n".encode())
        with suppress(ConnectionError):
            for _ in range(times):
                writer.write(f"{len(body):x}\r\n".encode() + body + b"\r\n")
                await writer.drain()
            writer.write(b"0\r\n\r\n")
        writer.close()

    async with await asyncio.start_server(answer, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        request = HttpTransport(5, CONTEXT, longest=1 << 20)
        with pytest.raises(NetworkError, match="too long"):
            await request.retrieve(f"http://127.0.0.1:{port}/file")
        await request.shutdown()
