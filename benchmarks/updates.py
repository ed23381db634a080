"""CPU seconds for each handled update, ours against a bare echo bot of the same library.

Both bots run in processes of their own (`benchmarks.bots`), each against a sandbox of its own in this one, with the
sandbox's limits off; our own pacing stays on. A bout is one update in each of the groups: on a quiet day one at a time,
`A_SECOND`, so that each is polled for by itself; or all at once. The CPU seconds of the bot's whole process are read
when everything is told, so polling, sending and the redrawn cards are in. Bouts of the two bots alternate.
"""

import asyncio
import random
import statistics
from collections.abc import Callable
from itertools import product

from benchmarks.bots import Bot, Village, found, open_bot
from benchmarks.figures import Figure, show
from benchmarks.storm import label_of
from sandbox.model import Message

GROUPS = 60
BOUTS = 4
A_SECOND = 25  # below the 30 messages a second that a bot may send
LOADS = {"one at a time": 1 / A_SECOND, f"{GROUPS} at once": 0}  # seconds between two updates
CROWD = 10  # people who tap the same card in a storm

Bout = Callable[["Side", int, int], None]
Row = tuple[str, Bout, float | None]  # what it is called, what is done, and the most that the ratio may be


class Side:
    """One bot and the groups it is in."""

    def __init__(self, bot: Bot, *, ours: bool) -> None:
        self.bot = bot
        self.ours = ours
        self.chance = random.Random(7)
        self.villages: list[Village] = []

    async def prepare(self) -> None:
        """Make the groups."""
        for number in range(GROUPS):
            self.villages.append(found(self.bot.world, number, CROWD + 1))
            await asyncio.sleep(1 / A_SECOND)
        await self.bot.settle()

    async def bout(self, act: Bout, bout: int, pause: float) -> float:
        """Send one update into each group; give the CPU seconds of one."""
        before = await self.bot.settle()
        for place in range(GROUPS):
            act(self, place, bout)
            if pause:
                await asyncio.sleep(pause)
        return (await self.bot.settle() - before) / GROUPS

    def card(self, place: int) -> Message:
        """Return the newest message of the bot that has a button to support with."""
        messages = reversed(self.bot.world.bot_messages(self.villages[place].group))
        return next(message for message in messages if "附议" in str(message.keyboard))


def propose(side: Side, place: int, _bout: int) -> None:
    """Propose something new."""
    words = "".join(chr(side.chance.randrange(0x4E00, 0x9000)) for _ in range(30))
    village = side.villages[place]
    side.bot.world.say(village.people[0], village.group, f"/propose {words}")


def tap(side: Side, place: int, bout: int) -> None:
    """Support the newest matter: a toast and, each on a card of its own, an edit."""
    tapping(side, place, 1 + bout % CROWD)


def redraw(side: Side, place: int, bout: int) -> None:
    """The same, against an echo bot that redraws its message as well."""
    tapping(side, place, 1 + (bout + 1) % CROWD, "附议" if side.ours else "重画")


def storm(side: Side, place: int, _bout: int) -> None:
    """Ten neighbours tap the same card, within half a second or at once."""
    tapping(side, place - place % CROWD, 1 + place % CROWD)


def tapping(side: Side, place: int, person: int, label: str = "附议") -> None:
    """One tap."""
    card = side.card(place)
    side.bot.world.press(side.villages[place].people[person], card, label_of(card, label))


def matters(side: Side, place: int, _bout: int) -> None:
    """Ask for the list."""
    village = side.villages[place]
    side.bot.world.say(village.people[0], village.group, "/matters")


ROWS: tuple[Row, ...] = (
    ("/propose", propose, 3.0),
    (f"support tap, {CROWD} people on one card", storm, 2.0),
    ("support tap, each redraws a card of its own", tap, 2.0),
    ("support tap, against an echo bot that redraws too", redraw, None),
    ("/matters", matters, None),
)


async def measure(other: str, rows: tuple[Row, ...]) -> list[Figure]:
    """Measure our bot and `benchmarks.OTHER_bot` in turn."""
    async with open_bot("our", limits=False) as ours, open_bot(other, limits=False) as theirs:
        sides = Side(ours, ours=True), Side(theirs, ours=False)
        for side in sides:
            await side.prepare()
        spent: dict[tuple[str, str, int], list[float]] = {}
        for bout in range(BOUTS + 1):
            for (load, pause), (name, act, _) in product(LOADS.items(), rows):
                for number, side in enumerate(sides):
                    seconds = await side.bout(act, bout, pause)
                    if bout:  # the first pays for what is made once
                        spent.setdefault((load, name, number), []).append(seconds * 1e3)
    median = {key: statistics.median(times) for key, times in spent.items()}
    return [
        Figure(f"{load}: {name}", median[load, name, 0], "ms", median[load, name, 1], limit)
        for load, (name, _, limit) in product(LOADS, rows)
    ]


def main() -> None:
    """Print the table."""
    show("CPU seconds of the bot's process for one update", asyncio.run(measure("echo", ROWS)))


if __name__ == "__main__":
    main()
