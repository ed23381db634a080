"""Declarations of the personal data in a table: how it is exported, and what happens to it when a person is erased.

The fields that hold personal data are listed in `bot.personal_fields`.
"""

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Generic, TypeVar

from bot.domain.councils.council import Member
from bot.domain.shared.ids import AccountId, ChatId
from bot.personal_fields import PERSONAL, names_people
from bot.ports import Document, Tx
from bot.schema import TABLES

D = TypeVar("D", bound=Document)
Subject = TypeVar("Subject", Member, AccountId, ChatId)
Json = dict[str, object]  # part of a file that people read
Erase = Callable[[Tx, D, datetime], None]


@dataclass(frozen=True)
class Belongings(Generic[Subject]):
    """The personal data that a table holds of a member of a council, or of an account.

    `section` is its heading in the exported file, `export` returns its content; without them it is not exported.
    `erase` is what happens when the person is erased; without it, the data stays.
    """

    kind: type[Document]
    section: str = ""
    export: Callable[[Tx, Subject], object] | None = None
    erase: Callable[[Tx, Subject, datetime], None] | None = None


def of_member(
    kind: type[D],
    field: str,
    section: str,
    show: Callable[[Tx, D, Member], Json] | None = None,
    *,
    erase: Erase[D] | None = None,
) -> Belongings[Member]:
    """Return the declaration for a table with a field that holds a member's number."""
    index = _index_by(kind, ("council", field))

    def found(tx: Tx, member: Member) -> list[D]:
        return tx.find(kind, index, member.council, member.person)

    return declare(kind, section, found, show or show_own, erase)


def of_account(
    kind: type[D],
    field: str,
    section: str = "",
    *,
    erase: Erase[D] | None = None,
) -> Belongings[AccountId]:
    """Return the declaration for a table with a field that holds an account."""
    index = _index_by(kind, (field,))
    return declare(kind, section, lambda tx, account: tx.find(kind, index, account), show_whole, erase)


def of_chat(kind: type[D], section: str) -> Belongings[ChatId]:
    """Return the declaration for the messages sent, or to be sent, to a private chat."""
    index = _index_by(kind, ("chat",))
    return declare(kind, section, lambda tx, chat: tx.find(kind, index, chat), show_whole, drop)


def declare(
    kind: type[D],
    section: str,
    found: Callable[[Tx, Subject], Iterable[D]],
    show: Callable[[Tx, D, Subject], Json],
    erase: Erase[D] | None,
) -> Belongings[Subject]:
    """Return the declaration for a table of which `found` returns what a person has; `show` is what they are given."""

    def export(tx: Tx, who: Subject) -> list[Json]:
        return [show(tx, each, who) for each in found(tx, who)]

    def erase_all(tx: Tx, who: Subject, now: datetime) -> None:
        for each in found(tx, who):
            if erase:
                erase(tx, each, now)

    return Belongings(kind, section, export if section else None, erase_all if erase else None)


def _index_by(kind: type[Document], fields: tuple[str, ...]) -> str:
    """Return the index that begins with these fields; ValueError when the last is not said to name people."""
    if not names_people(kind, fields[-1]):
        raise ValueError(f"bot.personal_fields does not say that {kind.__name__}.{fields[-1]} names anybody")
    (table,) = (table for table in TABLES if table.kind is kind)
    return next(name for name in table.indexes if table.fields_of(name)[: len(fields)] == fields)


def drop(tx: Tx, document: Document, now: datetime) -> None:  # noqa: ARG001  # every way to erase is given the time
    """Delete the document."""
    tx.drop(type(document), document.key)


def show_whole(_tx: Tx, document: Document, _who: object) -> Json:
    """Return everything in a document."""
    return asdict(document)


def show_own(_tx: Tx, document: Document, member: Member) -> Json:
    """Return everything in a document except other people in it, such as the readers of a letter."""
    others = {name for name in PERSONAL[type(document)].persons if getattr(document, name) != member.person}
    return {name: value for name, value in asdict(document).items() if name not in others}
