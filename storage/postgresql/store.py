"""The store in PostgreSQL. Several replicas of the bot may work on one database at the same time."""

import asyncio
import random
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Concatenate

from psycopg import sql

from bot.domain.shared.audit_log import AuditEntry
from bot.ports import Document, P, R, Table, Tx
from bot.schema import TABLES
from storage import codec
from storage.base import BaseStore
from storage.errors import StorageError
from storage.migrations import STEPS, Steps, upgrade_by
from storage.places import Database
from storage.postgresql.key_boxes import KeyBoxes, keys_in
from storage.postgresql.loading import Documents, load
from storage.postgresql.schema import prepare
from storage.postgresql.session import Conflict, Isolation, LostError, Session
from storage.postgresql.table_shape import TableShape
from storage.postgresql.transaction import Shapes, Transaction

THREADS = 8  # acts at once, each with a connection of its own
TRIES = 50  # of one act, when others change what it reads
PAUSE = 0.002  # seconds before it is tried again, at first
LONGEST_PAUSE = 0.1
FETCHED = 1000  # lines of the record at once


class PostgresStore(BaseStore):
    """Implements `bot.ports.Store` on a database. An act runs in a thread, and again when another one was faster."""

    def __init__(self, place: str, keys: Path, tables: Iterable[Table] = TABLES, *, steps: Steps = STEPS) -> None:
        """Open the database and bring its schema up to date; `keys` is a folder of this replica alone.

        Raises StorageError.
        """
        super().__init__()
        self.place = place
        self._boxes = KeyBoxes(keys)
        every = tuple(TableShape(table) for table in tables)
        self._shapes = Shapes(every)
        self._local = threading.local()
        self._sessions: list[Session] = []
        self._threads = ThreadPoolExecutor(THREADS, "act")
        self._writers: set[str] = set()  # acts that have written before: they lock what they read from the beginning
        session = self._session()
        try:
            prepare(session.connection, every, upgrade_by(steps))
            self._tend_keys(session)
        except LostError as error:
            raise StorageError(f"the database cannot be reached: {error}") from error

    async def run(self, act: Callable[Concatenate[Tx, P], R], /, *args: P.args, **kwargs: P.kwargs) -> R:
        """Run `act(tx, …)`; keep everything in one durable write, or nothing when it raises or leaves `tx.notes`.

        It may be run several times until nobody else has changed what it read.
        """

        def run(tx: Tx) -> R:
            return act(tx, *args, **kwargs)

        work = partial(self._run, _name_of(act, args), run)
        value, changed = await asyncio.get_running_loop().run_in_executor(self._threads, work)
        if changed is not None:
            self.notify(changed)
        return value

    def load(self, documents: Documents, lines: Iterable[bytes]) -> None:
        """Put documents and lines of the record into the empty database."""
        every = (*self._shapes.tables.values(), *self._shapes.secrets.values())
        load(self._session(), every, self._boxes, documents, lines)

    def record(self) -> Iterator[AuditEntry]:
        """Walk the whole record as it is when the walk begins, oldest line first."""
        session = Session(self.place)
        try:
            with session.connection.transaction(), session.connection.cursor("walk") as cursor:
                cursor.itersize = FETCHED
                cursor.execute("SELECT body FROM record ORDER BY id")
                for (body,) in cursor:
                    yield codec.decode(AuditEntry, codec.loads(body.encode()))
        finally:
            session.close()

    async def close(self) -> None:
        """Wait for the acts under way and close every connection."""
        await asyncio.to_thread(self.shut_down)

    def shut_down(self) -> None:
        """Do so where nothing else is to be done meanwhile."""
        self._threads.shutdown()
        for session in self._sessions:
            session.close()

    def _session(self) -> Session:
        """Return this thread's connection."""
        found: Session | None = getattr(self._local, "session", None)
        if found is None:
            found = self._local.session = Session(self.place)
            self._sessions.append(found)
        return found

    def _run(self, name: str, act: Callable[[Tx], R]) -> tuple[R, list[type[Document]] | None]:
        """Run an act until it is kept; return its value, and the kinds that changed, None when nothing was kept."""
        for turn in range(TRIES):
            try:
                return self._try(act, is_writer=name in self._writers)
            except Conflict:
                if name in self._writers:
                    pause = min(PAUSE * 2**turn, LONGEST_PAUSE)
                    time.sleep(random.uniform(0, pause))  # noqa: S311  # only apart from others
                self._writers.add(name)
            except LostError as error:
                if turn == TRIES - 1:
                    raise StorageError(f"the database cannot be reached: {error}") from error
                time.sleep(LONGEST_PAUSE)
        raise StorageError(f"{name} was overtaken {TRIES} times")

    def _tend_keys(self, session: Session) -> None:
        """Destroy the keys of secrets that were dropped, and have new ones ready."""
        bodies = (
            body
            for shape in self._shapes.secrets.values()
            for (body,) in session.execute(sql.SQL("SELECT body::text FROM {}").format(shape.name))
        )
        self._boxes.tend(session, {keys_in(body.encode()).get(self._boxes.replica, "") for body in bodies})

    def _try(self, act: Callable[[Tx], R], *, is_writer: bool) -> tuple[R, list[type[Document]] | None]:
        session = self._session()
        session.begin(Isolation.LATEST if is_writer else Isolation.SNAPSHOT)
        try:
            tx = Transaction(self._shapes, session, self._boxes, is_writer=is_writer)
            value = act(tx)
            statements, changed = tx.statements()
            session.commit(session.write(statements) if statements else "")
        except BaseException:
            session.roll_back()
            raise
        if not self._shapes.secrets.keys().isdisjoint(changed):
            self._tend_keys(session)
        return value, changed if statements else None


def _name_of(act: object, args: tuple[object, ...]) -> str:
    """Return the name of an act, or of the use case that it is handed."""
    inner = args[0] if args and callable(args[0]) else act
    while isinstance(inner, partial):
        inner = inner.func
    names = [getattr(each, "__qualname__", "") for each in (act, inner)]
    return f"{names[0]} {getattr(inner, '__module__', '')}.{names[1]}"


def open_database(place: Database) -> PostgresStore:
    """Open a database; raises StorageError."""
    return PostgresStore(place.url, place.keys)
