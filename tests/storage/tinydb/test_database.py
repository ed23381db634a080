"""TinyDB's own ways over the journal: what its users know holds here too."""

import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import tinydb
from tinydb import Query, where
from tinydb.operations import delete, increment
from tinydb.table import Document, Table

from storage.tinydb.store import Database, JournalTable


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def db(folder: Path) -> Iterator[Database]:
    opened = Database(folder)
    table = opened.table("t")
    table.insert_multiple([{"int": 1, "char": char} for char in "abc"])
    yield opened
    opened.close()


@pytest.fixture
def table(db: Database) -> Any:
    """TinyDB's types say that ids are numbers; ours are text, hence Any."""
    return db.table("t")


def keyed(key: Any, document: dict[str, Any]) -> Document:
    return Document(document, doc_id=key)


def ids(documents: list[Document]) -> list[Any]:
    return [document.doc_id for document in documents]


def test_inserted_documents_get_the_next_free_id(table: Any) -> None:
    """Ids count on, as text, also after a document came with an id of its own."""
    assert ids(table.all()) == ["1", "2", "3"]
    assert table.insert({"int": 2}) == "4"
    assert table.insert(keyed("9", {})) == "9"
    assert table.insert({}) == "10"
    assert table.insert_multiple([{}, {}]) == ["11", "12"]


def test_natural_keys_are_ids(table: Any) -> None:
    """A document is kept, found and removed by a key of words."""
    table.upsert(keyed("3/楼长", {"int": 7}))
    assert table.get(doc_id="3/楼长") == {"int": 7}
    table.upsert(keyed("3/楼长", {"int": 8}))
    assert table.get(where("int") == 8).doc_id == "3/楼长"
    assert table.remove(doc_ids=["3/楼长"]) == ["3/楼长"]
    assert not table.contains(doc_id="3/楼长")


def test_an_id_is_inserted_once(table: Any) -> None:
    """A second insert under one id is refused and changes nothing."""
    with pytest.raises(ValueError, match="already exists"):
        table.insert_multiple([{"int": 5}, keyed("1", {})])
    assert len(table) == 3


def test_searching(table: Any) -> None:
    """Queries find documents as in any TinyDB."""
    assert table.count(where("int") == 1) == 3
    assert ids(table.search(where("char") == "b")) == ["2"]
    assert table.search(Query().char.one_of(["a", "c"])) == [{"int": 1, "char": "a"}, {"int": 1, "char": "c"}]
    assert table.get(where("char") == "x") is None
    assert table.get(doc_ids=["1", "3"]) == [{"int": 1, "char": "a"}, {"int": 1, "char": "c"}]


def test_updating(table: Any) -> None:
    """Updates by query, by id, by function and of everything."""
    assert table.update({"int": 2}, where("char") == "a") == ["1"]
    assert table.update(increment("int"), doc_ids=["1", "404"]) == ["1"]
    assert table.update(delete("char")) == ["1", "2", "3"]
    assert table.update_multiple([({"int": 9}, where("int") == 3)]) == ["1"]
    assert table.all() == [{"int": 9}, {"int": 1}, {"int": 1}]


def test_upserting_by_query(table: Any) -> None:
    """An upsert updates what matches, or inserts."""
    assert table.upsert({"int": 5}, where("char") == "a") == ["1"]
    assert table.upsert({"char": "x"}, where("char") == "x") == ["4"]


def test_removing(table: Any) -> None:
    """Removal by query and of everything."""
    assert table.remove(where("char") == "b") == ["2"]
    assert ids(table.all()) == ["1", "3"]
    table.truncate()
    assert table.all() == []
    assert table.insert({}) == "1"


def test_an_update_that_raises_changes_nothing(table: Any) -> None:
    """When the updating function fails half-way the first half is not kept either."""

    def update(document: dict[str, Any]) -> None:
        document["int"] = 1 // (document["char"] != "b")

    with pytest.raises(ZeroDivisionError):
        table.update(update)
    assert table.count(where("int") == 1) == 3


def test_reads_are_copies(table: Any) -> None:
    """What a reader changes stays the reader's, also in what the query cache holds."""
    for _ in range(2):
        for found in (table.all()[0], table.search(where("char") == "a")[0], next(iter(table))):
            assert found == {"int": 1, "char": "a"}
            found["int"] = 5


def test_the_query_cache_never_lies(table: Any) -> None:
    """A cached answer is forgotten when a document changes."""
    query = where("int") == 1
    assert table.count(query) == 3
    table.insert({"int": 1})
    assert table.count(query) == 4
    table.remove(query)
    assert table.count(query) == 0


def test_tables_come_and_go(db: Database) -> None:
    """Tables are named when they hold something, and dropped one by one or all."""
    db.insert({"in": "the default table"})
    db.table("u").insert({})
    assert db.tables() == {"_default", "t", "u"}
    db.drop_table("u")
    assert db.tables() == {"_default", "t"}
    assert len(db.table("t")) == 3
    db.drop_tables()
    assert db.tables() == set()


def test_what_is_not_a_document_is_refused(table: Any) -> None:
    """Only mappings are documents."""
    with pytest.raises(ValueError, match="not a Mapping"):
        table.insert(["a"])


def test_everything_is_there_after_a_restart(table: Any, folder: Path) -> None:
    """Each write is on disk when it returns, also when the program never closes the database."""
    table.remove(doc_ids=["2"])
    copy = folder.with_name("copy")
    copy.mkdir()
    for path in folder.iterdir():
        (copy / path.name).write_bytes(path.read_bytes())
    with Database(copy) as again:
        assert ids(again.table("t").all()) == ["1", "3"]


def test_a_write_costs_what_it_changes(db: Database, folder: Path) -> None:
    """The journal grows by the changed document, not by the table."""
    table: Any = db.table("many")
    table.insert_multiple({"text": "x" * 100} for _ in range(1000))
    journal = folder / "journal-000001.jsonl"
    before = journal.stat().st_size
    table.update({"text": "y"}, doc_ids=["500"])
    assert journal.stat().st_size - before < 200


def test_stock_tinydb_reads_the_data_file(db: Database, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After a clean stop `data.json` holds everything, for TinyDB as it comes; words as ids need its own setting."""
    db.table("words").insert(keyed("3/楼长", {"a": 1}))
    db.close()
    with tinydb.TinyDB(folder / "data.json", access_mode="r") as stock:
        assert stock.table("t").search(where("char") == "b") == [{"int": 1, "char": "b"}]
        words: Any = stock.table("words")
        assert words.get(doc_id="3/楼长") == {"a": 1}
    monkeypatch.setattr(Table, "document_id_class", str)
    with tinydb.TinyDB(folder / "data.json", access_mode="r") as stock:
        assert ids(stock.table("words").all()) == ["3/楼长"]


def test_files_are_for_their_owner_only(db: Database, folder: Path) -> None:
    """Nobody else on the computer can read a file or look into the folder."""
    db.storage.compact()
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}


def test_tables_are_of_our_class(db: Database) -> None:
    """Every table of the database is one that writes through the journal."""
    assert type(db.table("t")) is JournalTable
