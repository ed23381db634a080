"""Doing what has come due."""

from datetime import datetime, timedelta

import pytest

from bot.domain.shared.inbox import SET_ASIDE_KEPT, UPDATE_KEPT, DeadLetter, ProcessedUpdate, ProcessedUpdates
from bot.domain.shared.job import Job
from bot.jobs import runner
from bot.ports import Tx
from storage.memory import MemoryStore
from tests.clocks import START

MINUTE = timedelta(minutes=1)


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore()


class Acts(dict[str, runner.RunJob]):
    """The acts `note` (remembers), `again` (is due again at once) and `fail`."""

    def __init__(self) -> None:
        super().__init__(note=self.note, again=self.again, fail=self.fail)
        self.noted: list[str] = []
        self.failures = 0

    def note(self, _tx: Tx, due: Job, _now: datetime) -> None:
        self.noted.append(due.id)

    def again(self, tx: Tx, due: Job, _now: datetime) -> None:
        self.noted.append(due.id)
        tx.put(due)

    def fail(self, tx: Tx, due: Job, now: datetime) -> None:
        self.failures += 1
        tx.put(ProcessedUpdate(update=1, at=now))
        raise RuntimeError(due.id)


@pytest.fixture
def acts() -> Acts:
    return Acts()


async def wait(store: MemoryStore, key: str, minutes: int, act: str = "note") -> None:
    due = Job(id=key, at=START + minutes * MINUTE, act=act, about="meeting/1/1")
    await store.run(lambda tx: tx.put(due))


async def test_oldest_first(store: MemoryStore, acts: Acts) -> None:
    """What is due is done, the oldest first and once; what is not due stays."""
    await wait(store, "b", -1)
    await wait(store, "a", 0)
    await wait(store, "c", -2)
    await wait(store, "later", 1)
    assert await runner.run_due_jobs(store, acts, START) == 3
    assert await runner.run_due_jobs(store, acts, START) == 0
    assert acts.noted == ["c", "b", "a"]
    assert await runner.next_due(store) == START + MINUTE


async def test_nothing_due(store: MemoryStore, acts: Acts) -> None:
    """With nothing waiting there is no next instant, and a tick does nothing."""
    assert await runner.next_due(store) is None
    assert await runner.run_due_jobs(store, acts, START) == 0


async def test_failure(store: MemoryStore, acts: Acts, caplog: pytest.LogCaptureFixture) -> None:
    """An act that fails leaves nothing behind, is named in the log, and does not stop the others."""
    await wait(store, "bad", -1, "fail")
    await wait(store, "good", 0)
    assert await runner.run_due_jobs(store, acts, START) == 1
    assert acts.noted == ["good"]
    assert "bad" in caplog.text
    assert await store.run(lambda tx: tx.get(ProcessedUpdate, "1")) is None


async def test_failure_among_others(store: MemoryStore) -> None:
    """What is done in one write with an act that fails is kept all the same, once."""
    kept = []

    def keep(tx: Tx, due: Job, now: datetime) -> None:
        tx.put(ProcessedUpdate(update=int(due.id), at=now))

    def fail(_tx: Tx, due: Job, _now: datetime) -> None:
        kept.append(due.id)
        raise RuntimeError(due.id)

    for number in range(5):
        await wait(store, str(number), number - 9, "fail" if number == 2 else "keep")
    assert await runner.run_due_jobs(store, {"keep": keep, "fail": fail}, START) == 4
    assert [seen.update for seen in await store.run(lambda tx: tx.find(ProcessedUpdate, "at"))] == [0, 1, 3, 4]
    assert kept == ["2"]


async def test_one_write(store: MemoryStore, acts: Acts) -> None:
    """A few due things are one durable write, so that a slow disk is waited for once."""
    for number in range(10):
        await wait(store, str(number), -1)
    writes = []
    store.listen(lambda: writes.append(1))
    assert await runner.run_due_jobs(store, acts, START) == 10
    assert len(writes) == 1


