"""A store that forgets everything when the program ends: for tests and the demo."""

from collections.abc import Iterable, Iterator

from bot.domain.shared.audit_log import AuditEntry
from bot.ports import Table
from bot.schema import TABLES
from storage import codec
from storage.tinydb.contents import Changes, Contents
from storage.tinydb.indexes import Overlay
from storage.tinydb.table_store import TableStore


class MemoryStore(TableStore):
    """Keeps in memory what `TinyStore` keeps on disk, by the same transactions and in the same form."""

    def __init__(self, tables: Iterable[Table] = TABLES) -> None:
        super().__init__()
        self._contents = Contents(tables)
        self._record: list[bytes] = []

    @property
    def contents(self) -> Contents:
        """The stored documents."""
        return self._contents

    def keep(self, changes: Changes, lines: list[bytes], overlays: list[Overlay] | None = None) -> None:
        """Store until the program ends."""
        self._record += lines
        self._contents.apply(changes, overlays)

    def record(self) -> Iterator[AuditEntry]:
        """Walk the whole record as it is when the walk begins, oldest line first."""
        for line in tuple(self._record):
            yield codec.decode(AuditEntry, codec.loads(line))

    async def close(self) -> None:
        """Do nothing: the documents stay readable."""


def open_url(_place: str) -> MemoryStore:
    """Return an empty store."""
    return MemoryStore()
