"""The cost of a durable write, here and in sqlite3, and of a start with much data.

`python -m benchmarks.durable [folder]` prints the figures; the big data folder is made once in `folder`.
"""

import asyncio
import os
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path

from bot.domain.matters.acts import Act
from bot.domain.shared.audit_log import AuditEntry, ChainHead, link_entry
from bot.ports import Table, Tx
from storage import codec
from storage.tinydb.store import TinyStore

WRITES = 1000
FEW, MANY, LINES = 100, 100_000, 1_000_000
START = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class Support:
    """As small as the documents that a tap on a button writes."""

    council: int
    matter: int
    person: int
    at: datetime

    @property
    def key(self) -> str:
        """Who supports what."""
        return f"{self.council}/{self.matter}/{self.person}"


@dataclass(frozen=True, kw_only=True)
class Step:
    """One entry of a matter's timeline."""

    at: datetime
    what: str
    person: int | None = None
    reason: str = ""
    facts: dict[str, str | int | bool] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Matter:
    """As large as a matter that has been through much."""

    council: int
    number: int
    state: str
    title: str
    text: str
    at: datetime
    due: datetime | None
    proposer: int
    steps: tuple[Step, ...]

    @property
    def key(self) -> str:
        """Council and number."""
        return f"{self.council}/{self.number}"


TABLES = (
    Table("supports", Support, {"matter": ("council", "matter", "at"), "person": ("council", "person", "matter")}),
    Table(
        "matters",
        Matter,
        {
            "number": ("council", "number"),
            "state": ("council", "state", "number"),
            "due": ("due",),
            "proposer": ("council", "proposer", "number"),
        },
    ),
    Table("heads", ChainHead),
)


def support(number: int) -> Support:
    """Make the support with this number."""
    return Support(council=1, matter=number % 997, person=number, at=START + timedelta(seconds=number))


def matter(number: int) -> Matter:
    """Make the matter with this number, about 1.4 kB as JSON."""
    at = START + timedelta(seconds=number)
    return Matter(
        council=number % 10,
        number=number,
        state=("submitted", "accepted", "agenda", "done")[number % 4],
        title=f"三号楼门口的路灯坏了 {number}",
        text="三号楼门口的路灯坏了两个星期,晚上老人出门看不清台阶,请尽快修好。" * 2,
        at=at,
        due=at + timedelta(days=7),
        proposer=number % 5000,
        steps=tuple(
            Step(at=at + timedelta(hours=hour), what=Act.ACCEPT, person=number % 50, reason="按程序办理")
            for hour in range(10)
        ),
    )


def fill(tx: Tx, make: Callable[[int], Support | Matter], numbers: range) -> None:
    """Put many documents in one transaction."""
    for number in numbers:
        tx.put(make(number))


def one(tx: Tx, number: int) -> None:
    """The durable write that is measured: one support and its line in the record."""
    tx.put(support(number))
    head, line = link_entry(
        tx.get(ChainHead, "1") or ChainHead(council=1), at=START, person=number, what=Act.SUPPORT, matter=7
    )
    tx.put(head)
    tx.append(line)


class Ours:
    """A store of ours with so many supports in it."""

    def __init__(self, folder: Path, stored: int) -> None:
        self.store = TinyStore.open(folder, TABLES)
        self.number = stored
        asyncio.run(self.store.run(fill, support, range(stored)))
        self.store.db.storage.compact()

    async def write(self) -> None:
        """Make one more durable write."""
        await self.store.run(one, self.number)
        self.number += 1


class Sqlite:
    """The same in sqlite3: WAL, synchronous=FULL, the same two indexes."""

    def __init__(self, folder: Path, stored: int) -> None:
        self.db = sqlite3.connect(folder / "data.sqlite", isolation_level=None)
        self.db.executescript(
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
            "CREATE TABLE supports (key TEXT PRIMARY KEY, council, matter, person, at, doc) WITHOUT ROWID;"
            "CREATE INDEX by_matter ON supports (council, matter, at);"
            "CREATE INDEX by_person ON supports (council, person, matter);"
            "CREATE TABLE heads (key TEXT PRIMARY KEY, doc) WITHOUT ROWID;"
            "CREATE TABLE record (seq INTEGER PRIMARY KEY, line);"
        )
        self.db.execute("BEGIN")
        for number in range(stored):
            self._put(number)
        self.db.execute("COMMIT")
        self.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self.number = stored

    async def write(self) -> None:
        """Make one more durable write."""
        self.db.execute("BEGIN IMMEDIATE")
        self._put(self.number)
        row = self.db.execute("SELECT doc FROM heads WHERE key='1'").fetchone()
        head = codec.decode(ChainHead, codec.loads(row[0])) if row else ChainHead(council=1)
        head, line = link_entry(head, at=START, person=self.number, what=Act.SUPPORT, matter=7)
        self.db.execute("INSERT OR REPLACE INTO heads VALUES ('1', ?)", (codec.dumps(codec.encode(head)),))
        self.db.execute("INSERT INTO record VALUES (?, ?)", (head.seq, codec.dumps(codec.encode(line))))
        self.db.execute("COMMIT")
        self.number += 1

    def _put(self, number: int) -> None:
        doc = support(number)
        fields = (doc.key, doc.council, doc.matter, doc.person, doc.at.isoformat(), codec.dumps(codec.encode(doc)))
        self.db.execute("INSERT OR REPLACE INTO supports VALUES (?,?,?,?,?,?)", fields)


