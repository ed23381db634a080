"""A town for stories: the whole bot against the sandbox, over HTTP, at a time that only the story moves."""

import os
import pickle
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import orjson
import pytest

from bot.documents.chart_drawer import ChartDrawer
from bot.documents.file_reader import FileReader
from bot.documents.worker import PARSERS
from bot.domain.matters.matter import Matter, Support
from bot.domain.shared.audit_log import ChainHead, broken_entries
from bot.domain.shared.button_intent import Intent
from bot.jobs.runner import catch_up, next_due, run_due_jobs
from bot.messages import registry
from bot.ports import Store, Tx
from bot.services.scheduled_jobs import JOBS, ON_RETURN
from handlers.cli.configuration import Configuration, parse_config
from handlers.telegram.app import App, running
from handlers.telegram.callback_data import encode
from handlers.telegram.dispatcher import Dispatcher
from handlers.telegram.keyboard import scope_of
from handlers.telegram.queries import QUERY_TIMEOUT
from sandbox import Clock as SandboxClock
from sandbox import Server, World
from sandbox.model import Chat, Message, User
from storage.memory import MemoryStore
from tests import cast
from tests.clocks import PatientClock
from tests.slow.postgresql.server import PostgresServer
from tests.stores import copied, moved

START = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)  # a Monday, 09:00 in Shanghai
TWO_TAPS = timedelta(seconds=3)  # two presses so soon after each other count once
OLD_BUTTONS = {  # what stood on every card before 办理…, and what it asks for
    "附议": "support",
    "受理": "accept",
    "不受理": "reject",
    "并案": "merge",
    "类别": "category",
    "列入议程": "agenda",
    "缓议": "defer",
    "撤回": "withdraw",
    "恢复": "restore",
    "记下一步": "stage",
    "公示": "publish",
    "异议": "object",
    "答复异议": "reply",
    "交办": "assign",
    "签收": "ack",
    "退回": "return",
    "进展": "progress",
    "办结": "done",
    "吹哨": "whistle",
    "继续": "resume",
    "重新办理": "reopen",
    "归档": "archive",
    "满意": "answer yes",
    "基本满意": "answer mostly",
    "不满意": "answer no",
    "开会": "open",
    "取消会议": "cancel",
    "改期": "postpone",
    "恢复会议": "revive",
    "下一项": "next",
    "散会": "close",
    "防代签": "on_site",
    "规则提示": "prompts",
}
SENDING = frozenset({"发出去", "提成议题", "Send", "Make it a matter"})  # below a preview
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


class ReaderWithoutProcess(FileReader):
    """Reads files as the reader process does, without half a second of CPU for each start; with a command as ever.

    The process, its limits and its end are tried in `test_file_reading.py` and in `tests/documents/`.
    """

    def __init__(self) -> None:
        super().__init__(command=())

    async def _run(self, content: bytes, parser: str) -> bytes:
        return await super()._run(content, parser) if self.command else orjson.dumps(PARSERS[parser](content))


