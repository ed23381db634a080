"""A store whose documents are all in memory: what the one on disk and the one for tests share."""

from abc import abstractmethod
from collections.abc import Callable
from typing import Concatenate, final

from bot.ports import P, R, Tx
from storage.base import BaseStore
from storage.tinydb.contents import Changes, Contents
from storage.tinydb.indexes import Overlay
from storage.tinydb.transaction import Transaction


class TableStore(BaseStore):
    """Implements `bot.ports.Store` but for where things are kept."""

    @property
    @abstractmethod
    def contents(self) -> Contents:
        """The kept documents; raises StorageFailedError when the store takes nothing more."""

    @abstractmethod
    def keep(self, changes: Changes, lines: list[bytes], overlays: list[Overlay] | None = None) -> None:
        """Keep all of it durably and then show it, or raise and show nothing; `overlays` as `Contents.apply` has it."""

    @final
    async def run(self, act: Callable[Concatenate[Tx, P], R], /, *args: P.args, **kwargs: P.kwargs) -> R:
        """Run `act(tx, …)`; keep everything in one durable write, or nothing when it raises or leaves `tx.notes`.

        Nothing in here waits, so one act is over before the event loop can begin the next: no lock is needed.
        """
        contents = self.contents
        tx = Transaction(contents)
        value = act(tx, *args, **kwargs)
        if tx.notes:
            raise RuntimeError(f"nobody reacted to a {type(tx.notes[0]).__name__}: run the use case through perform()")
        if tx.changes or tx.lines:
            self.keep(tx.changes, tx.lines, tx.overlays)
            self.notify([contents.kinds[name] for name in tx.changes])
        return value
