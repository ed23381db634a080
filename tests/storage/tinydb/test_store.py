"""What only the store on disk promises: restarts, locks, damage, versions."""

import asyncio
import json
import os
import re
import stat
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from zlib import crc32

import pytest
from tinydb.table import Document

from bot.domain.councils.counter import Numbered
from bot.domain.shared.audit_log import ChainHead, broken_entries
from bot.ports import Tx
from bot.schema import TABLES as REAL_TABLES
from storage.disk import Disk
from storage.errors import DamagedError, StorageError, StorageFailedError, StoreLockedError, TooNewError
from storage.migrations import STEPS
from storage.tinydb import journal
from storage.tinydb.store import TinyStore
from storage.tinydb.transaction import Transaction
from tests.storage.samples import TABLES, Box, Hidden, Note, hide, put_note, write_line


def act(tx: Tx, /, number: int) -> None:
    put_note(tx, 1, number, text=f"第{number}件")
    write_line(tx)


def opened(folder: Path) -> TinyStore:
    return TinyStore.open(folder, TABLES, segment_limit=500)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a snapshot, a record of several files and a journal, as a killed program leaves it."""
    store = opened(tmp_path / "running")
    for number in range(6):
        asyncio.run(store.run(act, number))
        if number == 3:
            asyncio.run(store.run(hide, "it", "隐藏123"))
            store.db.storage.compact()
    copy = tmp_path / "copy"
    copy.mkdir()
    for path in (tmp_path / "running").iterdir():
        (copy / path.name).write_bytes(path.read_bytes())
    asyncio.run(store.close())
    return copy


def found(folder: Path, kind: str) -> list[Path]:
    return sorted(folder.glob(f"{kind}-*.jsonl"))


def numbers(tx: Tx) -> list[int]:
    return [note.number for note in tx.find(Note, "number", 1)]


async def content(folder: Path) -> tuple[list[int], int]:
    """Open, give the numbers of the notes and of the record's lines, close."""
    store = opened(folder)
    try:
        return await store.run(numbers), len(list(store.record()))
    finally:
        await store.close()


async def test_a_shared_document_is_decoded_once(tmp_path: Path) -> None:
    """Transactions that read the same shared document are given the same value; of another each makes its own."""
    store = opened(tmp_path / "data")
    await store.run(lambda tx: tx.put(Box(name="a", size=1)))
    await store.run(put_note, 1, 1)
    boxes = [await store.run(lambda tx: tx.get(Box, "a")) for _ in range(2)]
    notes = [await store.run(lambda tx: tx.get(Note, "1/1")) for _ in range(2)]
    await store.close()
    assert boxes[0] is boxes[1]
    assert notes[0] is not notes[1]


async def test_everything_is_there_after_a_restart(folder: Path) -> None:
    """Documents, indexes and the whole record come back after a kill, and after a clean stop."""
    assert await content(folder) == ([0, 1, 2, 3, 4, 5], 6)
    assert await content(folder) == ([0, 1, 2, 3, 4, 5], 6)


async def test_the_record_moves_into_files_of_its_own(folder: Path) -> None:
    """After a clean stop the journal is empty and the record's files hold every line, in several files."""
    await content(folder)
    files = found(folder, "record")
    assert len(files) > 1
    assert sum(len(path.read_bytes().splitlines()) for path in files) == 6
    assert [path.stat().st_size for path in found(folder, "journal")] == [0]
    assert "record" not in json.loads((folder / "data.json").read_text())


async def test_a_walk_of_the_record_goes_on_through_a_compaction(folder: Path) -> None:
    """Lines that are moved while they are walked are given once."""
    store = opened(folder)
    expected = list(store.record())
    walk = store.record()
    begun = [next(walk)]
    await store.run(act, 6)
    store.db.storage.compact()
    assert begun + list(walk) == expected
    assert len(list(store.record())) == 7
    await store.close()


class SlowDisk(Disk):
    """Takes a few bytes at a time."""

    def write(self, file: int, data: memoryview) -> int:
        return super().write(file, data[:7])


