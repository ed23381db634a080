"""The council that the demo begins with, on any day of any year."""

import asyncio
from datetime import datetime, timedelta

import pytest

from bot.clock import TravellingClock
from bot.domain.councils.council import Defaults
from bot.messages import registry
from bot.services.scheduled_jobs import JOBS, ON_RETURN
from handlers.scheduler import Alarm
from handlers.telegram.app import App, running
from handlers.telegram.config import Telegram
from handlers.telegram.dispatcher import Dispatcher
from sandbox import Clock, Server, World
from sandbox.model import Message
from sandbox.seed import ZONE, Story, seed
from storage.memory import MemoryStore

AT_ONCE = 8  # worlds side by side: a seed mostly waits
STATES = ((1, "已销号"), (2, "办理中"), (3, "已受理"), (4, "列入议程"), (5, "已提出"))


async def seeded(end: datetime) -> Story:
    """The story as it stands at an instant, told to a bot of its own."""
    world, store = World(clock=Clock(frozen=end)), MemoryStore()
    clock = TravellingClock(world.clock.now)
    async with Server(world) as server:
        settings = Telegram(world.token, server.base_url, server.base_file_url)
        alarm = Alarm(store, JOBS, clock, ON_RETURN)
        ringing = asyncio.create_task(alarm.run())
        try:
            async with running(App(settings, store, clock, Dispatcher, registry, defaults=Defaults())):
                world.clock.on_move(clock.moved)
                world.clock.on_move(alarm.ring)
                return await seed(world)
        finally:
            alarm.stop()
            await ringing
            await store.close()


def missing(story: Story, end: datetime) -> list[str]:
    """What a visitor at that instant would look for in vain."""
    heard = story.heard()
    heads = [message.text.split("\n", 1)[0] for message in heard]
    lacking = [
        f"#{number} {state}" for number, state in STATES if not any(f"#{number} {state}" in head for head in heads)
    ]
    answered = [message for message in heard if _is_answered(message)]
    if not any(message.date >= (end - timedelta(hours=1)).timestamp() for message in answered):
        lacking.append("the meeting, with those who come and who do not")
    if not any(message.poll and not message.poll.is_closed for message in heard):
        lacking.append("the open poll")
    if any("已经过了" in message.text for message in heard):
        lacking.append("a meeting that was opened")
    return lacking + [str(violation) for violation in story.world.violations]


def _is_answered(message: Message) -> bool:
    return "居委会二楼" in message.text and all(name in message.text for name in ("张伟", "孙大爷", "吴婷"))


async def _tell_all(ends: list[datetime]) -> dict[str, object]:
    """What is missing at each of these instants, or what went wrong there."""
    turns, found = asyncio.Semaphore(AT_ONCE), dict[str, object]()

    async def tell(end: datetime) -> None:
        async with turns:
            try:
                lacking = missing(await seeded(end), end)
            except (TimeoutError, LookupError) as error:
                found[end.isoformat()] = repr(error)
                return
        if lacking:
            found[end.isoformat()] = lacking

    async with asyncio.TaskGroup() as tasks:
        for end in ends:
            tasks.create_task(tell(end))
    return found


@pytest.mark.parametrize("first", [1, 9, 17, 25])
async def test_the_council_is_whole_on_every_day_of_a_month(first: int) -> None:
    """Whatever day it is, last week's reminders of a meeting do not stand in the way of the next one."""
    days = range(first, min(first + 8, 32))
    assert await _tell_all([datetime(2026, 12, day, 10, 0, tzinfo=ZONE) for day in days]) == {}


async def test_the_council_is_whole_at_the_edges_of_a_year() -> None:
    """The last minutes and the first days of a year, the end of February, and years of unknown holidays."""
    ends = [
        (2026, 12, 31, 23, 58),
        (2027, 1, 1, 0, 20),
        (2027, 1, 15, 10, 0),
        (2027, 2, 28, 10, 0),
        (2028, 2, 29, 10, 0),
    ]
    assert await _tell_all([datetime(*end, tzinfo=ZONE) for end in ends]) == {}


async def test_the_council_is_whole_at_every_hour_of_a_meeting_day() -> None:
    """In the morning before the meeting, while it takes place, and at night after it."""
    hours = [(0, 5), (8, 0), (18, 50), (19, 30), (20, 15), (23, 30)]
    assert await _tell_all([datetime(2026, 12, 18, *hour, tzinfo=ZONE) for hour in hours]) == {}
