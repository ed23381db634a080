"""How often an update asks the store: each transaction is a way there and back where the store is another machine."""

from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator
from datetime import timedelta
from typing import Concatenate

import pytest

from bot.domain.shared.audit_log import AuditEntry
from bot.domain.shared.job import Job
from bot.ports import Document, P, R, Tx
from storage.memory import MemoryStore
from tests.stories.town import Town, open_town

OF_THE_TOWN = "_waiting_chats"  # by this the town asks whether everything is told; the bot only does so at its start


class CountingStore:
    """Implements `bot.ports.Store`, and counts its transactions by what is run."""

    def __init__(self) -> None:
        self._store = MemoryStore()
        self.transactions: Counter[str] = Counter()
        self._store.listen(self._look_for_jobs, Job)

    async def run(self, act: Callable[Concatenate[Tx, P], R], /, *args: P.args, **kwargs: P.kwargs) -> R:
        self.transactions[act.__name__] += act.__name__ != OF_THE_TOWN
        return await self._store.run(act, *args, **kwargs)

    def listen(self, callback: Callable[[], None], /, *kinds: type[Document]) -> None:
        self._store.listen(callback, *kinds)

    def record(self) -> Iterator[AuditEntry]:
        return self._store.record()

    async def close(self) -> None:
        await self._store.close()

    def _look_for_jobs(self) -> None:
        """The town has no alarm clock, which looks when the next job is due after each change of one."""
        self.transactions["next_due"] += 1


@pytest.fixture
def store() -> CountingStore:
    return CountingStore()


@pytest.fixture
async def town(store: CountingStore) -> AsyncIterator[Town]:
    """A town with one matter, in which everything is told."""
    async with open_town(store=store) as town:
        await town.say("赵敏", "/propose 3号楼门口的路灯坏了")
        town.move(timedelta(minutes=1))  # the group may have the next message at once
        store.transactions.clear()
        yield town


async def test_proposal(town: Town, store: CountingStore) -> None:
    """A proposal takes seven: two for it, two for its card, two for its receipt, a look at the deadlines."""
    await town.say("孙大爷", "/propose 二号楼的电梯又停了")
    assert store.transactions.total() == 7, store.transactions


async def test_tap(town: Town, store: CountingStore) -> None:
    """A tap that redraws its card takes five: three for the update and its toast, two for the card."""
    await town.press("孙大爷", town.card(1), "附议")
    assert store.transactions.total() == 5, store.transactions


async def test_taps_on_one_card(town: Town, store: CountingStore) -> None:
    """Taps that share an edit of their card take three each, and three more in all."""
    card, crowd = town.card(1), ("孙大爷", "张伟", "陈师傅", "李秀兰", "王建国")
    await town.press("孙大爷", card, "附议")
    store.transactions.clear()
    for name in crowd:
        town.world.press(town.people[name], card, (0, 0))
    await town.settle()
    assert store.transactions.total() <= 3 * len(crowd) + 3, store.transactions


async def test_list(town: Town, store: CountingStore) -> None:
    """A list takes five: two for the update, two for the message, and the alarm clock looks when it is forgotten."""
    await town.say("孙大爷", "/matters")
    assert store.transactions.total() == 5, store.transactions
