"""Reading everything at once, from an open store or from a folder that no program works on."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.domain.record import Head, broken
from bot.ports import Table
from bot.tables import TABLES
from storage import codec, folder, names, segments
from storage.contents import Documents
from storage.errors import StorageError
from storage.lock import Lock
from storage.tinydb import TinyStore


@dataclass(frozen=True)
class Source:
    """All documents, and a way to walk the record's lines."""

    folder: Path
    documents: Documents
    lines: Callable[[], Iterator[bytes]]


@contextmanager
def reading(source: TinyStore | Path) -> Iterator[Source]:
    """Give what is kept and hold others off meanwhile; changes nothing.

    Raises StorageError: nothing there, StoreLockedError, DamagedError.
    """
    if isinstance(source, TinyStore):
        yield Source(source.db.storage.folder, source.contents.documents, source.db.storage.record)
        return
    if not (source.is_dir() and names.ours(source)):
        raise StorageError(f"{source} holds no data")
    # Where there is no lock file no program has opened the folder: a copy is read without writing into it.
    lock = Lock(source) if (source / "lock").exists() else None
    try:
        found = folder.look(source)
        yield Source(
            source, found.documents, lambda: folder.record(source, found.mark, found.journals, last=found.number)
        )
    finally:
        if lock:
            lock.release()


def broken_lines(source: Source, tables: Iterable[Table] = TABLES) -> Iterator[str]:
    """Walk the record's chains up to their heads and name each line that does not hold."""
    heads = [
        codec.decode(Head, codec.loads(body))
        for table in tables
        if table.kind is Head
        for body in source.documents.get(table.name, {}).values()
    ]
    return broken(segments.parsed(source.folder, source.lines()), heads)