@dataclass
class Town:
    """The people, their group, and the bot among them."""

    world: World
    server: Server
    store: Store
    config: Configuration
    clock: TownClock
    group: Chat
    people: dict[str, User] = field(default_factory=dict)
    query_timeout: float = QUERY_TIMEOUT
    pressed: dict[str, tuple[Message, str]] = field(default_factory=dict)
    charts: ChartDrawer | None = None  # loading the library takes a second
    app: App = field(init=False)

    @property
    def now(self) -> datetime:
        return self.clock.now()

    async def start(self) -> None:
        """Start the bot."""
        await catch_up(self.store, ON_RETURN, self.now)
        self.app = App(
            self.config.telegram,
            self.store,
            self.clock,
            Dispatcher,
            registry,
            defaults=self.config.defaults,
            query_timeout=self.query_timeout,
            menu_pause=timedelta(0),
            charts=self.charts,
            reader=ReaderWithoutProcess(),
        )
        self._running = AsyncExitStack()
        await self._running.enter_async_context(running(self.app))
        await self.settle()

    async def stop(self) -> None:
        """Stop the bot; what it has kept stays."""
        await self._running.aclose()

    def handle(self) -> Dispatcher:
        """What the bot does with one update, to be called without Telegram."""
        return Dispatcher(self.app.context, self.app.platform)

    @asynccontextmanager
    async def asleep(self) -> AsyncIterator[None]:
        """The bot is down in here; after it, it runs again on what it had kept."""
        await self.stop()
        yield
        await self.start()

    def move(self, to: datetime | timedelta) -> None:
        """Let time go on while nobody looks: nothing happens at its hour."""
        self.clock.travel((to if isinstance(to, datetime) else self.now + to) - self.now)

    async def settle(self) -> None:
        """Wait until the bot has taken everything in and told everything it has to tell now."""
        self.clock.let_go(PATIENCE)
        await self.world.wait_for(lambda: self.server.is_polled and not len(self.world.updates), within=20)
        await self.app.background.finish(within=30)
        await self.app.outbox.idle(PATIENCE)
        await self.app.menus.idle()
        self.clock.hold()
        await self.app.background.finish(within=30)

    async def say(self, who: str, text: str, *, to: Message | None = None, chat: Any = None) -> Message:
        """Say something, in the group or elsewhere; the bot's answer, if there is one, is there after it.

        What answers a question that they alone read is sent off, where the group would read it.
        """
        said = self.world.say(self.people[who], chat or self.group, text, reply_to=to)
        await self.settle()
        await self._send_off(who, to)
        return said

    async def _send_off(self, who: str, asked: Message | None) -> None:
        """Send off the answer to a question that a person alone reads, if they are shown it first."""
        if asked is None or asked.receiver is not self.people[who]:
            return
        (*_, shown) = self.alone(who, asked.chat) or [asked]
        sending = [label for label in labels(shown) if label in SENDING]
        if sending and shown is not asked:
            await self.press(who, shown, sending[0])

    async def whisper(self, who: str, text: str, *, to: Message | None = None) -> Message:
        """Somebody says something to the bot alone; give its newest answer."""
        await self.say(who, text, to=to, chat=self.people[who])
        return self.last(self.people[who])

    async def ask(self, who: str, text: str, *, to: Message | None = None) -> Message:
        """Say something in the group; return what the person is asked there, or else the bot's newest message."""
        before = self.heard()
        await self.say(who, text, to=to)
        asked = [said for said in self.heard() if said not in before and is_question(said)]
        return asked[-1] if asked else self.last()

    def question(self, who: str) -> Message:
        """What the bot has asked somebody in the group last, or else its newest message there."""
        asked = [said for said in self.heard() if said.receiver in {None, self.people[who]} and is_question(said)]
        return asked[-1] if asked else self.last()

    async def edit(self, who: str, message: Message, text: str) -> None:
        """Somebody changes what they had said."""
        self.world.edit(self.people[who], message, text)
        await self.settle()

    async def photo(
        self, who: str, caption: str | None = None, *, to: Message | None = None, chat: Any = None
    ) -> Message:
        """Somebody sends a picture."""
        sent = self.world.send_photo(self.people[who], chat or self.group, caption=caption, reply_to=to)
        await self.settle()
        await self._send_off(who, to)
        return sent

    async def press(self, who: str, message: Message, label: str) -> str:
        """Somebody presses a button, once the last press is some seconds old; give the toast.

        A label need not name the number that a button shows: 附议 presses [附议 3].
        """
        if self.pressed.get(who) == (message, label):
            self.move(TWO_TAPS)
        self.pressed[who] = message, label
        shown = next((each for each in labels(message) if re.fullmatch(rf"{re.escape(label)} \d+", each)), label)
        press = self.world.press(self.people[who], message, label if label in labels(message) else shown)
        await press.answered(5)
        await self.settle()
        return press.text or ""

    async def switch_on(self, practice: str) -> None:
        """The head switches a practice on, in private."""
        await self.whisper("王建国", "/settings")
        for label in ("🧩 做法", f"打开{practice}"):
            await self.press("王建国", self.last(self.people["王建国"]), label)

    async def press_surely(self, who: str, message: Message, label: str) -> str:
        """Somebody presses a button that is asked about once, and says yes; give the toast or what is shown."""
        return await self._surely(who, message, await self.press(who, message, label))

    async def act_surely(self, who: str, card: Message, label: str) -> str:
        """Press 办理… on a card, then an act that is asked about once, and say yes; as `press_surely`."""
        return await self._surely(who, card, await self.act(who, card, label))

    async def _surely(self, who: str, message: Message, toast: str) -> str:
        asked = next(each for each in reversed(self.heard(message.chat)) if each.receiver in {None, self.people[who]})
        return await self.press(who, asked, labels(asked)[0]) or asked.text if "真的" in asked.text else toast

    async def act(self, who: str, card: Message, label: str) -> str:
        """Somebody presses 办理… on a card and then what they alone are offered, and closes that; give the toast."""
        offered = await self.menu(who, card)
        try:
            return await self.press(who, offered, label)
        finally:
            self.world.delete_message(offered)

    async def menu(self, who: str, card: Message) -> Message:
        """Press 办理… on a card; return the menu that the person alone is offered."""
        before = self.alone(who, card.chat)
        await self.press(who, card, "办理…" if "办理…" in labels(card) else "My options…")
        return next(shown for shown in self.alone(who, card.chat) if shown not in before)

    async def press_old(self, who: str, card: Message, label: str) -> str:
        """Somebody presses a button that cards had before 办理…, whatever the card shows now; give the toast."""
        data = next(button["callback_data"] for row in card.keyboard for button in row if "callback_data" in button)
        council, number = (int(part) for part in data.split(":")[2:4])
        act, _, arg = OLD_BUTTONS[label].partition(" ")
        scope = scope_of(card.chat.id, council)
        return await self.forge(
            who, card, encode(Intent(act, council, number, arg), key=self.app.platform.key, scope=scope)
        )

    async def forge(self, who: str, message: Message, data: str) -> str:
        """Somebody's client sends bytes of its own under a message of the bot; give the toast."""
        press = self.world.forge_tap(self.people[who], message.chat, message, data)
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
        await run_due_jobs(self.store, JOBS, self.now)
        await self.settle()

    def heard(self, chat: Any = None) -> list[Message]:
        """Everything the bot has said in the group, or elsewhere."""
        return self.world.bot_messages(chat or self.group)

    def alone(self, who: str, chat: Any = None) -> list[Message]:
        """The messages that one person alone sees in the group, or another, the newest last."""
        return [said for said in self.heard(chat) if said.receiver is self.people[who]]

    def last(self, chat: Any = None) -> Message:
        """The bot's newest message in the group, or elsewhere."""
        return self.heard(chat)[-1]

    def card(self, number: int, chat: Any = None) -> Message:
        """The card of a matter: the one message that names it first and can be asked for details."""
        return self.cards(number, chat)[0]

    def cards(self, number: int, chat: Any = None) -> list[Message]:
        """Every message that looks like the card of a matter."""
        named = re.compile(rf"^[^\n#]*#{number}(?!\d)")
        heard = [said for said in self.heard(chat) if said.receiver is None]
        return [said for said in heard if named.match(said.text) and {"详情", "Details"} & set(labels(said))]

    def meeting_card(self) -> Message:
        """The newest message in the group that invites all to a meeting."""
        return next(said for said in reversed(self.heard()) if "参加" in labels(said) and said.receiver is None)

    def since(self, before: list[Message], chat: Any = None) -> list[str]:
        """What the bot has said since then, as texts."""
        return [message.text for message in self.heard(chat) if message not in before]

    def private(self, who: str) -> list[Message]:
        """What the bot has told somebody in private."""
        return self.world.bot_messages(self.people[who])

    async def matters(self, council: int = 1) -> dict[int, str]:
        """What the council keeps: each matter's state by its number."""

        def read(tx: Tx) -> dict[int, str]:
            return {matter.number: matter.state.value for matter in tx.find(Matter, "number", council)}

        return await self.store.run(read)

    async def supporters(self, number: int, council: int = 1) -> int:
        """How many stand behind a matter."""

        def read(tx: Tx) -> int:
            return tx.count(Support, "matter", council, number)

        return await self.store.run(read)

    async def faults(self) -> list[str]:
        """Every line of the councils' records that does not hold."""

        def heads(tx: Tx) -> list[ChainHead]:
            return [head for number in range(1, 99) if (head := tx.get(ChainHead, str(number)))]

        return list(broken_entries(self.store.record(), await self.store.run(heads)))


