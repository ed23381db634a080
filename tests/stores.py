"""Stores that begin with what was done in another one."""

from bot.ports import Store
from storage.memory import MemoryStore


def copied(store: Store) -> MemoryStore:
    """Return a store of its own that keeps the same; nobody listens to it yet."""
    assert isinstance(store, MemoryStore)
    same = MemoryStore()
    same.keep({table: dict(kept) for table, kept in store.contents.documents.items()}, list(store._record))
    return same
