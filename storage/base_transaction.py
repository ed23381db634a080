"""The part of a transaction that every store shares: documents and secrets by kind, and numbers."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Generic, TypeVar

from bot.domain.councils.counter import Counter, Numbered
from bot.ports import D, Document, Note

T = TypeVar("T")  # how a store describes a table


class BaseTransaction(ABC, Generic[T]):
    """Implements `bot.ports.Tx` but for reading and writing a table, and what has to do with indexes."""

    def __init__(self, tables: Mapping[type, T], secrets: Mapping[type, T]) -> None:
        self.notes: list[Note] = []
        self._tables = tables
        self._secrets = secrets

    @abstractmethod
    def read(self, table: T, kind: type[D], key: str) -> D | None:
        """Return a document of a table, decoded once, or None."""

    @abstractmethod
    def write(self, table: T, key: str, doc: Document | None) -> None:
        """Keep a document of a table under its key, or drop it."""

    @property
    def secrets(self) -> "Secrets[T]":
        """The documents that can be destroyed."""
        return Secrets(self, self._secrets)

    def get(self, kind: type[D], key: str, /) -> D | None:
        """Return the document, or None."""
        return self.read(self._tables[kind], kind, key)

    def put(self, doc: Document, /) -> None:
        """Keep the document; one that is equal to the kept one is no change."""
        self.write(self._tables[type(doc)], doc.key, doc)

    def drop(self, kind: type[D], key: str, /) -> None:
        """Remove the document; one that is not there is no error."""
        self.write(self._tables[kind], key, None)

    def next_number(self, council: int, of: Numbered, /) -> int:
        """Return the number of a council's next thing of this kind, and count it."""
        number = self.last_number(council, of) + 1
        self.put(Counter(council=council, of=of, last=number))
        return number

    def last_number(self, council: int, of: Numbered, /) -> int:
        """Return the last number that was given, or 0."""
        counter = self.get(Counter, Counter.key_of(council, of))
        return counter.last if counter else 0


class Secrets(Generic[T]):
    """Implements `bot.ports.SecretStore` as a part of a transaction."""

    def __init__(self, tx: BaseTransaction[T], tables: Mapping[type, T]) -> None:
        self._tx = tx
        self._tables = tables

    def get(self, kind: type[D], key: str, /) -> D | None:
        """Return the document, or None."""
        return self._tx.read(self._tables[kind], kind, key)

    def put(self, doc: Document, /) -> None:
        """Keep the document; one that is equal to the kept one is no change."""
        self._tx.write(self._tables[type(doc)], doc.key, doc)

    def drop(self, kind: type[D], key: str, /) -> None:
        """Destroy the document; one that is not there is no error."""
        self._tx.write(self._tables[kind], key, None)
