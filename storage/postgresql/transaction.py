"""A transaction: what the server has, with its own changes laid over it. They are sent when the act has returned."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import islice
from typing import Any, cast

from psycopg import sql

from bot.domain.shared.audit_log import AuditEntry, ChainHead
from bot.ports import D, Document, Scalar, W
from storage import codec
from storage.base_transaction import BaseTransaction
from storage.errors import AppendOnlyError
from storage.index_shape import IndexShape, Row
from storage.postgresql.key_boxes import KeyBoxes
from storage.postgresql.schema import present
from storage.postgresql.session import Conflict, Params, Query, Session
from storage.postgresql.table_shape import TableShape, column


@dataclass(frozen=True)
class Kept:
    """A document as the server has it: its JSON and the version it was read at; no body: there was none."""

    body: bytes | None = None
    version: int = 0


class Shapes:
    """The tables of a store, found by the kind of document and by the class of index rows."""

    def __init__(self, every: Collection[TableShape]) -> None:
        self.tables = {shape.table.kind: shape for shape in every if not shape.is_secret}
        self.secrets = {shape.table.kind: shape for shape in every if shape.is_secret}
        self.rows = {
            kind: (shape, name)
            for shape in every
            for name, kind in shape.table.indexes.items()
            if not isinstance(kind, tuple)
        }


class Transaction(BaseTransaction[TableShape]):
    """Implements `bot.ports.Tx`.

    With `is_writer` each council is locked before anything of it is read, so that what an act counts stays true until
    it is kept. Without, the first change raises Conflict: the act is run again as a writer.
    """

    def __init__(self, shapes: Shapes, session: Session, boxes: KeyBoxes, *, is_writer: bool) -> None:
        super().__init__(shapes.tables, shapes.secrets)
        self.lines: list[AuditEntry] = []
        self._shapes = shapes
        self._session = session
        self._boxes = boxes
        self._is_writer = is_writer
        self._locked: set[str] = set()
        self._kept: dict[str, dict[str, Kept]] = {}  # by table and key, as read
        self._changed: dict[str, dict[str, bytes | None]] = {}
        self._decoded: dict[type, dict[str, Any]] = {}

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
        """Return the documents whose index fields begin with `prefix`, in the order of the index."""
        shape = self._tables[kind]
        span = Span(shape, index, prefix, upto, newest_first=newest_first)
        rows = self._scan(span, "body::text, version", skip, limit)
        for *_, key, body, version in rows:
            if body is not None:
                self._kept.setdefault(shape.table.name, {}).setdefault(str(key), Kept(str(body).encode(), version))
        found = (self.read(shape, kind, str(row[-3])) for row in rows)
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
        """Return the rows of an index."""
        shape, index = self._shapes.rows[row]
        span = Span(shape, index, prefix, upto, newest_first=newest_first)
        made = (span.index.make(found[:-2]) for found in self._scan(span, "NULL, NULL", skip, limit))
        return cast("list[W]", list(made))  # an index that has a class of rows makes its rows of it

    def count(self, kind: type[D], index: str, /, *prefix: Scalar) -> int:
        """Count the documents whose index fields begin with `prefix`."""
        span = Span(self._tables[kind], index, prefix)
        self._lock_council(span.council)
        changed = self._changed.get(span.shape.table.name, {})
        query = sql.SQL("SELECT count(*) FROM {} WHERE {}").format(span.shape.name, span.where(but=changed))
        return int(self._session.execute(query, span.params(changed))[0][0]) + len(span.among(changed))

    def append(self, line: AuditEntry, /) -> None:
        """Append a line to the record."""
        self._write_as_writer()
        self.lines.append(line)

    def read(self, shape: TableShape, kind: type[D], key: str) -> D | None:
        """Return a document of a table, decoded once, or None."""
        decoded: dict[str, D] = self._decoded.setdefault(kind, {})
        if key not in decoded:
            body = self._body(shape, key)
            if body is None:
                return None
            decoded[key] = codec.decode(kind, codec.loads(body))
        return decoded[key]

    def write(self, shape: TableShape, key: str, doc: Document | None) -> None:
        """Keep a document of a table under its key, or drop it."""
        self._write_as_writer()
        raw = None if doc is None else codec.encode(doc)
        if raw is not None and shape.table.version > 1:
            raw["v"] = shape.table.version
        body, changed = None if raw is None else codec.dumps(raw), self._changed.setdefault(shape.table.name, {})
        if shape.table.append_only and changed.get(key, body) != body:
            raise AppendOnlyError(shape.table.name, key)
        changed[key] = body
        decoded = self._decoded.setdefault(shape.table.kind, {})
        if doc is None:
            decoded.pop(key, None)
        else:
            decoded[key] = doc

    def statements(self) -> tuple[list[tuple[Query, Params]], list[type[Document]]]:
        """Return what is to be written, and the kinds of documents in it; an equal document is no change."""
        if self.notes:
            kind = type(self.notes[0]).__name__
            raise RuntimeError(f"nobody reacted to a {kind}: run the use case through perform()")
        written: list[tuple[Query, Params]] = []
        kinds = []
        every = {shape.table.name: shape for shape in (*self._shapes.tables.values(), *self._shapes.secrets.values())}
        for name, changed in self._changed.items():
            shape = every[name]
            self._read_all(shape, changed)
            made = [each for key, body in changed.items() for each in self._write_one(shape, key, body)]
            written += made
            kinds += [shape.table.kind] if made else []
        written += [
            (
                "INSERT INTO record (council, seq, body) VALUES (%s, %s, %s)",
                (line.council, line.seq, codec.dumps(codec.encode(line)).decode()),
            )
            for line in self.lines
        ]
        return written, kinds

    def _write_one(self, shape: TableShape, key: str, body: bytes | None) -> list[tuple[Query, Params]]:
        """Return what writes a document, or drops it; nothing when it is equal to the kept one."""
        kept = self._kept[shape.table.name][key]
        if body == kept.body:
            return []
        if shape.table.append_only and kept.body is not None:
            raise AppendOnlyError(shape.table.name, key)
        if body is None:
            return [(shape.delete, (key, kept.version))]
        values = shape.values(codec.loads(body))
        taken: list[tuple[Query, Params]] = []
        if shape.is_secret:
            boxes, taken = self._boxes.seal(self._session, body)
            body = codec.dumps(dict(boxes))
        if kept.body is None:
            return [*taken, (shape.insert, (key, body.decode(), *values))]
        return [*taken, (shape.update, (body.decode(), *values, key, kept.version))]

    def _write_as_writer(self) -> None:
        if not self._is_writer:
            raise Conflict("this act writes: it has to lock what it reads")

    def _lock_council(self, council: str) -> None:
        """Lock a council until the transaction ends, so that what is read of it now does not change."""
        if self._is_writer and council and council not in self._locked:
            heads = self._shapes.tables[ChainHead].name
            self._session.execute(sql.SQL("SELECT 1 FROM {} WHERE key = %s FOR UPDATE").format(heads), (council,))
            self._locked.add(council)

    def _body(self, shape: TableShape, key: str) -> bytes | None:
        changed = self._changed.get(shape.table.name, {})
        if key in changed:
            return changed[key]
        if key not in self._kept.get(shape.table.name, {}):
            self._lock_council(key.partition("/")[0] if shape.in_council else "")
            self._read_all(shape, [key])
        return self._kept[shape.table.name][key].body

    def _read_all(self, shape: TableShape, keys: Iterable[str]) -> None:
        """Read the documents under these keys that were not read before, and note those that are not there."""
        kept = self._kept.setdefault(shape.table.name, {})
        unread = [key for key in keys if key not in kept]
        if unread:
            kept.update(dict.fromkeys(unread, Kept()))
            for key, body, version in self._session.execute(shape.read, (unread,)):
                plain = self._boxes.open(codec.loads(body.encode())) if shape.is_secret else body.encode()
                kept[key] = Kept(plain, version)

    def _scan(self, span: "Span", values: str, skip: int, limit: int | None) -> list[tuple[Any, ...]]:
        """Return rows of index fields, key, and two `values` of the document, None for one of this transaction."""
        self._lock_council(span.council)
        changed = self._changed.get(span.shape.table.name, {})
        mine = span.among(changed)
        begin = 0 if mine else skip
        fetched = None if limit is None else skip + limit - begin
        query = sql.SQL("SELECT {}, key, {} FROM {} WHERE {} ORDER BY {} LIMIT %s OFFSET %s").format(
            sql.SQL(", ").join(map(column, span.index.names)),
            sql.SQL(values),
            span.shape.name,
            span.where(but=changed),
            span.order,
        )
        found = self._session.execute(query, (*span.params(changed), fetched, begin))
        if mine:
            found = sorted((*found, *((*row, None, None) for row in mine)), key=_row_of, reverse=span.newest_first)
        return list(islice(found, skip - begin, None if limit is None else skip - begin + limit))


def _row_of(found: tuple[Any, ...]) -> tuple[Any, ...]:
    return found[:-2]


class Span:
    """A range of an index: the rows that begin with `prefix`, and whose next field is at most `upto`."""

    def __init__(
        self,
        shape: TableShape,
        index: str,
        prefix: tuple[Scalar, ...],
        upto: Scalar | None = None,
        *,
        newest_first: bool = False,
    ) -> None:
        self.shape = shape
        self.index: IndexShape = shape.indexes[index]
        self.newest_first = newest_first
        self._prefix = tuple(map(codec.stored, prefix))
        self._upto = codec.stored(upto)
        self._columns = [column(name) for name in self.index.names]

    @property
    def council(self) -> str:
        """The council that the range lies in; empty when it is of several."""
        return str(self._prefix[0]) if self._prefix and self.index.names[0] == "council" else ""

    @property
    def order(self) -> sql.Composed:
        """The order of the rows."""
        direction = sql.SQL(" DESC" if self.newest_first else "")
        return sql.SQL(", ").join(each + direction for each in (*self._columns, sql.Identifier("key")))

    def where(self, *, but: Collection[str]) -> sql.Composed:
        """Return the condition of the range, without the documents `but`."""
        begin = len(self._prefix)
        every = [sql.SQL("{} = %s").format(each) for each in self._columns[:begin]]
        every += [] if self._upto is None else [sql.SQL("{} <= %s").format(self._columns[begin])]
        every += [sql.SQL("key <> ALL(%s)").format()] if but else []
        return sql.SQL(" AND ").join((*every, present(self._columns)))

    def params(self, but: Collection[str]) -> list[Any]:
        """Return the values for the condition."""
        return [*self._prefix, *([] if self._upto is None else [self._upto]), *([list(but)] if but else [])]

    def among(self, changed: dict[str, bytes | None]) -> list[Row]:
        """Return the rows in the range of documents that this transaction changed."""
        every = (self.index.row(key, codec.loads(body)) for key, body in changed.items() if body is not None)
        return [row for row in every if row is not None and self._has(row)]

    def _has(self, row: Row) -> bool:
        begin = len(self._prefix)
        next_field: Any = row[begin]
        return row[:begin] == self._prefix and (self._upto is None or next_field <= self._upto)
