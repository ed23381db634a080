"""Points: an entry and a redemption over a hundred entries and over a hundred thousand, and a review of 300 reports.

CPU milliseconds of one act on the store on disk, as `benchmarks.growth` measures matters; the review's answers beside
those of a review of five.
"""

import argparse
import asyncio
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from benchmarks.figures import Figure, show
from benchmarks.growth import NOW, PEOPLE, TURNS, Use, found, race, settle
from bot.domain.councils.council import Account
from bot.domain.councils.counter import Counter, Numbered
from bot.domain.councils.practice import Practice
from bot.domain.points.account import EntryKind, PointAccount, PointEntry, PointMonth
from bot.domain.points.book import AccountKind, PointBook
from bot.domain.points.claim import PointClaim, PointReview
from bot.domain.points.prize import Prize
from bot.domain.points.rule import PointRule
from bot.domain.shared.button_intent import Intent
from bot.domain.shared.ids import AccountId, ChatId, MessageId
from bot.ports import Tx
from bot.services.councils import members
from bot.services.points import accounts, claims, ledger, orders, reviews
from bot.services.reactions import perform
from bot.services.shared.enqueue import ReplyTo
from storage.tinydb.store import TinyStore

FEW, MANY, STEP = 100, 100_000, 2000  # entries
HOUSEHOLDS = {FEW: 10, MANY: 10_000}
FIRST = 2  # the first who presses
REPORTS = {FEW: 5, MANY: 300}
MONTH = f"{NOW:%Y-%m}"


def begin(tx: Tx) -> None:
    """Put a council with a rule and a prize into the store; accounts are by person."""
    found(tx, 1, 0)
    tx.put(replace(members.get_council(tx, 1), practices=(Practice.POINTS,)))
    tx.put(PointBook(council=1, kind=AccountKind.PERSON, reviewers=tuple(range(FIRST, FIRST + PEOPLE))))
    tx.put(PointRule(council=1, number=1, title="打扫楼道", points=5))
    tx.put(Prize(council=1, number=1, name="洗衣液", price=1, stock=100_000))


def fill(tx: Tx, first: int, last: int, households: int) -> None:
    """Put entries into the store, spread over the households."""
    for number in range(first, last):
        account, turn = number % households + 1, number // households + 1
        tx.put(
            PointEntry(
                council=1,
                account_number=account,
                number=number + 1,
                kind=EntryKind.EARNED,
                points=5,
                balance=5 * turn,
                title="打扫楼道",
                review=1,
                at=NOW,
            )
        )
        tx.put(PointAccount(council=1, number=account, unit=f"1-{account}", balance=5 * turn))
        tx.put(PointMonth(council=1, account_number=account, month=MONTH, earned=5 * turn))


def ready(tx: Tx, entries: int) -> None:
    """Put an account with points for each who presses, and the reports of a review, into the store."""
    last = HOUSEHOLDS[entries]
    for person in range(FIRST, FIRST + max(TURNS, PEOPLE)):
        last += 1
        tx.put(PointAccount(council=1, number=last, person=person, balance=0))
    reporter = last + 1
    tx.put(PointAccount(council=1, number=reporter, unit="99-1"))
    for number in range(1, REPORTS[entries] + 1):
        tx.put(
            PointClaim(
                council=1,
                number=number,
                account_number=reporter,
                rule=1,
                title="打扫楼道",
                points=5,
                month=MONTH,
                at=NOW,
            )
        )
    tx.put(PointReview(council=1, number=1, upto=REPORTS[entries], at=NOW))
    for of, count in (
        (Numbered.POINT_ACCOUNT, reporter),
        (Numbered.POINT_ENTRY, entries),
        (Numbered.POINT_CLAIM, REPORTS[entries]),
        (Numbered.POINT_REVIEW, 1),
    ):
        tx.put(Counter(council=1, of=of, last=count))


async def make(folder: Path, entries: int, size: int) -> TinyStore:
    """Make a store on disk; `size` entries stand for `entries` where a short run is wanted."""
    store = TinyStore.open(folder)
    await store.run(begin)
    await store.run(settle, 0, max(TURNS, PEOPLE) + PEOPLE)
    for first in range(0, size, STEP):
        await store.run(fill, first, min(first + STEP, size), HOUSEHOLDS[entries])
    await store.run(ready, entries)
    store.db.storage.compact()
    return store


def person(turn: int) -> int:
    """Return whose turn it is."""
    return FIRST + turn % PEOPLE


def enter(tx: Tx, turn: int) -> None:
    """Enter points for a member."""
    account = accounts.open_account(tx, members.get_person(tx, 1, person(turn)))
    ledger.enter(tx, ledger.draft_entry(account, EntryKind.EARNED, 5, "打扫楼道", now=NOW + timedelta(seconds=turn)))


def account_of(turn: int) -> Account:
    """Return the account on the platform of whose turn it is."""
    return Account(AccountId(str(10_000 + person(turn))), f"居民{person(turn)}")


def back(turn: int) -> ReplyTo:
    """Return where a press in private is answered."""
    return ReplyTo(f"re/{turn}", ChatId(str(10_000 + person(turn))), MessageId("5"), group=False)


def report(tx: Tx, turn: int) -> None:
    """Report something in private."""
    perform(
        tx,
        claims.report,
        council=1,
        rule=1,
        account_number=0,
        whom=0,
        text="三单元",
        attachments=(),
        by=account_of(turn),
        now=NOW + timedelta(seconds=turn),
        reply_to=back(turn),
    )


def redeem(tx: Tx, turn: int) -> None:
    """Redeem a prize, and give it back, so that the next turn is alike."""
    at = {"by": account_of(turn), "reply_to": back(turn), "now": NOW + timedelta(seconds=turn)}
    perform(tx, orders.press_redeem, intent=Intent("prize_redeem", 1, 1), **at)  # type: ignore[arg-type]  # as named
    number = tx.last_number(1, Numbered.PRIZE_ORDER)
    perform(tx, orders.press_cancel, intent=Intent("prize_cancel", 1, number), **at)  # type: ignore[arg-type]  # as named


def answer(tx: Tx, turn: int) -> None:
    """Answer a report, and draw the reviewer's page anew."""
    number, who = turn % REPORTS[FEW] + 1, person(turn)
    member = members.get_person(tx, 1, who)
    reviews.vote(tx, 1, number, member, agrees=turn % 2 == 0, now=NOW)
    reviews.load_review(tx, 1, who, 1, number)


USES: dict[str, Use] = {"an entry": enter, "a report": report, "a redemption, given back": redeem}


async def measure(folder: Path, size: int) -> list[Figure]:
    """Do each act over few and over many entries, and answer reports of a short and of a long review."""
    few, many = await make(folder / "few", FEW, FEW), await make(folder / "many", MANY, size)
    figures = []
    acts: dict[str, Callable[[Tx, int], None]] = {
        **USES,
        f"an answer in a review of {REPORTS[MANY]} to {REPORTS[FEW]}": answer,
    }
    for name, act in acts.items():
        little, much = await race(act, few, many, TURNS)
        figures.append(Figure(f"{name}, {size:,} entries to {FEW}", much, "ms", little, 1.3))
    await few.close()
    await many.close()
    return figures


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=MANY, help="of the larger store")
    size = parser.parse_args().entries
    with tempfile.TemporaryDirectory(dir=".") as folder:
        show("The same act with few and with many points", asyncio.run(measure(Path(folder), size)))


if __name__ == "__main__":
    main()
