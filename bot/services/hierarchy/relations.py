"""Relations of parent and child councils."""

from collections.abc import Iterator

from bot.domain.councils.council import Council
from bot.index_rows import ChildRow
from bot.ports import Tx


def find_parent(tx: Tx, council: Council) -> Council | None:
    """Return the parent council, if there is one."""
    return tx.get(Council, Council.key_of(council.parent)) if council.parent else None


def walk_up(tx: Tx, council: Council) -> Iterator[Council]:
    """Return a council and those it is under, one after the other."""
    here: Council | None = council
    while here:
        yield here
        here = find_parent(tx, here)


def list_descendants(tx: Tx, council: int) -> list[int]:
    """Return the numbers of all councils below one, however far; it reads no council."""
    found = [council]
    for each in found:
        found += (row.number for row in tx.rows(ChildRow, each))
    return found[1:]
