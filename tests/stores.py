"""Stores that begin with what was done in another one, and stories on a real server."""

import tempfile
from contextlib import AsyncExitStack
from pathlib import Path

from bot.ports import Store
from storage.memory import MemoryStore
from storage.postgresql.store import PostgresStore
from tests.slow.postgresql.server import PostgresServer


def copied(store: Store) -> MemoryStore:
    """Return a store of its own that keeps the same; nobody listens to it yet."""
    assert isinstance(store, MemoryStore)
    same = MemoryStore()
    same.keep({table: dict(kept) for table, kept in store.contents.documents.items()}, list(store._record))
    return same


async def moved(store: Store, server: PostgresServer, undo: AsyncExitStack) -> PostgresStore:
    """Return a store in a database of its own that keeps the same; it is closed at the end."""
    assert isinstance(store, MemoryStore)
    keys = Path(undo.enter_context(tempfile.TemporaryDirectory()))
    made = PostgresStore(await server.make_database(), keys)
    made.load(store.contents.documents, store._record)
    undo.push_async_callback(made.close)
    return made
