"""The town in which most stories happen."""

from collections.abc import AsyncIterator

import pytest

from tests.stories.town import Town, open_story


@pytest.fixture
async def town() -> AsyncIterator[Town]:
    """A council with its people; whatever happened, its record holds and Telegram understood every request."""
    async with open_story() as town:
        yield town
