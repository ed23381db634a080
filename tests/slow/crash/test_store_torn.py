"""The store on a disk that breaks: every call that changes something is broken once, in every way."""

import asyncio
import errno
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import pytest

from bot.domain.shared.audit_log import ChainHead, broken_entries
from bot.ports import Tx
from storage.disk import Disk
from storage.errors import StorageError, StorageFailedError
from storage.tinydb.store import TinyStore
from tests.slow.crash.faults import Crash, FaultyDisk, Names
from tests.storage.samples import TABLES, Hidden, Note, hide, put_note, write_line

NEVER = 1 << 60
HIDDEN = "隐"  # stands in all that lies apart, and nowhere else

Seen = tuple[tuple[Note, ...], tuple[Hidden, ...], int]


@dataclass
class Kept:
    """What must be there: after the last acknowledged act, and after the one under way."""

    acknowledged: Seen = ((), (), 0)
    under_way: Seen = ((), (), 0)
    notes: dict[int, Note] = field(default_factory=dict)
    hidden: dict[int, Hidden] = field(default_factory=dict)
    lines: int = 0

    @contextmanager
    def act(self, number: int) -> Iterator[None]:
        """Note what the act will do, and when it has returned, that it was acknowledged."""
        self.notes[number % 5] = Note(box=1, number=number % 5, text=f"第{number}次 ")
        self.notes.pop((number + 2) % 5, None)
        if number % 2:
            self.hidden[number % 3] = Hidden(name=f"{number % 3}", words=f"{HIDDEN}{number}")
            self.hidden.pop((number + 1) % 3, None)
        self.lines += 2
        notes = tuple(note for _, note in sorted(self.notes.items()))
        self.under_way = notes, tuple(hidden for _, hidden in sorted(self.hidden.items())), self.lines
        yield
        self.acknowledged = self.under_way


def act(tx: Tx, /, number: int) -> None:
    """Change one document, drop another, write two lines; every other time do so with what lies apart, too."""
    put_note(tx, 1, number % 5, text=f"第{number}次 ")
    tx.drop(Note, f"1/{(number + 2) % 5}")
    if number % 2:
        hide(tx, f"{number % 3}", f"{HIDDEN}{number}")
        tx.secrets.drop(Hidden, f"{(number + 1) % 3}")
    write_line(tx, 1, what=f"{number}")
    write_line(tx, 2, what=f"{number}")


def look(tx: Tx) -> tuple[tuple[Note, ...], tuple[Hidden, ...], tuple[ChainHead, ...]]:
    """Read everything, through the table and through an index."""
    notes = tuple(tx.find(Note, "number", 1))
    assert [note.key for note in tx.find(Note, "open", True)] == [note.key for note in notes]
    heads = (tx.get(ChainHead, "1"), tx.get(ChainHead, "2"))
    hidden = (tx.secrets.get(Hidden, name) for name in "012")
    return notes, tuple(each for each in hidden if each), tuple(head for head in heads if head)


def opened(folder: Path, disk: Disk) -> TinyStore:
    return TinyStore.open(folder, TABLES, disk=disk, segment_limit=600)


async def scenario(folder: Path, disk: Disk, kept: Kept) -> None:
    """Two runs of the program with a compaction in each, one at each end, and a record of several files."""
    number = count(1)
    for _ in range(2):
        store = opened(folder, disk)
        try:
            for batch in (3, 2):
                for _ in range(batch):
                    now = next(number)
                    with kept.act(now):
                        await store.run(act, now)
                store.db.storage.compact()
            now = next(number)
            with kept.act(now):
                await store.run(act, now)
        except StorageFailedError as error:
            await check_refusal(store, str(error))
            raise
        finally:
            await store.close()


async def check_refusal(store: TinyStore, message: str) -> None:
    """The message is one plain line, and neither acts nor compactions are taken any more."""
    assert message.startswith("cannot write")
    assert "\n" not in message
    with pytest.raises(StorageFailedError):
        await store.run(act, 0)
    with pytest.raises(StorageFailedError):
        store.db.storage.compact()


async def check(folder: Path, kept: Kept) -> None:
    """Everything acknowledged is there, what was under way wholly or not at all, and the store works on."""
    check_destroyed(folder, kept)
    disk = FaultyDisk(folder, NEVER)
    store = opened(folder, disk)
    try:
        (notes, hidden, heads), record = await store.run(look), list(store.record())
        assert (notes, hidden, len(record)) in (kept.acknowledged, kept.under_way)
        assert list(broken_entries(record, heads)) == []
        check_apart(folder, hidden)
        await store.run(act, 99)
        store.db.storage.compact()
        _, hidden, heads = await store.run(look)
        check_apart(folder, hidden)
        assert list(broken_entries(store.record(), heads)) == []
        assert len(list(store.record())) == len(record) + 2
    finally:
        await store.close()
        disk.close()


