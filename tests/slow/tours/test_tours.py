"""The guided tours of the demo, walked over HTTP by somebody who does what they say."""

from collections.abc import AsyncIterator

import httpx
import pytest_asyncio

from tests.slow.tours.visitor import Visitor, visiting
from tests.stories.demo import demo


@pytest_asyncio.fixture
async def client() -> AsyncIterator[httpx.AsyncClient]:
    async with demo() as client:
        yield client


async def test_every_tour_can_be_walked_and_taken_again(client: httpx.AsyncClient) -> None:
    """Each step of each tour is possible in its turn and ticks itself off, the first time and the second."""
    async with visiting(client) as visitor:
        for tour in [tour["id"] for tour in visitor.tours["tours"]] * 2:
            await walk(visitor, tour)


async def walk(visitor: Visitor, tour: str) -> None:
    """Walk a tour to its end."""
    await visitor.take(tour)
    assert await visitor.follow() == []
