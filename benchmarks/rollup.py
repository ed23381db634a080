"""The sums over a street with 1,000 councils, as /stats and /members add it up."""

import statistics
import time
from collections.abc import Callable
from datetime import UTC, datetime

from benchmarks.figures import Figure, show
from bot.domain.councils.council import Council
from bot.domain.hierarchy.escalation_ladder import Level
from bot.domain.matters.assignment import Assignment
from bot.domain.matters.category import Category
from bot.domain.matters.matter import Matter
from bot.domain.matters.state import State
from bot.domain.meetings.meeting import Attendance, Meeting, MeetingState
from bot.domain.shared.ids import ChatId
from bot.ports import Tx
from bot.services.reports import rollups
from storage.memory import MemoryStore
from storage.tinydb.transaction import Transaction

COUNCILS, MATTERS, MEETINGS, CAME = 1000, 30, 12, 7
STREET = COUNCILS + 1
NOW = datetime(2026, 3, 2, tzinfo=UTC)
TURNS = 21


def fill(tx: Tx, council: int) -> None:
    """One council under the street, with what it did in a year."""
    tx.put(Council(number=council, chat=ChatId(str(-council)), name=f"{council}号院", parent=STREET))
    for number in range(1, MATTERS + 1):
        ended = number % 3 > 0
        tx.put(
            Matter(
                council=council,
                number=number,
                state=State.CLOSED if ended else State.IN_PROGRESS,
                open=not ended,
                verified=True if ended else None,
                assignment=Assignment(acknowledged=True),
                text="路灯坏了",
                plain="路灯坏了",
                category=Category.FACILITIES,
                proposer=1,
                at=NOW,
            )
        )
    for number in range(1, MEETINGS + 1):
        tx.put(Meeting(council=council, number=number, at=NOW, state=MeetingState.HELD, closed=NOW))
        for person in range(CAME):
            tx.put(Attendance(council=council, meeting=number, person=person, at=NOW))


def store() -> MemoryStore:
    """Make the street and its councils."""
    made = MemoryStore()
    for first in range(1, COUNCILS + 1, 50):
        tx = Transaction(made.contents)
        tx.put(Council(number=STREET, chat=ChatId(str(-STREET)), name="平安街道", level=Level.STREET))
        for council in range(first, first + 50):
            fill(tx, council)
        made.keep(tx.changes, tx.lines)
    return made


def median(kept: MemoryStore, act: Callable[[Tx, int], object]) -> float:
    """Return the milliseconds that it usually takes."""
    spent = []
    for _ in range(TURNS):
        begun = time.process_time()
        act(Transaction(kept.contents), STREET)
        spent.append((time.process_time() - begun) * 1e3)
    return statistics.median(spent)


def main() -> None:
    """Print the table."""
    kept = store()
    shown = rollups.load_rollup(Transaction(kept.contents), STREET)
    if shown is None or (shown.total, shown.came) != (COUNCILS * MATTERS, COUNCILS * MEETINGS * CAME):
        raise RuntimeError("the councils were added up wrong")
    show(
        f"{COUNCILS:,} councils under one, {MATTERS} matters and {MEETINGS} meetings each",
        [
            Figure("/stats: all of them added up", median(kept, rollups.load_rollup), "ms", limit=100),
            Figure("/members: who serves in all of them", median(kept, rollups.count_members), "ms", limit=100),
        ],
    )


if __name__ == "__main__":
    main()
