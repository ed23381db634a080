"""The whole bot, killed with signal 9 again and again while a council lives on."""

import asyncio
import random
import signal
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from bot.domain.matters.matter import Matter, Support
from bot.ports import Tx
from sandbox import Chat, Message, Server, User, World
from sandbox.model import MEMBER
from storage.check import verify
from storage.tinydb.store import TinyStore
from tests.slow.crash.process import DOUBT, STARTED, configure, heard, running

KILLS = 24
GROUPS = 6
A_MINUTE = 60  # seconds, for which a group that had fifteen messages waits for the next change of a card


@dataclass
class Life:
    """What people do in several councils, and what must come of it."""

    world: World
    chance: random.Random
    head: User
    residents: list[User]
    groups: list[Chat] = field(default_factory=list)
    arrived: list[str] = field(default_factory=list)  # what the bot sent, as it was when it came
    proposed: dict[int, list[str]] = field(default_factory=dict)
    taps: Counter[tuple[str, int]] = field(default_factory=Counter)
    asked: set[int] = field(default_factory=set)  # the groups in which a question waits for its answer
    answered: list[Message | None] = field(default_factory=list)  # what the questions that were answered were about

    def act(self) -> None:
        """Somebody proposes something, taps a card, or answers the bot's question."""
        group = self.chance.choice(self.groups)
        said = self.world.bot_messages(group)
        cards = [message for message in said if self.text_on(message)]
        question = next((message for message in said if self.is_open(message)), None)
        choice = self.chance.random()
        if question:
            self.world.say(self.head, group, self.new_text(group), reply_to=question)
            self.answered.append(question.reply_to)
            self.asked.discard(group.id)
        elif cards and choice < 0.5:
            card, who = self.chance.choice(cards), self.chance.choice(self.residents)
            self.world.press(who, card, (0, 0))
            self.taps[self.text_on(card), who.id] += 1
        elif choice < 0.6 and group.id not in self.asked:
            self.world.say(self.head, group, "/propose")
            self.asked.add(group.id)
        elif group.id not in self.asked:  # another command would leave the question
            self.world.say(self.head, group, f"/propose {self.new_text(group)}")

    def is_open(self, message: Message) -> bool:
        """Whether it asks something that was not answered yet; a marked repetition asks nothing new."""
        is_question = any(button["text"] == "取消" for row in message.keyboard for button in row)
        return is_question and message.reply_to not in self.answered

    def hear(self, event: dict[str, Any]) -> None:
        """Keep what the bot says."""
        if event["kind"] == "message" and event["message"]["from"]["id"] == self.world.bot.id:
            self.arrived.append(event["message"].get("text", ""))

    def new_text(self, group: Chat) -> str:
        text = "".join(chr(self.chance.randrange(0x4E00, 0x9FA5)) for _ in range(16))
        self.proposed.setdefault(group.id, []).append(text)
        return text

    def text_on(self, message: Message) -> str:
        """The proposal that a card shows; nothing when it is no card."""
        every = (text for texts in self.proposed.values() for text in texts)
        has_button = any(button["text"].startswith("附议") for row in message.keyboard for button in row)
        return next((text for text in every if has_button and text in message.text), "")


@pytest.fixture
async def life() -> Life:
    world = World()
    world.privacy_mode = False  # a mere member hears all, and asks before all: an answer is a proposal at once
    head = world.add_user("王建国")
    residents = [world.add_user(f"居民{number}") for number in range(8)]
    life = Life(world, random.Random(24), head, residents)
    for number in range(GROUPS):
        group = world.add_group(f"小区{number}", head, residents, bot=MEMBER)
        world.say(head, group, "/setup")
        life.groups.append(group)
    world.listen(life.hear)
    return life


def kept(tx: Tx) -> list[list[tuple[int, str, int]]]:
    """What each council has, in the order of the numbers: number, text, and how many stand behind it."""
    return [
        [
            (matter.number, matter.text, tx.count(Support, "matter", council, matter.number))
            for matter in tx.find(Matter, "number", council)
        ]
        for council in range(1, GROUPS + 1)
    ]


@pytest.mark.timeout(300)  # two dozen starts of the bot on a busy machine
async def test_killed_again_and_again(life: Life, tmp_path: Path) -> None:
    """After every kill each update has had its effect once, each message is there once but for marked repetitions."""
    world, chance = life.world, life.chance
    async with Server(world) as server:
        configure(tmp_path, server)
        async with running(tmp_path):
            await heard(world, server)
        for _ in range(KILLS):
            life.act()  # while the bot is down
            async with running(tmp_path):
                await world.wait_for(lambda: server.is_polled, within=STARTED)
                for _ in range(chance.randrange(4)):
                    life.act()
                    for _ in range(chance.randrange(12)):
                        await world.next_change(chance.random() * 0.05)
        async with running(tmp_path) as process:
            await heard(world, server)
            await world.wait_for(lambda: is_shown(life), within=STARTED + A_MINUTE)
            process.send_signal(signal.SIGTERM)
            assert await asyncio.wait_for(process.wait(), 5) == 0
    assert world.violations == []
    assert verify(tmp_path / "data") == []
    await check_kept(life, tmp_path / "data")
    check_told(life)


def is_shown(life: Life) -> bool:
    """Whether every proposal has a card, and the newest card of each shows the right number of supporters."""
    said = (message for group in life.groups for message in life.world.bot_messages(group))
    newest = {text: message.text for message in said if (text := life.text_on(message))}
    every = [text for texts in life.proposed.values() for text in texts]
    wanted = expected(life)
    return all(text in newest and f"附议 {wanted[text]} 人" in newest[text] for text in every)


def expected(life: Life) -> Counter[str]:
    """How many must support each proposal: whoever tapped, once or more often."""
    return Counter(text for text, _ in life.taps)


async def check_kept(life: Life, folder: Path) -> None:
    """Every proposal once, numbered without a gap in the order in which it was said, with its supporters."""
    store = TinyStore.open(folder)
    try:
        councils = await store.run(kept)
    finally:
        await store.close()
    wanted = expected(life)
    said = [life.proposed.get(group.id, []) for group in life.groups]
    assert sorted(councils) == sorted(
        [(number, text, wanted[text]) for number, text in enumerate(texts, 1)] for texts in said
    )


def check_told(life: Life) -> None:
    """Each card came once; what came again is marked, at most one of them for each kill and group."""
    plain = Counter(text for text in life.arrived if DOUBT not in text and "附议" in text)
    assert [text for text, times in plain.items() if times > 1] == []
    assert len([text for text in life.arrived if DOUBT in text]) <= KILLS


async def test_killed_once(tmp_path: Path) -> None:
    """A bot that was killed goes on where it was; what it tells twice it marks."""
    world = World()
    head = world.add_user("王建国")
    group = world.add_group("小区", head)
    world.say(head, group, "/setup")
    async with Server(world) as server:
        configure(tmp_path, server)
        async with running(tmp_path):
            await world.wait_for(lambda: world.bot_messages(group), within=STARTED)
        before = len(world.bot_messages(group))
        async with running(tmp_path):
            await heard(world, server)
        again = world.bot_messages(group)[before:]
    assert all(message.text.startswith(DOUBT) for message in again)
    assert len(again) <= 1