class Floor:
    """An append of 300 bytes and its fsync: what this disk can do at all."""

    def __init__(self, folder: Path) -> None:
        self.file = (folder / "floor").open("ab", buffering=0)

    async def write(self) -> None:
        """Make one more durable write."""
        self.file.write(b"x" * 300)
        os.fsync(self.file.fileno())


async def race(contenders: list[Ours | Sqlite | Floor]) -> list[list[float]]:
    """Write with each in turn, so that all meet the same disk; return the seconds of each one's writes."""
    times: list[list[float]] = [[] for _ in contenders]
    for _ in range(WRITES):
        for contender, seconds in zip(contenders, times, strict=True):
            begun = time.perf_counter()
            await contender.write()
            seconds.append(time.perf_counter() - begun)
    return times


def lines() -> Iterator[AuditEntry]:
    """Make the lines of one council's record, without end."""
    head = ChainHead(council=1)
    while True:
        head, line = link_entry(head, at=START, person=3, what=Act.SUPPORT, matter=7, facts={"n": head.seq})
        yield line


async def make_big(folder: Path) -> None:
    """Make the big data folder through the store itself."""
    store = TinyStore.open(folder, TABLES)
    endless = lines()
    batch = 10_000

    def act(tx: Tx, first: int) -> None:
        fill(tx, matter, range(first, first + batch // 10))
        for line in islice(endless, batch):
            tx.append(line)
        tx.put(ChainHead(council=1, seq=line.seq, hash=line.hash))

    for first in range(0, MANY, batch // 10):
        await store.run(act, first)
    await store.close()


def peak() -> float:
    """Return the most memory that this process ever took, in MB."""
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


async def big(folder: Path) -> None:
    """Start over the big folder, then write through a compaction; print the figures."""
    begun = time.perf_counter()
    store = TinyStore.open(folder, TABLES)
    started = time.perf_counter() - begun
    memory = peak()
    print(f"start, {MANY:,} matters and {LINES:,} record lines   {started:6.2f} s   {memory:.0f} MB  (< 5 s, < 600 MB)")
    await store.run(lambda tx: tx.get(Matter, "3/3"))  # the first one also pays for the decoder
    begun = time.perf_counter()
    found = await store.run(lambda tx: tx.find(Matter, "state", 3, "done", newest_first=True, limit=10))
    print(f"a page of {len(found)} matters                              {(time.perf_counter() - begun) * 1e6:6.0f} µs")
    storage = store.db.storage
    storage.compact(wait=False)
    waits: list[float] = []
    whole = time.perf_counter()
    while storage.compacting:
        begun = time.perf_counter()
        await store.run(one, len(waits))
        waits.append(time.perf_counter() - begun)
    whole = time.perf_counter() - whole
    waits.sort()
    print(
        f"writes while the snapshot is written ({whole:.1f} s)   "
        f"median {statistics.median(waits) * 1e3:.2f} ms, 99 % {waits[len(waits) * 99 // 100] * 1e3:.1f} ms, "
        f"longest {waits[-1] * 1e3:.0f} ms of {len(waits)}"
    )
    begun = time.perf_counter()
    count = sum(1 for _ in store.db.storage.record())
    print(f"walk of the record's {count:,} lines (bytes)     {time.perf_counter() - begun:6.2f} s")
    await store.close()


def report(name: str, times: list[float], base: float | None = None) -> float:
    """Print what one measurement found; give its median in seconds."""
    median = statistics.median(times)
    slow = sorted(times)[len(times) * 99 // 100]
    ratio = f"{median / base:5.2f} ×" if base else ""
    print(f"{name:48}  median {median * 1e3:6.3f} ms   99 % {slow * 1e3:6.2f} ms  {ratio}")
    return median


def main() -> None:
    """Print everything."""
    if sys.argv[2:] == ["big"]:
        asyncio.run(big(Path(sys.argv[1])))
        return
    with tempfile.TemporaryDirectory(dir=".") as name:
        folder = Path(name)
        contenders: list[Ours | Sqlite | Floor] = [
            Floor(folder),
            Sqlite(folder, MANY),
            Ours(folder / "few", FEW),
            Ours(folder / "many", MANY),
        ]
        floor, sqlite, few, many = asyncio.run(race(contenders))
        report("an append and its fsync", floor)
        rival = report(f"sqlite3, WAL, FULL, {MANY:,} supports", sqlite)
        ours = report(f"durable support at {FEW} (to sqlite3: ≤ 3)", few, rival)
        report(f"durable support at {MANY:,} (to sqlite3: ≤ 3)", many, rival)
        report(f"durable support at {MANY:,} (to {FEW}: ≤ 1.3)", many, ours)
    kept = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(tempfile.mkdtemp(prefix="durable-"))
    if not (kept / "data.json").exists():
        asyncio.run(make_big(kept))
    # A process of its own, so that its memory is that of a start and of nothing else.
    subprocess.run([sys.executable, "-m", "benchmarks.durable", str(kept), "big"], check=True)  # noqa: S603  # ourselves
    if len(sys.argv) == 1:
        shutil.rmtree(kept)


if __name__ == "__main__":
    main()