def is_question(message: Message) -> bool:
    """Whether a message wants an answer in words."""
    return bool({"取消", "Cancel"} & set(labels(message)))


def data_of(message: Message, label: str) -> str:
    """The data that a button of a message sends when it is pressed."""
    return next(str(each["callback_data"]) for row in message.keyboard for each in row if each["text"] == label)


def labels(message: Message) -> list[str]:
    """The labels of a message's buttons."""
    return [label for row in World.card_buttons(message) for label in row]


Act = Callable[[Town], Awaitable[object]]


@dataclass(frozen=True)
class Scene:
    """A world with its group and people, and what the bot has kept about them: all that outlives a bot."""

    world: World
    group: Chat
    people: dict[str, User]
    store: Store


def nobody_met(bot: str, kind: str, start: datetime) -> Scene:
    """A group into which the bot has just come."""
    world = World(clock=SandboxClock(frozen=start))
    people = {
        account.name: world.add_user(account.name, username=account.username)
        for account in (cast.HEAD, cast.CLERK, cast.CAPTAIN, cast.HANDLER, cast.RESIDENT, cast.NEIGHBOUR, cast.STRANGER)
    }
    head, *others = people.values()
    group = world.add_group("和平里小区", head, others, kind=kind, bot=bot)
    return Scene(world, group, people, MemoryStore())


