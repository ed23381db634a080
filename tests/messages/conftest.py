import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import timedelta

import pytest

from bot.domain.shared.ids import ChatId
from bot.domain.shared.message_params import MessageParams
from bot.domain.shared.platform_features import PlatformFeatures
from bot.messages.outbox import Outbox
from bot.services.shared.enqueue import enqueue
from storage.memory import MemoryStore
from tests.cast import is_group
from tests.clocks import PatientClock
from tests.messages.platform import Platform, Words

Tell = Callable[..., Awaitable[None]]
Running = Callable[[], AbstractAsyncContextManager[Outbox]]


@pytest.fixture
def clock() -> PatientClock:
    return PatientClock()


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore()


@pytest.fixture
def platform(clock: PatientClock) -> Platform:
    return Platform(clock)


@pytest.fixture
def features() -> PlatformFeatures:
    return PlatformFeatures()


@pytest.fixture
def words() -> Words:
    return Words()


@pytest.fixture
def say(store: MemoryStore, clock: PatientClock) -> Tell:
    """Tell a chat a text, under the text's own name unless told otherwise."""

    async def say(chat: ChatId, text: str, *, view: str = "words", **how: object) -> None:
        params = MessageParams(text=text, place=7)
        how = {"id": text, "view": view, "params": params, **how}
        now = clock.travel(timedelta(microseconds=1))  # what is told later is due later
        await store.run(enqueue, chat=chat, group=is_group(chat), now=now, **how)  # type: ignore[arg-type]  # as tell() takes them

    return say


@pytest.fixture
def outbox(
    store: MemoryStore, platform: Platform, clock: PatientClock, words: Words, features: PlatformFeatures
) -> Outbox:
    """An outbox that does not run yet."""
    return Outbox(store, platform, clock, words, features)


@pytest.fixture
def running(
    store: MemoryStore, platform: Platform, clock: PatientClock, words: Words, features: PlatformFeatures
) -> Running:
    """An outbox that runs until the block ends, and then has told everything."""

    @asynccontextmanager
    async def running() -> AsyncIterator[Outbox]:
        outbox = Outbox(store, platform, clock, words, features)
        task = asyncio.create_task(outbox.run())
        try:
            yield outbox
            await outbox.idle()
        finally:
            outbox.stop()
            await task

    return running
