"""A month's summary of a council with much behind it, against one with nothing before that month."""

import statistics
import time
from datetime import UTC, date, datetime, timedelta

from benchmarks.figures import Figure, show
from bot.domain.councils.council import Council
from bot.domain.councils.counter import Counter, Numbered
from bot.domain.matters.acts import Act
from bot.domain.matters.assignment import Assignment
from bot.domain.matters.category import Category
from bot.domain.matters.matter import Answer, Entry, Feedback, Matter, comparable_text
from bot.domain.matters.state import State
from bot.domain.shared.audit_log import ChainHead
from bot.domain.shared.ids import ChatId
from bot.domain.shared.reporting_period import month_period
from bot.ports import Tx
from bot.services.reports import summaries
from storage.memory import MemoryStore
from storage.tinydb.transaction import Transaction

BEFORE, IN_IT = 100_000, 100
MARCH = month_period(date(2026, 3, 1), 1)
NOW = datetime(2026, 3, 2, tzinfo=UTC)
WORDS = "三号楼门口的路灯坏了两个星期"
TURNS = 41


def fill(tx: Tx, first: int, last: int, begun: datetime) -> None:
    """Put matters that were solved, one every few minutes."""
    for number in range(first, last):
        at = begun + timedelta(minutes=5 * (number - first))
        ended = number % 20 > 0
        tx.put(
            Matter(
                council=1,
                number=number,
                state=State.CLOSED if ended else State.IN_PROGRESS,
                open=not ended,
                text=WORDS,
                plain=comparable_text(WORDS),
                category=Category.FACILITIES,
                proposer=2,
                at=at,
                touched=at,
                assignment=Assignment(due=at.date()),
                timeline=tuple(Entry(at=at, what=what) for what in (Act.SUBMIT, Act.ASSIGN, Act.DONE, Act.CLOSE)),
            )
        )
        tx.put(Feedback(council=1, matter=number, round=0, person=2, answer=Answer.YES, at=at))


def store(before: int) -> MemoryStore:
    """Make a store with so many matters before the month, and some in it."""
    made = MemoryStore()
    long_ago = NOW - timedelta(minutes=5 * before + 60 * 24 * 30)
    steps = [(first, first + 1000, long_ago + timedelta(minutes=5 * first)) for first in range(1, before + 1, 1000)]
    for first, last, begun in (*steps, (before + 1, before + IN_IT + 1, NOW)):
        tx = Transaction(made.contents)
        tx.put(Council(number=1, chat=ChatId("-1"), name="和平里"))
        tx.put(Counter(council=1, of=Numbered.MATTER, last=before + IN_IT))
        tx.put(ChainHead(council=1))
        fill(tx, first, last, begun)
        made.keep(tx.changes, tx.lines)
    return made


def once(kept: MemoryStore) -> float:
    """Count the month; give the milliseconds."""
    begun = time.process_time()
    shown = summaries.load_summary(Transaction(kept.contents), 1, MARCH)
    if shown is None or shown.proposed != IN_IT:
        raise RuntimeError("the month was counted wrong")
    return (time.process_time() - begun) * 1e3


def main() -> None:
    """Print the table."""
    few, many = store(0), store(BEFORE)
    pairs = [(once(many), once(few)) for _ in range(TURNS)]
    much, little = (statistics.median(column) for column in zip(*pairs, strict=True))
    name = f"summary of a month of {IN_IT} matters, {BEFORE:,} before it"
    show("A month's summary", [Figure(name, much, "ms", little, 1.3)])


if __name__ == "__main__":
    main()
