"""The cost of growth: the same act over little and over much data.

CPU milliseconds of one act on the store on disk, where nothing else is said, medians of turns in which little and much
alternate. A tap is the service that supports a matter and its durable write; platform and network are not in it.
"""

import asyncio
import random
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from benchmarks.figures import Figure, show
from bot.domain.councils.council import Account, Council, Member
from bot.domain.councils.counter import Counter, Numbered
from bot.domain.matters.acts import Act
from bot.domain.matters.category import guess_category
from bot.domain.matters.matter import Matter, Support, comparable_text
from bot.domain.shared.audit_log import ChainHead
from bot.domain.shared.button_intent import Intent
from bot.domain.shared.ids import AccountId, ChatId, MessageId
from bot.locales import SOURCE, words
from bot.ports import Store, Tx
from bot.services.matters import listing, proposals
from bot.services.shared import dispatch
from bot.services.shared.enqueue import ReplyTo
from bot.views.matters import lists as list_views
from storage.memory import MemoryStore
from storage.tinydb.store import TinyStore

NOW = datetime(2026, 3, 2, tzinfo=UTC)
TURNS = 400
EACH = 100  # matters of every other council
PEOPLE = 50  # who tap, in the council that is measured
CHANCE = random.Random(7)

Use = Callable[[Tx, int], Any]


def text() -> str:
    """Return forty characters that resemble nothing."""
    return "".join(chr(CHANCE.randrange(0x4E00, 0x9000)) for _ in range(40))


def chat(council: int) -> int:
    """Return the council's group."""
    return -1000 - council


def found(tx: Tx, council: int, size: int) -> None:
    """Put a council without people into the store."""
    tx.put(Council(number=council, chat=ChatId(str(chat(council))), name="和平里"))
    tx.put(Counter(council=council, of=Numbered.MATTER, last=size))
    tx.put(Counter(council=council, of=Numbered.PERSON, last=99_999))
    tx.put(ChainHead(council=council))


def fill(tx: Tx, council: int, first: int, last: int) -> None:
    """Put many matters into a council."""
    for number in range(first, last):
        words_ = text()
        at = NOW + timedelta(seconds=number)
        tx.put(
            Matter(
                council=council,
                number=number,
                text=words_,
                plain=comparable_text(words_),
                category=guess_category(words_),
                proposer=1,
                at=at,
            )
        )


def settle(tx: Tx, first: int, last: int) -> None:
    """Put people into the first council."""
    for person in range(first, last):
        tx.put(Member(council=1, person=person, account=AccountId(str(10_000 + person)), name=f"居民{person}"))


def support(tx: Tx, first: int, last: int) -> None:
    """Have people support the first council's first matter."""
    for person in range(first, last):
        tx.put(Support(council=1, matter=1, person=person, at=NOW))


async def make(folder: Path, *, matters: int = 100, councils: int = 1, supports: int = 10) -> TinyStore:
    """Make a store on disk with so much in it."""
    store = TinyStore.open(folder)
    await put_in(store, matters=matters, councils=councils, supports=supports)
    store.db.storage.compact()
    return store


async def put_in(store: Store, *, matters: int = 100, councils: int = 1, supports: int = 10) -> None:
    """Put so much in; every council but the first has a hundred matters."""
    step = 1000
    for council in range(1, councils + 1):
        size = matters if council == 1 else EACH
        await store.run(found, council, size)
        for first in range(1, size + 1, step):
            await store.run(fill, council, first, min(first + step, size + 1))
    people = max(PEOPLE, supports) + PEOPLE
    for first in range(0, people, step):
        await store.run(settle, first, min(first + step, people))
        await store.run(support, min(first + PEOPLE, supports + PEOPLE), min(first + step, supports + PEOPLE))


def tap(tx: Tx, turn: int) -> None:
    """Support the first matter, or take the support back."""
    person = 2 + turn % (PEOPLE - 2)
    is_back = turn // (PEOPLE - 2) % 2
    dispatch.press_button(
        tx,
        use_case=proposals.withdraw_support if is_back else proposals.support_matter,
        intent=Intent(Act.SUPPORT, 1, 1),
        by=Account(AccountId(str(10_000 + person)), f"居民{person}"),
        reply_to=ReplyTo(f"re/{turn}", ChatId(str(chat(1))), MessageId("5"), group=True),
        now=NOW + timedelta(seconds=turn),
    )


def page(tx: Tx, _turn: int) -> None:
    """The list's first page, drawn."""
    list_views.matters_card(words(SOURCE), listing.load_page(tx, 1, 1))


def search(tx: Tx, _turn: int) -> None:
    """The list's first page of a search that finds nothing: every row is looked at."""
    list_views.matters_card(words(SOURCE), listing.load_page(tx, 1, 1, "路灯 坏了"))


def similar(tx: Tx, _turn: int) -> None:
    """The comparison of a new matter with the newest open ones."""
    proposals.find_similar(tx, 1, "三号楼门口的路灯坏了两个星期，晚上老人出门看不清台阶，请尽快修好")


async def race(act: Use, few: Store, many: Store, turns: int) -> tuple[float, float]:
    """Return the median CPU milliseconds of the act over little and over much."""
    spent: dict[Store, list[float]] = {few: [], many: []}
    for turn in range(turns):
        for store, times in spent.items():
            begun = time.process_time()
            await store.run(act, turn)
            times.append((time.process_time() - begun) * 1e3)
    return statistics.median(spent[few]), statistics.median(spent[many])


async def measure(folder: Path) -> list[Figure]:
    """Run every act over little and over much data."""
    few = await make(folder / "few")
    figures = []

    async def compare(name: str, act: Use, many: TinyStore, limit: float | None = None, turns: int = TURNS) -> None:
        little, much = await race(act, few, many, turns)
        figures.append(Figure(name, much, "ms", little, limit))

    many = await make(folder / "matters", matters=100_000)
    await compare("support tap, 100,000 matters to 100", tap, many, 1.3)
    await compare("page of the list, 100,000 matters to 100", page, many, 1.3)
    await many.close()
    many = await make(folder / "councils", councils=1000)
    await compare("support tap, 1,000 councils with 100 matters each to 1", tap, many, 1.2)
    await many.close()
    small, large = MemoryStore(), MemoryStore()
    await put_in(small)
    await put_in(large, councils=1000)
    little, much = await race(tap, small, large, TURNS)
    figures.append(Figure("  the same in memory", much, "ms", little, 1.2))
    many = await make(folder / "supports", supports=5000)
    await compare("support tap, 5,000 supports on the matter to 10", tap, many, 1.3)
    await many.close()
    many = await make(folder / "council", matters=10_000)
    await compare("page of the list, 10,000 matters to 100", page, many, 1.3)
    await compare("search through the list, 10,000 matters to 100", search, many, turns=40)
    await compare("look for similar matters, 10,000 to 100 (window of 500)", similar, many, turns=100)
    await many.close()
    await few.close()
    return figures


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory(dir=".") as folder:
        show("The same act over little and over much", asyncio.run(measure(Path(folder))))


if __name__ == "__main__":
    main()
