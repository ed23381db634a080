"""What every store does the same way: run an act in a transaction, keep it, tell the listeners."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from typing import Concatenate, final

from bot.domain.shared.audit_log import AuditEntry
from bot.ports import Document, P, R, Tx
from storage.tinydb.contents import Changes, Contents
from storage.tinydb.transaction import Transaction


class BaseStore(ABC):
    """Implements `bot.ports.Store` but for where things are kept."""

    def __init__(self) -> None:
        self._listeners: list[tuple[Callable[[], None], frozenset[str]]] = []

    @property
    @abstractmethod
    def contents(self) -> Contents:
        """The kept documents; raises StorageFailedError when the store takes nothing more."""

    @abstractmethod
    def keep(self, changes: Changes, lines: list[bytes]) -> None:
        """Keep all of it durably and then show it, or raise and show nothing."""

    @abstractmethod
    def record(self) -> Iterator[AuditEntry]:
        """Walk the whole record, oldest line first."""

    @abstractmethod
    async def close(self) -> None:
        """Keep everything and let go of the data."""

    @final
    async def run(self, act: Callable[Concatenate[Tx, P], R], /, *args: P.args, **kwargs: P.kwargs) -> R:
        """Run `act(tx, …)`; keep everything in one durable write, or nothing when it raises or leaves `tx.notes`.

        Nothing in here waits, so one act is over before the event loop can begin the next: no lock is needed.
        """
        tx = Transaction(self.contents)
        value = act(tx, *args, **kwargs)
        if tx.notes:
            raise RuntimeError(f"nobody reacted to {tx.notes[0].act}: run what saves a matter through perform()")
        if tx.changes or tx.lines:
            self.keep(tx.changes, tx.lines)
            for callback, tables in self._listeners:
                if not tables or not tables.isdisjoint(tx.changes):
                    callback()
        return value

    @final
    def listen(self, callback: Callable[[], None], /, *kinds: type[Document]) -> None:
        """Call back after each transaction that changed a document of these kinds, or anything at all, was kept.

        The callback must not raise.
        """
        self._listeners.append((callback, frozenset(self.contents.tables[kind].name for kind in kinds)))
