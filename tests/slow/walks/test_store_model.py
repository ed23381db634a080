"""Any order of puts, drops, finds, refusals, restarts and compactions, against a dictionary."""

import tempfile
from collections.abc import Coroutine
from datetime import timedelta
from pathlib import Path
from typing import Any, TypeVar

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from bot.domain.shared.audit_log import AuditEntry, ChainHead, broken_entries
from bot.ports import Store, Tx
from storage.memory import MemoryStore
from storage.tinydb.store import TinyStore
from tests.effort import examples
from tests.storage.samples import NOON, TABLES, Colour, DueRow, Hidden, Note, OpenRow, write_line

T = TypeVar("T")

NOTES = st.builds(
    Note,
    box=st.integers(0, 1),
    number=st.integers(0, 4),
    text=st.text("a字", max_size=2),
    colour=st.sampled_from(Colour),
    due=st.none() | st.integers(0, 3).map(lambda hours: NOON + timedelta(hours=hours)),
    open=st.booleans(),
)
KEYS = st.builds("{}/{}".format, st.integers(0, 1), st.integers(0, 4))
HIDDEN = st.builds(Hidden, name=st.just("it"), words=st.sampled_from(["", "甲", "乙"]))  # without words: it is dropped
CHANGES = st.lists(
    NOTES | KEYS | HIDDEN | st.just(AuditEntry), max_size=5
)  # put a note, drop a key, hide, write a line


class Refusal(Exception):  # it is no error but part of the play
    """The act changed its mind."""


def now(coroutine: Coroutine[Any, Any, T]) -> T:
    """Run a coroutine that never waits; an event loop for each act would take most of the time."""
    try:
        coroutine.send(None)
    except StopIteration as done:
        value: T = done.value
        return value
    raise AssertionError("a store waited in the middle of an act")


class StoreAgainstModel(RuleBasedStateMachine):
    """A store in memory and one on disk, each beside a dictionary and a list that do the same."""

    stores: list[Store]

    @initialize()
    def begin(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.notes: dict[str, Note] = {}
        self.lines: list[AuditEntry] = []
        self.hidden = ""
        self.heard = [0, 0]
        self.kept = 0
        self.stores = [MemoryStore(TABLES), self.open()]
        for number, store in enumerate(self.stores):
            store.listen(lambda number=number: self.hear(number))  # type: ignore[misc]  # a lambda cannot be annotated

    def open(self) -> TinyStore:
        return TinyStore.open(Path(self.folder.name), TABLES, journal_limit=1500, segment_limit=700)

    def hear(self, number: int) -> None:
        self.heard[number] += 1

    @rule(changes=CHANGES, refuse=st.booleans())
    def act(self, changes: list[Note | str | Hidden | type[AuditEntry]], *, refuse: bool) -> None:
        """Make some changes in one transaction, and refuse it in the end or not."""
        notes = dict(self.notes)
        hidden = self.hidden

        def play(tx: Tx) -> list[AuditEntry]:
            nonlocal hidden
            lines = []
            for change in changes:
                if isinstance(change, Note):
                    tx.put(change)
                    notes[change.key] = change
                elif isinstance(change, str):
                    tx.drop(Note, change)
                    notes.pop(change, None)
                elif isinstance(change, Hidden):
                    hidden = change.words
                    if hidden:
                        tx.secrets.put(change)
                    else:
                        tx.secrets.drop(Hidden, "it")
                else:
                    lines.append(write_line(tx))
            compare(tx, notes, hidden)
            if refuse:
                raise Refusal
            return lines

        try:
            first, second = (now(store.run(play)) for store in self.stores)
        except Refusal:
            return
        assert first == second
        self.kept += notes != self.notes or hidden != self.hidden or bool(first)
        self.notes, self.hidden = notes, hidden
        self.lines += first

    @rule()
    def restart(self) -> None:
        """Stop the store on disk and start it anew."""
        now(self.stores[1].close())
        self.stores[1] = self.open()
        self.stores[1].listen(lambda: self.hear(1))

    @rule()
    def compact(self) -> None:
        """Write a snapshot now."""
        store = self.stores[1]
        assert isinstance(store, TinyStore)
        store.db.storage.compact()

    @precondition(lambda self: bool(self.stores))
    @invariant()
    def same(self) -> None:
        """Both stores hold what the model holds, and called back once for each kept change."""
        for store in self.stores:
            now(store.run(compare, self.notes, self.hidden))
            assert list(store.record()) == self.lines
            heads = now(store.run(lambda tx: [head for head in [tx.get(ChainHead, "1")] if head]))
            assert list(broken_entries(store.record(), heads)) == []
        assert self.heard == [self.kept, self.kept]
        assert len(list(Path(self.folder.name).glob("apart-*"))) == bool(self.hidden)

    def teardown(self) -> None:
        now(self.stores[1].close())
        self.folder.cleanup()


def compare(tx: Tx, /, notes: dict[str, Note], hidden: str) -> None:
    """Hold every way of reading against the dictionary."""
    assert tx.secrets.get(Hidden, "it") == (Hidden(name="it", words=hidden) if hidden else None)
    every = sorted(notes.values(), key=lambda note: (note.box, note.number))
    assert [tx.get(Note, note.key) for note in every] == every
    assert tx.find(Note, "number") == every
    assert tx.find(Note, "number", 1, upto=2, newest_first=True) == [
        note for note in reversed(every) if note.box == 1 and note.number <= 2
    ]
    coloured = sorted(
        ((note.due, note.key) for note in every if (note.box, note.colour) == (0, Colour.BLUE) and note.due),
    )
    assert [note.key for note in tx.find(Note, "colour", 0, Colour.BLUE)] == [key for _, key in coloured]
    assert tx.count(Note, "colour", 0, Colour.BLUE) == len(coloured)
    due = sorted((note.due, note.key) for note in every if note.due and note.due <= NOON + timedelta(hours=1))
    assert [row.key for row in tx.rows(DueRow, upto=NOON + timedelta(hours=1))] == [key for _, key in due]
    opened = sorted((note.number, note.key) for note in every if note.open)
    assert tx.rows(OpenRow, True, skip=1, limit=2) == [(True, *row) for row in opened[1:3]]
    assert tx.count(Note, "open", False) == len(every) - len(opened)


TestStoreAgainstModel = StoreAgainstModel.TestCase
TestStoreAgainstModel.settings = settings(max_examples=examples(30), stateful_step_count=20, deadline=None)
