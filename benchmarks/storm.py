"""A storm: hundreds of neighbours tap one card within ten seconds, in real time and at all of Telegram's limits.

Then as many press 办理…, and each is shown alone what they may do.

The bot runs as in `benchmarks.bots`, with its store on disk. An answer's time runs from the tap in the sandbox to the
toast there, so it includes the sandbox's own work on the same machine.
"""

import asyncio
import random
import time

from benchmarks.bots import found, open_bot
from benchmarks.figures import Figure, show
from sandbox import World
from sandbox.model import Message

PEOPLE = 300
WITHIN = 10  # seconds
PATIENCE = 30  # seconds; after that Telegram takes no answer to a tap
TOO_MANY = 429
MENU = "办理…"
SETTLED = 90  # seconds until the last card must be there


def label_of(card: Message, label: str) -> str:
    """Return the label of a button that may show a number behind it."""
    shown = (str(button["text"]) for row in card.keyboard for button in row)
    return next(each for each in shown if each.partition(" ")[0] == label)


async def tap(card: Message, person: int, world: World, wait: float, label: str = "附议") -> tuple[float, float]:
    """Tap after a while; give when it was, and how long the answer took: PATIENCE when none came."""
    await asyncio.sleep(wait)
    begun = time.perf_counter()
    press = world.press(person, card, label_of(card, label))
    try:
        await press.answered(PATIENCE)
    except TimeoutError:
        return begun, PATIENCE
    return begun, time.perf_counter() - begun


async def measure() -> list[Figure]:
    """Run the storm."""
    chance = random.Random(7)
    async with open_bot("our") as bot:
        world = bot.world
        village = found(world, 1, PEOPLE + 1)
        await bot.settle()
        world.say(village.people[0], village.group, "/propose 三号楼门口的路灯坏了两个星期")
        await bot.settle()
        card = world.last_message(village.group)
        edits: list[float] = []
        world.listen(lambda event: edits.append(time.perf_counter()) if event["kind"] == "edit" else None)
        waits = [chance.uniform(0, WITHIN) for _ in range(PEOPLE)]
        before = await bot.cpu()
        taps = await asyncio.gather(
            *(tap(card, person.id, world, wait) for person, wait in zip(village.people[1:], waits, strict=True))
        )
        cpu = await bot.settle(SETTLED) - before
        refused = sum(1 for call in world.calls if call.status == TOO_MANY)
        times = sorted(seconds for _, seconds in taps)
        last = max(begun for begun, _ in taps)
        shown = len(world.bot_messages(village.group))
        before = await bot.cpu()
        menus = await asyncio.gather(
            *(tap(card, person.id, world, wait, MENU) for person, wait in zip(village.people[1:], waits, strict=True))
        )
        menu_cpu = await bot.settle(SETTLED) - before
        shown = len(world.bot_messages(village.group)) - shown
    missing = sum(seconds >= PATIENCE for seconds in times)
    is_right = f"附议 {PEOPLE} 人" in card.text
    return [
        Figure(f"taps of {PEOPLE} without an answer", missing, "", limit=0),
        Figure("answer to a tap, median", times[len(times) // 2], "s"),
        Figure("answer to a tap, 99 %", times[len(times) * 99 // 100], "s", limit=1),
        Figure("answer to a tap, longest", times[-1], "s"),
        Figure(
            "messages and edits into the group, the most in any minute",
            world.limits.most_per_minute(village.group.id),
            "",
            limit=20,
        ),
        Figure("calls that were refused as too many", refused, "", limit=0),
        Figure("edits of the card", len(edits), ""),
        Figure(f"last card wrong (it must show {PEOPLE})", not is_right, "", limit=0),
        Figure("last card shown after the last tap", edits[-1] - last, "s"),
        Figure("CPU of the bot for one tap, edits included", cpu / PEOPLE * 1e3, "ms"),
        Figure(f"presses of {MENU} without an answer", sum(each >= PATIENCE for _, each in menus), "", limit=0),
        Figure(f"presses of {MENU} led to the private chat, as enough was sent that second", PEOPLE - shown, ""),
        Figure(f"answer to a press of {MENU}, median", _share(menus, 50), "s"),
        Figure(f"answer to a press of {MENU}, 99 %", _share(menus, 99), "s", limit=1),
        Figure(f"CPU of the bot for one press of {MENU}", menu_cpu / PEOPLE * 1e3, "ms"),
    ]


def _share(taps: list[tuple[float, float]], percent: int) -> float:
    """Return the seconds within which so many of the taps were answered."""
    return sorted(seconds for _, seconds in taps)[len(taps) * percent // 100]


def main() -> None:
    """Print the table."""
    show(f"{PEOPLE} people tap one card within {WITHIN} s", asyncio.run(measure()))


if __name__ == "__main__":
    main()
