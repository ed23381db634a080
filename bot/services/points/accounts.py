"""Accounts of points: of a member or their household, opened when they are needed first."""

from bot.domain.councils.council import Member
from bot.domain.councils.counter import Numbered
from bot.domain.points.account import PointAccount
from bot.domain.points.book import AccountKind, PointBook
from bot.domain.points.errors import NoHousehold, NoSuchAccount, PointsNotReady
from bot.domain.rolls.unit_labels import unit_label
from bot.index_rows import UnitPersonRow
from bot.ports import Tx
from bot.read_models.points import ShownHolder
from bot.services.councils import members
from bot.services.rolls import rolls
from bot.services.rolls.unit_links import units_of


def get_book(tx: Tx, council: int) -> PointBook:
    """Return the settings of a council's points."""
    return tx.get(PointBook, PointBook.key_of(council)) or PointBook(council=council)


def get_account(tx: Tx, council: int, number: int) -> PointAccount:
    """Return the account of this number; raises NoSuchAccount."""
    found = tx.get(PointAccount, PointAccount.key_of(council, number))
    if found is None:
        raise NoSuchAccount(name="")
    return found


def find_account(tx: Tx, member: Member) -> PointAccount | None:
    """Return the account of a member, or of the first household that they are linked to; None: there is none yet."""
    if get_book(tx, member.council).kind is AccountKind.PERSON:
        return _find(tx, member.council, "person", member.person)
    unit = next(iter(units_of(tx, member.council, member.person)), None)
    return _find(tx, member.council, "unit", unit) if unit else None


def list_own(tx: Tx, member: Member) -> frozenset[int]:
    """Return the accounts that are a member's, or of the households that they are linked to."""
    units = units_of(tx, member.council, member.person)
    found = (
        _find(tx, member.council, "person", member.person),
        *(_find(tx, member.council, "unit", unit) for unit in units),
    )
    return frozenset(account.number for account in found if account)


def open_account(tx: Tx, member: Member) -> PointAccount:
    """Return the account of a member, opened if it is new. Raises PointsNotReady, NoHousehold."""
    kind = get_book(tx, member.council).kind
    if kind is None:
        raise PointsNotReady
    if kind is AccountKind.PERSON:
        return _open(tx, member.council, person=member.person)
    unit = next(iter(units_of(tx, member.council, member.person)), None)
    if unit is None:
        raise NoHousehold
    return _open(tx, member.council, unit=unit)


def open_named(tx: Tx, council: int, name: str, by: Member) -> tuple[PointAccount, int]:
    """Return the account that a household's or member's name means, and the member, 0 where a household was named.

    Raises PointsNotReady, NoSuchAccount, NoHousehold, SeveralPeople.
    """
    kind = get_book(tx, council).kind
    if kind is None:
        raise PointsNotReady
    if kind is AccountKind.HOUSEHOLD and (label := unit_label(name)):
        version = members.get_council(tx, council).roll
        unit = rolls.find_unit(tx, council, version, label)
        if unit:
            return _open(tx, council, unit=unit.unit), 0
    member = members.find_by_name(tx, council, name, by)
    if member is None:
        raise NoSuchAccount(name=name)
    return open_account(tx, member), member.person


def list_holders(tx: Tx, account: PointAccount) -> frozenset[int]:
    """Return the people whose points are on an account."""
    if account.unit is None:
        return frozenset({account.person or 0})
    return frozenset(row.person for row in tx.rows(UnitPersonRow, account.council, account.unit))


def show_holder(tx: Tx, account: PointAccount) -> ShownHolder:
    """Return an account with the member whose it is."""
    person = account.person
    return ShownHolder(account, tx.get(Member, Member.key_of(account.council, person)) if person else None)


def _find(tx: Tx, council: int, index: str, holder: str | int) -> PointAccount | None:
    return next(iter(tx.find(PointAccount, index, council, holder, limit=1)), None)


def _open(tx: Tx, council: int, *, unit: str | None = None, person: int | None = None) -> PointAccount:
    holder = unit or person or 0
    found = _find(tx, council, "unit" if unit else "person", holder)
    if found is None:
        number = tx.next_number(council, Numbered.POINT_ACCOUNT)
        found = PointAccount(council=council, number=number, unit=unit, person=person)
        tx.put(found)
    return found
