"""The bot as a whole: how it starts and ends."""

import asyncio
import re
from collections.abc import Awaitable, Callable

import pytest
from telegram import Update

from bot.conversation.context import BotContext
from bot.domain.councils.council import Defaults
from bot.domain.shared.secret import Secret
from bot.messages import registry
from handlers.telegram.app import App, running
from handlers.telegram.config import Telegram
from handlers.telegram.incoming import TelegramIncoming
from handlers.telegram.platform import TelegramPlatform
from handlers.telegram.polling import TokenRefusedError
from storage.memory import MemoryStore
from tests.clocks import PatientClock
from tests.sandbox.box import Box


@pytest.fixture
def settings(box: Box) -> Telegram:
    return Telegram(box.world.token, box.server.base_url, box.server.base_file_url)


@pytest.fixture
def app(settings: Telegram, store: MemoryStore, clock: PatientClock) -> App:
    return App(settings, store, clock, nobody, registry, defaults=Defaults())


def nobody(_: BotContext, __: TelegramPlatform) -> Callable[[TelegramIncoming], Awaitable[None]]:
    async def handle(_: TelegramIncoming) -> None:
        """Do nothing."""

    return handle


async def test_context(app: App, store: MemoryStore, settings: Telegram, clock: PatientClock) -> None:
    """Handlers find the bot's own account, and a key that outlives a restart."""
    async with running(app):
        assert app.platform.name == "yishi_bot"
    again = App(settings, store, clock, nobody, registry, defaults=Defaults())
    async with running(again):
        assert again.platform.key == app.platform.key
    assert len(app.platform.key) == 32


async def test_secrets_stay_secret(app: App, store: MemoryStore, box: Box, clock: PatientClock) -> None:
    """Neither the printed context nor the kept secret shows a key, and nothing kept shows the token."""
    async with running(app):
        assert app.platform.key.hex() not in repr(app.context)
        assert repr(app.platform.key) not in repr(app.context)
        assert box.world.token not in repr(
            (app.context, TelegramIncoming.receive(Update(1), app.bot, store, clock.now()))
        )
        secret = await store.run(lambda tx: tx.get(Secret, "callback"))
    assert secret
    assert not re.search(secret.value, repr(secret))
    assert box.world.token not in str(store.contents.documents)


async def test_no_network_at_first(app: App, box: Box, caplog: pytest.LogCaptureFixture) -> None:
    """A bot that starts without a network waits for it, and says so once."""
    box.world.faults.add("getMe", kind="cut_before", times=4)
    async with running(app):
        await box.world.wait_for(lambda: box.server.is_polled)
    assert caplog.text.count("cannot be reached") == 1


async def test_stopped_before_the_network_came(app: App, box: Box) -> None:
    """A bot that waits for the network ends at once when it is told to."""
    box.world.faults.add("getMe", kind="hang")
    task = asyncio.create_task(app.run())
    await box.world.wait_for(lambda: bool(box.world.calls))
    app.stop()
    async with asyncio.timeout(2):
        await task


async def test_wrong_token(settings: Telegram, store: MemoryStore, clock: PatientClock) -> None:
    """A token that Telegram does not know ends the bot."""
    wrong = Telegram("1:wrong", settings.base_url)
    with pytest.raises(TokenRefusedError):
        await App(wrong, store, clock, nobody, registry, defaults=Defaults()).run()


async def test_store_fails(app: App, store: MemoryStore, box: Box, monkeypatch: pytest.MonkeyPatch) -> None:
    """When nothing can be kept any more the bot ends with that error."""

    def full(*_: object) -> None:
        raise OSError("no space left")

    async def until_it_fails() -> None:
        async with running(app):
            monkeypatch.setattr(store, "keep", full)
            box.world.queue_raw_update({"message": "unreadable"})
            await app.stopped.wait()

    with pytest.raises(OSError, match="no space left"):
        await until_it_fails()
