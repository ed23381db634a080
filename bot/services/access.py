"""Whose accounts are tied to which units."""

from bot.domain import roll
from bot.domain.council import Member
from bot.domain.roll import Access
from bot.ports import Tx


def units_of(tx: Tx, council: int, person: int) -> list[str]:
    """Give the labels of the units that a person's account is tied to, in their order."""
    return sorted((str(row[2]) for row in tx.rows(Access, "person", council, person)), key=roll.order)


def accounts_of(tx: Tx, council: int, unit: str) -> list[Member]:
    """Give the people whose accounts are tied to a unit, those who left the group included."""
    tied = (tx.get(Member, f"{council}/{row[2]}") for row in tx.rows(Access, "unit", council, unit))
    return [member for member in tied if member]
