"""Rows of an index by time, read from the newest back, so that a period costs what happened in it and since."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, SupportsIndex, TypeVar

from bot.ports import IndexRow, Scalar, Tx

READ_AT_ONCE = 100


@dataclass(frozen=True)
class Span:
    """A span of time, from `begins` up to, not with, `ends` (UTC)."""

    begins: datetime
    ends: datetime


class DatedRow(IndexRow, Protocol):
    """A row of an index by council and time, or day: its second field, an ISO text."""

    def __getitem__(self, place: SupportsIndex, /) -> object:
        """Return a field by its place."""


Dated = TypeVar("Dated", bound=DatedRow)


def rows_since(tx: Tx, kind: type[Dated], council: int, *, first: str, upto: Scalar | None = None) -> Iterator[Dated]:
    """Return the rows of an index whose time or day is `first` or later, the newest first, a page at a time."""
    skip = 0
    while rows := tx.rows(kind, council, upto=upto, newest_first=True, skip=skip, limit=READ_AT_ONCE):
        for row in rows:
            if str(row[1]) < first:
                return
            yield row
        skip += READ_AT_ONCE


def count_in(tx: Tx, kind: type[Dated], council: int, span: Span) -> int:
    """Count the rows of an index by time that fall into a span."""
    first, end = iso_instant(span.begins), iso_instant(span.ends)
    return sum(str(row[1]) < end for row in rows_since(tx, kind, council, first=first, upto=span.ends))


def iso_instant(instant: datetime) -> str:
    """Return an instant (UTC) as indexes keep it."""
    return instant.isoformat(timespec="microseconds")
