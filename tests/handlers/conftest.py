"""The set-up that the tests of the handlers share: a Telegram in a box, whose time stands still."""

from collections.abc import AsyncIterator

import pytest

from handlers.telegram.messenger import BotMessenger
from sandbox import Clock, World
from storage.memory import MemoryStore
from tests.clocks import START, PatientClock
from tests.sandbox.box import Box, open_box

KEY = b"k" * 32


@pytest.fixture
async def box() -> AsyncIterator[Box]:
    world = World(clock=Clock(frozen=START))
    world.limits.enabled = False  # the outbox keeps to them; here nobody paces
    async with open_box(world) as box:
        await box.drain()
        yield box
        assert world.violations == []


@pytest.fixture
def messenger(box: Box) -> BotMessenger:
    return BotMessenger(box.bot, KEY)


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore()


@pytest.fixture
def clock() -> PatientClock:
    return PatientClock()
