"""What every store promises, whatever stands behind it."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.domain.councils.counter import Numbered
from bot.domain.shared.audit_log import AuditEntry, ChainHead, broken_entries
from bot.ports import Store, Tx
from storage.errors import AppendOnlyError
from storage.memory import MemoryStore
from storage.tinydb.store import TinyStore
from tests.storage.samples import (
    NOON,
    TABLES,
    Box,
    Colour,
    ColourRow,
    Cover,
    CoverRow,
    Hidden,
    Line,
    Note,
    OpenRow,
    Step,
    hide,
    put_note,
    write_line,
)

HOUR = timedelta(hours=1)


@pytest.fixture(params=["memory", "tiny", "tiny, always compacting"])
async def store(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Store]:
    made: Store
    if request.param == "memory":
        made = MemoryStore(TABLES)
    else:
        made = TinyStore.open(tmp_path, TABLES, journal_limit=0 if "compacting" in request.param else 1 << 20)
    yield made
    await made.close()


def numbers(notes: list[Note]) -> list[int]:
    return [note.number for note in notes]


async def test_what_is_put_is_there_in_the_next_transaction(store: Store) -> None:
    """A document comes back equal under its key."""
    note = Note(box=1, number=1, text="电梯", due=NOON)
    await store.run(lambda tx: tx.put(note))
    assert await store.run(lambda tx: tx.get(Note, "1/1")) == note


async def test_what_was_never_put_is_none(store: Store) -> None:
    """A missing document is None."""
    assert await store.run(lambda tx: tx.get(Note, "1/1")) is None


async def test_kinds_do_not_share_keys(store: Store) -> None:
    """The same key in two tables is two documents."""

    def act(tx: Tx) -> None:
        tx.put(Box(name="1/1"))
        put_note(tx, 1, 1)
        tx.drop(Box, "1/1")

    await store.run(act)
    assert await store.run(lambda tx: tx.get(Box, "1/1")) is None
    assert await store.run(lambda tx: tx.get(Note, "1/1")) == Note(box=1, number=1)


async def test_a_dropped_document_is_gone(store: Store) -> None:
    """It is in no table and no index, and dropping it again is no error."""
    await store.run(put_note, 1, 1, due=NOON)
    for _ in range(2):
        await store.run(lambda tx: tx.drop(Note, "1/1"))
        assert await store.run(lambda tx: tx.get(Note, "1/1")) is None
        assert await store.run(lambda tx: tx.find(Note, "due")) == []


async def test_a_transaction_reads_its_own_writes(store: Store) -> None:
    """Get, find, rows and count see what the same transaction put and dropped."""

    def act(tx: Tx) -> None:
        put_note(tx, 1, 2)
        put_note(tx, 1, 4)
        put_note(tx, 1, 3, open=False)
        tx.drop(Note, "1/1")
        tx.drop(Note, "1/4")
        assert tx.get(Note, "1/1") is None
        assert tx.get(Note, "1/2") == Note(box=1, number=2)
        assert numbers(tx.find(Note, "number", 1)) == [2, 3]
        assert tx.rows(OpenRow, True) == [OpenRow(True, 2, "1/2")]
        assert tx.count(Note, "open", False) == 1
        assert tx.count(Note, "number") == 2

    for number in (1, 3):
        await store.run(put_note, 1, number)
    await store.run(act)
    assert numbers(await store.run(lambda tx: tx.find(Note, "number", 1))) == [2, 3]


async def test_a_transaction_decodes_a_document_once(store: Store) -> None:
    """What was read before is the same value again, whichever way it is read, until the transaction changes it."""

    def act(tx: Tx) -> None:
        first = tx.get(Note, "1/1")
        assert tx.get(Note, "1/1") is first
        assert tx.find(Note, "number", 1)[0] is first
        put_note(tx, 1, 1, text="new")
        assert tx.get(Note, "1/1") == tx.find(Note, "number", 1)[0] == Note(box=1, number=1, text="new")
        tx.drop(Note, "1/1")
        assert tx.get(Note, "1/1") is None
        assert tx.find(Note, "number", 1) == []

    await store.run(put_note, 1, 1, text="old")
    await store.run(act)


async def test_a_shared_document_is_as_it_was_kept_last(store: Store) -> None:
    """Whoever reads a document that transactions share reads what was kept last, and nothing of an act that failed."""

    def grow(tx: Tx, to: int) -> None:
        assert tx.get(Box, "a") == Box(name="a", size=sizes[-1])
        tx.put(Box(name="a", size=to))
        assert tx.get(Box, "a") == Box(name="a", size=to)
        if to == 4:
            raise ValueError(to)

    sizes = [1]
    await store.run(lambda tx: tx.put(Box(name="a", size=1)))
    for size in (2, 3, 2):
        await store.run(grow, size)
        sizes.append(size)
        with pytest.raises(ValueError, match="4"):
            await store.run(grow, 4)
    await store.run(lambda tx: tx.drop(Box, "a"))
    assert await store.run(lambda tx: tx.get(Box, "a")) is None


async def test_what_stays_as_it_was_put(store: Store) -> None:
    """A document of an append-only table is neither changed nor dropped, in the same transaction or a later one."""

    def change(tx: Tx) -> None:
        tx.put(Line(name="a", points=5))
        tx.put(Line(name="a", points=6))

    await store.run(lambda tx: tx.put(Line(name="b", points=5)))
    await store.run(lambda tx: tx.put(Line(name="b", points=5)))
    for act in (change, lambda tx: tx.put(Line(name="b", points=6)), lambda tx: tx.drop(Line, "b")):
        with pytest.raises(AppendOnlyError):
            await store.run(act)
    assert await store.run(lambda tx: (tx.get(Line, "a"), tx.get(Line, "b"))) == (None, Line(name="b", points=5))


async def test_an_act_that_raises_leaves_nothing(store: Store) -> None:
    """Neither documents nor record lines of a refused act are kept."""

    def act(tx: Tx, *, refuse: bool) -> None:
        put_note(tx, 1, 1, text="new")
        tx.drop(Note, "1/2")
        write_line(tx)
        if refuse:
            raise LookupError

    await store.run(put_note, 1, 1, text="old")
    await store.run(put_note, 1, 2)
    with pytest.raises(LookupError):
        await store.run(act, refuse=True)
    assert await store.run(lambda tx: tx.get(Note, "1/1")) == Note(box=1, number=1, text="old")
    assert await store.run(lambda tx: tx.count(Note, "number")) == 2
    assert list(store.record()) == []
    await store.run(act, refuse=False)
    assert await store.run(lambda tx: tx.get(Note, "1/1")) == Note(box=1, number=1, text="new")
    assert await store.run(lambda tx: tx.count(Note, "number")) == 1
    assert len(list(store.record())) == 1


async def test_the_value_of_the_act_is_given_back(store: Store) -> None:
    """Whatever the act returns comes out, with its arguments handed in."""

    def act(_tx: Tx, /, one: int, *, two: int) -> tuple[int, int]:
        return one, two

    assert await store.run(act, 1, two=2) == (1, 2)


async def test_nobody_can_change_what_is_kept(store: Store) -> None:
    """Two reads are two values, and a dictionary changed by a reader stays the reader's."""
    words = {1: "一"}
    await store.run(put_note, 1, 1, words=words)
    words[2] = "二"
    for _ in range(2):
        note = await store.run(lambda tx: tx.get(Note, "1/1"))
        assert note is not None
        assert note.words == {1: "一"}
        note.words[3] = "三"


