"""A table of `bot.schema` as PostgreSQL keeps it: a column for each field that an index names, and the document."""

from dataclasses import fields
from datetime import date
from enum import IntEnum
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from psycopg import sql

from bot.ports import SecretTable, Table
from storage.codec import Raw, Stored, field_defaults
from storage.index_shape import IndexShape

TEXT, NUMBER, TRUTH = 'text COLLATE "C"', "bigint", "boolean"  # "C" sorts as Python does


class TableShape:
    """The columns and indexes of a table, and the statements that read and write it.

    `in_council`: its keys begin with the number of the council that a document belongs to.
    """

    def __init__(self, table: Table) -> None:
        self.table = table
        self.name = sql.Identifier(table.name)
        self.indexes = {name: IndexShape(table.kind, shape) for name, shape in table.indexes.items()}
        names = sorted({name for index in self.indexes.values() for name in index.names})
        self.columns = {name: _column_type(table.kind, name) for name in names}
        self._fields = field_defaults(table.kind, tuple(names))
        self.in_council = "council" in {field.name for field in fields(table.kind)}
        self.is_secret = isinstance(table, SecretTable)
        columns = sql.SQL("").join(sql.SQL(", {}").format(column(name)) for name in names)
        self.insert = sql.SQL("INSERT INTO {} (key, body{}) VALUES (%s, %s{})").format(
            self.name, columns, sql.SQL(", %s" * len(names))
        )
        changed = sql.SQL("").join(sql.SQL(", {} = %s").format(column(name)) for name in names)
        self.update = sql.SQL(
            "WITH written AS (UPDATE {} SET version = nextval('versions'), body = %s{} WHERE key = %s AND version = %s"
            " RETURNING 1) SELECT expect_one(count(*)) FROM written"
        ).format(self.name, changed)
        self.delete = sql.SQL(
            "WITH written AS (DELETE FROM {} WHERE key = %s AND version = %s RETURNING 1)"
            " SELECT expect_one(count(*)) FROM written"
        ).format(self.name)
        self.read = sql.SQL("SELECT key, body::text, version FROM {} WHERE key = ANY(%s)").format(self.name)

    def values(self, raw: Raw) -> list[Stored | None]:
        """Return what a document has in each column."""
        return [
            raw.get(outer, {}).get(inner, default) if inner else raw.get(outer, default)
            for outer, inner, default in self._fields
        ]


def column(field: str) -> sql.Identifier:
    """Return the column of a field; those of all tables, such as `key`, have other names."""
    return sql.Identifier(f"f_{field}")


def _column_type(kind: type, name: str) -> str:
    outer, _, inner = name.partition("__")
    hint = get_type_hints(kind)[outer]
    return _column_type(hint, inner) if inner else _type_of(hint, f"{kind.__name__}.{name}")


def _type_of(hint: Any, name: str) -> str:
    if get_origin(hint) in {Union, UnionType}:
        (hint,) = (each for each in get_args(hint) if each is not NoneType)
    hint = getattr(hint, "__supertype__", hint)
    if hint is bool:
        return TRUTH
    if issubclass(hint, int | IntEnum):
        return NUMBER
    if issubclass(hint, str | date):
        return TEXT
    raise TypeError(f"{name} cannot stand in an index: {hint}")
