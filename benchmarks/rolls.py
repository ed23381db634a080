"""The cost of a large roll: a table of 20,000 units read, looked through, put into force; 500 slips drawn.

Seconds on the clock on the wall, with the store on disk and without the platform. How long the event loop stands still
is measured beside it: for so long everybody else waits.
"""

import asyncio
import io
import random
import tempfile
import time
from collections.abc import Awaitable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TypeVar

import openpyxl

from benchmarks.figures import Figure, show
from bot.conversation.rolls import make_code
from bot.documents import slips
from bot.documents.file_reader import FileReader
from bot.domain.councils.council import Account, Council, Member, Role
from bot.domain.councils.counter import Counter, Numbered
from bot.domain.rolls import owner_doubts, roll
from bot.domain.rolls.owner_doubts import Doubts
from bot.domain.rolls.roll import Difference, RollSheet, Unit
from bot.domain.shared.audit_log import ChainHead
from bot.domain.shared.ids import AccountId, ChatId
from bot.domain.shared.incoming_message import SentFile
from bot.locales import SOURCE, words
from bot.ports import Tx
from bot.services.rolls import invitations, rolls
from bot.services.rolls.rolls import Ready
from handlers.telegram.links import private_link
from storage.tinydb.store import TinyStore

Value = TypeVar("Value")

NOW = datetime(2026, 3, 2, tzinfo=UTC)
CLERK = Account(AccountId("101"), "李秀兰")
UNITS = 20_000
CHANCE = random.Random(7)


def table(units: int) -> bytes:
    """Return a roll as people keep it, names that repeat now and then among it."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append(["楼栋", "单元", "房号", "业主", "建筑面积", "手机后四位"])
    for number in range(units):
        building, place = divmod(number, 200)
        name = "".join(chr(CHANCE.randrange(0x4E00, 0x9000)) for _ in range(2 + number % 2))
        area = round(60 + CHANCE.random() * 90, 2)
        sheet.append(
            [f"{building + 1}号楼", f"{place // 100 + 1}单元", 101 + place % 100, name, area, f"{number:04}"[-4:]]
        )
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def found(tx: Tx) -> None:
    """Put a council with its clerk into the store."""
    tx.put(Council(number=1, chat=ChatId("-1001"), name="和平里"))
    tx.put(Counter(council=1, of=Numbered.PERSON, last=1))
    tx.put(ChainHead(council=1))
    tx.put(Member(council=1, person=1, account=CLERK.id, name=CLERK.name, roles=(Role.CLERK,), rank=1))


class Watch:
    """Looks how long the event loop stands still at most."""

    def __init__(self) -> None:
        self.longest = 0.0

    async def run(self) -> None:
        """Look every millisecond, until cancelled."""
        while True:
            begun = time.perf_counter()
            await asyncio.sleep(0.001)
            self.longest = max(self.longest, time.perf_counter() - begun)


async def timed(name: str, figures: list[Figure], work: Awaitable[Value], limit: float | None = None) -> Value:
    """Measure work beside the event loop, and how long the loop stands still meanwhile."""
    watch = Watch()
    watching = asyncio.create_task(watch.run())
    await asyncio.sleep(0.01)
    begun = time.perf_counter()
    value = await work
    figures.append(Figure(name, time.perf_counter() - begun, "s", limit=limit))
    watching.cancel()
    figures.append(Figure("  the longest the loop stood still meanwhile", watch.longest, "s"))
    return value


def compared(sheet: RollSheet, old: list[Unit]) -> tuple[Ready, Doubts, Difference]:
    """Work out heads, doubts and what differs."""
    ready = rolls.number_heads(sheet.rows, 1)
    return ready, owner_doubts.find_doubts(sheet.rows), roll.compare_rolls(old, ready.units)


async def import_(store: TinyStore, figures: list[Figure], content: bytes, name: str) -> None:
    """Bring a roll into force, as [确认导入] does; the transaction is what nobody else gets in between."""
    begun = time.perf_counter()
    sheet = await FileReader().read_roll(content)
    compared_with, old = await store.run(rolls.load_base, 1, CLERK)
    ready, _, changed = await asyncio.to_thread(compared, sheet, old)
    file = SentFile("f1", "名册.xlsx", len(content))
    draft = await store.run(
        rolls.hold_draft, council=1, file=file, digest="", compared=compared_with, by=CLERK, now=NOW
    )
    alone = time.perf_counter()
    kept = await store.run(rolls.import_roll, waiting=draft, by=CLERK, ready=ready, changed=changed, now=NOW)
    done = time.perf_counter()
    if kept.units != UNITS:
        raise AssertionError(kept)
    figures.append(Figure(f"{name}: from the file to in force", done - begun, "s", limit=10))
    figures.append(Figure("  of it the one transaction, in which the loop stands still", done - alone, "s"))


async def measure(folder: Path) -> list[Figure]:
    """Read, compare, import twice, invite."""
    figures: list[Figure] = []
    content = table(UNITS)
    sheet = await timed(f"reading {UNITS:,} units from .xlsx", figures, FileReader().read_roll(content), 10)
    await timed("heads, doubts and digest of them", figures, asyncio.to_thread(compared, sheet, []))
    store = TinyStore.open(folder)
    await store.run(found)
    await import_(store, figures, content, "the first import")
    await import_(store, figures, content, "the second import, the first one dropped")
    begun = time.perf_counter()
    link = partial(private_link, "yishi_bot")
    made = await store.run(invitations.issue_codes, council=1, by=CLERK, make=make_code, now=NOW)
    figures.append(Figure(f"{len(made.invitations)} codes made and kept", time.perf_counter() - begun, "s"))
    pdf = await timed(
        "their slips as a PDF", figures, asyncio.to_thread(slips.make_slips, words(SOURCE), made, "yishi_bot", link)
    )
    figures.append(Figure("  its size", len(pdf) / 1000, "kB"))
    await timed("their table as .xlsx", figures, asyncio.to_thread(slips.make_codes_table, words(SOURCE), made, link))
    await store.close()
    return figures


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory(dir=".") as folder:
        show(f"A roll of {UNITS:,} units", asyncio.run(measure(Path(folder))))


if __name__ == "__main__":
    main()
