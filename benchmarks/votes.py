"""A formal vote in a large estate: one ballot, the opening, the close, and two thousand voters in a minute.

`python -m benchmarks.votes [ballot|bot|ends|storm …]` measures these parts, without a word all of them:

- ballot: the service that casts a ballot and its durable write, on stores on disk that work in turn; medians.
- bot: the CPU of the bot's whole process for a tap, as in `benchmarks.updates`, each bot in a process of its own.
- ends: how long nothing else is done while a vote of 20,000 units is opened, reminded of and closed, by the wall.
- storm: 2,000 people vote within a minute, in real time and at all of Telegram's limits.
"""

import asyncio
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import AsyncExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from benchmarks import estate
from benchmarks.bots import Bot, open_bot
from benchmarks.estate import NAMED, SECRET
from benchmarks.figures import Figure, show
from benchmarks.storm import PATIENCE, SETTLED, TOO_MANY, label_of, tap
from bot.domain.councils.council import Account
from bot.domain.matters.acts import Act
from bot.domain.shared.button_intent import Intent
from bot.domain.shared.ids import AccountId, ChatId, MessageId
from bot.domain.votes.tally import Choice
from bot.jobs.runner import run_due_jobs
from bot.ports import Tx
from bot.services.matters import proposals
from bot.services.scheduled_jobs import JOBS
from bot.services.shared import dispatch
from bot.services.shared.enqueue import ReplyTo
from bot.services.votes import ballots, proofs, queries, reminders, vote_drafts
from sandbox import World
from sandbox.model import Chat, Message
from storage.tinydb.store import TinyStore

FEW, MANY = 100, 20_000
CHAT, FIRST = -1001, 10_001  # the group, and the account of the first person
TURNS = 4  # times that each of the few votes, with a choice that changes
VOTERS, WITHIN = 2000, 60  # seconds
A_SECOND, BOUTS, TAPS = 25, 8, 60
LOADS = {"one at a time": 1 / A_SECOND, f"{TAPS} at once": 0}

Use = Callable[[Tx], Any]


# One ballot, as a service


class Estate:
    """A store on disk with a vote by name and a secret one, in which all but the first hundred have voted."""

    def __init__(self, folder: Path, size: int) -> None:
        self.store = TinyStore.open(folder)
        self.size = size

    async def prepare(self) -> None:
        """Fill it."""
        await estate.fill(self.store, CHAT, range(FIRST, FIRST + self.size))
        for matter, mode in enumerate((NAMED, SECRET), 1):
            number = await self.store.run(estate.begin, CHAT, matter, mode, FIRST)
            await self.store.run(estate.open_, CHAT, number, FIRST)
            await estate.crowd(self.store, number, range(FEW + 1, self.size + 1))
        self.store.db.storage.compact()

    def ballot(self, vote: int, person: int, choice: Choice) -> Use:
        """Return a tap on the card of a vote."""
        return self._tap(ballots.press_choice, Intent("cast", 1, vote, choice.value), person)

    def support(self, person: int) -> Use:
        """Return a tap on the card of a matter."""
        return self._tap(dispatch.press_button, Intent(Act.SUPPORT, 1, 2), person, use_case=proposals.support_matter)

    @staticmethod
    def _tap(act: Callable[..., Any], intent: Intent, person: int, **wishes: Any) -> Use:
        by, back = (
            Account(AccountId(str(FIRST + person - 1)), f"居民{person}"),
            ReplyTo(f"re/{person}", ChatId(str(CHAT)), MessageId("5"), group=True),
        )
        return lambda tx: act(tx, intent=intent, by=by, reply_to=back, now=datetime.now(UTC), **wishes)


