"""Deeds for which a rule gives points: reported by themselves, once, and taken back where they were undone."""

from bot.domain.councils.council import Member
from bot.domain.councils.practice import Practice
from bot.domain.points.account import UNDONE
from bot.domain.points.claim import ClaimState, PointClaim
from bot.domain.points.errors import MonthFull, NoHousehold, PointsNotReady
from bot.domain.shared.deed import Deed
from bot.ports import Tx
from bot.services.councils import members
from bot.services.points import accounts, ledger, reports, rules


def report_deed(tx: Tx, deed: Deed) -> None:
    """Report a deed for which a rule gives points, once; one that is undone counts no more.

    Who has no account yet, and whose month is full, gets nothing.
    """
    if deed.undone:
        _undo(tx, deed)
        return
    council = members.get_council(tx, deed.council)
    rule = rules.find_rule_of(tx, deed.council, deed.kind) if Practice.POINTS in council.practices else None
    member = tx.get(Member, Member.key_of(deed.council, deed.person))
    if rule is None or member is None or _find_claims(tx, deed):
        return
    try:
        account = accounts.open_account(tx, member)
        reports.check_month(tx, rule, account, deed.at)
    except (PointsNotReady, NoHousehold, MonthFull):
        return
    claim = reports.put_claim(tx, rule, account, deed.person, by=0, now=deed.at, source=deed.source)
    reports.record_claim(tx, claim, "points_reported", None, deed.at)


def _find_claims(tx: Tx, deed: Deed) -> list[PointClaim]:
    """Return the reports that a deed has become and that still stand, or were refused."""
    found = tx.find(PointClaim, "source", deed.source)
    return [claim for claim in found if claim.state is not ClaimState.TAKEN_BACK]


def _undo(tx: Tx, deed: Deed) -> None:
    """Take back what a deed has become: points that were spent meanwhile cannot be taken any more."""
    for claim in _find_claims(tx, deed):
        if claim.state is ClaimState.REFUSED:
            continue
        reports.take_back(tx, claim, None, deed.at)
        entry = ledger.get_entry(tx, claim.council, claim.entry) if claim.entry else None
        if entry and not ledger.is_corrected(tx, entry):
            left = accounts.get_account(tx, claim.council, claim.account_number).balance
            if taken := min(left, entry.points):
                ledger.take_back(tx, entry, taken, UNDONE, by=0, now=deed.at)