async def test_short_writes_are_carried_on(tmp_path: Path) -> None:
    """A system that takes only a part of each write gets the rest."""
    store = TinyStore.open(tmp_path, TABLES, disk=SlowDisk())
    await store.run(act, 1)
    store.db.storage.compact()
    await store.run(act, 2)
    await store.close()
    assert await content(tmp_path) == ([1, 2], 2)


async def test_documents_in_the_snapshot_are_sorted_by_key(folder: Path) -> None:
    """The order of the lines does not tell in which order documents came."""
    store = opened(folder)
    for name in ("b", "c", "a"):
        await store.run(lambda tx, name: tx.put(Box(name=name)), name)
    await store.close()
    assert list(json.loads((folder / "data.json").read_text())["boxes"]) == ["a", "b", "c"]


async def test_a_second_store_is_refused_until_the_first_lets_go(folder: Path) -> None:
    """The refusal names the process that holds the lock; after its stop the data can be opened."""
    first = opened(folder)
    with pytest.raises(StoreLockedError, match=f"in use by process {os.getpid()}:"):
        opened(folder)
    await first.close()
    await opened(folder).close()


def test_a_second_process_is_refused(folder: Path) -> None:
    """The lock holds between processes."""
    first = opened(folder)
    script = (
        "import pathlib, sys; from storage.tinydb.store import TinyStore; TinyStore.open(pathlib.Path(sys.argv[1]))"
    )
    second = subprocess.run(  # noqa: S603  # ourselves
        [sys.executable, "-c", script, str(folder)], capture_output=True, text=True, check=False
    )
    asyncio.run(first.close())
    assert "StoreLockedError" in second.stderr
    assert str(os.getpid()) in second.stderr


@pytest.mark.parametrize(
    "end",
    [b"", b"0", b"00000000 5 {", b"\0\0\0\0", b"%08x 3 {}\n" % crc32(b"{}"), b"garbage\n\0\0"],
)
async def test_a_cut_last_line_is_dropped(folder: Path, end: bytes) -> None:
    """What a crash left of a line that was never acknowledged does not stand in the way, and writing goes on."""
    journal = folder / "journal-000002.jsonl"
    journal.write_bytes(journal.read_bytes() + end)
    store = opened(folder)
    await store.run(act, 6)
    store.db.storage.close()
    assert await content(folder) == ([0, 1, 2, 3, 4, 5, 6], 7)


def test_a_flipped_bit_in_the_last_line_is_damage(folder: Path) -> None:
    """An acknowledged line that has changed is never taken for one that a crash cut, wherever the bit stands."""
    path = folder / "journal-000002.jsonl"
    content = path.read_bytes()
    start = content.rindex(b"\n", 0, -1) + 1
    for place in range(start, len(content)):
        for bit in range(8):
            changed = bytearray(content)
            changed[place] ^= 1 << bit
            path.write_bytes(changed)
            with pytest.raises(DamagedError), path.open("rb") as file:
                list(journal.read(file, after=5, may_be_cut=True))


def test_a_line_that_is_not_all_there_is_no_damage(folder: Path) -> None:
    """Any beginning of the last line, and one with a sector of zeros, is what a crash leaves of it."""
    path = folder / "journal-000002.jsonl"
    content = path.read_bytes()
    start = content.rindex(b"\n", 0, -1) + 1
    line = content[start:]
    cuts = [line[:end] for end in range(len(line) - 1)]
    zeros = [line[:end] + bytes(len(line) - end) for end in range(len(line) - 2)]
    for left in (*cuts, *zeros, line[:20] + bytes(20) + line[40:]):
        path.write_bytes(content[:start] + left)
        with path.open("rb") as file:
            assert [entry.number for entry in journal.read(file, after=5, may_be_cut=True)] == [6]


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name != "lock"}


def apart(folder: Path) -> list[Path]:
    return sorted(folder.glob("apart-*"))


def without_it(folder: Path) -> list[Path]:
    """Name the files that say what lies apart and are not the file where it lies."""
    return [path for path in set(folder.iterdir()) - set(apart(folder)) if "隐藏" in path.read_text()]


