"""The rows that documents have in one index, whatever keeps them in order."""

from collections.abc import Callable
from typing import Any

from bot.ports import IndexRow
from storage.codec import Raw, Stored, field_defaults

Row = tuple[Stored, ...]


class IndexShape:
    """The fields of an index, and how the rows of documents are made from them."""

    def __init__(self, kind: type, fields: tuple[str, ...] | type[IndexRow]) -> None:
        """Take the fields; `fields` may be the class of the rows, a `NamedTuple`, whose last field is the key."""
        shape: Any = fields
        self.names: tuple[str, ...] = fields if isinstance(fields, tuple) else shape._fields[:-1]
        self._fields = field_defaults(kind, self.names)
        self.fields = frozenset(outer for outer, _, _ in self._fields)
        self.make: Callable[[Any], Row] = tuple if isinstance(fields, tuple) else shape._make

    def row(self, key: str, raw: Raw) -> Row | None:
        """Return the document's row, or None when it has none: one of the fields is None."""
        values: list[Any] = [
            raw.get(outer, {}).get(inner, default) if inner else raw.get(outer, default)
            for outer, inner, default in self._fields
        ]
        if None in values:
            return None
        values.append(key)
        return self.make(values)
