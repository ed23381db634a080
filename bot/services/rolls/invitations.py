"""Invitation codes: made for units without an account, hashed, and deleted after their time."""

import hashlib
from collections.abc import Callable
from datetime import datetime, timedelta

from bot.domain.councils.council import Account, Council
from bot.domain.councils.permissions import CouncilAct, check_allowed
from bot.domain.rolls import unit_labels
from bot.domain.rolls.errors import NoRoll, NoUnit
from bot.domain.rolls.roll import Code, Roll
from bot.domain.shared.job import Job
from bot.domain.shared.typed_code import parse_typed_code
from bot.index_rows import UnitRow
from bot.ports import Tx
from bot.read_models.rolls import Invitation, InvitationAsked, Invited
from bot.services.councils import members
from bot.services.rolls import rolls
from bot.services.shared import jobs
from bot.services.shared.audit import append_entry

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # nothing that looks like something else; 31 signs


LENGTH = 15  # signs: 74 bits


CODE_LASTS = timedelta(days=30)


BATCH = 500  # codes made at once: as many slips as somebody cuts and hands out


def parse_unit_code(text: str) -> str | None:
    """Return the code that was typed, or that a link carries as h-CODE; None for what cannot be one."""
    return parse_typed_code(text, alphabet=ALPHABET, length=LENGTH, prefix="H")


def hash_code(code: str) -> str:
    """Return the stored hash of a code: 112 bits of its SHA-256, in hex, short enough for a button."""
    return hashlib.sha256(f"yishi.code.1:{code}".encode()).hexdigest()[:28]


def parse_invitation(tx: Tx, *, council: int, by: Account, words: str) -> InvitationAsked:
    """Return the invitations that an officer asks for with `words` after /invite; raises NoRoll, NoUnit, NotAllowed."""
    its_council, force = _inviting(tx, council, by)
    label = unit_labels.unit_label(words) if words else ""
    buildings = [unit_labels.unit_label(each) for each in force.buildings]  # an older roll may have 十二
    building = buildings.index(label) + 1 if label in buildings else 0
    named = rolls.find_unit(tx, council, force.number, label) if label and not building else None
    if label is None or (label and not building and named is None):
        raise NoUnit
    unlinked = _unlinked(tx, its_council, _name(force, building))
    outstanding = sum(bool(tx.count(Code, "unit", council, each)) for each in unlinked)
    return InvitationAsked(its_council, building, named.unit if named else "", len(unlinked), outstanding)


def issue_codes(
    tx: Tx,
    *,
    council: int,
    by: Account,
    make: Callable[[], str],
    now: datetime,
    building: int = 0,
    unit: str = "",
    redo: bool = False,
) -> Invited:
    """Make codes for one unit, or for at most `BATCH` units of a building (0: of all) without an account.

    Units with an outstanding code are skipped; with `redo` they get a new one. Older codes of a unit become invalid.
    Only the hashes are stored. Raises NoRoll, NoUnit, NotAllowed.
    """
    its_council, force = _inviting(tx, council, by)
    labels = [unit] if unit else _unlinked(tx, its_council, _name(force, building))
    if not unit and not redo:
        labels = [label for label in labels if not tx.count(Code, "unit", council, label)]
    expires = now + CODE_LASTS
    invitations = []
    for label in labels if redo else labels[:BATCH]:
        drop_codes(tx, council, label)
    for label in labels[:BATCH]:
        found = rolls.get_unit(tx, council, label)
        if found is None:
            raise NoUnit
        code = make()
        tx.put(Code(hash=hash_code(code), council=council, unit=label, expires=expires))
        invitations.append(Invitation(found, code))
    if invitations:
        jobs.schedule(tx, "forget_codes", f"codes/{council}", expires, name=expires.isoformat())
        actor = members.get_member(tx, council, by.id)
        append_entry(tx, council, "invite", person=actor.person, now=now, facts={"codes": len(invitations)})
    return Invited(its_council, tuple(invitations), expires, len(labels) - len(invitations))


def _inviting(tx: Tx, council_number: int, by: Account) -> tuple[Council, Roll]:
    check_allowed(CouncilAct.INVITE, members.get_member(tx, council_number, by.id))
    council = members.get_council(tx, council_number)
    force = tx.get(Roll, Roll.key_of(council_number, council.roll))
    if force is None:
        raise NoRoll
    return council, force


def _name(force: Roll, building: int) -> str:
    """Return the building of this number; raises NoUnit for one that the roll in force does not have."""
    if building > len(force.buildings):
        raise NoUnit
    return force.buildings[building - 1] if building else ""


def _unlinked(tx: Tx, council: Council, building: str) -> list[str]:
    """Return the labels of the units of a building ("": of all) without a linked account, in their order."""
    tied = rolls.linked_labels(tx, council.number)
    within = (council.number, council.roll, building) if building else (council.number, council.roll)
    labels = (row.unit for row in tx.rows(UnitRow, *within))
    return sorted((label for label in labels if label not in tied), key=unit_labels.label_order)


def drop_codes(tx: Tx, council: int, label: str) -> None:
    """Delete the codes of a unit."""
    for older in tx.find(Code, "unit", council, label):
        tx.drop(Code, older.key)


def forget_codes(tx: Tx, row: Job, now: datetime) -> None:  # noqa: ARG001  # every act is given its row
    """Delete expired codes."""
    for code in tx.find(Code, "expires", upto=now):
        tx.drop(Code, code.key)