async def test_listeners_hear_of_kept_changes_only(store: Store) -> None:
    """A listener is called once after each change, and not for reads, equal puts or refusals."""
    seen: list[Note | None] = []
    heard: list[int] = []
    store.listen(lambda: heard.append(len(seen)))

    def refuse(tx: Tx) -> None:
        put_note(tx, 1, 2)
        raise LookupError

    await store.run(put_note, 1, 1)
    assert len(heard) == 1
    seen.append(await store.run(lambda tx: tx.get(Note, "1/1")))
    await store.run(put_note, 1, 1)
    await store.run(lambda tx: tx.drop(Note, "9/9"))
    with pytest.raises(LookupError):
        await store.run(refuse)
    assert len(heard) == 1
    await store.run(write_line)
    assert heard == [0, 1]


async def test_numbers_are_given_once(store: Store) -> None:
    """Each council and each kind counts for itself from 1, and a refused act gives nothing away."""

    def refuse(tx: Tx) -> None:
        tx.next_number(1, Numbered.MATTER)
        raise LookupError

    assert await store.run(lambda tx: tx.last_number(1, Numbered.MATTER)) == 0
    given = [await store.run(lambda tx: tx.next_number(1, Numbered.MATTER)) for _ in range(2)]
    with pytest.raises(LookupError):
        await store.run(refuse)
    given += await store.run(lambda tx: [tx.next_number(1, Numbered.MATTER) for _ in range(2)])
    assert given == [1, 2, 3, 4]
    assert await store.run(lambda tx: (tx.next_number(2, Numbered.MATTER), tx.next_number(1, Numbered.VOTE))) == (1, 1)
    assert await store.run(lambda tx: tx.last_number(1, Numbered.MATTER)) == 4


