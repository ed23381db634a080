"""A transaction: the stored documents with its own changes laid over them."""

from itertools import islice
from typing import Any, cast

from bot.domain.shared.audit_log import AuditEntry
from bot.ports import D, Document, Scalar, Table, W
from storage import codec
from storage.base_transaction import BaseTransaction
from storage.codec import Raw
from storage.errors import AppendOnlyError
from storage.tinydb.contents import Changes, Contents
from storage.tinydb.indexes import Index, Overlay, Span, follow


class Transaction(BaseTransaction[Table]):
    """Implements `bot.ports.Tx`. The store keeps `changes` and `lines` when the act has returned.

    A document is decoded once in a transaction, however often it is read; another transaction decodes it anew, unless
    nothing in it can be changed, so nothing a reader does can reach what is kept.
    """

    def __init__(self, contents: Contents) -> None:
        super().__init__(contents.tables, contents.secrets)
        self.changes: Changes = {}
        self.lines: list[bytes] = []
        self._contents = contents
        self._overlays: dict[str, dict[str, Overlay]] = {}
        self._decoded: dict[type, dict[str, Any]] = {}  # by key, as this transaction read or put them

    @property
    def overlays(self) -> list[Overlay]:
        """The changes laid over the indexes."""
        return [overlay for each in self._overlays.values() for overlay in each.values()]

    def find(
        self,
        kind: type[D],
        index: str,
        /,
        *prefix: Scalar,
        upto: Scalar | None = None,
        newest_first: bool = False,
        skip: int = 0,
        limit: int | None = None,
    ) -> list[D]:
        """Return the documents behind `rows`."""
        table = self._tables[kind]
        walk = self._view(table, index).scan(Span(prefix, upto), newest_first=newest_first)
        rows = islice(walk, skip, None if limit is None else skip + limit)
        found = (self.read(table, kind, str(row[-1])) for row in rows)
        return [doc for doc in found if doc is not None]

    def rows(
        self,
        row: type[W],
        /,
        *prefix: Scalar,
        upto: Scalar | None = None,
        newest_first: bool = False,
        skip: int = 0,
        limit: int | None = None,
    ) -> list[W]:
        """Return index rows; costs what is skipped and returned, not what is stored."""
        walk = self._view(*self._contents.rows[row]).scan(Span(prefix, upto), newest_first=newest_first)
        rows = islice(walk, skip, None if limit is None else skip + limit)
        return cast("list[W]", list(rows))  # an index that has a class of rows makes its rows of it

    def count(self, kind: type[D], index: str, /, *prefix: Scalar) -> int:
        """Count in O(log n)."""
        return self._view(self._tables[kind], index).count(Span(prefix))

    def append(self, line: AuditEntry, /) -> None:
        """Append a line to the record."""
        self.lines.append(codec.dumps(codec.encode(line)))

    def read(self, table: Table, kind: type[D], key: str) -> D | None:
        """Return a document of a table, decoded once, or None."""
        decoded: dict[str, D] = self._decoded.setdefault(kind, {})
        doc = decoded.get(key)
        if doc is None:
            body = self._body(table, key)
            if body is None:
                return None
            doc = decoded[key] = self._contents.decode(table, kind, body)
        return doc

    def write(self, table: Table, key: str, doc: Document | None) -> None:
        """Keep a document of a table under its key, or drop it."""
        raw = None if doc is None else codec.encode(doc)
        if raw is not None and table.version > 1:
            raw["v"] = table.version
        self._set(table, key, raw)
        decoded = self._decoded.setdefault(table.kind, {})
        if doc is None:
            decoded.pop(key, None)
        else:
            decoded[key] = doc

    def _body(self, table: Table, key: str) -> bytes | None:
        changed = self.changes.get(table.name, {})
        return changed[key] if key in changed else self._contents.body(table, key)

    def _view(self, table: Table, index: str) -> Index | Overlay:
        """Return the index as this transaction sees it; without changes in it that is the index itself."""
        overlay = self._overlays.get(table.name, {}).get(index)
        return overlay or self._contents.indexes[table.name][index]

    def _set(self, table: Table, key: str, raw: Raw | None) -> None:
        body = None if raw is None else codec.dumps(raw)
        old = self._body(table, key)
        if body == old:
            return
        if table.append_only and old is not None:
            raise AppendOnlyError(table.name, key)
        self._follow(table, key, old, raw)
        changed = self.changes.setdefault(table.name, {})
        changed[key] = body
        if body == self._contents.body(table, key):
            del changed[key]  # changed back to what is kept
            if not changed:
                del self.changes[table.name]

    def _follow(self, table: Table, key: str, old: bytes | None, new: Raw | None) -> None:
        """Lay a document's change over the indexes of its table."""
        indexes = self._contents.indexes[table.name]
        if indexes:
            before = None if old is None else codec.loads(old)
            follow(self._overlays.setdefault(table.name, {}), indexes, key, before, new)
