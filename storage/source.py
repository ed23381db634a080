"""Everything that a store keeps, read at one moment: for backups and checks."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from bot.domain.shared.audit_log import ChainHead, broken_links
from bot.ports import Table
from bot.schema import TABLES
from storage import codec
from storage.places import Database
from storage.tinydb import segments
from storage.tinydb.contents import Documents

if TYPE_CHECKING:
    from storage.tinydb.store import TinyStore


def _overhear(raw: codec.Raw, hashed: str, /) -> None:
    """Ignore a line of the record."""


@dataclass(frozen=True)
class Source:
    """All documents, secrets included, and a way to walk the record's lines."""

    folder: Path
    documents: Documents
    lines: Callable[[], Iterator[bytes]]


def reading(source: "TinyStore | Path | Database", tables: Iterable[Table] = TABLES) -> AbstractContextManager[Source]:
    """Return what is kept in an open store, a folder or a database at one moment; changes nothing. Raises StorageError.

    Only the modules of that store are loaded.
    """
    backend = "postgresql" if isinstance(source, Database) else "tinydb"
    found: AbstractContextManager[Source] = import_module(f"storage.{backend}.source").reading(source, tables)
    return found


def broken_lines(source: Source, tables: Iterable[Table] = TABLES, hear: segments.Hear = _overhear) -> Iterator[str]:
    """Walk the record's chains up to their heads and name each line that does not hold.

    `hear` is called with each line, as its JSON without the hash, and its hash.
    """
    heads = [
        codec.decode(ChainHead, codec.loads(body))
        for table in tables
        if table.kind is ChainHead
        for body in source.documents.get(table.name, {}).values()
    ]
    return broken_links(segments.linked(source.folder, source.lines(), hear), heads)
