"""The part that every store shares, whatever it keeps its documents in."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Iterator
from typing import Concatenate, final

from bot.domain.shared.audit_log import AuditEntry
from bot.ports import Document, P, R, Tx


class BaseStore(ABC):
    """Implements `bot.ports.Store` but for running acts and keeping what they did; calls the listeners."""

    def __init__(self) -> None:
        self._listeners: list[tuple[Callable[[], None], frozenset[type]]] = []

    @abstractmethod
    async def run(self, act: Callable[Concatenate[Tx, P], R], /, *args: P.args, **kwargs: P.kwargs) -> R:
        """Run `act(tx, …)`; keep everything in one durable write and `notify`, or keep nothing when it raises."""

    @abstractmethod
    def record(self) -> Iterator[AuditEntry]:
        """Walk the whole record, oldest line first."""

    @abstractmethod
    async def close(self) -> None:
        """Keep everything and let go of the data."""

    @final
    def listen(self, callback: Callable[[], None], /, *kinds: type[Document]) -> None:
        """Call back after each transaction that changed a document of these kinds, or anything at all, was kept.

        The callback must not raise.
        """
        self._listeners.append((callback, frozenset(kinds)))

    @final
    def notify(self, changed: Collection[type]) -> None:
        """Call those who listen for one of the kinds that were changed, and those who listen for everything."""
        for callback, kinds in self._listeners:
            if not kinds or not kinds.isdisjoint(changed):
                callback()
