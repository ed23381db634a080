"""The desk and the morning list of a council with 50 open matters, of a busy one, and with much that is over."""

import statistics
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from benchmarks.figures import Figure, show
from bot.domain.councils.council import Council, Member, Role
from bot.domain.matters.acts import Act
from bot.domain.matters.assignment import Assignment
from bot.domain.matters.category import Category
from bot.domain.matters.desk_place import DeskPlace, Queue
from bot.domain.matters.matter import Entry, Matter, comparable_text
from bot.domain.matters.state import State
from bot.domain.shared.ids import ChatId
from bot.ports import Tx
from bot.services.matters import desk, morning_lists
from storage.memory import MemoryStore
from storage.tinydb.transaction import Transaction

FEW, MANY = 50, 5000
NOW = datetime(2026, 3, 2, 2, tzinfo=UTC)
STATES = (State.SUBMITTED, State.ACCEPTED, State.RESOLVED, State.DISPATCHED, State.IN_PROGRESS, State.DONE)
TURNS = 21
CLERK = Member(council=1, person=2, name="李秀兰", roles=(Role.CLERK,), rank=1)


def put_matter(tx: Tx, number: int, state: State, *, at: datetime, due: int) -> None:
    """Put a matter in a state, with a day that is so many days from now."""
    words = f"{number % 30 + 1}号楼门口的路灯坏了两个星期"
    tx.put(
        Matter(
            council=1,
            number=number,
            state=state,
            open=state is not State.CLOSED,
            text=words,
            plain=comparable_text(words),
            category=list(Category)[number % 10],
            proposer=3,
            at=at,
            touched=at,
            assignment=Assignment(handler=2, due=(NOW + timedelta(days=due)).date()),
            timeline=tuple(Entry(at=at, what=what) for what in (Act.SUBMIT, Act.RESOLVE, Act.ASSIGN, Act.DONE)),
        )
    )


def make_store(opened: int, over: int) -> MemoryStore:
    """Make a store with so many open matters, and so many that are over."""
    made = MemoryStore()
    for first in range(1, opened + over + 1, 1000):
        tx = Transaction(made.contents)
        tx.put(Council(number=1, chat=ChatId("-1"), name="和平里"))
        tx.put(CLERK)
        for number in range(first, min(first + 1000, opened + over + 1)):
            state = State.CLOSED if number <= over else STATES[number % len(STATES)]
            put_matter(tx, number, state, at=NOW - timedelta(hours=opened + over - number), due=number % 40 - 10)
        made.keep(tx.changes, tx.lines)
    return made


def open_desk(tx: Tx) -> None:
    """Count all queues."""
    desk.load_desk(tx, 1, NOW)


def open_overdue(tx: Tx) -> None:
    """Show the first page of what is overdue."""
    desk.load_list(tx, 1, DeskPlace(queue=Queue.OVERDUE.value), NOW)


def search(tx: Tx) -> None:
    """Show what is open in one building, of one handler, with a word."""
    desk.load_list(tx, 1, DeskPlace(queue=Queue.ALL.value, building="3", handler=2, words="路灯"), NOW)


def list_morning(tx: Tx) -> None:
    """List what is new since yesterday to one person."""
    morning_lists.load_list(tx, 1, CLERK, NOW - timedelta(days=1), NOW, officer=True)


def median_of(kept: MemoryStore, act: Callable[[Tx], None]) -> float:
    """Return the median of the milliseconds that an act takes."""
    spent = []
    for _ in range(TURNS):
        begun = time.process_time()
        act(Transaction(kept.contents))
        spent.append((time.process_time() - begun) * 1e3)
    return statistics.median(spent)


def main() -> None:
    """Print the tables."""
    few, ended, many = make_store(FEW, 0), make_store(FEW, MANY), make_store(MANY, 0)
    acts = {"desk": open_desk, "overdue": open_overdue, "search": search, "morning": list_morning}
    base = {name: median_of(few, act) for name, act in acts.items()}
    rows = [(f"{name}, {MANY:,} over", median_of(ended, act), base[name]) for name, act in acts.items()]
    show(
        f"{FEW} open matters, {MANY:,} that are over beside them", [Figure(n, ms, "ms", of, 1.5) for n, ms, of in rows]
    )
    for name, act in acts.items():
        print(f"{name}, {MANY:,} open: {median_of(many, act):.1f} ms")


if __name__ == "__main__":
    main()
