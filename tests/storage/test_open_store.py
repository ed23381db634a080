"""Opening a store by its URL."""

from pathlib import Path

import pytest

from storage import open_store
from storage.memory import MemoryStore
from storage.tinydb.store import TinyStore


@pytest.mark.parametrize("scheme", ["tinydb:", ""])
async def test_a_folder(tmp_path: Path, scheme: str) -> None:
    """`tinydb:` and a bare path are the store on disk."""
    store = open_store(f"{scheme}{tmp_path / 'data'}")
    assert isinstance(store, TinyStore)
    await store.close()
    assert (tmp_path / "data" / "lock").exists()


async def test_a_path_with_a_colon(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A colon in a bare path names no store."""
    monkeypatch.chdir(tmp_path)
    await open_store("2026:data").close()
    assert (tmp_path / "2026:data").is_dir()


async def test_memory() -> None:
    """`memory:` keeps nothing anywhere, and each is a store of its own."""
    first, second = open_store("memory:"), open_store("memory:")
    assert isinstance(first, MemoryStore)
    assert first is not second
