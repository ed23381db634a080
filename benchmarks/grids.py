"""Grids: an answer and a matter with a hundred and with a thousand of them, and presses while the cards go out."""

import asyncio
import tempfile
import time
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from benchmarks.figures import Figure, show
from benchmarks.growth import NOW, TURNS, Use, found, race
from bot.domain.councils.council import Account, Council, Member
from bot.domain.councils.practice import Practice
from bot.domain.grids.check import GridCheck
from bot.domain.grids.grid import GridLine
from bot.domain.matters.category import Category
from bot.domain.matters.matter import Matter, comparable_text
from bot.domain.shared.button_intent import Intent
from bot.domain.shared.ids import AccountId, ChatId, MessageId
from bot.domain.shared.local_time import local_time
from bot.domain.shared.outbox_message import OutboxMessage
from bot.jobs.runner import run_due_jobs
from bot.ports import Tx
from bot.services.councils import members
from bot.services.grids import checks, maps
from bot.services.grids.matter_grids import load_grid_of
from bot.services.grids.stored_maps import get_settings
from bot.services.reactions import perform
from bot.services.scheduled_jobs import JOBS
from bot.services.shared.council_time import day_now
from bot.services.shared.enqueue import ReplyTo
from storage.tinydb.store import TinyStore

FEW, MANY = 100, 1000
FIRST = 2  # the first warden's number
CLERK = Member(council=1, person=1, name="李秀兰", present=True)
BETWEEN = 0.005  # seconds between two presses
PLACE = Matter(
    council=1,
    number=1,
    text="50号楼门口积水",
    plain=comparable_text("50号楼门口积水"),
    category=Category.REQUESTS,
    proposer=1,
    at=NOW,
)


def begin(tx: Tx, grids: int) -> None:
    """Put a council with so many grids into the store, each with a warden in a private chat of their own."""
    found(tx, 1, 0)
    tx.put(replace(members.get_council(tx, 1), practices=(Practice.GRIDS,)))
    for person in range(FIRST, FIRST + grids):
        account = str(10_000 + person)
        warden = Member(council=1, person=person, account=AccountId(account), name=f"网格员{person}", present=True)
        tx.put(replace(warden, reachable=True, private_chat=ChatId(account)))
    lines = (GridLine(name=f"第{n}网格", officer=FIRST + n, places=(str(n),)) for n in range(grids))
    maps.put_into_force(tx, members.get_council(tx, 1), lines, CLERK, now=NOW)


async def make(folder: Path, grids: int) -> TinyStore:
    """Make a store on disk with so many grids, whose cards are due tomorrow."""
    store = TinyStore.open(folder)
    await store.run(begin, grids)
    store.db.storage.compact()
    return store


def answer(tx: Tx, turn: int) -> None:
    """Press a button of a check: each turn another grid's, and at the next round the other button."""
    number, again = turn % FEW + 1, turn // FEW % 2
    check = tx.get(GridCheck, GridCheck.key_of(1, number))
    if check is None:
        raise AssertionError(f"there is no check {number}")
    account = str(10_000 + check.person)
    perform(
        tx,
        checks.press_found if again else checks.press_fine,
        intent=Intent("grid_fine", 1, number),
        by=Account(AccountId(account), f"网格员{check.person}"),
        reply_to=ReplyTo(f"re/{turn}", ChatId(account), MessageId("5"), group=False),
        now=check.at + timedelta(seconds=turn),
    )


def find(tx: Tx, _turn: int) -> None:
    """Find the grid of a matter by its building."""
    if load_grid_of(tx, PLACE) is None:
        raise AssertionError("there is no grid")


ACTS: dict[str, Use] = {"an answer to a check": answer, "the grid of a matter": find}


async def _press_meanwhile(store: TinyStore, waits: list[float], done: asyncio.Event) -> None:
    """Read something as a press does, again and again, and note how long after its moment each was answered."""
    while not done.is_set():
        due = time.perf_counter() + BETWEEN
        await asyncio.sleep(BETWEEN)
        await store.run(get_settings, 1)
        waits.append((time.perf_counter() - due) * 1e3)


async def send_cards(store: TinyStore) -> tuple[float, list[float]]:
    """Enqueue the cards of a day; return how long that took, and how long the presses meanwhile waited (ms)."""
    council: Council = await store.run(members.get_council, 1)
    day = day_now(council, NOW) + timedelta(days=1)
    at = local_time(day, (await store.run(get_settings, 1)).time, council.zone)
    waits: list[float] = []
    done = asyncio.Event()
    presses = asyncio.create_task(_press_meanwhile(store, waits, done))
    await asyncio.sleep(0)
    begun = time.perf_counter()
    await run_due_jobs(store, JOBS, at)
    took = (time.perf_counter() - begun) * 1e3
    done.set()
    await presses
    return took, waits


async def measure(folder: Path) -> list[Figure]:
    """Send the cards, and answer them, with few and with many grids."""
    few, many = await make(folder / "few", FEW), await make(folder / "many", MANY)
    little, _ = await send_cards(few)
    much, waits = await send_cards(many)
    sent = await many.run(lambda tx: tx.count(OutboxMessage, "chat"))
    figures = [
        Figure(f"enqueuing a card, {MANY:,} grids to {FEW} ({sent:,} cards)", much / MANY, "ms", little / FEW, 1.5),
        Figure(f"longest wait of a press meanwhile, to all {MANY:,} cards", max(waits), "ms", much, 0.2),
        Figure("presses answered meanwhile", len(waits), ""),
    ]
    for name, act in ACTS.items():
        base, ours = await race(act, few, many, TURNS)
        figures.append(Figure(f"{name}, {MANY:,} grids to {FEW}", ours, "ms", base, 1.3))
    await few.close()
    await many.close()
    return figures


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory(dir=".") as folder:
        show("Grids", asyncio.run(measure(Path(folder))))


if __name__ == "__main__":
    main()
