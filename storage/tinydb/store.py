"""The store on disk, inside TinyDB's own extension points: a storage, a table and a database class."""

from collections.abc import Callable, Iterable, Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import tinydb
from tinydb.queries import QueryLike
from tinydb.table import Document

from bot.domain.shared.audit_log import AuditEntry
from bot.ports import Table
from bot.schema import TABLES
from storage.disk import Disk
from storage.migrations import STEPS, Steps
from storage.tinydb import segments
from storage.tinydb.contents import Changes, Contents
from storage.tinydb.engine import JOURNAL_LIMIT, SEGMENT_LIMIT, JournalStorage
from storage.tinydb.indexes import Overlay
from storage.tinydb.table_store import TableStore
from storage.tinydb.tables import Draft


class JournalTable(tinydb.table.Table):
    """A TinyDB table whose writes cost what they change. Its document ids are natural keys, text."""

    document_id_class = str  # type: ignore[assignment]  # TinyDB offers the choice and types it as int
    _storage: JournalStorage
    _next_id: int | None  # type: ignore[assignment]  # TinyDB types its start value only
    _seen = 0  # the transaction up to which the query cache is true

    def search(self, cond: QueryLike) -> list[Document]:
        """Return copies of the documents that match; TinyDB's cache holds until the next transaction of any table."""
        if self._seen != self._storage.number:
            self.clear_cache()
            self._seen = self._storage.number
        return deepcopy(super().search(cond))

    def _get_next_id(self) -> Any:
        if self._next_id is None:
            self._next_id = 1 + max((int(key) for key in self._read_table() if str(key).isdecimal()), default=0)
        self._next_id += 1
        return str(self._next_id - 1)

    def _update_table(self, updater: Callable[[Any], None]) -> None:
        draft = Draft(self._storage.contents.documents.get(self.name, {}))
        updater(draft)
        self._storage.commit({self.name: draft.changes()}, [])


class Database(tinydb.TinyDB):
    """A TinyDB database over a data folder; the arguments are those of `JournalStorage`."""

    table_class = JournalTable
    default_storage_class = JournalStorage  # type: ignore[assignment]  # TinyDB types its own default
    _storage: JournalStorage

    @property
    def storage(self) -> JournalStorage:
        """The storage."""
        return self._storage


class TinyStore(TableStore):
    """Implements `bot.ports.Store` on a data folder. `db` is the same data for TinyDB's own queries."""

    def __init__(self, db: Database) -> None:
        super().__init__()
        self.db = db

    @classmethod
    def open(
        cls,
        folder: Path,
        tables: Iterable[Table] = TABLES,
        *,
        steps: Steps = STEPS,
        disk: Disk | None = None,
        journal_limit: int = JOURNAL_LIMIT,
        segment_limit: int = SEGMENT_LIMIT,
    ) -> "TinyStore":
        """Open a data folder, made if missing; the limits are in bytes.

        Raises StorageError: StoreLockedError, DamagedError, TooNewError, StorageFailedError.
        """
        return cls(
            Database(
                folder,
                tuple(tables),
                steps=steps,
                disk=disk,
                journal_limit=journal_limit,
                segment_limit=segment_limit,
            )
        )

    @property
    def contents(self) -> Contents:
        """The kept documents; raises the StorageError after which nothing more is taken."""
        return self.db.storage.contents

    def keep(self, changes: Changes, lines: list[bytes], overlays: list[Overlay] | None = None) -> None:
        """Keep all of it in one durable write; StorageFailedError shows and keeps nothing more."""
        self.db.storage.commit(changes, lines, overlays)

    def record(self) -> Iterator[AuditEntry]:
        """Walk the whole record as it is on disk when the walk begins, oldest line first."""
        return segments.parsed(self.db.storage.folder, self.db.storage.record())

    async def close(self) -> None:
        """Write everything into `data.json` and release the folder; StorageError when that fails."""
        self.db.close()


def open_url(place: str) -> TinyStore:
    """Open the data folder; raises StorageError."""
    return TinyStore.open(Path(place))