async def test_a_listener_may_hear_of_some_kinds_only(store: Store) -> None:
    """Who listens for a kind is not called for the others, nor for a line of the record."""
    heard: list[str] = []
    store.listen(lambda: heard.append("box"), Box)
    store.listen(lambda: heard.append("either"), Box, Note)
    await store.run(put_note, 1, 1)
    assert heard == ["either"]
    await store.run(write_line)
    assert heard == ["either"]
    await store.run(lambda tx: tx.put(Box(name="1")))
    assert sorted(heard) == ["box", "either", "either"]


async def test_changing_back_is_no_change(store: Store) -> None:
    """A document that ends a transaction as it began it was not changed."""
    heard: list[bool] = []

    def act(tx: Tx) -> None:
        put_note(tx, 1, 1, text="other")
        put_note(tx, 1, 1)
        put_note(tx, 1, 2)
        tx.drop(Note, "1/2")

    await store.run(put_note, 1, 1)
    store.listen(lambda: heard.append(True))
    await store.run(act)
    assert heard == []


async def test_find_sorts_by_the_fields_and_then_by_the_key(store: Store) -> None:
    """Numbers sort as numbers, instants by time, equals by key."""

    def act(tx: Tx) -> None:
        for number in (10, 9, 100):
            put_note(tx, 1, number, due=NOON - number * HOUR)
        put_note(tx, 2, 1, due=NOON - 9 * HOUR)

    await store.run(act)
    assert numbers(await store.run(lambda tx: tx.find(Note, "number", 1))) == [9, 10, 100]
    assert await store.run(lambda tx: [note.key for note in tx.find(Note, "due")]) == ["1/100", "1/10", "1/9", "2/1"]


async def test_a_prefix_narrows_a_find(store: Store) -> None:
    """Only documents whose first index fields equal the prefix are given; defaults count as values."""

    def act(tx: Tx) -> None:
        put_note(tx, 1, 1, due=NOON)
        put_note(tx, 1, 2, due=NOON + HOUR, colour=Colour.BLUE)
        put_note(tx, 1, 3, due=NOON)
        put_note(tx, 2, 4, due=NOON)

    await store.run(act)
    assert numbers(await store.run(lambda tx: tx.find(Note, "colour", 1))) == [2, 1, 3]
    assert numbers(await store.run(lambda tx: tx.find(Note, "colour", 1, Colour.RED))) == [1, 3]
    assert numbers(await store.run(lambda tx: tx.find(Note, "colour", 1, Colour.RED, NOON))) == [1, 3]
    assert await store.run(lambda tx: tx.find(Note, "colour", 3)) == []
    assert await store.run(lambda tx: tx.count(Note, "colour", 1)) == 3


async def test_upto_bounds_the_field_after_the_prefix(store: Store) -> None:
    """The bound itself is included, what follows is not."""

    def act(tx: Tx) -> None:
        for number in range(4):
            put_note(tx, 1, number, due=NOON + number * HOUR)

    await store.run(act)
    assert numbers(await store.run(lambda tx: tx.find(Note, "due", upto=NOON + HOUR))) == [0, 1]
    assert numbers(await store.run(lambda tx: tx.find(Note, "number", 1, upto=2))) == [0, 1, 2]
    assert numbers(await store.run(lambda tx: tx.find(Note, "colour", 1, Colour.RED, upto=NOON))) == [0]
    assert numbers(await store.run(lambda tx: tx.find(Note, "number", 1, upto=2, newest_first=True))) == [2, 1, 0]


async def test_pages_are_cut_with_skip_and_limit(store: Store) -> None:
    """Pages cover everything once, from either end, also over changes of the same transaction."""

    def act(tx: Tx) -> list[list[int]]:
        for number in (2, 5):
            put_note(tx, 1, number)
        tx.drop(Note, "1/4")
        return [
            numbers(tx.find(Note, "number", 1, newest_first=newest_first, skip=skip, limit=2))
            for newest_first in (False, True)
            for skip in (0, 2, 4)
        ]

    for number in (1, 3, 4):
        await store.run(put_note, 1, number)
    assert await store.run(act) == [[1, 2], [3, 5], [], [5, 3], [2, 1], []]
    assert await store.run(lambda tx: tx.find(Note, "number", limit=0)) == []


async def test_rows_give_the_stored_fields_and_the_key(store: Store) -> None:
    """A row is what the index holds: fields in their stored form, then the key."""
    await store.run(put_note, 1, 2, due=NOON, colour=Colour.BLUE)
    assert await store.run(lambda tx: tx.rows(ColourRow)) == [
        ColourRow(box=1, colour="blue", due="2026-03-08T12:00:00.000000+00:00", key="1/2")
    ]


