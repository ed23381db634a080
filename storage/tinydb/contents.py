"""All kept documents in memory, as the bytes of their JSON, with the indexes over them.

Bytes, not parsed values: a fifth of the memory, nothing for the garbage collector to walk,
nobody can change what is kept, and a snapshot is a copy of references. Only of the documents that most acts read the
latest are there as values as well.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

from bot.ports import D, SecretTable, Table
from storage import codec
from storage.codec import Raw
from storage.migrations import Upgrade
from storage.tinydb.indexes import Index, Overlay, follow

Documents = dict[str, dict[str, bytes]]  # table -> key -> JSON
Changes = dict[str, dict[str, bytes | None]]  # the same; None: dropped


SHARED_LIMIT = 1000  # decoded documents: some megabytes


class Contents:
    """The stored documents and their indexes in memory. Changed only by `apply`, after the change is durable."""

    def __init__(self, tables: Iterable[Table], read_secret: Callable[[bytes], bytes] | None = None) -> None:
        """Start empty; ValueError when two tables share a name or a kind, or an index names no field.

        `read_secret` gives the secret that a stub stands for; without it the secrets themselves are in here.
        """
        tables = tuple(tables)
        self.tables = {table.kind: table for table in tables if not isinstance(table, SecretTable)}
        self.secrets = {table.kind: table for table in tables if isinstance(table, SecretTable)}
        self.kinds = {table.name: table.kind for table in tables}
        self.documents: Documents = {table.name: {} for table in tables}
        self.indexes = {
            table.name: {name: Index(table.kind, fields) for name, fields in table.indexes.items()} for table in tables
        }
        self.rows = {
            shape: (table, name)
            for table in tables
            for name, shape in table.indexes.items()
            if not isinstance(shape, tuple)
        }
        if not len(tables) == len({table.kind for table in tables}) == len(self.kinds):
            raise ValueError("two tables share a name or a kind")
        if any(table.indexes for table in self.secrets.values()):
            raise ValueError("a table of secrets has no index")
        self._read_secret = read_secret
        self._decode_shared = lru_cache(SHARED_LIMIT)(_decode)

    def body(self, table: Table, key: str) -> bytes | None:
        """Return a document's JSON, or None; DamagedError for one whose file is not there any more."""
        kept = self.documents[table.name].get(key)
        if kept is None or self._read_secret is None or not isinstance(table, SecretTable):
            return kept
        return self._read_secret(kept)

    def decode(self, table: Table, kind: type[D], body: bytes) -> D:
        """Return a document; one of a shared table is decoded once for all transactions."""
        doc: D = self._decode_shared(kind, body) if table.shared else _decode(kind, body)
        return doc

    def load(self, documents: Documents, upgrade: Upgrade) -> bool:
        """Load the documents read from disk, migrating old ones; return whether any was migrated."""
        upgraded = False
        for table in (*self.tables.values(), *self.secrets.values()):
            kept = documents.setdefault(table.name, {})
            if isinstance(table, SecretTable) and self._read_secret:
                continue  # these are stubs
            indexes = self.indexes[table.name].values()
            rows: list[list[tuple[codec.Stored, ...] | None]] = [[] for _ in indexes]
            for key, body in kept.items():
                raw = codec.loads(body)
                if raw.get("v", 1) != table.version:
                    raw = self._upgrade(table, key, raw, upgrade, documents)
                    kept[key] = codec.dumps(raw)
                    upgraded = True
                for index, into in zip(indexes, rows, strict=True):
                    into.append(index.row(key, raw))
            for index, ready in zip(indexes, rows, strict=True):
                index.load(ready)
        self.documents = documents
        return upgraded

    def _upgrade(self, table: Table, key: str, raw: Raw, upgrade: Upgrade, documents: Documents) -> Raw:
        """Return the document as it is kept now; what becomes of its parts is put where later tables find it."""
        upgraded = upgrade(table, key, raw)
        order = list(self.kinds)
        for (name, other), part in upgraded.parts.items():
            if name in order and order.index(name) < order.index(table.name):
                raise ValueError(f"{name} must stand behind {table.name}, of which it takes over a part")
            documents.setdefault(name, {})[other] = codec.dumps(part)
        return upgraded.raw

    def apply(self, changes: Changes, overlays: Iterable[Overlay] | None = None) -> None:
        """Make the changes visible; `overlays` are theirs over the indexes, when somebody has made them already."""
        if overlays is None:
            overlays = self._overlays(changes)
        for overlay in overlays:
            overlay.apply()
        for name, bodies in changes.items():
            kept = self.documents.setdefault(name, {})
            for key, body in bodies.items():
                if body is None:
                    kept.pop(key, None)
                else:
                    kept[key] = body

    def _overlays(self, changes: Changes) -> Iterator[Overlay]:
        for name, bodies in changes.items():
            kept, indexes = self.documents.get(name, {}), self.indexes.get(name, {})
            overlays: dict[str, Overlay] = {}
            for key, body in bodies.items() if indexes else ():
                old, new = (None if text is None else codec.loads(text) for text in (kept.get(key), body))
                follow(overlays, indexes, key, old, new)
            yield from overlays.values()


def _decode(kind: type[D], body: bytes) -> D:
    return codec.decode(kind, codec.loads(body))