async def test_others_get_their_turn(store: MemoryStore, acts: Acts, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where each act takes long, each has a write of its own."""
    monkeypatch.setattr(runner, "A_MOMENT", 0)
    for number in range(3):
        await wait(store, str(number), -1)
    writes = []
    store.listen(lambda: writes.append(1))
    assert await runner.run_due_jobs(store, acts, START) == 3
    assert len(writes) == 3


async def test_a_broken_store(store: MemoryStore, acts: Acts, monkeypatch: pytest.MonkeyPatch) -> None:
    """When nothing can be read any more the tick says so."""

    def broken(*_: object, **__: object) -> None:
        raise OSError("gone")

    monkeypatch.setattr(store, "run", broken)
    with pytest.raises(OSError, match="gone"):
        await runner.run_due_jobs(store, acts, START)


async def test_failing_on_and_on(store: MemoryStore, acts: Acts) -> None:
    """What fails is tried again each minute, after five failures each hour, and is never lost."""
    await wait(store, "bad", 0, "fail")
    for minute in range(60):
        await runner.run_due_jobs(store, acts, START + minute * MINUTE)
    assert acts.failures == 5
    for hour in (2, 3):
        await runner.run_due_jobs(store, acts, START + hour * timedelta(hours=1))
    assert acts.failures == 7
    acts["fail"] = acts.note
    await runner.run_due_jobs(store, acts, START + timedelta(days=1))
    assert acts.noted == ["bad"]


async def test_unknown_act(store: MemoryStore, acts: Acts) -> None:
    """A due thing whose act is unknown, as after a step back to an older program, waits."""
    await wait(store, "future", 0, "unheard_of")
    await runner.run_due_jobs(store, acts, START)
    assert await runner.next_due(store) == START + MINUTE


async def test_due_again_at_once(store: MemoryStore, acts: Acts) -> None:
    """An act that makes itself due again does not hold the bot for ever."""
    await wait(store, "loop", 0, "again")
    assert await runner.run_due_jobs(store, acts, START) == runner.JOBS_IN_ONE_RUN


async def test_purge(store: MemoryStore, acts: Acts) -> None:
    """Updates that cannot come again, and those set aside long ago, are forgotten; the others are kept."""

    def fill(tx: Tx) -> None:
        tx.put(ProcessedUpdate(update=1, at=START - UPDATE_KEPT))
        tx.put(ProcessedUpdate(update=2, at=START - UPDATE_KEPT + MINUTE))
        tx.put(ProcessedUpdates(bot=7, block=1, bitmap="1", at=START - UPDATE_KEPT))
        tx.put(ProcessedUpdates(bot=7, block=2, bitmap="1", at=START - UPDATE_KEPT + MINUTE))
        tx.put(DeadLetter(update=3, at=START - SET_ASIDE_KEPT, reason="", raw=""))
        tx.put(DeadLetter(update=4, at=START - UPDATE_KEPT, reason="", raw=""))

    await store.run(fill)
    await runner.run_due_jobs(store, acts, START)
    assert [seen.update for seen in await store.run(lambda tx: tx.find(ProcessedUpdate, "at"))] == [2]
    assert [block.block for block in await store.run(lambda tx: tx.find(ProcessedUpdates, "at"))] == [2]
    assert [aside.update for aside in await store.run(lambda tx: tx.find(DeadLetter, "at"))] == [4]


async def test_back_after_a_downtime(store: MemoryStore, acts: Acts, caplog: pytest.LogCaptureFixture) -> None:
    """At the start what came due while the bot was down is prepared, the oldest first; all of it stays due."""
    await wait(store, "b", -1)
    await wait(store, "a", -90)
    await wait(store, "other", -80, act="again")
    await wait(store, "broken", -70, act="fail")
    await wait(store, "later", 1)
    await runner.catch_up(store, {"note": acts.note, "fail": acts.fail}, START)
    assert (acts.noted, acts.failures) == (["a", "b"], 1)
    assert "broken" in caplog.text
    assert await runner.next_due(store) == START - 90 * MINUTE


async def test_back_at_once(store: MemoryStore, acts: Acts) -> None:
    """Nothing is prepared when nothing was due, or only for minutes."""
    await runner.catch_up(store, acts, START)
    await wait(store, "a", -59)
    await runner.catch_up(store, acts, START)
    assert acts.noted == []


async def test_prepared_once(store: MemoryStore) -> None:
    """What the preparing of one thing puts off is not prepared after it."""
    await wait(store, "a", -90)
    await wait(store, "b", -80)
    seen = []

    def put_off(tx: Tx, due: Job, now: datetime) -> None:
        seen.append(due.id)
        tx.put(Job(id="b", at=now + MINUTE, act="note", about=due.about))

    await runner.catch_up(store, {"note": put_off}, START)
    assert seen == ["a"]
