"""A town for stories: the whole bot against the sandbox, over HTTP, at a time that only the story moves."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from bot import tellings
from bot.clockwork import next_due, tick
from bot.config import parse
from bot.ports import Store
from bot.services.on_time import ACTS
from handlers.app import App, running
from handlers.routes import dispatcher
from sandbox import Clock as SandboxClock
from sandbox import Server, World
from sandbox.model import Chat, Message, User
from storage.memory import MemoryStore
from tests import cast
from tests.clocks import PatientClock

START = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)  # a Monday, 09:00 in Shanghai
PATIENCE = timedelta(minutes=10)  # what the town's clock goes on by itself while something is being sent

os.environ.setdefault("PTB_TIMEDELTA", "1")  # the library warns at every 429 until one opts in


class TownClock(PatientClock):
    """The bot's clock and the sandbox's, always together."""

    def __init__(self, sandbox: SandboxClock) -> None:
        self.sandbox = sandbox
        super().__init__(sandbox.now(), horizon=sandbox.now())

    @property
    def _now(self) -> datetime:
        return self.sandbox.now()

    @_now.setter
    def _now(self, instant: datetime) -> None:
        if instant != self.sandbox.now():
            self.sandbox.move_to(instant)

    def let_go(self, by: timedelta) -> None:
        """Let the clock go on by itself, so far at most."""
        self._horizon = self._now + by
        self._tell()

    def hold(self) -> None:
        """Let it stand still."""
        self._horizon = self._now


@dataclass
class Town:
    """The people, their group, and the bot among them."""

    world: World
    server: Server
    app: App
    clock: TownClock
    group: Chat
    people: dict[str, User] = field(default_factory=dict)

    @property
    def store(self) -> Store:
        return self.app.store

    @property
    def now(self) -> datetime:
        return self.clock.now()

    async def settle(self) -> None:
        """Wait until the bot has taken everything in and told everything it has to tell now."""
        self.clock.let_go(PATIENCE)
        await self.world.wait_for(lambda: self.server.is_polled and not len(self.world.updates), within=20)
        await self.app.outbox.idle()
        self.clock.hold()
        await self.app.desk.beside.finish(within=5)

    async def say(self, who: str, text: str, *, to: Message | None = None, chat: Any = None) -> Message:
        """Somebody says something, in the group or elsewhere; the bot's answer, if there is one, is there after it."""
        said = self.world.say(self.people[who], chat or self.group, text, reply_to=to)
        await self.settle()
        return said

    async def whisper(self, who: str, text: str, *, to: Message | None = None) -> Message:
        """Somebody says something to the bot alone."""
        return await self.say(who, text, to=to, chat=self.people[who])

    async def photo(
        self, who: str, caption: str | None = None, *, to: Message | None = None, chat: Any = None
    ) -> Message:
        """Somebody sends a picture."""
        sent = self.world.send_photo(self.people[who], chat or self.group, caption=caption, reply_to=to)
        await self.settle()
        return sent

    async def press(self, who: str, message: Message, label: str) -> str:
        """Somebody presses a button; give the toast."""
        press = self.world.press(self.people[who], message, label)
        await press.answered(5)
        await self.settle()
        return press.text or ""

    async def vote(self, who: str, poll: Message, *options: int) -> None:
        """Somebody votes in a poll; without options they take their vote back."""
        self.world.vote(self.people[who], poll, list(options))
        await self.settle()

    async def travel(self, to: datetime | timedelta) -> None:
        """Let time go on; whatever comes due on the way happens at its time."""
        target = to if isinstance(to, datetime) else self.now + to
        while (due := await next_due(self.store)) is not None and due <= target:
            await self._at(max(due, self.now))
        await self._at(max(target, self.now))

    async def wake(self, at: datetime) -> None:
        """The bot comes back after a time in which nobody looked after it: everything due happens now."""
        await self._at(at)

    async def _at(self, instant: datetime) -> None:
        self.clock.travel(instant - self.now)
        await tick(self.store, ACTS, self.now)
        await self.settle()

    def heard(self, chat: Any = None) -> list[Message]:
        """Everything the bot has said in the group, or elsewhere."""
        return self.world.bot_messages(chat or self.group)

    def last(self, chat: Any = None) -> Message:
        """The bot's newest message in the group, or elsewhere."""
        return self.heard(chat)[-1]

    def card(self, number: int) -> Message:
        """The card of a matter."""
        for message in self.heard():
            if f"#{number} " in message.text.split("\n")[0]:
                return message
        raise AssertionError(f"there is no card of #{number}")

    def private(self, who: str) -> list[Message]:
        """What the bot has told somebody in private."""
        return self.world.bot_messages(self.people[who])


def labels(message: Message) -> list[str]:
    """The labels of a message's buttons."""
    return [label for row in World.card_buttons(message) for label in row]


@asynccontextmanager
async def open_town(
    *, store: Store | None = None, bot: str = "administrator", start: datetime = START, council: bool = True
) -> AsyncIterator[Town]:
    """A group with its residents and the running bot; with `council`, set up and with its officers."""
    world = World(clock=SandboxClock(frozen=start))
    people = {
        account.name: world.add_user(account.name, username=account.username)
        for account in (cast.HEAD, cast.CLERK, cast.CAPTAIN, cast.HANDLER, cast.RESIDENT, cast.NEIGHBOUR, cast.STRANGER)
    }
    head, *others = people.values()
    group = world.add_group("和平里小区", head, others, bot=bot)
    async with Server(world) as server:
        telegram = {"token": world.token, "base_url": server.base_url, "base_file_url": server.base_file_url}
        config = parse({"telegram": telegram}, "config.toml", {})
        clock = TownClock(world.clock)
        app = App(config, store or MemoryStore(), clock, dispatcher, tellings)
        async with running(app):
            town = Town(world, server, app, clock, group, people)
            await town.settle()
            if council:
                await found(town)
            yield town


async def found(town: Town) -> None:
    """The head sets the council up and gives the roles."""
    await town.say("王建国", "/setup")
    for name, role in (("李秀兰", "专人"), ("陈师傅", "承办人"), ("张伟", "楼栋长")):
        said = town.world.say(town.people[name], town.group, "大家好")
        await town.say("王建国", f"/role {role}", to=said)