DATABASES: list[PostgresServer] = []  # where stories keep what they do, if not in memory
_prepared: dict[tuple[object, ...], tuple[bytes, Store]] = {}  # pickled: a third of what a deep copy costs


async def prepared(bot: str, kind: str, start: datetime, *acts: Act) -> Scene:
    """The same, after what its people have done: each act is done once in a process, and copied for each story.

    A bot of its own starts on the copy: what a bot remembers without keeping it is not there any more.
    """
    if not acts:
        return nobody_met(bot, kind, start)
    how = (bot, kind, start, *acts)
    if how not in _prepared:
        async with running_town(await prepared(bot, kind, start, *acts[:-1])) as town:
            await acts[-1](town)
        town.world.presses.clear()  # all are answered; what waited for the answers belongs to this event loop
        _prepared[how] = pickle.dumps((town.world, town.group, town.people)), town.store
    pickled, store = _prepared[how]
    world, group, people = pickle.loads(pickled)  # noqa: S301  # pickled above
    return Scene(world, group, people, copied(store))


@asynccontextmanager
async def running_town(scene: Scene) -> AsyncIterator[Town]:
    """The bot runs among the people of a scene."""
    world = scene.world
    async with Server(world) as server:
        telegram = {"token": world.token, "base_url": server.base_url, "base_file_url": server.base_file_url}
        config = parse_config({"telegram": telegram}, "config.toml", {})
        town = Town(world, server, scene.store, config, TownClock(world.clock), scene.group, scene.people)
        await town.start()
        try:
            yield town
        finally:
            await town.stop()


@asynccontextmanager
async def open_town(
    *,
    store: Store | None = None,
    bot: str = "administrator",
    kind: str = "supergroup",
    start: datetime = START,
    council: bool = True,
    after: Sequence[Act] = (),
) -> AsyncIterator[Town]:
    """A group with its residents and the running bot; with `council`, set up and with its officers.

    `after` is what has been done before the story begins.
    """
    acts = (found, *after) if council else tuple(after)
    if store is None:
        async with AsyncExitStack() as undo:
            scene = await prepared(bot, kind, start, *acts)
            if DATABASES:
                scene = replace(scene, store=await moved(scene.store, DATABASES[0], undo))
            yield await undo.enter_async_context(running_town(scene))
        return
    async with running_town(replace(nobody_met(bot, kind, start), store=store)) as town:
        for act in acts:
            await act(town)
        yield town


@asynccontextmanager
async def open_story(*after: Act) -> AsyncIterator[Town]:
    """The town in which most stories happen: whatever happened, its record holds and Telegram understood all."""
    async with open_town(after=after) as town:
        yield town
        assert town.world.violations == []
        assert await town.faults() == []


def story_fixture(*after: Act) -> Any:
    """A fixture: a council with its people, after what they have done; that is done once in a process."""

    @pytest.fixture
    async def begun() -> AsyncIterator[Town]:
        async with open_story(*after) as town:
            yield town

    return begun


async def found(town: Town) -> None:
    """The head sets the council up and gives the roles."""
    await town.say("王建国", "/setup")
    for name, role in (("李秀兰", "专人"), ("陈师傅", "承办人"), ("张伟", "楼栋长")):
        said = town.world.say(town.people[name], town.group, "大家好")
        await town.say("王建国", f"/role {role}", to=said)


async def another(town: Town, head: str = "周倩", *members: str) -> Chat:
    """A second council, of other people, in a group of its own."""
    group = town.world.add_group(
        "幸福里小区", town.people[head], [town.people[name] for name in members], bot="administrator"
    )
    await town.say(head, "/setup", chat=group)
    return group
