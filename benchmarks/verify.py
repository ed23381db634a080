"""`run.py verify`: a record of a million lines, and a vote by name in which 20,000 units have voted."""

import asyncio
import tempfile
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.figures import Figure, show
from bot.domain.councils.council import Council
from bot.domain.matters.acts import Act
from bot.domain.matters.category import guess_category
from bot.domain.matters.matter import Matter
from bot.domain.matters.state import State
from bot.domain.rolls.roll import Roll, Unit, roll_digest, sum_decimals
from bot.domain.shared.audit_log import ChainHead, Facts, link_entry
from bot.domain.shared.ids import ChatId
from bot.domain.votes.ballot import Ballot
from bot.domain.votes.tally import Choice
from bot.domain.votes.vote import Totals, Vote, VoteState, opening_digest
from bot.ports import Tx
from bot.services.shared.audit import append_entry
from bot.services.votes import closing
from storage.check import verify
from storage.tinydb.store import TinyStore

NOW = datetime(2026, 3, 2, tzinfo=UTC)
LINES, UNITS, STEP = 1_000_000, 20_000, 10_000


def opened(tx: Tx) -> None:
    """Open a vote in a council with a large roll."""
    areas = [f"{50 + n % 97}.{n % 90 + 10}" for n in range(UNITS)]
    units = [Unit(council=1, roll=1, unit=f"{n}", head=n // 2, area=area) for n, area in enumerate(areas)]
    totals = Totals(units=UNITS, heads=UNITS // 2, area=sum_decimals(areas))
    whole = roll_digest(units)
    roll = Roll(council=1, number=1, at=NOW, by=1, units=UNITS, heads=totals.heads, area=totals.area, digest=whole)
    vote = Vote(
        council=1,
        number=1,
        matter=1,
        state=VoteState.OPEN,
        by=1,
        at=NOW,
        rule="cn.owners.ordinary",
        on=NOW.date(),
        secret=False,
        scope="",
        question="电梯",
        roll=1,
        opens=NOW,
        closes=NOW + timedelta(days=3),
        entitled=totals,
        turnout=totals,
    )
    vote = replace(vote, frozen=opening_digest(vote, roll.digest))
    facts: Facts = {"vote": 1, "frozen": vote.frozen, "roll": roll.digest}
    line = append_entry(tx, 1, "vote_open", person=1, now=NOW, matter=1, facts=facts)
    for unit in units:
        tx.put(unit)
    tx.put(roll)
    tx.put(replace(vote, opened=line, opened_head=line.hash))
    tx.put(Council(number=1, chat=ChatId("-1001"), name="和平里"))
    tx.put(
        Matter(
            council=1,
            number=1,
            text="电梯",
            plain="电梯",
            proposer=1,
            at=NOW,
            category=guess_category("电梯"),
            state=State.VOTING,
        )
    )


def cast(tx: Tx) -> None:
    """Every unit votes."""
    choices = list(Choice)
    for n in range(UNITS):
        ballot = Ballot(
            council=1, vote=1, unit=f"{n}", head=n // 2, person=n, choice=choices[n // 2 % 3], nonce=f"{n:032x}"
        )
        tx.put(ballot)
        facts: Facts = {"vote": 1, "commitment": ballot.commitment, "replaces": "", "paper": False}
        append_entry(tx, 1, "ballot", person=n, now=NOW, matter=1, facts=facts)


def closed(tx: Tx) -> None:
    """The time is over."""
    for vote in tx.find(Vote, "matter"):
        closing.close_vote(tx, vote, now=NOW + timedelta(days=3))


def fill(tx: Tx, count: int) -> None:
    """Add lines of everyday acts."""
    head = tx.get(ChainHead, "1") or ChainHead(council=1)
    for n in range(count):
        head, line = link_entry(head, at=NOW + timedelta(seconds=n), person=n % 900, what=Act.SUPPORT, matter=n % 5000)
        tx.append(line)
    tx.put(head)


async def make(folder: Path) -> None:
    """Make a data folder with all of it."""
    store = TinyStore.open(folder)
    for act in (opened, cast, closed):
        await store.run(act)
    for _ in range(LINES // STEP):
        await store.run(fill, STEP)
    await store.close()


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(make(Path(folder)))
        start = time.perf_counter()
        broken = verify(Path(folder))
        took = time.perf_counter() - start
    if broken:
        raise SystemExit(f"it does not hold: {broken[0]}")
    show("verify", [Figure(f"{LINES:,} lines, a vote of {UNITS:,}", took, "s", limit=10)])


if __name__ == "__main__":
    main()