async def test_what_lies_apart_lies_nowhere_else(folder: Path) -> None:
    """Neither journal nor snapshot nor memory hold a word of it; TinyDB's own table shows where it lies."""
    store = opened(folder)
    (path,) = apart(folder)
    assert "隐藏" in path.read_text()
    assert "隐藏" not in "".join(str(kept) for kept in store.contents.documents["hidden"].values())
    ((shown,),) = (store.db.table("hidden").all(),)
    assert path.name == f"apart-{shown['sha256']}.txt"
    await store.run(hide, "other", "隐藏")
    assert without_it(folder) == []
    assert [stat.S_IMODE(each.stat().st_mode) for each in apart(folder) if each != path] == [0o600]
    store.db.storage.compact()
    assert without_it(folder) == []
    await store.close()
    assert without_it(folder) == []


async def test_what_lay_apart_is_destroyed(folder: Path) -> None:
    """Replaced or dropped, its file is written over before it goes: a second name for it shows nothing any more."""
    store = opened(folder)
    for number, change in enumerate((lambda tx: hide(tx, "it", "隐藏二"), lambda tx: tx.secrets.drop(Hidden, "it"))):
        (path,) = apart(folder)
        (folder / f"second-{number}").hardlink_to(path)
        before = path.stat().st_size
        await store.run(change)
        assert not path.exists()
        left = (folder / f"second-{number}").read_bytes()
        assert len(left) == before
        assert "隐藏".encode() not in left
    assert apart(folder) == []
    await store.close()


async def test_equal_contents_lie_in_files_of_different_names(tmp_path: Path) -> None:
    """Neither name nor stub tells what is in a file, even to somebody who tries everything that could be in it."""
    store = opened(tmp_path)
    await store.run(hide, "1", "是")
    await store.run(hide, "1", "否")
    await store.run(hide, "1", "是")
    await store.run(lambda tx: tx.secrets.drop(Hidden, "1"))
    await store.run(hide, "1", "是")
    journal = (tmp_path / "journal-000001.jsonl").read_text()
    assert len(set(re.findall('"sha256":"([0-9a-f]{64})"', journal))) == 4
    await store.close()


async def test_a_file_that_no_document_knows_is_destroyed(folder: Path) -> None:
    """A crash may leave one, of a document that is not kept yet or not any more: the next start ends it."""
    left = folder / f"apart-{'0' * 64}.txt"
    left.write_text("隐藏")
    (folder / "second").hardlink_to(left)
    store = opened(folder)
    assert left not in apart(folder)
    assert (folder / "second").read_bytes() != "隐藏".encode()
    assert await store.run(lambda tx: tx.secrets.get(Hidden, "it")) == Hidden(name="it", words="隐藏123")
    await store.close()


@pytest.mark.parametrize(
    "harm",
    [None, lambda content: content[:-1], lambda content: content.replace(b"1", b"2")],
    ids=["missing", "cut", "changed"],
)
async def test_damage_of_what_lies_apart_is_named(folder: Path, harm: Callable[[bytes], bytes] | None) -> None:
    """Missing, cut or changed: a running program says so when asked, a start is refused and changes nothing."""
    (path,) = apart(folder)

    def damage() -> None:
        if harm:
            path.write_bytes(harm(path.read_bytes()))
        else:
            path.unlink()

    store = opened(folder)
    damage()
    with pytest.raises(DamagedError, match=path.name):
        await store.run(lambda tx: tx.secrets.get(Hidden, "it"))
    await store.run(act, 7)
    await store.close()
    before = files(folder)
    with pytest.raises(DamagedError, match="restore the newest backup") as refused:
        opened(folder)
    assert path.name in str(refused.value)
    assert files(folder) == before


async def test_tinydb_can_drop_what_lies_apart(folder: Path) -> None:
    """Whoever works through TinyDB's own table destroys the file too, and what he puts in lies apart."""
    store = opened(folder)
    store.db.table("hidden").insert(Document({"name": "new", "words": "隐藏"}, doc_id="new"))  # type: ignore[arg-type]  # TinyDB's types say that ids are numbers
    assert await store.run(lambda tx: tx.secrets.get(Hidden, "new")) == Hidden(name="new", words="隐藏")
    assert without_it(folder) == []
    store.db.drop_table("hidden")
    assert apart(folder) == []
    await store.close()


