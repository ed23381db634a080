"""One support tap, of the bot's whole process, beside 1,000 councils with 100 matters each, to alone.

Each bot in a process of its own, as `benchmarks.updates` does it; one finds the councils in its folder.
"""

import asyncio
import statistics
from itertools import product
from pathlib import Path

from benchmarks.bots import open_bot
from benchmarks.figures import Figure, show
from benchmarks.growth import EACH, put_in
from benchmarks.updates import BOUTS, LOADS, Bout, Side, propose, storm, tap
from sandbox import World
from storage.tinydb.store import TinyStore

COUNCILS = 1000
ROWS: tuple[tuple[str, Bout], ...] = (("support tap", tap), ("support tap, 10 people on one card", storm))


async def filled(_: World, folder: Path) -> None:
    """Put the other councils into the bot's folder."""
    store = TinyStore.open(folder)
    await put_in(store, councils=COUNCILS)
    await store.close()


async def measure() -> list[Figure]:
    """Measure both bots in turn."""
    async with open_bot("our", limits=False, prepare=filled) as many, open_bot("our", limits=False) as few:
        sides = Side(many, ours=True), Side(few, ours=True)
        for side in sides:
            await side.prepare()
            await side.bout(propose, 0, 0)
        spent: dict[tuple[str, str, int], list[float]] = {}
        for bout in range(2 * BOUTS + 1):
            for (load, pause), (name, act) in product(LOADS.items(), ROWS):
                for number, side in enumerate(sides):
                    seconds = await side.bout(act, bout, pause)
                    if bout:  # the first pays for what is made once
                        spent.setdefault((load, name, number), []).append(seconds * 1e3)
    median = {key: statistics.median(times) for key, times in spent.items()}
    return [
        Figure(f"{load}: {name}", median[load, name, 0], "ms", median[load, name, 1], 1.2)
        for load, (name, _) in product(LOADS, ROWS)
    ]


def main() -> None:
    """Print the table."""
    title = f"CPU seconds of the bot's process beside {COUNCILS:,} councils with {EACH} matters each, to alone"
    show(title, asyncio.run(measure()))


if __name__ == "__main__":
    main()
