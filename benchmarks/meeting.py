"""A meeting with a hundred matters: its agenda, and its minutes as a message and as a .docx.

In a council with 10,000 other matters and in one with none, in turn; on disk, from the moment it is due or closed until
it is drawn. Sending is not in it.
"""

import asyncio
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from benchmarks.figures import Figure, show
from bot.domain.councils.council import Council, Member, Role, rank_of_roles
from bot.domain.councils.counter import Counter, Numbered
from bot.domain.matters.acts import Act
from bot.domain.matters.category import Category
from bot.domain.matters.matter import Entry, Matter, comparable_text
from bot.domain.matters.state import State
from bot.domain.meetings.meeting import Meeting, MeetingState
from bot.domain.shared.audit_log import ChainHead
from bot.domain.shared.ids import AccountId, ChatId, MessageId
from bot.domain.shared.job import Job, JobParams
from bot.domain.shared.outbox_message import OutboxMessage
from bot.messages import registry
from bot.ports import Tx
from bot.services.meetings import attendance, meeting_reminders, meetings, sessions
from bot.services.reactions import perform
from handlers.telegram.features import FEATURES
from storage.tinydb.store import TinyStore

LISTED, OTHERS = 100, 10_000
SEATS = 30
STEP = 1000
TURNS = 5
NOW = datetime(2026, 3, 5, 1, tzinfo=UTC)
GROUP = ChatId("-1001234567890")
WORDS = "三号楼门口的路灯坏了两个星期，晚上老人出门看不清台阶，请尽快修好"


def found(tx: Tx) -> None:
    """Put a council, its people and the matters on the agenda into the store."""
    tx.put(Council(number=1, chat=GROUP, name="和平里"))
    for of, last in ((Numbered.MATTER, 99_999), (Numbered.PERSON, 99), (Numbered.MEETING, 999)):
        tx.put(Counter(council=1, of=of, last=last))
    tx.put(ChainHead(council=1))
    for person in range(1, SEATS + 1):
        roles, rank = rank_of_roles([Role.HEAD if person == 1 else Role.MEMBER])
        tx.put(
            Member(
                council=1, person=person, account=AccountId(str(person)), name=f"居民{person}", roles=roles, rank=rank
            )
        )
    put(tx, 1, LISTED + 1, State.AGENDA)


def put(tx: Tx, first: int, last: int, state: State) -> None:
    """Put matters."""
    for number in range(first, last):
        tx.put(
            Matter(
                council=1,
                number=number,
                state=state,
                open=state is State.AGENDA,
                text=f"{number} {WORDS}",
                plain=comparable_text(WORDS),
                category=Category.FACILITIES,
                proposer=2,
                at=NOW,
                timeline=(Entry(at=NOW, what=Act.AGENDA, person=1),),
            )
        )


def head(tx: Tx) -> Member:
    """Return the head."""
    return next(iter(tx.find(Member, "rank", 1)))


def plan(tx: Tx, number: int) -> None:
    """Plan a meeting in three days."""
    tx.put(Meeting(council=1, number=number, at=NOW + timedelta(days=3)))


def post_agenda(tx: Tx, number: int) -> None:
    """Its agenda is due."""
    params = JobParams(council=1, meeting=number)
    meeting_reminders.post_agenda(
        tx, Job(id="x", at=NOW, act="post_agenda", about=f"meeting/1/{number}", params=params), NOW
    )


def hold(tx: Tx, number: int) -> None:
    """Open it, with everybody there, and give each matter an opinion."""
    by = head(tx)
    sessions.open_meeting(tx, council=1, by=by, now=NOW, number=number)
    for person in range(2, SEATS + 1):
        member = tx.get(Member, f"1/{person}")
        if member:
            attendance.check_in(tx, council=1, number=number, by=member, shown=(GROUP, MessageId("1")), now=NOW)
    for matter in range(1, LISTED + 1):
        sessions.call_next(tx, council=1, by=by, now=NOW)
        sessions.record_opinion(tx, council=1, number=matter, by=by, text=WORDS, now=NOW)
    quiet(tx)


def close(tx: Tx, number: int) -> None:
    """Close it: the minutes are drafted, and what was not decided waits for the next meeting."""
    sessions.close_meeting(tx, council=1, by=head(tx), now=NOW, number=number)


def again(tx: Tx, number: int) -> None:
    """Forget it, so that the next is like it."""
    meeting = meetings.get_meeting(tx, 1, number)
    tx.put(replace(meeting, state=MeetingState.CANCELLED))
    for matter in range(1, LISTED + 1):
        tx.drop(Matter, f"1/{matter}")
    put(tx, 1, LISTED + 1, State.AGENDA)
    quiet(tx)


def quiet(tx: Tx) -> None:
    """Forget what was to be told."""
    for outgoing in tx.find(OutboxMessage, "chat", GROUP):
        tx.drop(OutboxMessage, outgoing.key)


def draw(tx: Tx, *views: str) -> None:
    """Draw what was told by these views, each once."""
    told = {each.view: each for each in tx.find(OutboxMessage, "chat", GROUP)}
    for view in views:
        if registry.draw(tx, told[view], NOW, FEATURES) is None:
            raise RuntimeError(f"{view} was not drawn")


async def timed(store: TinyStore, act: Callable[..., Any], number: int, *views: str) -> float:
    """Return the seconds until it is kept and drawn."""
    begun = time.perf_counter()
    await store.run(perform, act, number)
    await store.run(draw, *views)
    return time.perf_counter() - begun


async def turn(store: TinyStore, number: int) -> tuple[float, float]:
    """Hold one meeting; give the seconds of its agenda and of its minutes."""
    await store.run(perform, plan, number)
    agenda = await timed(store, post_agenda, number, "meeting.agenda")
    await store.run(perform, hold, number)
    minutes = await timed(store, close, number, "minutes", "minutes.file")
    await store.run(perform, again, number)
    return agenda, minutes


async def measure(folder: Path) -> list[Figure]:
    """Hold meetings in both councils in turn."""
    few, many = (TinyStore.open(folder / name) for name in ("few", "many"))
    for store in (few, many):
        await store.run(found)
    for first in range(LISTED + 1, OTHERS + LISTED + 1, STEP):
        await many.run(put, first, first + STEP, State.CLOSED)
    turns = [(await turn(many, number), await turn(few, number)) for number in range(1, TURNS + 1)]
    columns = zip(*(much + little for much, little in turns), strict=True)
    agenda, minutes, little_agenda, little_minutes = map(statistics.median, columns)
    await few.close()
    await many.close()
    figures = []
    for name, much, little in (
        (f"agenda of {LISTED} matters", agenda, little_agenda),
        (f"minutes of {LISTED} matters, message and .docx", minutes, little_minutes),
    ):
        figures += [
            Figure(f"{name}, {OTHERS:,} others", much, "s", limit=1),
            Figure("  the same, no others", much, "s", little),
        ]
    return figures


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory(dir=".") as folder:
        show("A meeting with a long agenda", asyncio.run(measure(Path(folder))))


if __name__ == "__main__":
    main()
