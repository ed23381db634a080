"""The set-up that all tests of the sandbox share."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest

from sandbox import Clock, World
from tests.sandbox.box import Box, open_box


@pytest.fixture
async def box(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Box]:
    """The box at a frozen moment: time moves only when a test moves it."""
    monkeypatch.setenv("PTB_TIMEDELTA", "1")  # python-telegram-bot warns at every 429 until one opts in
    async with open_box(World(clock=Clock(frozen=datetime(2026, 12, 1, 1, 0, tzinfo=UTC)))) as box:
        yield box
