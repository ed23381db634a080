"""Stores of the council's documents and the audit log: `open_store` opens any of them."""

from importlib import import_module

from bot.ports import Store

STORES = {"tinydb": "storage.tinydb.store", "memory": "storage.memory"}  # each has a function `open_url`


def open_store(url: str) -> Store:
    """Open the store that a URL names: `tinydb:FOLDER`, for which a bare path stands as well, or `memory:`.

    Only that store's own modules are loaded. Raises StorageError.
    """
    scheme, _, place = url.partition(":")
    if scheme not in STORES:
        scheme, place = "tinydb", url
    store: Store = import_module(STORES[scheme]).open_url(place)
    return store