async def test_a_document_with_none_in_a_field_is_not_in_that_index(store: Store) -> None:
    """It comes into the index when the field is set and leaves it when the field is None again."""
    for text, due, count in (("a", None, 0), ("b", None, 0), ("c", NOON, 1), ("d", NOON, 1), ("e", None, 0)):
        await store.run(put_note, 1, 1, text=text, due=due)
        assert await store.run(lambda tx: tx.count(Note, "due")) == count
        assert await store.run(lambda tx: tx.count(Note, "colour", 1)) == count
        assert await store.run(lambda tx: tx.count(Note, "number", 1)) == 1


async def test_an_index_over_a_field_of_a_value_in_a_field(store: Store) -> None:
    """Its rows hold what stands in the value, its default where the whole value is left out, and follow each change."""
    for number, cover in ((1, Cover(pages=30)), (2, Cover()), (3, Cover(colour=Colour.RED, pages=20))):
        await store.run(put_note, 1, number, cover=cover)
    assert await store.run(lambda tx: tx.rows(CoverRow)) == [("blue", 30, "1/1"), ("red", 20, "1/3")]
    await store.run(put_note, 1, 1, cover=Cover(pages=10))
    await store.run(put_note, 1, 3)
    assert numbers(await store.run(lambda tx: tx.find(Note, "cover", Colour.BLUE, upto=10))) == [1]
    assert await store.run(lambda tx: tx.count(Note, "cover")) == 1


async def test_the_record_is_walked_in_the_order_it_was_written(store: Store) -> None:
    """Lines come back equal, oldest first, and the chain holds."""

    def act(tx: Tx) -> list[AuditEntry]:
        return [write_line(tx, council, what=f"步骤{council}") for council in (1, 2, 1)]

    written = [line for _ in range(3) for line in await store.run(act)]
    heads = await store.run(lambda tx: [head for council in "12" if (head := tx.get(ChainHead, council))])
    assert list(store.record()) == written
    assert list(broken_entries(store.record(), heads)) == []


async def test_a_walk_of_the_record_is_not_disturbed_by_writing(store: Store) -> None:
    """A walk that has begun gives the lines that were there."""
    written = [await store.run(write_line) for _ in range(2)]
    walk = store.record()
    assert next(walk) == written[0]
    await store.run(write_line)
    assert list(walk) == written[1:]
    assert len(list(store.record())) == 3


async def test_what_lies_apart_is_kept_like_everything_else(store: Store) -> None:
    """It is read in the same transaction and later, replaced, dropped, and left alone by an act that raises."""

    def act(tx: Tx, *, refuse: bool) -> None:
        hide(tx, "1", "new")
        tx.secrets.drop(Hidden, "2")
        assert tx.secrets.get(Hidden, "1") == Hidden(name="1", words="new")
        assert tx.secrets.get(Hidden, "2") is None
        if refuse:
            raise LookupError

    await store.run(hide, "1", "old")
    await store.run(hide, "2", "old")
    with pytest.raises(LookupError):
        await store.run(act, refuse=True)
    for name in "12":
        assert await store.run(lambda tx, name: tx.secrets.get(Hidden, name), name) == Hidden(name=name, words="old")
    await store.run(act, refuse=False)
    assert await store.run(lambda tx: tx.secrets.get(Hidden, "1")) == Hidden(name="1", words="new")
    assert await store.run(lambda tx: tx.secrets.get(Hidden, "2")) is None


async def test_secrets_are_reached_by_their_own_door_only(store: Store) -> None:
    """What is kept as a secret is no ordinary document, and the other way round."""
    await store.run(hide, "1", "hidden")
    await store.run(lambda tx: tx.put(Box(name="1")))
    with pytest.raises(KeyError):
        await store.run(lambda tx: tx.get(Hidden, "1"))
    with pytest.raises(KeyError):
        await store.run(lambda tx: tx.put(Hidden(name="2", words="")))
    with pytest.raises(KeyError):
        await store.run(lambda tx: tx.secrets.get(Box, "1"))


async def test_what_lies_apart_and_does_not_change_is_no_change(store: Store) -> None:
    """Listeners hear nothing of an equal put, and of one that is taken back."""
    heard: list[bool] = []

    def act(tx: Tx) -> None:
        hide(tx, "1", "other")
        hide(tx, "1", "same")
        hide(tx, "2", "new")
        tx.secrets.drop(Hidden, "2")

    await store.run(hide, "1", "same")
    store.listen(lambda: heard.append(True))
    await store.run(hide, "1", "same")
    await store.run(act)
    assert heard == []


async def test_a_kind_that_is_in_no_table_is_a_mistake(store: Store) -> None:
    """What nobody declared cannot be kept."""
    with pytest.raises(KeyError):
        await store.run(lambda tx: tx.get(Step, "1"))  # type: ignore[type-var]  # the mistake that is tested
