"""A connection to the server: statements, one transaction at a time, and whether the last one was kept."""

import time
from collections.abc import Sequence
from enum import Enum, auto
from typing import Any

import psycopg
from psycopg import sql

CONFLICTS = (
    psycopg.errors.SerializationFailure,
    psycopg.errors.UniqueViolation,  # two inserted the same key
    psycopg.errors.DeadlockDetected,
)
ASK_AGAIN = 0.05  # seconds, while the server still ends a transaction whose connection broke
Query = str | sql.Composed
Params = Sequence[Any]


class Conflict(BaseException):  # no error: the act is run again, and nothing in it may catch this
    """Another act changed what this one has read, or it has to lock what it writes before it reads."""


class LostError(Exception):
    """The server could not be reached, or the connection to it broke."""


class Isolation(Enum):
    """How a transaction sees what others keep meanwhile."""

    SNAPSHOT = auto()  # as when it began
    LATEST = auto()  # as each statement begins


BEGIN = {
    Isolation.SNAPSHOT: "BEGIN ISOLATION LEVEL REPEATABLE READ",
    Isolation.LATEST: "BEGIN ISOLATION LEVEL READ COMMITTED",
}


class Session:
    """A connection that is opened when it is needed, and again at once when it was lost."""

    def __init__(self, place: str) -> None:
        """`place` is a connection string of libpq."""
        self._place = place
        self._connection: psycopg.Connection[Any] | None = None

    @property
    def connection(self) -> psycopg.Connection[Any]:
        """The open connection; raises LostError."""
        if self._connection is None or self._connection.closed:
            try:
                self._connection = psycopg.connect(self._place, autocommit=True, connect_timeout=5)
            except psycopg.OperationalError as error:
                raise LostError(str(error)) from error
        return self._connection

    def begin(self, isolation: Isolation) -> None:
        """Begin a transaction."""
        self.execute(BEGIN[isolation])

    def execute(self, query: Query, params: Params = ()) -> list[tuple[Any, ...]]:
        """Run a statement and return its rows. Raises Conflict and LostError."""
        try:
            cursor = self.connection.execute(query, params)
            return cursor.fetchall() if cursor.description else []
        except CONFLICTS as error:
            raise Conflict(str(error)) from None
        except psycopg.OperationalError as error:
            raise LostError(str(error)) from error

    def write(self, statements: Sequence[tuple[Query, Params]]) -> str:
        """Run statements in one round trip and return the id of the transaction. Raises Conflict and LostError."""
        try:
            with self.connection.pipeline(), self.connection.cursor() as cursor:
                for query, params in statements:
                    cursor.execute(query, params)
                found = self.connection.execute("SELECT pg_current_xact_id()::text")
            row = found.fetchone()
        except CONFLICTS as error:
            raise Conflict(str(error)) from None
        except psycopg.OperationalError as error:
            raise LostError(str(error)) from error
        return str(row[0]) if row else ""

    def commit(self, transaction: str = "") -> None:
        """End the transaction. Raises LostError when it was not kept; `transaction` is its id when it wrote."""
        try:
            self.execute("COMMIT")
        except LostError:
            if not transaction or not self._was_kept(transaction):
                raise

    def _was_kept(self, transaction: str) -> bool:
        """Return what became of a transaction whose end was not heard of. Raises LostError."""
        self.close()
        while (status := self.execute("SELECT pg_xact_status(%s::text::xid8)", (transaction,))[0][0]) == "in progress":
            time.sleep(ASK_AGAIN)
        return bool(status == "committed")

    def roll_back(self) -> None:
        """Take everything back that was not committed."""
        try:
            if self._connection is not None and not self._connection.closed:
                self._connection.rollback()
        except psycopg.Error:
            self.close()

    def close(self) -> None:
        """Close the connection; it is opened again when it is needed."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None
