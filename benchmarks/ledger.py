"""The ledger of 10,000 matters that went their whole way: until it is written, and the longest that all else waits."""

import asyncio
import statistics
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from benchmarks.figures import Figure, show
from bot.documents.ledger import Book
from bot.domain.councils.council import Council, Member
from bot.domain.councils.counter import Counter, Numbered
from bot.domain.matters.acts import Act
from bot.domain.matters.assignment import Assignment
from bot.domain.matters.category import Category
from bot.domain.matters.matter import Answer, Entry, Feedback, Matter, comparable_text
from bot.domain.matters.state import State
from bot.domain.shared.audit_log import ChainHead
from bot.domain.shared.ids import AccountId, ChatId, MessageId
from bot.domain.shared.incoming_message import Attachment
from bot.domain.shared.outbox_message import SentMessage
from bot.locales import SOURCE, words
from bot.ports import Tx
from bot.services.reports import ledger
from bot.threads import in_thread
from handlers.telegram.links import message_link
from storage.tinydb.store import TinyStore

MATTERS = 10_000
STEP = 1000
NOW = datetime(2026, 3, 2, 1, tzinfo=UTC)
GROUP = ChatId("-1001234567890")
WORDS = "三号楼门口的路灯坏了两个星期，晚上老人出门看不清台阶，请尽快修好"
WAY = (
    Act.SUBMIT,
    Act.ACCEPT,
    Act.AGENDA,
    Act.RESOLVE,
    Act.ASSIGN,
    Act.PROGRESS,
    Act.DONE,
    Act.ANSWER_YES,
    Act.CLOSE,
)


def found(tx: Tx) -> None:
    """Put a council and its handler into the store."""
    tx.put(Council(number=1, chat=GROUP, name="和平里"))
    tx.put(Counter(council=1, of=Numbered.MATTER, last=MATTERS))
    tx.put(Counter(council=1, of=Numbered.PERSON, last=9))
    tx.put(ChainHead(council=1))
    tx.put(Member(council=1, person=1, account=AccountId("1"), name="陈师傅"))


def fill(tx: Tx, first: int, last: int) -> None:
    """Put matters that were solved, with a photo and an answer."""
    for number in range(first, last):
        at = NOW + timedelta(minutes=number)
        photo = (Attachment("photo", f"file-{number}"),)
        tx.put(
            Matter(
                council=1,
                number=number,
                state=State.CLOSED,
                open=False,
                text=f"{number} {WORDS}",
                plain=comparable_text(WORDS),
                category=Category.FACILITIES,
                proposer=2,
                at=at,
                source=f"{GROUP}/{number}",
                resolution="本月修好",
                assignment=Assignment(handler=1, due=date(2026, 3, 30)),
                asked=(2,),
                timeline=tuple(
                    Entry(at=at, what=what, person=1, text=WORDS, attachments=photo if what is Act.DONE else ())
                    for what in WAY
                ),
            )
        )
        tx.put(Feedback(council=1, matter=number, round=0, person=2, answer=Answer.YES, at=at))
        tx.put(
            SentMessage(
                chat=GROUP,
                group=True,
                message=MessageId(str(number)),
                about=f"news/1/{number}/7",
                view="matter.news",
                at=at,
            )
        )


@asynccontextmanager
async def watched(waits: list[float]) -> AsyncIterator[None]:
    """Measure how late the loop comes back to somebody who asks every millisecond: what a tap would wait."""

    async def watch() -> None:
        while True:
            begun = time.perf_counter()
            await asyncio.sleep(0.001)
            waits.append((time.perf_counter() - begun - 0.001) * 1e3)

    watching = asyncio.create_task(watch())
    yield
    watching.cancel()


async def write(store: TinyStore) -> tuple[float, int]:
    """Write the whole ledger as the bot does it; give the seconds and the size."""
    begun = time.perf_counter()
    council = await store.run(lambda tx: tx.get(Council, "1"))
    if council is None:
        raise RuntimeError("no council")
    book = Book(words(SOURCE), council)
    for first in range(1, MATTERS + 1, ledger.PORTION):
        rows = await store.run(
            ledger.load_portion, council, first, min(first + ledger.PORTION, MATTERS + 1), message_link
        )
        await in_thread(book.add, rows)
    content = await in_thread(book.content)
    return time.perf_counter() - begun, len(content)


async def measure(folder: Path) -> list[Figure]:
    """Fill a store and write its ledger."""
    store = TinyStore.open(folder)
    await store.run(found)
    for first in range(1, MATTERS + 1, STEP):
        await store.run(fill, first, first + STEP)
    store.db.storage.compact()
    seconds, size = await write(store)
    waits: list[float] = []
    async with watched(waits):
        beside, _ = await write(store)
    await store.close()
    waits.sort()
    return [
        Figure(f"ledger of {MATTERS:,} matters", seconds, "s", limit=5),
        Figure("  the file", size / 1e6, "MB"),
        Figure("  the same while somebody wants something every millisecond", beside, "s", limit=5),
        Figure("  what else waits meanwhile, median", statistics.median(waits), "ms"),
        Figure("  what else waits meanwhile, 99 %", waits[int(len(waits) * 0.99)], "ms"),
        Figure("  what else waits meanwhile, longest", waits[-1], "ms"),
    ]


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory(dir=".") as folder:
        show("The ledger", asyncio.run(measure(Path(folder))))


if __name__ == "__main__":
    main()
