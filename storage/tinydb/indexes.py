"""Ordered rows `(field…, key)` of one table, so that documents are found without being read."""

from collections.abc import Iterable, Iterator
from heapq import merge

from sortedcontainers import SortedList

from bot.ports import IndexRow, Scalar
from storage.codec import Raw, stored
from storage.index_shape import IndexShape, Row


class _Top:
    """Sorts after everything: the end of a range whose last fields are open."""

    def __lt__(self, other: object) -> bool:
        return False

    def __gt__(self, other: object) -> bool:
        return True


_TOP = _Top()


class Span:
    """A range of rows: those that begin with `prefix`, and whose next field is at most `upto`."""

    def __init__(self, prefix: Iterable[Scalar], upto: Scalar | None = None) -> None:
        self.low = tuple(map(stored, prefix))
        self.high = (*self.low, _TOP) if upto is None else (*self.low, stored(upto), _TOP)

    def count(self, rows: SortedList) -> int:
        """Count in O(log n)."""
        return int(rows.bisect_right(self.high) - rows.bisect_left(self.low))

    def scan(self, rows: SortedList, *, newest_first: bool) -> Iterator[Row]:
        """Walk the rows in order, or backwards."""
        walk: Iterator[Row] = rows.irange(self.low, self.high, reverse=newest_first)
        return walk


class Index(IndexShape):
    """The kept rows of one index; a document in which one of the fields is None has no row."""

    def __init__(self, kind: type, fields: tuple[str, ...] | type[IndexRow]) -> None:
        """Start empty; `fields` may be the class of the rows, a `NamedTuple`, whose last field is the key."""
        super().__init__(kind, fields)
        self.rows = SortedList()

    def scan(self, span: Span, *, newest_first: bool) -> Iterator[Row]:
        """Walk the rows in the span, reading only as far as asked."""
        return span.scan(self.rows, newest_first=newest_first)

    def count(self, span: Span) -> int:
        """Count the rows in the span in O(log n)."""
        return span.count(self.rows)

    def load(self, rows: Iterable[Row | None]) -> None:
        """Fill the index in one go: sorting once is much cheaper than adding one by one."""
        self.rows = SortedList(row for row in rows if row is not None)

    def move(self, removed: Iterable[Row], added: Iterable[Row]) -> None:
        """Remove rows and add others."""
        for row in removed:
            self.rows.remove(row)
        for row in added:
            self.rows.add(row)


_NONE = SortedList()  # stays empty


class Overlay:
    """An index as a transaction that writes sees it: the kept rows, less those it removed, and those it added."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._added = self._removed = _NONE

    def move(self, gone: Row | None, come: Row | None) -> None:
        """Follow a change: one row goes, another comes; None where there is none."""
        if gone is not None and gone in self._added:
            self._added.remove(gone)
        elif gone is not None:
            self._removed = _with(self._removed, gone)
        if come is not None and come in self._removed:
            self._removed.remove(come)
        elif come is not None:
            self._added = _with(self._added, come)

    def count(self, span: Span) -> int:
        """Count the rows in the span in O(log n)."""
        return self._index.count(span) - span.count(self._removed) + span.count(self._added)

    def scan(self, span: Span, *, newest_first: bool) -> Iterator[Row]:
        """Walk the rows in the span, reading only as far as asked."""
        kept = self._index.scan(span, newest_first=newest_first)
        if self._removed:
            kept = (row for row in kept if row not in self._removed)
        if self._added:
            kept = merge(kept, span.scan(self._added, newest_first=newest_first), reverse=newest_first)
        return kept

    def apply(self) -> None:
        """Make the changes in the index itself."""
        self._index.move(self._removed, self._added)


def follow(overlays: dict[str, Overlay], indexes: dict[str, Index], key: str, old: Raw | None, new: Raw | None) -> None:
    """Lay a document's change over those of its table's indexes in which its row changes; None where there is none."""
    changed = _changed_fields(old, new) if old is not None and new is not None else None
    for name, index in indexes.items():
        if changed is not None and index.fields.isdisjoint(changed):
            continue
        gone = None if old is None else index.row(key, old)
        come = None if new is None else index.row(key, new)
        if gone != come:
            if name not in overlays:
                overlays[name] = Overlay(index)
            overlays[name].move(gone, come)


def _changed_fields(old: Raw, new: Raw) -> set[str]:
    """Return the fields in which two forms of a document differ; one that is left out differs from None."""
    return {name for name in old.keys() | new.keys() if old.get(name, ...) != new.get(name, ...)}


def _with(rows: SortedList, row: Row) -> SortedList:
    """Add a row; the first one makes a list, which takes longer than all else here."""
    if rows is _NONE:
        rows = SortedList()  # filled at once it would take three times as long
    rows.add(row)
    return rows
