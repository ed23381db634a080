"""Reading everything at once, from an open store or from a folder, whether a program works on it or not."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from itertools import chain
from pathlib import Path

from bot.ports import Table
from bot.schema import TABLES
from storage.errors import DamagedError, StorageError, StoreLockedError
from storage.source import Source
from storage.tinydb import file_names, recovery, secret_files, segments
from storage.tinydb.lock import Lock
from storage.tinydb.store import TinyStore

CHANCES = 5  # a journal is put away once in thousands of transactions; to meet that five times in a row is damage


@contextmanager
def reading(source: TinyStore | Path, tables: Iterable[Table] = TABLES) -> Iterator[Source]:
    """Return what is kept at one moment; changes nothing.

    A folder that no program works on is held meanwhile; beside a running one it is read as it was when the reading
    began. Raises StorageError: nothing there, DamagedError.
    """
    tables = tuple(tables)
    if isinstance(source, TinyStore):
        path = source.db.storage.folder
        documents = secret_files.joined(path, source.contents.documents, secret_files.names_of(tables))
        yield Source(path, documents, source.db.storage.record)
        return
    if not (source.is_dir() and file_names.ours(source)):
        raise StorageError(f"{source} holds no data")
    try:
        # Where there is no lock file no program has opened the folder: a copy is read without writing into it.
        lock = Lock(source, to_read=True) if (source / "lock").exists() else None
    except StoreLockedError:
        yield _beside(source, tables)
        return
    try:
        found = recovery.look(source, tables)
        lines = partial(recovery.record, source, found.mark, found.journals, last=found.number)
        yield Source(source, found.whole, lines)
    finally:
        if lock:
            lock.release()


def _beside(path: Path, tables: tuple[Table, ...]) -> Source:
    """Read a folder beside the program that works on it; what it puts away meanwhile makes us look again."""
    for chance in range(CHANCES, 0, -1):
        try:
            found = recovery.look(path, tables)
            waiting = [
                line
                for entry in recovery.entries(path, found.journals, after=found.mark.number)
                if entry.number <= found.number
                for line in entry.lines
            ]
        except (DamagedError, FileNotFoundError):
            if chance == 1:
                raise
        else:
            break
    # The record's own files only grow, so they may be walked later, up to where they ended when we looked.
    return Source(path, found.whole, lambda: chain(segments.walk(path, found.mark.record), waiting))