def flip(content: bytes) -> bytes:
    """Change one digit in the first third."""
    place = next(place for place in range(len(content) // 3, 0, -1) if content[place : place + 1].isdigit())
    return content[:place] + (b"1" if content[place : place + 1] != b"1" else b"2") + content[place + 1 :]


def without_first_line(content: bytes) -> bytes:
    return content.partition(b"\n")[2]


def without_end(content: bytes) -> bytes:
    return content[:-20]


def emptied(_: bytes) -> bytes:
    return b""


@pytest.mark.parametrize(
    ("name", "harm"),
    [
        ("journal-000002.jsonl", flip),
        ("journal-000002.jsonl", without_first_line),
        ("data.json", flip),
        ("data.json", without_first_line),
        ("data.json", without_end),
        ("data.json", emptied),
        ("record-000001.jsonl", emptied),
        ("record-000002.jsonl", without_end),
    ],
)
def test_damage_is_refused_and_nothing_is_changed(folder: Path, name: str, harm: Callable[[bytes], bytes]) -> None:
    """A harmed file stops the start with a line that names it and says what to do; every file stays as it is."""
    (folder / name).write_bytes(harm((folder / name).read_bytes()))
    before = files(folder)
    with pytest.raises(DamagedError, match="restore the newest backup") as refused:
        opened(folder)
    assert name in str(refused.value)
    assert "\n" not in str(refused.value)
    assert files(folder) == before


@pytest.mark.parametrize("name", ["data.json", "journal-000002.jsonl", "record-000001.jsonl", "record-000002.jsonl"])
def test_a_missing_file_is_refused(folder: Path, name: str) -> None:
    """A file that must be there and is not is damage, never an empty start."""
    (folder / name).unlink()
    with pytest.raises(DamagedError):
        opened(folder)


async def test_an_older_data_file_is_refused(folder: Path) -> None:
    """A data.json of last week among the files of today would lose what came between: it is noticed."""
    older = (folder / "data.json").read_bytes()
    await content(folder)
    (folder / "data.json").write_bytes(older)
    with pytest.raises(DamagedError):
        opened(folder)
    found(folder, "journal")[-1].rename(folder / "journal-000002.jsonl")
    with pytest.raises(DamagedError, match="older copy"):
        opened(folder)


def test_a_folder_that_cannot_be_made_is_said_plainly(tmp_path: Path) -> None:
    """The message names the folder and the reason on one line."""
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageFailedError, match=r"cannot write .*/file/data: Not a directory"):
        opened(tmp_path / "file" / "data")


async def test_a_closed_store_takes_nothing(folder: Path) -> None:
    """After the close every act is refused, and closing again does no harm."""
    store = opened(folder)
    await store.close()
    with pytest.raises(StorageError, match="is closed"):
        await store.run(act, 9)
    await store.close()


@dataclass(frozen=True, kw_only=True)
class OldCouncil:
    """A council as the first version of its table kept it, as far as numbers go."""

    number: int
    chat: int
    name: str
    next_matter: int = 1
    next_person: int = 1
    next_vote: int = 1

    @property
    def key(self) -> str:
        return str(self.number)


NEWER = tuple(replace(table, version=3) if table.kind is Note else table for table in TABLES)


async def test_older_documents_are_brought_up_to_date(folder: Path) -> None:
    """Each step runs once over each document of its version, and what it made is kept."""
    steps = {
        ("notes", 1): lambda raw: raw | {"text": raw["text"] + "!"},
        ("notes", 2): lambda raw: raw | {"number": raw["number"] + 10},
    }
    for _ in range(2):
        store = TinyStore.open(folder, NEWER, steps=steps)
        assert await store.run(numbers) == [10, 11, 12, 13, 14, 15]
        note = await store.run(lambda tx: tx.get(Note, "1/2"))
        assert note == Note(box=1, number=12, text="第2件!")
        await store.close()
    assert json.loads((folder / "data.json").read_text())["notes"]["1/2"]["v"] == 3


async def test_older_documents_that_lie_apart_are_brought_up_to_date(folder: Path) -> None:
    """The step runs once, the older file is destroyed, and an older program refuses the newer one."""
    newer = tuple(replace(table, version=2) if table.kind is Hidden else table for table in TABLES)
    (older,) = apart(folder)
    for _ in range(2):
        store = TinyStore.open(folder, newer, steps={("hidden", 1): lambda raw: raw | {"words": raw["words"] + "!"}})
        assert await store.run(lambda tx: tx.secrets.get(Hidden, "it")) == Hidden(name="it", words="隐藏123!")
        assert without_it(folder) == []
        assert older not in apart(folder)
        await store.close()
    with pytest.raises(TooNewError, match="hidden it has version 2"):
        opened(folder)


async def test_newer_documents_are_refused(folder: Path) -> None:
    """A program that is too old says so and changes nothing; written by the newer one, a document says its version."""
    store = TinyStore.open(folder, NEWER, steps={("notes", 1): dict, ("notes", 2): dict})
    await store.run(put_note, 1, 9)
    await store.close()
    before = (folder / "data.json").read_bytes()
    with pytest.raises(TooNewError, match="notes 1/0 has version 3, this program knows 1: please run the newer"):
        opened(folder)
    assert (folder / "data.json").read_bytes() == before
    await TinyStore.open(folder, NEWER).close()


def test_every_version_has_its_step() -> None:
    """No kind of document was changed without a step from each earlier version."""
    wanted = {(table.name, version) for table in REAL_TABLES for version in range(1, table.version)}
    assert set(STEPS) == wanted


def test_a_waiting_message_keeps_its_hour() -> None:
    """What waited for the end of the quiet hours before tellings said so goes on waiting for it."""
    due = "2026-03-02T23:30:00.000000+00:00"
    assert STEPS["tellings", 1]({"id": "x", "due": due}) == {"id": "x", "due": due, "not_before": due}


def council_of(store: TinyStore) -> dict[str, int]:
    """Return the last number that council 3 gave to each kind of thing, as far as it gave any."""
    given = Transaction(store.contents)
    return {of: last for of in Numbered if (last := given.last_number(3, of))}


async def test_no_number_is_given_twice(tmp_path: Path) -> None:
    """A council of the first version goes on counting where it stood, also when its upgrade is cut off and repeated."""
    first = tuple(
        replace(table, version=1, kind=OldCouncil, indexes={}) if table.name == "councils" else table
        for table in REAL_TABLES
        if table.name != "counters"
    )
    store = TinyStore.open(tmp_path, first, steps={})
    await store.run(lambda tx: tx.put(OldCouncil(number=3, chat=-3, name="和平里", next_matter=12, next_person=40)))
    await store.close()

    class Cut(Disk):
        def replace(self, *_: object) -> None:
            raise OSError("power cut")

    with pytest.raises(StorageFailedError):
        TinyStore.open(tmp_path, disk=Cut())
    for expected in (12, 13):
        store = TinyStore.open(tmp_path)
        assert council_of(store) == {"matter": expected - 1, "person": 39}
        assert await store.run(lambda tx: tx.next_number(3, Numbered.MATTER)) == expected
        await store.close()
    kept = json.loads((tmp_path / "data.json").read_text())
    assert kept["councils"]["3"] == {"number": 3, "chat": "-3", "name": "和平里", "v": 3}
    with pytest.raises(TooNewError):
        TinyStore.open(tmp_path, first, steps={})


async def test_a_compaction_in_the_background_loses_nothing(tmp_path: Path) -> None:
    """Acts go on while the snapshot is written, and documents, record and heads agree after it."""
    store = TinyStore.open(tmp_path / "data", TABLES, journal_limit=200, segment_limit=500)
    for number in range(100):
        await store.run(act, number)
        assert sum(1 for _ in store.record()) == number + 1
    heads = await store.run(lambda tx: [tx.get(ChainHead, "1")])
    assert list(broken_entries(store.record(), [head for head in heads if head])) == []
    await store.close()
    assert await content(tmp_path / "data") == (list(range(100)), 100)
