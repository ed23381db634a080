"""The places for work side by side."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest

from handlers.telegram import room as module
from handlers.telegram.room import Room

LONG = 3600.0  # seconds: a moment that does not pass while a test runs
TURNS = 5  # of the event loop, in which whatever can go on goes on


class Work:
    """Pieces of work in a room, each of which goes on until it is told to end."""

    def __init__(self, places: int) -> None:
        self.room = Room(places)
        self.busy: list[str] = []
        self._ends: dict[str, asyncio.Event] = {}
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._began = asyncio.Event()

    def begin(self, *names: str) -> None:
        for name in names:
            self._ends[name] = asyncio.Event()
            self._tasks[name] = asyncio.create_task(self._run(name))

    async def until(self, count: int) -> None:
        """Wait until so many have begun."""
        while len(self.busy) < count:
            await self._began.wait()

    async def end(self, name: str) -> None:
        self._ends[name].set()
        await self._tasks[name]

    async def cancel(self, name: str) -> None:
        self._tasks[name].cancel()
        await asyncio.gather(self._tasks[name], return_exceptions=True)

    async def _run(self, name: str) -> None:
        async with self.room.place():
            self.busy.append(name)
            self._began.set()
            self._began = asyncio.Event()
            await self._ends[name].wait()

    async def close(self) -> None:
        for task in self._tasks.values():
            task.cancel()
        await asyncio.gather(*self._tasks.values(), return_exceptions=True)


@asynccontextmanager
async def working(places: int) -> AsyncIterator[Work]:
    work = Work(places)
    try:
        yield work
    finally:
        await work.close()


async def turns() -> None:
    for _ in range(TURNS):
        await asyncio.sleep(0)


@pytest.fixture
def moment(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Set how long a place is held at most."""
    return lambda seconds: monkeypatch.setattr(module, "A_MOMENT", seconds)


async def test_as_many_as_there_are_places(moment: Callable[[float], None]) -> None:
    """Work that comes when all places are taken waits, and goes on in its order as they become free."""
    moment(LONG)
    async with working(2) as work:
        work.begin("a", "b", "c", "d")
        await turns()
        assert work.busy == ["a", "b"]
        await work.end("b")
        await turns()
        assert work.busy == ["a", "b", "c"]
        await work.end("a")
        await turns()
        assert work.busy == ["a", "b", "c", "d"]


async def test_slow_work_gives_its_place_back(moment: Callable[[float], None]) -> None:
    """Work that takes longer than a moment goes on, and others begin, a roomful each moment."""
    moment(0.01)
    async with working(2) as work, asyncio.timeout(5):
        work.begin(*"abcdef")
        await work.until(6)
        assert work.busy == list("abcdef")


async def test_a_place_is_given_back_once(moment: Callable[[float], None]) -> None:
    """Work that ends after its moment frees no second place."""
    moment(0.01)
    async with working(1) as work, asyncio.timeout(5):
        work.begin("slow", "next")
        await work.until(2)
        moment(LONG)
        await work.end("slow")
        await work.end("next")
        work.begin("a", "b")
        await turns()
        assert work.busy == ["slow", "next", "a"]


async def test_work_that_fails(moment: Callable[[float], None]) -> None:
    """A failure or a cancellation frees the place; who is cancelled while waiting takes none along."""
    moment(LONG)
    async with working(1) as work:
        with pytest.raises(RuntimeError):
            async with work.room.place():
                raise RuntimeError
        work.begin("a", "waiting", "b", "c")
        await turns()
        await work.cancel("waiting")
        await work.cancel("a")
        await turns()
        assert work.busy == ["a", "b"]
