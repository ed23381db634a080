"""Waiting work costs nothing until its time: jobs by the hundred thousand, and a chat that blocks everything.

Milliseconds, medians of turns in which the store with much and the one with little alternate. By the clock on the wall
a tick on disk is mostly its fsyncs, one for each thing that is done. Messages are measured by the wall.
"""

import asyncio
import statistics
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from markupsafe import Markup

from benchmarks.figures import Figure, show
from bot.clock import SystemClock
from bot.domain.councils.council import Council
from bot.domain.matters.assignment import Assignment
from bot.domain.matters.category import Category
from bot.domain.matters.matter import Matter
from bot.domain.matters.state import State
from bot.domain.shared.ids import ChatId, MessageId
from bot.domain.shared.job import Job, JobParams
from bot.domain.shared.outbox_message import OutboxMessage, Right, SendQueue
from bot.domain.shared.platform_features import PlatformFeatures
from bot.jobs.runner import RunJob, run_due_jobs
from bot.messages.outbox import Outbox
from bot.ports import Card, Closed, Outcome, Sent, Store, Tx, Why
from bot.services.scheduled_jobs import JOBS
from bot.services.shared.enqueue import enqueue
from storage.memory import MemoryStore
from storage.tinydb.store import TinyStore

WAITING = 100_000
FOUND = 10
TICKS = 21
MESSAGES = 40
NOW = datetime(2026, 3, 2, tzinfo=UTC)
BLOCKED = 1


def nothing(_tx: Tx, _due: Job, _now: datetime) -> None:
    """Do nothing, so that the tick alone is measured."""


def due(number: int, at: datetime) -> Job:
    """Make a due thing."""
    return Job(id=f"meeting/1/{number}/remind/", at=at, act="nothing", about=f"meeting/1/{number}")


def later(tx: Tx, first: int, last: int) -> None:
    """Put many things that are not due yet."""
    for number in range(first, last):
        tx.put(due(number, NOW + timedelta(days=1, seconds=number)))


def soon(tx: Tx, at: datetime) -> None:
    """Put the few that are."""
    for number in range(FOUND):
        tx.put(due(WAITING + number, at))


def blocked(tx: Tx, first: int, last: int) -> None:
    """Put many tellings for a chat that must rest for a day."""
    tomorrow = datetime.now(UTC) + timedelta(days=1)
    for number in range(first, last):
        tx.put(OutboxMessage(id=f"late/{number}", chat=ChatId(str(BLOCKED)), view="notice", due=tomorrow))
    tx.put(SendQueue(chat=ChatId(str(BLOCKED)), next=tomorrow))


async def fill(store: Store, put: Callable[[Tx, int, int], None]) -> None:
    """Put a hundred thousand, some thousands in one write."""
    step = 5000
    for first in range(0, WAITING, step):
        await store.run(put, first, first + step)
    if isinstance(store, TinyStore):
        store.db.storage.compact()  # or it would go on beside what is measured


def run_out(tx: Tx, at: datetime) -> None:
    """Make the few matters overdue."""
    tx.put(Council(number=1, chat=ChatId("-1001"), name="和平里"))
    for number in range(FOUND):
        row = Job(
            id=f"matter/1/{number}/overdue/",
            at=at,
            act="overdue",
            about=f"matter/1/{number}",
            params=JobParams(council=1, matter=number),
        )
        tx.put(row)
        tx.put(
            Matter(
                council=1,
                number=number,
                state=State.IN_PROGRESS,
                text="路灯坏了",
                plain="路灯坏了",
                category=Category.FACILITIES,
                proposer=1,
                at=NOW - timedelta(days=9),
                assignment=Assignment(due=(NOW - timedelta(days=2)).date()),
            )
        )


async def clocks(store: Store, now: datetime) -> tuple[float, float]:
    """The same with ten clocks that have run out: the matter is late, its card and its news wait to be told."""
    await store.run(run_out, now)
    return await timed(store, JOBS, now)


async def one_tick(store: Store, now: datetime) -> tuple[float, float]:
    """Return the milliseconds of a tick that finds ten things: CPU, and by the clock on the wall."""
    await store.run(soon, now)
    return await timed(store, {"nothing": nothing}, now)


async def timed(store: Store, acts: Mapping[str, RunJob], now: datetime) -> tuple[float, float]:
    """Return the milliseconds of a tick: CPU, and by the clock on the wall."""
    begun = time.process_time(), time.perf_counter()
    done = await run_due_jobs(store, acts, now)
    if done != FOUND:
        raise RuntimeError(f"{done} things were done instead of {FOUND}")
    return (time.process_time() - begun[0]) * 1e3, (time.perf_counter() - begun[1]) * 1e3


