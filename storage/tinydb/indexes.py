"""Ordered rows `(field…, key)` of one table, so that documents are found without being read."""

from collections.abc import Iterable, Iterator
from heapq import merge
from typing import Any

from sortedcontainers import SortedList

from storage.codec import Raw, Stored, field_defaults, stored

Row = tuple[Stored, ...]


class _Top:
    """Sorts after everything: the end of a range whose last fields are open."""

    def __lt__(self, other: object) -> bool:
        return False

    def __gt__(self, other: object) -> bool:
        return True


_TOP = _Top()


class Span:
    """A range of rows: those that begin with `prefix`, and whose next field is at most `upto`."""

    def __init__(self, prefix: Iterable[object], upto: object | None = None) -> None:
        self.low = tuple(map(stored, prefix))
        self.high = (*self.low, _TOP) if upto is None else (*self.low, stored(upto), _TOP)

    def count(self, rows: SortedList) -> int:
        """Count in O(log n)."""
        return int(rows.bisect_right(self.high) - rows.bisect_left(self.low))

    def scan(self, rows: SortedList, *, newest_first: bool) -> Iterator[Row]:
        """Walk the rows in order, or backwards."""
        walk: Iterator[Row] = rows.irange(self.low, self.high, reverse=newest_first)
        return walk


class Index:
    """The kept rows of one index; a document in which one of the fields is None has no row."""

    def __init__(self, kind: type, fields: tuple[str, ...]) -> None:
        self._fields = field_defaults(kind, fields)
        self.rows = SortedList()

    def row(self, key: str, raw: Raw) -> Row | None:
        """Return the document's row, or None when it has none."""
        values: list[Any] = [raw.get(name, default) for name, default in self._fields]
        return None if None in values else (*values, key)

    def moved(self, key: str, old: Raw | None, new: Raw | None) -> tuple[Row | None, Row | None]:
        """Return the row that goes and the row that comes when a document changes; None where there is none."""
        gone = None if old is None else self.row(key, old)
        come = None if new is None else self.row(key, new)
        return (None, None) if gone == come else (gone, come)

    def replace(self, key: str, old: Raw | None, new: Raw | None) -> None:
        """Follow a document's change; None where there is none."""
        gone, come = self.moved(key, old, new)
        if gone is not None:
            self.rows.remove(gone)
        if come is not None:
            self.rows.add(come)

    def load(self, rows: Iterable[Row | None]) -> None:
        """Fill the index in one go: sorting once is much cheaper than adding one by one."""
        self.rows = SortedList(row for row in rows if row is not None)


class Overlay:
    """An index as one transaction sees it: the kept rows, less those it removed, and those it added."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self._added = SortedList()
        self._removed = SortedList()

    def replace(self, key: str, old: Raw | None, new: Raw | None) -> None:
        """Follow a document's change; None where there is none."""
        gone, come = self.index.moved(key, old, new)
        if gone is not None:
            _move(gone, self._added, self._removed)
        if come is not None:
            _move(come, self._removed, self._added)

    def count(self, span: Span) -> int:
        """Count the rows in the span in O(log n)."""
        return span.count(self.index.rows) - span.count(self._removed) + span.count(self._added)

    def scan(self, span: Span, *, newest_first: bool) -> Iterator[Row]:
        """Walk the rows in the span, reading only as far as asked."""
        kept = span.scan(self.index.rows, newest_first=newest_first)
        if self._removed:
            kept = (row for row in kept if row not in self._removed)
        if self._added:
            kept = merge(kept, span.scan(self._added, newest_first=newest_first), reverse=newest_first)
        return kept


def _move(row: Row, back: SortedList, forth: SortedList) -> None:
    """Undo the row's move if it stands in `back`, else note it in `forth`."""
    if row in back:
        back.remove(row)
    else:
        forth.add(row)
