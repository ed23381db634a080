"""Everything in one file and back, and looking for damage."""

import asyncio
import gzip
import os
import shutil
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from bot.domain.shared.audit_log import AuditEntry
from bot.ports import Table, Tx
from storage import codec
from storage.backup import backup, restore, set_aside
from storage.check import check, verify
from storage.errors import DamagedError, NotEmptyError, StorageError, StoreLockedError, TooNewError
from storage.tinydb import file_names
from storage.tinydb.store import TinyStore
from tests.storage.samples import TABLES, Hidden, Note, hide, put_note, write_line


def act(tx: Tx, /, number: int) -> None:
    put_note(tx, 1, number, text=f"第{number}件")
    write_line(tx)


async def fill(folder: Path) -> None:
    """Keep three notes and three lines, part of them in the snapshot and part in the journal."""
    store = TinyStore.open(folder, TABLES)
    await store.run(act, 1)
    await store.run(act, 2)
    await store.close()
    store = TinyStore.open(folder, TABLES)
    await store.run(act, 3)
    store.db.storage._failure = StorageError("killed")  # so that the journal stays as it is
    await store.close()


async def content(folder: Path) -> tuple[list[Note], list[AuditEntry]]:
    store = TinyStore.open(folder, TABLES)
    try:
        return await store.run(lambda tx: tx.find(Note, "number")), list(store.record())
    finally:
        await store.close()


def cut_off(journal: Path) -> None:
    """Add what a crash leaves of a line."""
    journal.write_bytes(journal.read_bytes() + b"00000000 17 {")


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file() and path.name != "lock"}


@pytest.fixture
async def folder(tmp_path: Path) -> Path:
    await fill(tmp_path / "data")
    return tmp_path / "data"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "backup.gz"


async def test_a_backup_comes_back_whole(folder: Path, file: Path, tmp_path: Path) -> None:
    """Documents and record of a restored folder are those of the folder, and the chain holds."""
    backup(folder, file)
    restore(file, tmp_path / "new", tables=TABLES)
    assert verify(tmp_path / "new", TABLES) == []
    assert check(tmp_path / "new", TABLES) == []
    assert await content(tmp_path / "new") == await content(folder)
    assert len((await content(folder))[1]) == 3


async def test_an_open_store_is_backed_up_too(folder: Path, tmp_path: Path) -> None:
    """The file is the same whether the store is open or not, and whether its own program makes it or another."""
    backup(folder, tmp_path / "one")
    store = TinyStore.open(folder, TABLES)
    backup(store, tmp_path / "two")
    assert verify(store, TABLES) == []
    backup(folder, tmp_path / "three")
    assert verify(folder, TABLES) == []
    assert check(folder, TABLES) == []
    await store.close()
    assert len({(tmp_path / name).read_bytes() for name in ("one", "two", "three")}) == 1


async def test_backups_beside_a_busy_program(tmp_path: Path) -> None:
    """Backups made while a program writes and puts its journals away hold all that was kept when they began."""
    folder, file = tmp_path / "data", tmp_path / "file"
    store = TinyStore.open(folder, TABLES, journal_limit=200, segment_limit=300)
    for number in range(60):
        await store.run(act, number)
        await asyncio.to_thread(backup, folder, file)
        restore(file, tmp_path / "new", force=True, tables=TABLES)
        assert verify(tmp_path / "new", TABLES) == []
        assert len((await content(tmp_path / "new"))[1]) == number + 1
    await store.close()


def test_looking_changes_nothing(folder: Path, file: Path) -> None:
    """Backup, check and verify leave every file as it is."""
    cut_off(folder / "journal-000002.jsonl")
    before = files(folder)
    backup(folder, file)
    check(folder, TABLES)
    verify(folder, TABLES)
    assert files(folder) == before