async def one_ballot(folder: Path) -> list[Figure]:
    """Measure a small estate, a large estate and a support tap in turn."""
    few, many = Estate(folder / "few", FEW), Estate(folder / "many", MANY)
    for each in (few, many):
        await each.prepare()
    cpu: dict[tuple[str, str], list[float]] = {}
    wall: dict[tuple[str, str], list[float]] = {}
    for turn in range(TURNS):
        choice = list(Choice)[turn % 2]
        for person in range(2, FEW + 1):
            runs = [("support", "", few, few.support(person))]
            for mode, vote in (("by name", 1), ("secret", 2)):
                runs += [(mode, name, each, each.ballot(vote, person, choice)) for name, each in both(few, many)]
            for what, name, each, act in runs:
                begun = time.process_time(), time.perf_counter()
                await each.store.run(act)
                cpu.setdefault((what, name), []).append((time.process_time() - begun[0]) * 1e3)
                wall.setdefault((what, name), []).append((time.perf_counter() - begun[1]) * 1e3)
    figures = []
    for measured, spent in (("CPU", cpu), ("wall", wall)):
        median = {key: statistics.median(times) for key, times in spent.items()}
        plain = median["support", ""]
        for what in ("by name", "secret"):
            of = f"{MANY:,} units"
            little, much = median[what, "few"], median[what, "many"]
            figures += [
                Figure(f"ballot {what}, {of}, to {FEW}, {measured}", much, "ms", little, 1.3),
                Figure(f"ballot {what}, {of}, to a support tap, {measured}", much, "ms", plain, 2),
            ]
    for each in (few, many):
        await each.store.close()
    return figures


def both(few: Estate, many: Estate) -> list[tuple[str, Estate]]:
    """Name them."""
    return [("few", few), ("many", many)]


# One ballot, as the whole bot


class Village:
    """A bot in a process of its own that finds an estate with an open vote in its folder."""

    def __init__(self, size: int, members: int, mode: str = NAMED) -> None:
        self.size, self.members, self.mode = size, members, mode
        self.bot: Bot
        self.group: Chat

    async def prepare(self, world: World, folder: Path) -> None:
        """Put people into the world; those who never tap have accounts that nobody hears of."""
        people = [world.add_user(f"居民{number}") for number in range(1, self.members + 1)]
        self.group = world.add_group("和平里", people[0], people[1:], bot="administrator")
        self.accounts = [person.id for person in people]
        unheard = range(FIRST + 10**9, FIRST + 10**9 + self.size - self.members)
        store = TinyStore.open(folder)
        await estate.fill(store, self.group.id, [*self.accounts, *unheard])
        number = await store.run(estate.begin, self.group.id, 1, self.mode, self.accounts[0])
        await store.run(estate.open_, self.group.id, number, self.accounts[0])
        await store.close()

    async def start(self, opened: AsyncExitStack, *, limits: bool) -> None:
        """Start its bot; it draws the card of the vote."""
        self.bot = await opened.enter_async_context(open_bot("our", limits=limits, prepare=self.prepare))
        await self.bot.settle()

    def card(self, label: str) -> Message:
        """Return the newest message with this button."""
        said = reversed(self.bot.world.bot_messages(self.group))
        return next(message for message in said if label in str(message.keyboard))

    async def bout(self, labels: list[str], pause: float) -> float:
        """Press a button for each of the people, the labels in turn; return the CPU milliseconds of one tap."""
        card, world = self.card(labels[0]), self.bot.world
        before = await self.bot.settle()
        for place, person in enumerate(self.accounts):
            world.press(person, card, label_of(card, labels[place % len(labels)]))
            if pause:
                await asyncio.sleep(pause)
        return (await self.bot.settle() - before) / len(self.accounts) * 1e3


async def whole_bot(_: Path) -> list[Figure]:
    """Measure a small estate, a large estate and a support tap in turn."""
    few, many = Village(FEW, TAPS), Village(MANY, TAPS)
    spent: dict[tuple[str, str], list[float]] = {}
    async with AsyncExitStack() as opened:
        for village in (few, many):
            await village.start(opened, limits=False)
        few.bot.world.say(few.accounts[0], few.group, "/propose 三号楼的楼道里堆满了旧家具")
        await few.bot.settle()
        choices = ["赞成", "反对", "弃权"]
        for bout in range(BOUTS + 1):
            labels = choices[bout % 3 :] + choices[: bout % 3]  # everybody changes their mind each time
            for load, pause in LOADS.items():
                for name, village, pressed in (("few", few, labels), ("many", many, labels), ("tap", few, ["附议"])):
                    cpu = await village.bout(pressed, pause)
                    if bout:  # the first pays for what is made once
                        spent.setdefault((load, name), []).append(cpu)
                labels = labels[1:] + labels[:1]
    figures = []
    for load in LOADS:
        few_, many_, tap_ = (statistics.median(spent[load, name]) for name in ("few", "many", "tap"))
        figures += [
            Figure(f"{load}: ballot, {MANY:,} units, to {FEW}", many_, "ms", few_, 1.3),
            Figure(f"{load}: ballot, {MANY:,} units, to a support tap", many_, "ms", tap_, 2),
        ]
    return figures


# The opening and the close


