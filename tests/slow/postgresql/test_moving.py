"""Moving house: from a folder into a database and back, by backups, and nothing is different."""

from pathlib import Path

import pytest

from storage.backup import backup, restore
from storage.check import check, verify
from storage.errors import NotEmptyError
from storage.places import Database
from storage.tinydb.store import TinyStore
from tests.slow.postgresql.server import PostgresServer
from tests.storage.samples import NOON, TABLES, Colour, hide, put_note, write_line


@pytest.fixture
async def folder(tmp_path: Path) -> Path:
    """A folder with documents, a secret and a record."""
    store = TinyStore.open(tmp_path / "data", TABLES)
    for number in range(30):
        await store.run(put_note, 1, number, text=f"第{number}条\0", due=NOON, colour=Colour.BLUE)
        await store.run(write_line, council=1 + number % 2)
    await store.run(hide, "1", "钥匙")
    await store.close()
    return tmp_path / "data"


async def test_there_and_back(folder: Path, postgresql: PostgresServer, tmp_path: Path) -> None:
    """The backup of the database is byte by byte that of the folder, and so is that of a folder restored from it."""
    place = Database(postgresql.make_schema(), tmp_path / "keys")
    backup(folder, tmp_path / "one", TABLES)
    restore(tmp_path / "one", place, tables=TABLES)
    assert (check(place, TABLES), verify(place, TABLES)) == ([], [])
    assert backup(place, tmp_path / "two", TABLES) == 1
    restore(tmp_path / "two", tmp_path / "new", tables=TABLES)
    backup(tmp_path / "new", tmp_path / "three", TABLES)
    one, two, three = ((tmp_path / name).read_bytes() for name in ("one", "two", "three"))
    assert one == two == three


async def test_nothing_is_written_over(folder: Path, postgresql: PostgresServer, tmp_path: Path) -> None:
    """A database with documents is restored into only with force, and what was there lies in another schema."""
    place = Database(postgresql.make_schema(), tmp_path / "keys")
    backup(folder, tmp_path / "one", TABLES)
    restore(tmp_path / "one", place, tables=TABLES)
    with pytest.raises(NotEmptyError):
        restore(tmp_path / "one", place, tables=TABLES)
    restore(tmp_path / "one", place, tables=TABLES, force=True)
    backup(place, tmp_path / "two", TABLES)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