def test_a_backup_is_for_its_owner_only(folder: Path, file: Path) -> None:
    """Nobody else on the computer can read it."""
    backup(folder, file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


async def test_a_backup_holds_what_lies_apart_and_says_so(folder: Path, file: Path, tmp_path: Path) -> None:
    """A server lost in the middle loses nothing; the count is for a warning. Restored, it lies apart again."""
    assert backup(folder, file, TABLES) == 0
    store = TinyStore.open(folder, TABLES)
    await store.run(hide, "it", "隐藏")
    assert backup(store, tmp_path / "one", TABLES) == 1
    assert backup(folder, tmp_path / "two", TABLES) == 1
    await store.close()
    assert backup(folder, file, TABLES) == 1
    assert len({path.read_bytes() for path in (file, tmp_path / "one", tmp_path / "two")}) == 1
    for _ in range(2):
        restore(file, tmp_path / "new", force=True, tables=TABLES)
        assert check(tmp_path / "new", TABLES) == []
        assert [path for path in (tmp_path / "new").glob("[!l]*.*") if "隐藏" in path.read_text()] == list(
            (tmp_path / "new").glob("apart-*")
        )
    assert len(list((tmp_path / "new" / "replaced-001").glob("apart-*"))) == 1
    store = TinyStore.open(tmp_path / "new", TABLES)
    assert await store.run(lambda tx: tx.secrets.get(Hidden, "it")) == Hidden(name="it", words="隐藏")
    await store.close()


async def test_backups_beside_a_program_that_drops_what_lies_apart(tmp_path: Path) -> None:
    """A file that goes while it is looked for makes the backup look again."""
    folder, file = tmp_path / "data", tmp_path / "file"
    store = TinyStore.open(folder, TABLES)
    await store.run(hide, "it", "0")
    for _ in range(5):
        making = asyncio.ensure_future(asyncio.to_thread(backup, folder, file, TABLES))
        number = 0
        while not making.done():
            number += 1
            await store.run(hide, "it", f"{number}")
            await asyncio.sleep(0.005)
        assert await making == 1
        restore(file, tmp_path / "new", force=True, tables=TABLES)
        assert check(tmp_path / "new", TABLES) == []
    await store.close()


async def test_check_names_what_lies_apart_and_is_damaged(folder: Path) -> None:
    """The file that is not what was written, and one that others can read."""
    store = TinyStore.open(folder, TABLES)
    await store.run(hide, "it", "隐藏")
    await store.close()
    path = next(path for path in file_names.ours(folder) if path.name.startswith("apart-"))
    path.chmod(0o640)
    path.write_text("隐藏")
    first, second = check(folder, TABLES)
    assert (first.file, first.wrong) == (path.name, "others on this computer can read it")
    assert (second.file, second.wrong) == (path.name, "it is not what was written")


async def test_data_is_not_restored_over_without_force(folder: Path, file: Path) -> None:
    """Data that is there is moved aside, whole, and only when asked for."""
    backup(folder, file)
    store = TinyStore.open(folder, TABLES)
    await store.run(act, 4)
    await store.close()
    before = files(folder)
    with pytest.raises(NotEmptyError, match="holds data already"):
        restore(file, folder, tables=TABLES)
    assert files(folder) == before
    restore(file, folder, force=True, tables=TABLES)
    assert files(folder / "replaced-001") == before
    assert [note.number for note in (await content(folder))[0]] == [1, 2, 3]


async def test_a_running_bot_is_not_restored_over(folder: Path, file: Path) -> None:
    """While a program works on the folder nothing is restored there."""
    backup(folder, file)
    store = TinyStore.open(folder, TABLES)
    with pytest.raises(StoreLockedError):
        restore(file, folder, force=True, tables=TABLES)
    await store.close()


def repacked(change: Callable[[bytes], bytes]) -> Callable[[bytes], bytes]:
    return lambda packed: gzip.compress(change(gzip.decompress(packed)))


@pytest.mark.parametrize(
    "harm",
    [
        pytest.param(lambda packed: packed[:-30], id="cut"),
        pytest.param(lambda packed: packed[:100] + bytes(30) + packed[130:], id="a hole"),
        pytest.param(lambda packed: packed + b"more", id="something behind"),
        pytest.param(repacked(lambda text: text.replace("第2件".encode(), "第5件".encode())), id="a changed word"),
        pytest.param(repacked(lambda text: text.rpartition(b'{"sha256"')[0]), id="no checksum"),
        pytest.param(repacked(lambda text: text + b'{"line":{}}\n'), id="a line behind the checksum"),
        pytest.param(repacked(lambda text: text.replace(b'"table"', b'"uable"', 1)), id="a changed name"),
        pytest.param(repacked(lambda text: text.replace(b'"key"', b'"kez"', 1)), id="a changed key"),
        pytest.param(repacked(lambda text: text.replace(b'"doc"', b'"dob"', 1)), id="a changed document"),
        pytest.param(repacked(lambda text: text.replace(b'{"line":', b'{"sha256":', 1)), id="two checksums"),
        pytest.param(lambda _: b"", id="empty"),
        pytest.param(lambda _: b"PK\3\4", id="another format"),
    ],
)
def test_a_damaged_backup_is_refused_and_nothing_touched(
    folder: Path, file: Path, harm: Callable[[bytes], bytes]
) -> None:
    """A backup that is not what was written is never restored, forced or not."""
    backup(folder, file)
    file.write_bytes(harm(file.read_bytes()))
    before = files(folder)
    with pytest.raises(StorageError):
        restore(file, folder, force=True, tables=TABLES)
    assert files(folder) == before
    assert not (folder / "replaced-001").exists()


@pytest.mark.parametrize("packed", [True, False], ids=["packed", "unpacked"])
def test_a_flipped_bit_is_damage(folder: Path, file: Path, *, packed: bool) -> None:
    """Whichever bit of a backup changes, it is refused in words."""
    backup(folder, file)
    content = file.read_bytes()
    whole = content if packed else gzip.decompress(content)
    for place in range(packed * 10, len(whole), 3):  # the first ten bytes are gzip's own: times and systems
        changed = bytearray(whole)
        changed[place] ^= 1 << place % 8
        file.write_bytes(changed if packed else gzip.compress(changed, 1))
        with pytest.raises(StorageError):
            restore(file, folder, force=True, tables=TABLES)


@contextmanager
def as_somebody_else(folder: Path) -> Iterator[None]:
    """Act as a user who can read the folder and write nothing in it, whoever runs the tests."""
    for path in folder.iterdir():
        path.chmod(0o444)
    folder.chmod(0o555)
    user = os.geteuid()
    if user == 0:
        os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(user)
        folder.chmod(0o755)


def test_a_folder_that_cannot_be_written_to_is_read(folder: Path) -> None:
    """Backup, check and verify work on a folder, a copy or a medium, that is only readable."""
    with TemporaryDirectory() as place:  # every folder above pytest's own is closed to others
        Path(place).chmod(0o755)
        only_read = Path(place) / "data"
        shutil.copytree(folder, only_read)
        (only_read / "lock").touch()
        expected = verify(folder, TABLES)
        out = Path(place) / "out"
        out.mkdir()
        out.chmod(0o777)
        with as_somebody_else(only_read):
            with pytest.raises(PermissionError):
                (only_read / "new").touch()
            assert verify(only_read, TABLES) == expected
            assert {problem.right[:5] for problem in check(only_read, TABLES)} == {"chmod"}
            backup(only_read, out / "backup.gz", TABLES)
        assert (out / "backup.gz").stat().st_size


def test_a_backup_that_is_not_there_is_said_plainly(file: Path, folder: Path) -> None:
    """The message names the file."""
    with pytest.raises(StorageError, match=r"backup\.gz is not there"):
        restore(file, folder, force=True)


async def test_a_backup_of_another_version_is_brought_up_to_date_or_refused(
    folder: Path, file: Path, tmp_path: Path
) -> None:
    """An older backup goes through the steps; one of a newer program is refused before anything is touched."""
    newer = tuple(replace(table, version=2) if table.kind is Note else table for table in TABLES)
    backup(folder, file)
    restore(file, tmp_path / "new", tables=newer, steps={("notes", 1): lambda raw: raw | {"text": "new"}})
    backup(tmp_path / "new", file)
    with pytest.raises(TooNewError):
        restore(file, tmp_path / "other", tables=TABLES)
    assert not (tmp_path / "other").exists()


async def test_a_restore_that_was_cut_off_is_run_again(folder: Path, file: Path) -> None:
    """Until then no store is opened on the half-moved files; nothing that was there is lost."""
    backup(folder, file)
    expected = await content(folder)
    before = files(folder)
    (folder / "restoring").mkdir()
    with pytest.raises(StorageError, match="please run it again"):
        TinyStore.open(folder, TABLES)
    restore(file, folder, tables=TABLES)
    assert await content(folder) == expected
    assert files(folder / "replaced-001") == before


def test_a_sound_folder_has_no_problems(folder: Path) -> None:
    """Neither check nor verify finds anything, also with the rest of a cut line in the journal."""
    cut_off(folder / "journal-000002.jsonl")
    assert check(folder, TABLES) == []
    assert verify(folder, TABLES) == []


def test_check_names_what_is_wrong_and_what_would_be_right(folder: Path) -> None:
    """Files that others can read, unknown tables, documents that cannot be read or lie under another key."""
    (folder / "data.json").chmod(0o644)
    few = tuple(table for table in TABLES if table.name != "heads")

    def find(tables: tuple[Table, ...]) -> list[tuple[str, str, str]]:
        return [(found.file, found.wrong, found.right) for found in check(folder, tables)]

    assert find(TABLES) == [
        ("data.json", "others on this computer can read it", f"chmod 600 {folder / 'data.json'}"),
    ]
    assert ("data.json", "nobody knows the table heads", "run the newer program") in find(few)


async def test_check_reads_every_document(folder: Path) -> None:
    """A document that its kind cannot be made of, or that lies under a key not its own, is named."""
    store = TinyStore.open(folder, TABLES)
    store.keep(
        {"notes": {"1/1": b'{"box":1}', "1/2": b'{"box":7,"number":7}', "1/3": b'{"box":1,"number":3,"v":2}'}}, []
    )
    await store.close()
    wrong = [problem.wrong for problem in check(folder, TABLES)]
    assert len(wrong) == 3
    assert wrong[0].startswith("notes 1/1: it cannot be read")
    assert wrong[1] == "notes 1/2: its own key is 7/7"
    assert wrong[2] == "notes 1/3: version 2, the program knows 1"


def test_check_names_damage(folder: Path) -> None:
    """Damage that stops a start is a problem with the file's name."""
    (folder / "journal-000002.jsonl").unlink()
    (problem,) = check(folder, TABLES)
    assert (problem.file, problem.wrong) == ("journal-000002.jsonl", "it is missing")


def test_a_changed_line_of_the_record_is_found(folder: Path) -> None:
    """Verify walks the record's own files: whoever rewrites a line there breaks the chain."""
    path = folder / "record-000001.jsonl"
    lines = path.read_bytes().splitlines()
    line = codec.loads(lines[0])
    lines[0] = codec.dumps(line | {"what": line["what"][::-1]})
    path.write_bytes(b"\n".join(lines) + b"\n")
    assert verify(folder, TABLES) == ["council 1, line 1 (expected 1)"]
    assert [problem.wrong for problem in check(folder, TABLES)] == ["council 1, line 1 (expected 1)"]


def test_a_line_that_is_no_line_any_more_is_found(folder: Path) -> None:
    """Damage inside the record's own files is named, too."""
    path = folder / "record-000001.jsonl"
    path.write_bytes(path.read_bytes().replace(b'"council"', b'"c\0uncil"', 1))
    with pytest.raises(DamagedError, match="its line 1, counted over all files, cannot be read"):
        verify(folder, TABLES)
    assert [problem.file for problem in check(folder, TABLES)] == ["record"]


@pytest.mark.parametrize(
    "look", [check, verify, lambda folder: backup(folder, folder / "backup")], ids=["check", "verify", "backup"]
)
def test_a_folder_without_data_is_said_plainly(tmp_path: Path, look: Callable[[Path], object]) -> None:
    """A mistyped folder is not taken for an empty council."""
    for folder in (tmp_path, tmp_path / "missing"):
        with pytest.raises(StorageError, match="holds no data"):
            look(folder)
    assert list(tmp_path.iterdir()) == []


async def test_data_is_set_aside_whole(tmp_path: Path) -> None:
    """What was kept, and a named file, lie in a folder inside; the store begins empty, and a locked one stays."""
    await fill(tmp_path)
    (tmp_path / "more.json").write_text("{}")
    (tmp_path / "other.txt").write_text("not ours")
    store = TinyStore.open(tmp_path, TABLES)
    with pytest.raises(StoreLockedError):
        set_aside(tmp_path, "more.json")
    await store.close()
    before = files(tmp_path)
    set_aside(tmp_path, "more.json", "never-there.json")
    assert files(tmp_path) == {"other.txt": before.pop("other.txt")}
    assert files(tmp_path / "replaced-001") == before
    assert await content(tmp_path) == ([], [])
