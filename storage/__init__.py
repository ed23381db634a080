"""Stores of the council's documents and the audit log: `open_store` opens any of them."""

from importlib import import_module
from pathlib import Path

from bot.ports import Store
from storage.places import Database

STORES = {"tinydb": "storage.tinydb.store", "memory": "storage.memory"}  # each has a function `open_url`


def open_store(place: str | Path | Database) -> Store:
    """Open the store in a folder or a database, or what a URL names: `tinydb:FOLDER` or `memory:`.

    Only that store's own modules are loaded. Raises StorageError.
    """
    if isinstance(place, Database):
        database: Store = import_module("storage.postgresql.store").open_database(place)
        return database
    scheme, _, rest = str(place).partition(":")
    if scheme not in STORES:
        scheme, rest = "tinydb", str(place)
    store: Store = import_module(STORES[scheme]).open_url(rest)
    return store
