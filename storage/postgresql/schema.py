"""The schema of the database: made when it is missing, extended when the program knows more, under a lock."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from zlib import crc32

from psycopg import Connection, sql

from storage import codec
from storage.migrations import Upgrade
from storage.postgresql.table_shape import TableShape, column

LOCK = 0x7973  # of everything that changes the schema
STEP = 1000  # documents that are filled or migrated at once
RECORD = """
    CREATE TABLE IF NOT EXISTS record (
        id bigserial PRIMARY KEY,
        council bigint NOT NULL,
        seq bigint NOT NULL,
        body text NOT NULL,
        UNIQUE (council, seq)
    )
"""
# A write under a version that is not there any more fails like a serialisation of the server's own.
EXPECT_ONE = """
    CREATE OR REPLACE FUNCTION expect_one(written bigint) RETURNS void LANGUAGE plpgsql AS $$
    BEGIN
        IF written <> 1 THEN
            RAISE EXCEPTION 'changed meanwhile' USING ERRCODE = '40001';
        END IF;
    END
    $$
"""
# The public halves of keys that no secret is sealed to yet.
OFFERS = "CREATE TABLE IF NOT EXISTS key_offers (id text PRIMARY KEY, replica text NOT NULL, public text NOT NULL)"
BASE = ("CREATE SEQUENCE IF NOT EXISTS versions", RECORD, EXPECT_ONE, OFFERS)


def prepare(connection: Connection[tuple[object, ...]], shapes: Iterable[TableShape], upgrade: Upgrade) -> None:
    """Bring the database to what this program knows, documents included, in one transaction. Raises TooNewError."""
    every = tuple(shapes)
    wanted = _fingerprint(every)
    with connection.transaction():
        connection.execute("SELECT pg_advisory_xact_lock(%s)", (LOCK,))
        connection.execute("CREATE TABLE IF NOT EXISTS prepared (fingerprint text NOT NULL)")
        if connection.execute("SELECT fingerprint FROM prepared").fetchall() == [(wanted,)]:
            return
        for statement in BASE:
            connection.execute(statement)
        for shape in every:
            _make(connection, shape)
        for shape in every:
            _migrate(connection, shape, upgrade, {each.table.name: each for each in every})
        connection.execute("DELETE FROM prepared")
        connection.execute("INSERT INTO prepared VALUES (%s)", (wanted,))


def _fingerprint(shapes: Iterable[TableShape]) -> str:
    """Return what stands for the whole schema, so that a start finds in one statement that nothing is to be done."""
    tables = [
        (each.table.name, each.table.version, each.columns, [index.names for index in each.indexes.values()])
        for each in shapes
    ]
    return hashlib.sha256(repr((BASE, tables)).encode()).hexdigest()


def _make(connection: Connection[tuple[object, ...]], shape: TableShape) -> None:
    connection.execute(
        sql.SQL(
            'CREATE TABLE IF NOT EXISTS {} (key text COLLATE "C" PRIMARY KEY, body json NOT NULL,'
            " version bigint NOT NULL DEFAULT nextval('versions'))"
        ).format(shape.name)
    )
    rows = connection.execute(
        "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped",
        (f'"{shape.table.name}"',),
    )
    known = {str(name) for (name,) in rows}
    new = [name for name in shape.columns if f"f_{name}" not in known]
    for name in new:
        connection.execute(
            sql.SQL("ALTER TABLE {} ADD COLUMN {} {}").format(
                shape.name,
                column(name),
                sql.SQL(shape.columns[name]),
            )
        )
    if new:
        _fill(connection, shape)
    for index in shape.indexes.values():
        connection.execute(_index(shape, index.names))


def _index(shape: TableShape, names: tuple[str, ...]) -> sql.Composed:
    every = [column(name) for name in names]
    label = f"{shape.table.name}_{crc32('/'.join(names).encode()):08x}"
    return sql.SQL("CREATE INDEX IF NOT EXISTS {} ON {} ({}, key) WHERE {}").format(
        sql.Identifier(label), shape.name, sql.SQL(", ").join(every), present(every)
    )


def present(columns: Iterable[sql.Identifier]) -> sql.Composed:
    """Return the condition of a partial index: none of its fields is missing."""
    return sql.SQL(" AND ").join(sql.SQL("{} IS NOT NULL").format(each) for each in columns)


def _fill(connection: Connection[tuple[object, ...]], shape: TableShape) -> None:
    """Fill the columns of the documents that are there already."""
    assigned = sql.SQL(", ").join(sql.SQL("{} = %s").format(column(name)) for name in shape.columns)
    update = sql.SQL("UPDATE {} SET {} WHERE key = %s").format(shape.name, assigned)
    for batch in _batches(connection, shape, sql.SQL("true")):
        with connection.cursor() as cursor:
            cursor.executemany(update, [[*shape.values(codec.loads(body)), key] for key, body in batch])


def _migrate(
    connection: Connection[tuple[object, ...]], shape: TableShape, upgrade: Upgrade, shapes: Mapping[str, TableShape]
) -> None:
    """Bring documents of earlier versions up to date; their parts are put into tables that stand behind."""
    table = shape.table
    old = sql.SQL("coalesce((body->>'v')::int, 1) <> {}").format(sql.Literal(table.version))
    for batch in _batches(connection, shape, old):
        for key, body in batch:
            upgraded = upgrade(table, key, codec.loads(body))
            for (name, other), part in upgraded.parts.items():
                into = shapes[name]
                connection.execute(into.insert, (other, codec.dumps(part).decode(), *into.values(part)))
            values = [codec.dumps(upgraded.raw).decode(), *shape.values(upgraded.raw)]
            columns = sql.SQL("").join(sql.SQL(", {} = %s").format(column(name)) for name in shape.columns)
            connection.execute(
                sql.SQL("UPDATE {} SET version = nextval('versions'), body = %s{} WHERE key = %s").format(
                    shape.name, columns
                ),
                [*values, key],
            )


def _batches(
    connection: Connection[tuple[object, ...]], shape: TableShape, condition: sql.Composable
) -> Iterator[list[tuple[str, bytes]]]:
    """Walk the documents that a condition holds for, in the order of their keys."""
    query = sql.SQL("SELECT key, body::text FROM {} WHERE key > %s AND {} ORDER BY key LIMIT %s").format(
        shape.name, condition
    )
    last = ""
    while batch := [(str(key), str(body).encode()) for key, body in connection.execute(query, (last, STEP))]:
        yield batch
        last = batch[-1][0]
