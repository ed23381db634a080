"""A flood inside the limits: one account sends four updates a second, for a week.

First what a handled update costs in memory, against one document for each, as versions before kept it. Then a week of
simulated time on a store on disk that does not wait for the disk: one person gives and takes back support, matter by
matter, and what is over the limits of an hour is refused. Platform, network and outbox are not in it.
"""

import asyncio
import tempfile
import tracemalloc
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path

from telegram import Bot, CallbackQuery, Update, User

from benchmarks.figures import Figure, show
from benchmarks.growth import NOW, PEOPLE, chat, put_in
from bot.conversation.context import ACTS_AN_HOUR, PRESSES_AN_HOUR
from bot.conversation.incoming import Incoming, OverLimit
from bot.conversation.rate_limit import HourlyLimit
from bot.domain.councils.council import Account
from bot.domain.matters.acts import Act
from bot.domain.shared.button_intent import Intent
from bot.domain.shared.ids import AccountId, ChatId, MessageId
from bot.domain.shared.inbox import ProcessedUpdate, ProcessedUpdates
from bot.jobs.runner import run_due_jobs
from bot.ports import Store, Tx
from bot.services.matters import proposals
from bot.services.shared import dispatch
from bot.services.shared.enqueue import ReplyTo
from handlers.telegram.incoming import TelegramIncoming
from storage.disk import Disk
from storage.memory import MemoryStore
from storage.tinydb.store import TinyStore

UPDATES = 20_000  # of which each is handled, for the memory of one
A_SECOND = 4
HOURS = 7 * 24
MATTERS = 100
FLOODER = Account(AccountId(str(10_000 + PEOPLE - 1)), f"居民{PEOPLE - 1}")
BOT = Bot("7:benchmark")
FIRST = 400_000_000  # an update's number, as Telegram gives them
MIB = 1 << 20


class FastDisk(Disk):
    """A disk that nobody waits for."""

    def sync(self, file: int) -> None:
        """Do nothing."""


def nothing(_tx: Tx) -> None:
    """Bring nothing about."""


def keep_document(tx: Tx, number: int) -> None:
    """Keep a handled update as a document of its own."""
    tx.put(ProcessedUpdate(update=FIRST + number, at=NOW + timedelta(seconds=number / A_SECOND)))


async def one_document_each(store: Store, number: int) -> None:
    """Handle an update as versions before did."""
    await store.run(keep_document, number)


async def one_bit_each(store: Store, number: int) -> None:
    """Handle an update."""
    at = NOW + timedelta(seconds=number / A_SECOND)
    await TelegramIncoming.receive(Update(FIRST + number), BOT, store, at).keep(nothing)


async def bytes_each(handle: Callable[[Store, int], Awaitable[None]]) -> float:
    """Return how many bytes of memory stay allocated for a handled update."""
    store = MemoryStore()
    await handle(store, -1)
    tracemalloc.start()
    before, _ = tracemalloc.get_traced_memory()
    for number in range(UPDATES):
        await handle(store, number)
    after, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return (after - before) / UPDATES


def support(tx: Tx, number: int) -> None:
    """Support one matter after the other, then take all of it back."""
    subject, is_back = 1 + number % MATTERS, number // MATTERS % 2
    dispatch.press_button(
        tx,
        use_case=proposals.withdraw_support if is_back else proposals.support_matter,
        intent=Intent(Act.SUPPORT, 1, subject),
        by=FLOODER,
        reply_to=ReplyTo(f"re/{number}", ChatId(str(chat(1))), MessageId("5"), group=True),
        now=NOW + timedelta(seconds=number / A_SECOND),
    )


class Flood:
    """The flood of one account into one store. `limited`: by what one person may do within an hour."""

    def __init__(self, store: TinyStore, *, limited: bool) -> None:
        self.store = store
        self.done = self.blocks = 0
        self._limited = limited
        self._acts, self._presses = HourlyLimit(ACTS_AN_HOUR), HourlyLimit(PRESSES_AN_HOUR)
        self._query = CallbackQuery("1", User(int(FLOODER.id), FLOODER.name, is_bot=False), "1")

    async def run(self, hours: int) -> None:
        """Send for so long, the clock's tick every minute."""
        for number in range(hours * 3600 * A_SECOND):
            at = NOW + timedelta(seconds=number / A_SECOND)
            await self._press(
                TelegramIncoming.receive(Update(FIRST + number, callback_query=self._query), BOT, self.store, at),
                number,
            )
            if number % (60 * A_SECOND) == 0:
                await run_due_jobs(self.store, {}, at)
                self.blocks = max(self.blocks, await self.store.run(lambda tx: tx.count(ProcessedUpdates, "at")))

    async def _press(self, incoming: Incoming, number: int) -> None:
        if self._limited:
            incoming = incoming.limited(self._presses, number % MATTERS).limited(self._acts)
        try:
            await incoming.keep(support, number)
        except OverLimit:
            return
        self.done += 1


async def flood(folder: Path, hours: int, *, limited: bool) -> tuple[Flood, int, int]:
    """Run the flood; return it, the bytes of the folder after a clean stop, and the lines of the record."""
    store = TinyStore.open(folder, disk=FastDisk())
    await put_in(store, matters=MATTERS)
    sent = Flood(store, limited=limited)
    await sent.run(hours)
    lines = sum(1 for _ in store.record())
    await store.close()
    return sent, size_of(folder), lines


def size_of(folder: Path) -> int:
    """Return the bytes of the files in a folder."""
    return sum(path.stat().st_size for path in folder.iterdir())


async def measure(folder: Path) -> list[Figure]:
    """Measure memory, then the week."""
    each, before = await bytes_each(one_bit_each), await bytes_each(one_document_each)
    free, free_size, free_lines = await flood(folder / "free", 1, limited=False)
    week, size, lines = await flood(folder / "week", HOURS, limited=True)
    free_size = HOURS * free_size
    return [
        Figure("memory of a handled update", each, "B", before),
        Figure("  the same against the target", each, "B", limit=100),
        Figure("acts done in an hour", week.done / HOURS, "", free.done, 0.05),
        Figure("lines in the record in an hour", lines / HOURS, "", free_lines, 0.05),
        Figure("documents of handled updates, at most in the week", week.blocks, ""),
        Figure("folder after the week (baseline: an hour of it, times 168)", size / MIB, "MiB", free_size / MIB, 0.05),
    ]


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory(dir=".") as folder:
        show(f"{A_SECOND} updates a second of one account, for a week", asyncio.run(measure(Path(folder))))


if __name__ == "__main__":
    main()