@contextmanager
def timed(figures: list[Figure], name: str, limit: float | None = None) -> Iterator[None]:
    """Measure what is done in here, by the wall."""
    begun = time.perf_counter()
    yield
    figures.append(Figure(name, time.perf_counter() - begun, "s", limit=limit))


async def ends(folder: Path) -> list[Figure]:
    """Open, remind and close, by name and in secret."""
    figures: list[Figure] = []
    for mode, name in ((NAMED, "by name"), (SECRET, "secret")):
        store = TinyStore.open(folder / name)
        await estate.fill(store, CHAT, range(FIRST, FIRST + MANY))
        with timed(figures, f"{name}: put together in one message"):
            number = await store.run(estate.begin, CHAT, 1, mode, FIRST)
        with timed(figures, f"{name}: its draft drawn"):
            await store.run(vote_drafts.read_draft, 1, number, datetime.now(UTC))
        with timed(figures, f"{name}: opened"):
            await store.run(estate.open_, CHAT, number, FIRST)
        with timed(figures, f"{name}: those who have not voted named in the group"):
            await store.run(_remind, number)
        await estate.crowd(store, number, range(1, MANY + 1))
        store.db.storage.compact()
        with timed(figures, f"{name}: closed and counted"):
            await run_due_jobs(store, JOBS, datetime.now(UTC) + timedelta(days=31))
        with timed(figures, f"{name}: the file of /result written"):
            await store.run(_export, number)
        await store.close()
    return figures


def _export(tx: Tx, number: int) -> bytes:
    return proofs.export_proof(tx, queries.get_vote(tx, 1, number))


def _remind(tx: Tx, number: int) -> None:
    reminders.send_reminders(tx, queries.get_vote(tx, 1, number), now=datetime.now(UTC))


# The storm


async def storm(_: Path) -> list[Figure]:
    """Have everybody vote within a minute, in secret: every tap makes a new envelope."""
    chance = random.Random(7)
    village = Village(VOTERS, VOTERS, SECRET)
    async with AsyncExitStack() as opened:
        await village.start(opened, limits=True)
        bot, world, card = village.bot, village.bot.world, village.card("赞成")
        edits: list[float] = []
        world.listen(lambda event: edits.append(time.perf_counter()) if event["kind"] == "edit" else None)
        before = await bot.cpu()
        taps = await asyncio.gather(
            *(
                tap(card, person, world, chance.uniform(0, WITHIN), chance.choice(("赞成", "反对", "弃权")))
                for person in village.accounts
            )
        )
        cpu = await bot.settle(SETTLED) - before
        refused = sum(1 for call in world.calls if call.status == TOO_MANY)
        most = world.limits.most_per_minute(village.group.id)
    times = sorted(seconds for _, seconds in taps)
    missing = sum(seconds >= PATIENCE for seconds in times)
    is_right = f"已投：{VOTERS} 人" in card.text
    return [
        Figure(f"taps of {VOTERS} without an answer", missing, "", limit=0),
        Figure("answer to a tap, median", times[len(times) // 2], "s"),
        Figure("answer to a tap, 99 %", times[len(times) * 99 // 100], "s", limit=1),
        Figure("answer to a tap, longest", times[-1], "s"),
        Figure("messages and edits into the group, the most in any minute", most, "", limit=20),
        Figure("calls that were refused as too many", refused, "", limit=0),
        Figure("edits of the card", len(edits), ""),
        Figure(f"last card wrong (it must show {VOTERS})", not is_right, "", limit=0),
        Figure("last card shown after the last tap", edits[-1] - max(begun for begun, _ in taps), "s"),
        Figure("CPU of the bot for one tap, edits included", cpu / VOTERS * 1e3, "ms"),
    ]


PARTS: dict[str, tuple[str, Callable[[Path], Awaitable[list[Figure]]]]] = {
    "ballot": ("One ballot: service and durable write", one_ballot),
    "bot": ("One ballot: CPU seconds of the bot's process", whole_bot),
    "ends": (f"How long a vote of {MANY:,} units keeps everything else waiting", ends),
    "storm": (f"{VOTERS} people vote within {WITHIN} s", storm),
}


async def main() -> None:
    """Print the tables."""
    for name in sys.argv[1:] or PARTS:
        title, measure = PARTS[name]
        with tempfile.TemporaryDirectory(dir=".") as folder:
            show(title, await measure(Path(folder)))


if __name__ == "__main__":
    asyncio.run(main())
