"""Data of an earlier version of the program opens, and nothing of it is lost."""

import gzip
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from bot.domain.matters.assignment import UNASSIGNED, Assignment
from bot.domain.matters.matter import Matter
from bot.ports import SecretTable
from bot.schema import TABLES
from storage import codec
from storage.backup import backup, restore
from storage.check import check, verify
from storage.tinydb.store import TinyStore
from storage.tinydb.transaction import Transaction
from tests.storage.earlier_data import Earlier, unpack


def as_it_lay(earlier: Earlier) -> Path:
    """Return the folder as the earlier program left it."""
    return earlier.folder


def restored(earlier: Earlier) -> Path:
    """Return a folder that the earlier backup was restored into."""
    folder = earlier.folder.with_name("restored")
    restore(earlier.backup, folder)
    return folder


@pytest.fixture
def earlier(tmp_path: Path) -> Earlier:
    return unpack(tmp_path)


@pytest.fixture(params=[as_it_lay, restored])
def folder(earlier: Earlier, request: pytest.FixtureRequest) -> Path:
    """Return a folder with the earlier data in it."""
    put: Callable[[Earlier], Path] = request.param
    return put(earlier)


async def test_every_document_is_there(folder: Path, earlier: Earlier) -> None:
    """Each table has as many documents as were noted, and each of them is read under its own key."""
    store = TinyStore.open(folder)
    tx = Transaction(store.contents)
    documents = store.contents.documents
    found = {
        table.name: [
            (tx.secrets if isinstance(table, SecretTable) else tx).get(table.kind, key) for key in documents[table.name]
        ]
        for table in TABLES
    }
    keys = {name: set(documents) for name, documents in store.contents.documents.items()}
    await store.close()
    noted = earlier.noted["documents"]
    assert {name: len(found[name]) for name in noted} == noted
    assert {name: {each.key for each in documents if each} for name, documents in found.items()} == keys


async def test_every_value_is_there(folder: Path) -> None:
    """Brought up to date, no document holds a value, at any depth, that the present program passes over."""
    store = TinyStore.open(folder)
    await store.close()
    file = folder.with_suffix(".gz")
    backup(folder, file)
    kinds = {table.name: table.kind for table in TABLES}
    with gzip.open(file) as lines:
        kept = [raw for raw in map(codec.loads, lines) if "table" in raw]
    assert kept
    for raw in kept:
        raw["doc"].pop("v", None)
        again = codec.encode(codec.decode(kinds[raw["table"]], raw["doc"]))
        assert _without_nothing(again) == _without_nothing(raw["doc"]), (raw["table"], raw["key"])


def _without_nothing(document: codec.Raw) -> codec.Raw:
    """Leave out the params that are 0, empty or False: those left out mean the same."""
    params = document.get("params")
    if not params:
        return document
    kept = {name: value for name, value in params.items() if value}
    if "known" in kept:
        kept["known"] = {name: value for name, value in kept["known"].items() if value}
    return document | {"params": kept}


async def test_every_line_of_the_record_is_there(folder: Path, earlier: Earlier) -> None:
    """The record has as many lines as were noted."""
    store = TinyStore.open(folder)
    lines = list(store.record())
    await store.close()
    assert len(lines) == earlier.noted["record"]


async def test_hand_overs(folder: Path) -> None:
    """Who works on a matter until when was kept among its other fields: it is its assignment, and found by it."""
    store = TinyStore.open(folder)
    tx = Transaction(store.contents)
    paused, proposed, overdue_one = (tx.get(Matter, Matter.key_of(1, number)) for number in (16, 10, 5))
    handled = {matter.number for matter in tx.find(Matter, "handler", 1, 3)}
    overdue = {matter.number for matter in tx.find(Matter, "marked_overdue", 1, True)}
    await store.close()
    assert paused
    assert proposed
    assert overdue_one
    assert paused.assignment == Assignment(handler=3, due=date(2026, 5, 3), acknowledged=True, paused=date(2026, 4, 8))
    assert proposed.assignment == UNASSIGNED
    assert overdue_one.assignment.overdue
    assert (16 in handled, 10 in handled, 5 in overdue, 16 in overdue) == (True, False, True, False)


async def test_sound(folder: Path) -> None:
    """Checks find nothing wrong in it, neither before the present program has opened it nor afterwards."""
    assert (check(folder), verify(folder)) == ([], [])
    store = TinyStore.open(folder)
    await store.close()
    assert (check(folder), verify(folder)) == ([], [])


async def test_the_backup_is_the_folder(earlier: Earlier) -> None:
    """Brought up to date, the folder and its backup hold the same, also in a backup that is made of each now."""
    made = []
    for folder in (restored(earlier), as_it_lay(earlier)):
        store = TinyStore.open(folder)
        await store.close()
        made.append(folder.with_suffix(".gz"))
        backup(folder, made[-1])
    first, second = made
    assert first.read_bytes() == second.read_bytes()


def test_the_key_of_the_vote_lies_apart(folder: Path) -> None:
    """The key of the running secret vote is in a file of its own and in no other."""
    (file,) = folder.glob("apart-*")
    key = json.loads(file.read_bytes().splitlines()[-1])["secret"].encode()
    assert [path for path in folder.iterdir() if key in path.read_bytes()] == [file]


def test_a_lost_line_is_found(earlier: Earlier) -> None:
    """A document that is cut out of the folder's journal does not pass as sound."""
    (journal,) = earlier.folder.glob("journal-*")
    lines = journal.read_bytes().splitlines(keepends=True)
    journal.write_bytes(b"".join(lines[:5] + lines[6:]))
    assert check(earlier.folder)
