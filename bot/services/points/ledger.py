"""The ledger of points: the only place where an entry is made or a balance changes.

An entry never changes, and the store refuses to change one. A balance is that of its account's last entry, kept beside
it, and `find_flaws` proves both.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from bot.domain.councils.council import Council, Member
from bot.domain.councils.counter import Counter, Numbered
from bot.domain.councils.permissions import CouncilAct, check_allowed
from bot.domain.points.account import EntryKind, PointAccount, PointEntry, PointMonth, month_of
from bot.domain.points.errors import EntryCorrected, NoEntry, PointsSpent, TooFewPoints
from bot.domain.shared.reply import Reply
from bot.index_rows import CouncilRow
from bot.ports import Tx
from bot.services.councils import members
from bot.services.matters.repository import clean_text
from bot.services.points import accounts
from bot.services.shared.audit import append_entry
from bot.services.shared.council_time import day_now

NOTE_LIMIT = 100
LEDGER_DOCUMENTS = (Council, Counter, PointAccount, PointEntry)  # what `broken_ledgers` reads


def enter(tx: Tx, made: PointEntry) -> PointEntry:
    """Add an entry with the next number and the balance it makes. Raises TooFewPoints: no balance falls below 0."""
    account = accounts.get_account(tx, made.council, made.account_number)
    balance = account.balance + made.points
    if balance < 0:
        raise TooFewPoints(balance=account.balance, price=-made.points)
    entry = replace(made, number=tx.next_number(made.council, Numbered.POINT_ENTRY), balance=balance)
    tx.put(entry)
    tx.put(replace(account, balance=balance))
    if entry.kind in {EntryKind.EARNED, EntryKind.CORRECTED}:
        _count_month(tx, entry)
    append_entry(
        tx,
        entry.council,
        "points",
        person=entry.by or None,
        now=entry.at,
        facts={"number": entry.number, "account": entry.account_number, "points": entry.points},
    )
    return entry


def draft_entry(
    account: PointAccount, kind: EntryKind, points: int, title: str, *, now: datetime, by: int = 0, person: int = 0
) -> PointEntry:
    """Return an entry that `enter` gives its number and balance."""
    return PointEntry(
        council=account.council,
        number=0,
        account_number=account.number,
        kind=kind,
        points=points,
        balance=0,
        title=title,
        by=by,
        person=person,
        at=now,
    )


def _count_month(tx: Tx, entry: PointEntry) -> None:
    """Count what an entry earned for its month, or takes back of the month of the entry that it corrects."""
    corrected = get_entry(tx, entry.council, entry.corrects) if entry.corrects else entry
    month = month_of(day_now(members.get_council(tx, entry.council), corrected.at))
    key = PointMonth.key_of(entry.council, entry.account_number, month)
    counted = tx.get(PointMonth, key) or PointMonth(
        council=entry.council, account_number=entry.account_number, month=month
    )
    tx.put(replace(counted, earned=counted.earned + entry.points))


def get_entry(tx: Tx, council: int, number: int) -> PointEntry:
    """Return the entry of this number; raises NoEntry."""
    found = tx.get(PointEntry, PointEntry.key_of(council, number))
    if found is None:
        raise NoEntry
    return found


def get_correctable(tx: Tx, council: int, number: int) -> PointEntry:
    """Return an entry that a counter-entry may take back. Raises NoEntry, EntryCorrected, PointsSpent."""
    entry = get_entry(tx, council, number)
    if entry.kind is not EntryKind.EARNED:
        raise NoEntry
    if is_corrected(tx, entry):
        raise EntryCorrected
    account = accounts.get_account(tx, council, entry.account_number)
    if account.balance < entry.points:
        raise PointsSpent(balance=account.balance, points=entry.points)
    return entry


def is_corrected(tx: Tx, entry: PointEntry) -> bool:
    """Return whether an entry has its counter-entry."""
    return tx.count(PointEntry, "corrects", entry.council, entry.number) > 0


def correct_entry(tx: Tx, *, council: int, number: int, by: Member, text: str, now: datetime) -> Reply:
    """Take back an entry by a counter-entry with a reason.

    Raises NotAllowed, NoEntry, EntryCorrected, PointsSpent, TooShort, TooLong.
    """
    check_allowed(CouncilAct.POINTS, by)
    note, _ = clean_text(text, NOTE_LIMIT)
    entry = get_correctable(tx, council, number)
    counter = take_back(tx, entry, entry.points, note, by=by.person, now=now)
    return Reply("points_corrected", {"points": -counter.points, "balance": counter.balance})


def take_back(tx: Tx, entry: PointEntry, points: int, note: str, *, by: int, now: datetime) -> PointEntry:
    """Enter the counter-entry of an entry."""
    account = accounts.get_account(tx, entry.council, entry.account_number)
    made = draft_entry(account, EntryKind.CORRECTED, -points, entry.title, now=now, by=by, person=entry.person)
    return enter(tx, replace(made, corrects=entry.number, note=note))


def broken_ledgers(tx: Tx) -> Iterator[str]:
    """Yield what is wrong with the ledgers of all councils."""
    for row in tx.rows(CouncilRow):
        yield from find_flaws(tx, row.number)


def find_flaws(tx: Tx, council: int) -> Iterator[str]:
    """Yield what is wrong with a council's ledger: each balance must be the sum of its entries, one after another."""
    sums: dict[int, int] = {}
    for number in range(1, tx.last_number(council, Numbered.POINT_ENTRY) + 1):
        entry = tx.get(PointEntry, PointEntry.key_of(council, number))
        if entry is None:
            yield f"council {council}, points, entry {number}: it is missing"
            continue
        balance = sums[entry.account_number] = sums.get(entry.account_number, 0) + entry.points
        if entry.balance != balance or balance < 0:
            yield f"council {council}, points, entry {number}: balance {entry.balance}, the sum is {balance}"
    for number in range(1, tx.last_number(council, Numbered.POINT_ACCOUNT) + 1):
        account = tx.get(PointAccount, PointAccount.key_of(council, number))
        if account is None or account.balance != sums.get(number, 0):
            kept = account.balance if account else "missing"
            yield f"council {council}, points, account {number}: balance {kept}, the sum is {sums.get(number, 0)}"