def check_apart(folder: Path, hidden: tuple[Hidden, ...]) -> None:
    """What lies apart has a file each, what was dropped has none, and no other file says a word of either."""
    apart = set(folder.glob("apart-*"))
    assert len(apart) == len(hidden)
    assert not [path for path in set(folder.iterdir()) - apart if HIDDEN.encode() in path.read_bytes()]


def check_destroyed(folder: Path, kept: Kept) -> None:
    """Before anything is tidied up no file says what was dropped in an act that was acknowledged."""
    known = {hidden.words for _, each, _ in (kept.acknowledged, kept.under_way) for hidden in each}
    said = {word for path in folder.glob("apart-*") for word in re.findall(f"{HIDDEN}[0-9]+", text_of(path))}
    assert said <= known


def text_of(path: Path) -> str:
    return path.read_bytes().decode(errors="replace")


def lose(_: bytes) -> bytes:
    return b""


def halve(tail: bytes) -> bytes:
    return tail[: len(tail) // 2]


def blank_start(tail: bytes) -> bytes:
    return bytes(len(tail) // 2) + tail[len(tail) // 2 :]


def blank(tail: bytes) -> bytes:
    return bytes(len(tail))


def keep(tail: bytes) -> bytes:
    return tail


def points(folder: Path) -> Iterator[Path]:
    """Give a new folder for each call of the scenario until the caller stops."""
    for number in count(1):
        (folder / f"{number}").mkdir()
        yield folder / f"{number}"


def run(folder: Path, disk: FaultyDisk, kept: Kept) -> None:
    with suppress(Crash, StorageFailedError):
        asyncio.run(scenario(folder, disk, kept))


@pytest.mark.parametrize(
    ("names", "unsynced"),
    [
        (Names.LOST, lose),
        (Names.REMOVED, keep),
        (Names.RENAMED, keep),
        (Names.KEPT, lose),
        (Names.KEPT, halve),
        (Names.KEPT, blank_start),
        (Names.KEPT, blank),
    ],
)
def test_a_power_cut_at_any_call_loses_nothing_acknowledged(
    tmp_path: Path, names: Names, unsynced: Callable[[bytes], bytes]
) -> None:
    """Whatever of the unsynced bytes and names a power cut leaves, the next start finds all that was acknowledged."""
    for point, folder in enumerate(points(tmp_path), 1):
        disk, kept = FaultyDisk(folder, point), Kept()
        run(folder, disk, kept)
        if disk.broken:
            disk.after_power_cut(names, unsynced)
        disk.close()
        asyncio.run(check(folder, kept))
        if not disk.broken:
            break
    assert point > 50


@pytest.mark.parametrize("short", [False, True], ids=["before", "in the middle"])
def test_a_kill_at_any_call_loses_nothing_acknowledged(tmp_path: Path, *, short: bool) -> None:
    """A process killed before or in the middle of any call, and killed again while it starts anew, loses nothing."""
    for point, folder in enumerate(points(tmp_path), 1):
        disk, kept = FaultyDisk(folder, point, short=short), Kept()
        run(folder, disk, kept)
        disk.close()
        if not disk.broken:
            break
        for again in count(1):
            restart = FaultyDisk(folder, again)
            with suppress(Crash):
                asyncio.run(opened(folder, restart).close())
            restart.close()
            if not restart.broken:
                break
        asyncio.run(check(folder, kept))
    assert point > 50


@pytest.mark.parametrize("calls", [0, 1], ids=["write", "sync"])
async def test_an_interrupt_in_a_write_stops_the_store(tmp_path: Path, calls: int) -> None:
    """Whether the act was kept is not known then: nothing more is taken, and the next start finds it whole or not."""
    disk, kept = FaultyDisk(tmp_path, NEVER), Kept()
    store = opened(tmp_path, disk)
    with kept.act(1):
        await store.run(act, 1)
    disk.break_after(calls)
    with pytest.raises(Crash), kept.act(2):
        await store.run(act, 2)
    with pytest.raises(StorageError, match="a write was interrupted"):
        await store.run(act, 3)
    await store.close()
    disk.close()
    await check(tmp_path, kept)


@pytest.mark.parametrize(
    ("error", "lasting", "short"),
    [(errno.ENOSPC, True, True), (errno.EIO, False, False), (errno.EROFS, True, False)],
)
def test_a_failing_disk_stops_the_store_and_loses_nothing(
    tmp_path: Path, *, error: int, lasting: bool, short: bool
) -> None:
    """An error of any call is a StorageFailedError, nothing is taken afterwards, and the next start finds all."""
    for point, folder in enumerate(points(tmp_path), 1):
        disk, kept = FaultyDisk(folder, point, error=error, lasting=lasting, short=short), Kept()
        run(folder, disk, kept)
        disk.close()
        asyncio.run(check(folder, kept))
        if not disk.broken:
            break
    assert point > 50
