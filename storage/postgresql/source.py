"""Everything in a database at one moment, and a way to fill one from a backup."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from psycopg import sql

from bot.ports import Table
from bot.schema import TABLES
from storage import codec
from storage.errors import NotEmptyError, StorageError
from storage.places import Database
from storage.postgresql.key_boxes import KeyBoxes
from storage.postgresql.session import Isolation, LostError, Session
from storage.postgresql.store import PostgresStore
from storage.postgresql.table_shape import TableShape
from storage.source import Source
from storage.tinydb.contents import Documents

FETCHED = 1000  # lines of the record at once


@contextmanager
def reading(source: Database, tables: Iterable[Table] = TABLES) -> Iterator[Source]:
    """Return what is kept at one moment, secrets opened, beside replicas that work on it; changes nothing.

    Raises StorageError.
    """
    session, boxes = Session(source.url), KeyBoxes(source.keys)
    shapes = [TableShape(table) for table in tables]
    try:
        session.begin(Isolation.SNAPSHOT)
        if not session.execute("SELECT to_regclass('prepared')")[0][0]:
            raise StorageError(f"{source} holds no data")
        documents = {shape.table.name: _documents(session, shape, boxes) for shape in shapes}
        yield Source(Path(source.name), documents, lambda: _lines(session))
    except LostError as error:
        raise StorageError(f"the database cannot be reached: {error}") from error
    finally:
        session.close()


def restore(
    place: Database, documents: Documents, lines: Iterable[bytes], *, force: bool, tables: Iterable[Table] = TABLES
) -> None:
    """Fill an empty database; with `force` what is there is moved into a schema `replaced_…` first, never removed.

    Raises NotEmptyError and StorageError.
    """
    tables = tuple(tables)
    session = Session(place.url)
    try:
        if session.execute("SELECT to_regclass('prepared')")[0][0] and not _is_empty(session, tables):
            if not force:
                raise NotEmptyError(Path(place.name))
            _move_aside(session)
    except LostError as error:
        raise StorageError(f"the database cannot be reached: {error}") from error
    finally:
        session.close()
    store = PostgresStore(place.url, place.keys, tables)
    try:
        store.load(documents, lines)
    finally:
        store.shut_down()


def _documents(session: Session, shape: TableShape, boxes: KeyBoxes) -> dict[str, bytes]:
    rows = session.execute(sql.SQL("SELECT key, body::text FROM {}").format(shape.name))
    kept = {str(key): str(body).encode() for key, body in rows}
    return {key: boxes.open(codec.loads(body)) for key, body in kept.items()} if shape.is_secret else kept


def _lines(session: Session) -> Iterator[bytes]:
    with session.connection.cursor("lines") as cursor:
        cursor.itersize = FETCHED
        cursor.execute("SELECT body FROM record ORDER BY id")
        for (body,) in cursor:
            yield str(body).encode()


def _is_empty(session: Session, tables: Iterable[Table]) -> bool:
    return not any(
        session.execute(sql.SQL("SELECT 1 FROM {} LIMIT 1").format(sql.Identifier(table.name))) for table in tables
    )


def _move_aside(session: Session) -> None:
    """Rename the schema that is used now, and make an empty one of the same name."""
    (name,) = session.execute("SELECT current_schema()")[0]
    number = 1
    while session.execute("SELECT 1 FROM pg_namespace WHERE nspname = %s", (f"replaced_{number:03d}",)):
        number += 1
    session.begin(Isolation.LATEST)
    used, aside = sql.Identifier(name), sql.Identifier(f"replaced_{number:03d}")
    session.execute(sql.SQL("ALTER SCHEMA {} RENAME TO {}").format(used, aside))
    session.execute(sql.SQL("CREATE SCHEMA {}").format(used))
    session.commit()