class Plain:
    """Draws every telling as the same words, and nothing follows."""

    def draw(self, _tx: Tx, _telling: OutboxMessage, _now: datetime, _platform: PlatformFeatures, /) -> Card:
        """Draw."""
        return Card(Markup("您好"))

    def on_delivered(self, _tx: Tx, _telling: OutboxMessage, _result: Sent | Closed, _now: datetime, /) -> None:
        """Keep nothing."""

    def on_refused(self, _tx: Tx, _telling: OutboxMessage, _why: Why, _now: datetime, /) -> None:
        """Keep nothing."""

    def on_forbidden(self, _tx: Tx, _telling: OutboxMessage, _right: Right, _now: datetime, /) -> None:
        """Keep nothing."""

    def on_allowed(self, _tx: Tx, _chat: ChatId, _rights: frozenset[Right], _now: datetime, /) -> None:
        """Keep nothing."""

    def on_moved(self, _tx: Tx, _old: ChatId, _new: ChatId, _now: datetime, /) -> None:
        """Keep nothing."""


class Waiting:
    """A messenger that sends at once and says so."""

    def __init__(self) -> None:
        self.sent = asyncio.Event()

    async def send(  # the port's names
        self,
        _chat: ChatId,
        _card: Card,
        *,
        reply_to: MessageId | None = None,  # noqa: ARG002  # the port's name
        doubtful: bool = False,  # noqa: ARG002  # as above
    ) -> Outcome:
        """Send."""
        self.sent.set()
        return Sent(MessageId("1"))

    async def edit(self, _chat: ChatId, message: MessageId, _card: Card) -> Outcome:
        """Edit."""
        return Sent(message)

    async def close_poll(self, _chat: ChatId, message: MessageId) -> Closed | Outcome:
        """Close."""
        return Sent(message)


async def one_message(store: Store, messenger: Waiting, chat: ChatId) -> float:
    """Return the milliseconds from telling a chat something to its being sent."""
    await asyncio.sleep(0.05)  # below the 30 messages a second of all chats
    messenger.sent.clear()
    begun = time.perf_counter()
    await store.run(
        enqueue, id=f"now/{chat}", chat=ChatId(str(chat)), group=False, view="notice", now=datetime.now(UTC)
    )
    await messenger.sent.wait()
    return (time.perf_counter() - begun) * 1e3


@asynccontextmanager
async def sending(store: Store) -> AsyncIterator[Waiting]:
    """Run an outbox over the store."""
    messenger = Waiting()
    outbox = Outbox(store, messenger, SystemClock(), Plain(), PlatformFeatures())
    running = asyncio.create_task(outbox.run())
    yield messenger
    outbox.stop()
    await running


async def compare(name: str, few: Store, many: Store) -> list[Figure]:
    """Measure the store in which little waits and the one in which much waits in turn."""
    await fill(many, later)
    figures = []
    turns = [(await one_tick(many, now), await one_tick(few, now)) for now in map(minute, range(TICKS))]
    columns = zip(*(much + little for much, little in turns), strict=True)
    cpu, wall, little_cpu, little_wall = map(statistics.median, columns)
    for what, much, little in (("CPU", cpu, little_cpu), ("wall", wall, little_wall)):
        found = f"tick that finds {FOUND} of {WAITING:,} due things, {name}, {what}"
        figures += [Figure(found, much, "ms", limit=10), Figure("  the same, nothing else waiting", much, "ms", little)]
    turns = [(await clocks(many, now), await clocks(few, now)) for now in map(minute, range(TICKS, 2 * TICKS))]
    cpu, wall, little_cpu, little_wall = map(statistics.median, zip(*(m + n for m, n in turns), strict=True))
    for what, much, little in (("CPU", cpu, little_cpu), ("wall", wall, little_wall)):
        found = f"tick, {WAITING:,} running clocks, {FOUND} run out, {name}, {what}"
        figures += [Figure(found, much, "ms", limit=20), Figure("  the same, nothing else waiting", much, "ms", little)]
    await fill(many, blocked)
    async with sending(few) as ours, sending(many) as theirs:
        times = [
            (await one_message(many, theirs, chat), await one_message(few, ours, chat))
            for chat in map(ChatId, map(str, range(1000, 1000 + MESSAGES)))
        ]
    much, little = (statistics.median(column) for column in zip(*times, strict=True))
    return [*figures, Figure(f"message beside a chat where {WAITING:,} wait, {name}", much, "ms", little)]


def minute(number: int) -> datetime:
    """Return the time of a tick."""
    return NOW + timedelta(minutes=number)


async def measure(folder: Path) -> list[Figure]:
    """Measure both in both stores."""
    figures = await compare("in memory", MemoryStore(), MemoryStore())
    few, many = (TinyStore.open(folder / name) for name in ("few", "many"))
    figures += await compare("on disk", few, many)
    await few.close()
    await many.close()
    return figures


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory(dir=".") as folder:
        show("What waits for its time", asyncio.run(measure(Path(folder))))


if __name__ == "__main__":
    main()
