"""Updates that Telegram brings."""

import asyncio
import json
import socket
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path

import httpx
import pytest

from bot.domain.shared.inbox import DeadLetter
from handlers.telegram import config, connection_limit
from handlers.telegram.update_queue import ALLOWED, Updates
from handlers.telegram.webhook import BODY_LIMIT, SECRET_HEADER, Webhook
from storage.memory import MemoryStore
from tests.clocks import PatientClock
from tests.handlers.inbox import Handler, noted
from tests.sandbox.box import Box

SECRET = "s" * 32


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as door:
        return int(door.getsockname()[1])


@pytest.fixture
def handler() -> Handler:
    return Handler()


@pytest.fixture
def webhook(box: Box, store: MemoryStore, clock: PatientClock, handler: Handler) -> Webhook:
    port = free_port()
    settings = config.Webhook(f"http://127.0.0.1:{port}/hook", SECRET, port=port)
    return Webhook(box.bot, Updates(box.bot, store, clock, handler), clock, settings)


@pytest.fixture
async def telegram(webhook: Webhook) -> AsyncIterator[httpx.AsyncClient]:
    """Somebody who says to be Telegram."""
    transport = httpx.ASGITransport(webhook.app, raise_app_exceptions=False)
    headers = {SECRET_HEADER: SECRET}
    async with httpx.AsyncClient(transport=transport, base_url="http://bot", headers=headers) as client:
        yield client


def update(box: Box, words: str) -> dict[str, object]:
    """An update in which somebody says something."""
    box.world.say(box.wang, box.group, words)
    found: dict[str, object] = box.world.updates.read(100)[-1]
    return found


async def test_brought_by_telegram(box: Box, webhook: Webhook, handler: Handler) -> None:
    """Telegram is told where to bring updates, with the secret, and brings them; then it ends cleanly."""
    task = asyncio.create_task(webhook.run())
    await box.world.wait_for(lambda: any(call.method == "setWebhook" for call in box.world.calls))
    call = next(call for call in box.world.calls if call.method == "setWebhook")
    assert (call.params["secret_token"], call.params["allowed_updates"]) == (SECRET, list(ALLOWED))
    box.world.say(box.wang, box.group, "/a")
    await handler.until(1)
    webhook.stop()
    async with asyncio.timeout(5):
        await task


async def test_once(box: Box, telegram: httpx.AsyncClient, store: MemoryStore) -> None:
    """What is kept is answered with 200; brought again it changes nothing."""
    brought = update(box, "/a")
    for _ in range(2):
        assert (await telegram.post("/hook", json=brought)).status_code == 200
    assert await noted(store) == {"/a": 1}


@pytest.mark.parametrize("secret", ["", "wrong", SECRET + "x", "é"])
async def test_fake(secret: str, box: Box, telegram: httpx.AsyncClient, store: MemoryStore) -> None:
    """Without the secret nothing is read."""
    headers = {SECRET_HEADER.encode(): secret.encode()}
    assert (await telegram.post("/hook", json=update(box, "/a"), headers=headers)).status_code == 403
    assert await noted(store) == {}


@pytest.mark.parametrize(("body", "status"), [(b"{", 400), (b"\xff", 400), (b"x" * (BODY_LIMIT + 1), 413)])
async def test_no_update(body: bytes, status: int, telegram: httpx.AsyncClient) -> None:
    """What is no JSON, or huge, is refused."""
    assert (await telegram.post("/hook", content=body)).status_code == status


async def test_deep_nesting(box: Box, telegram: httpx.AsyncClient, store: MemoryStore) -> None:
    """An update that nests thousands of lists is handled without them, and the bot goes on."""
    deep = b"[" * 5000 + b"]" * 5000
    brought = json.dumps(update(box, "/a")).encode()
    assert (await telegram.post("/hook", content=brought[:-1] + b', "odd": ' + deep + b"}")).status_code == 200
    assert (await telegram.post("/hook", content=deep)).status_code == 200
    assert await noted(store) == {"/a": 1}


async def opened(webhook: Webhook, box: Box) -> tuple[asyncio.Task[None], int]:
    """Serve the webhook on its socket; return its task and port."""
    task = asyncio.create_task(webhook.run())
    await box.world.wait_for(lambda: any(call.method == "setWebhook" for call in box.world.calls))
    url = next(call for call in box.world.calls if call.method == "setWebhook").params["url"]
    return task, httpx.URL(url).port or 0


def open_files() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


async def test_connections_that_say_nothing(
    box: Box, webhook: Webhook, store: MemoryStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Hundreds of half-open connections neither shut Telegram out nor use up the process's files."""
    monkeypatch.setattr(connection_limit, "HEAD_WITHIN", 0.5)
    task, port = await opened(webhook, box)
    files = open_files()
    begun = [await asyncio.open_connection("127.0.0.1", port) for _ in range(400)]
    for number, (_, writer) in enumerate(begun):
        writer.write(b"POST /hook HTTP/1.1\r\nHost: " if number % 2 else b"")
    ours = len(begun)
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", headers={SECRET_HEADER: SECRET}) as client:
        assert (await client.post("/hook", json=update(box, "/a"))).status_code == 200
        assert open_files() <= files + ours + connection_limit.CONNECTIONS_LIMIT + 10
        for reader, _ in begun:  # each is dropped, at the latest at its deadline
            with suppress(ConnectionError):
                assert await asyncio.wait_for(reader.read(), 5) == b""
    for _, writer in begun:
        writer.close()
    webhook.stop()
    await task
    assert await noted(store) == {"/a": 1}


async def test_a_body_that_does_not_end(box: Box, webhook: Webhook, monkeypatch: pytest.MonkeyPatch) -> None:
    """A request whose body stays away is refused, and one without the secret is not read at all."""
    monkeypatch.setattr("handlers.telegram.webhook.BODY_WITHIN", 0.1)
    task, port = await opened(webhook, box)
    for secret, status in ((SECRET, b"408"), ("wrong", b"403")):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        head = f"POST /hook HTTP/1.1\r\nHost: bot\r\n{SECRET_HEADER}: {secret}\r\nContent-Length: 100\r\n\r\n"
        writer.write(head.encode() + b"{")
        answer = await asyncio.wait_for(reader.read(), 5)
        assert answer.split()[1] == status
        writer.close()
    webhook.stop()
    await task


async def test_poison(box: Box, telegram: httpx.AsyncClient, store: MemoryStore, handler: Handler) -> None:
    """An update that fails again and again is set aside, and need not come again."""

    async def fail(_: str) -> None:
        raise RuntimeError("a bug")

    handler.first = fail
    assert (await telegram.post("/hook", json=update(box, "/a"))).status_code == 200
    assert len(await store.run(lambda tx: tx.find(DeadLetter, "at"))) == 1


async def test_stopping(box: Box, telegram: httpx.AsyncClient, webhook: Webhook, store: MemoryStore) -> None:
    """While the bot stops, an update must come again."""
    webhook.stop()
    assert (await telegram.post("/hook", json=update(box, "/a"))).status_code == 500
    assert await noted(store) == {}


async def test_nothing_can_be_kept(
    box: Box, telegram: httpx.AsyncClient, webhook: Webhook, store: MemoryStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When the store takes nothing more, the update must come again and the bot ends with that error."""

    def full(*_: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(store, "keep", full)
    task = asyncio.create_task(webhook.run())
    await box.world.wait_for(lambda: any(call.method == "setWebhook" for call in box.world.calls))
    assert (await telegram.post("/hook", json=update(box, "/a"))).status_code == 500
    with pytest.raises(OSError, match="no space left"):
        await task
