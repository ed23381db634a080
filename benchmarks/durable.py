"""What a durable write costs, here and in sqlite3, and what a start costs with much data.

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

from bot.domain.record import Head, Line, link
from bot.ports import Table, Tx
from storage import codec
from storage.tinydb import TinyStore

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
    Table("heads", Head),
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
            Step(at=at + timedelta(hours=hour), what="accept", person=number % 50, reason="按程序办理")
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
    head, line = link(tx.get(Head, "1") or Head(council=1), at=START, person=number, what="support", matter=7)
    tx.put(head)
    tx.append(line)


async def ours(folder: Path, stored: int) -> list[float]:
    """Give the seconds each write took with `stored` supports there."""
    store = TinyStore.open(folder, TABLES)
    await store.run(fill, support, range(stored))
    store.db.storage.compact()
    times = []
    for number in range(stored, stored + WRITES):
        begun = time.perf_counter()
        await store.run(one, number)
        times.append(time.perf_counter() - begun)
    await store.close()
    return times


def sqlite(folder: Path, stored: int) -> list[float]:
    """Give the seconds the same write takes in sqlite3: WAL, synchronous=FULL, the same two indexes."""
    db = sqlite3.connect(folder / "data.sqlite", isolation_level=None)
    db.executescript(
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
        "CREATE TABLE supports (key TEXT PRIMARY KEY, council, matter, person, at, doc) WITHOUT ROWID;"
        "CREATE INDEX by_matter ON supports (council, matter, at);"
        "CREATE INDEX by_person ON supports (council, person, matter);"
        "CREATE TABLE heads (key TEXT PRIMARY KEY, doc) WITHOUT ROWID;"
        "CREATE TABLE record (seq INTEGER PRIMARY KEY, line);"
    )

    def put(number: int) -> None:
        doc = support(number)
        at = doc.at.isoformat()
        body = codec.dumps(codec.encode(doc))
        db.execute(
            "INSERT OR REPLACE INTO supports VALUES (?,?,?,?,?,?)",
            (doc.key, doc.council, doc.matter, doc.person, at, body),
        )

    db.execute("BEGIN")
    for number in range(stored):
        put(number)
    db.execute("COMMIT")
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    times = []
    for number in range(stored, stored + WRITES):
        begun = time.perf_counter()
        db.execute("BEGIN IMMEDIATE")
        put(number)
        row = db.execute("SELECT doc FROM heads WHERE key='1'").fetchone()
        head = codec.decode(Head, codec.loads(row[0])) if row else Head(council=1)
        head, line = link(head, at=START, person=number, what="support", matter=7)
        db.execute("INSERT OR REPLACE INTO heads VALUES ('1', ?)", (codec.dumps(codec.encode(head)),))
        db.execute("INSERT INTO record VALUES (?, ?)", (head.seq, codec.dumps(codec.encode(line))))
        db.execute("COMMIT")
        times.append(time.perf_counter() - begun)
    db.close()
    return times


def fsyncs(folder: Path) -> list[float]:
    """Give the seconds that an append of 300 bytes and its fsync take: the floor of this disk."""
    times = []
    with (folder / "floor").open("ab", buffering=0) as file:
        for _ in range(WRITES):
            begun = time.perf_counter()
            file.write(b"x" * 300)
            os.fsync(file.fileno())
            times.append(time.perf_counter() - begun)
    return times


def lines() -> Iterator[Line]:
    """Make the lines of one council's record, without end."""
    head = Head(council=1)
    while True:
        head, line = link(head, at=START, person=3, what="support", matter=7, facts={"count": head.seq})
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
        tx.put(Head(council=1, seq=line.seq, hash=line.hash))

    for first in range(0, MANY, batch // 10):
        await store.run(act, first)
    await store.close()


def peak() -> float:
    """Give the most memory that this process ever took, in MB."""
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
    storage._journal_limit = storage._snapshot_size = 0  # noqa: SLF001  # the next write begins a compaction
    waits: list[float] = []
    whole = time.perf_counter()
    while storage._moving is not None or not waits:  # noqa: SLF001  # until it is done
        begun = time.perf_counter()
        await store.run(one, len(waits))
        waits.append(time.perf_counter() - begun)
        storage._snapshot_size = 1 << 40  # noqa: SLF001  # and no other
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
        report("an append and its fsync", fsyncs(folder))
        rival = report(f"sqlite3, WAL, FULL, {MANY:,} supports", sqlite(folder, MANY))
        few = report(f"durable support at {FEW} (to sqlite3: ≤ 3)", asyncio.run(ours(folder / "few", FEW)), rival)
        many = asyncio.run(ours(folder / "many", MANY))
        report(f"durable support at {MANY:,} (to sqlite3: ≤ 3)", many, rival)
        report(f"durable support at {MANY:,} (to {FEW}: ≤ 1.3)", many, few)
    kept = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(tempfile.mkdtemp(prefix="durable-"))
    if not (kept / "data.json").exists():
        asyncio.run(make_big(kept))
    # A process of its own, so that its memory is that of a start and of nothing else.
    subprocess.run([sys.executable, "-m", "benchmarks.durable", str(kept), "big"], check=True)  # noqa: S603  # ourselves
    if len(sys.argv) == 1:
        shutil.rmtree(kept)


if __name__ == "__main__":
    main()
