"""The town in which most stories happen."""

from collections.abc import AsyncIterator

import pytest

from tests.stories.town import Town, open_town


@pytest.fixture
async def town() -> AsyncIterator[Town]:
    """A council with its people; whatever happened, its record holds and Telegram understood every request."""
    async with open_town() as town:
        yield town
        assert town.world.violations == []
        assert await town.faults() == []
