"""Many documents at once: from a backup, or from another store."""

from collections.abc import Iterable, Mapping

from psycopg import Connection, sql

from storage import codec
from storage.postgresql.key_boxes import KeyBoxes
from storage.postgresql.session import Session
from storage.postgresql.table_shape import TableShape, column

Documents = Mapping[str, Mapping[str, bytes]]  # table -> key -> JSON


def load(
    session: Session, shapes: Iterable[TableShape], boxes: KeyBoxes, documents: Documents, lines: Iterable[bytes]
) -> None:
    """Put documents and lines of the record into an empty database, in one transaction."""
    connection = session.connection
    with connection.transaction():
        for shape in shapes:
            kept = documents.get(shape.table.name, {})
            if shape.is_secret:
                _seal_all(session, shape, boxes, kept)
            elif kept:
                _copy(connection, shape, kept)
        with connection.cursor() as cursor, cursor.copy("COPY record (council, seq, body) FROM STDIN") as target:
            for line in lines:
                raw = codec.loads(line)
                target.write_row((raw["council"], raw["seq"], line.decode()))


def _copy(connection: Connection[tuple[object, ...]], shape: TableShape, kept: Mapping[str, bytes]) -> None:
    columns = [sql.Identifier("key"), sql.Identifier("body"), *map(column, shape.columns)]
    query = sql.SQL("COPY {} ({}) FROM STDIN").format(shape.name, sql.SQL(", ").join(columns))
    with connection.cursor() as cursor, cursor.copy(query) as target:
        for key, body in kept.items():
            target.write_row((key, body.decode(), *shape.values(codec.loads(body))))


def _seal_all(session: Session, shape: TableShape, boxes: KeyBoxes, kept: Mapping[str, bytes]) -> None:
    for key, body in kept.items():
        sealed, taken = boxes.seal(session, body)
        for query, params in taken:
            session.execute(query, params)
        session.execute(shape.insert, (key, codec.dumps(dict(sealed)).decode()))
        boxes.tend(session, {found for found, _ in sealed.values()})
