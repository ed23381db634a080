"""A matter that two councils have, while the bot is killed with signal 9 again and again."""

import asyncio
import random
import re
import signal
from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.domain.matters.matter import Matter
from bot.domain.matters.state import LOOKING_BACK, State
from bot.ports import Tx
from sandbox import Chat, Message, Server, User, World
from storage.check import verify
from storage.tinydb.store import TinyStore
from tests.slow.crash.process import DOUBT, STARTED, configure, heard, running

KILLS = 16
CHILD, STREET = 1, 2
CODE = re.compile(r"/parent \S{4}-\S{4}")
BELOW = (
    "/whistle {n} 物业没有钱",
    "/whistle {n} 街道 请街道想办法",
    "/pause {n} 等天晴",
    "/resume {n}",
    "/reopen {n} 又坏了",
    "/ack {n}",
    "/archive {n}",
)
ABOVE = (
    "/ack {n}",
    "/progress {n} 拨了款",
    "/done {n} 装好了",
    "/return {n} 归小区办",
    "/pause {n} 等审批",
    "/resume {n}",
    "/long_run {n} 要等立项",
)


@dataclass
class Life:
    """What people of a council and of the street above it do."""

    world: World
    chance: random.Random
    head: User
    clerk: User
    street_head: User
    lane: Chat
    street: Chat
    arrived: list[tuple[int, str]] = field(default_factory=list)  # what the bot sent, with the chat, as it came
    matters: int = 0

    def hear(self, event: dict[str, Any]) -> None:
        """Keep what the bot says."""
        if event["kind"] == "message" and event["message"]["from"]["id"] == self.world.bot.id:
            self.arrived.append((event["message"]["chat"]["id"], event["message"].get("text", "")))

    def bring_up(self) -> None:
        """Something new is handed to the clerk, and goes up."""
        self.matters += 1
        text = "".join(chr(self.chance.randrange(0x4E00, 0x9FA5)) for _ in range(16))
        self.world.say(self.clerk, self.lane, f"/propose {text}")
        for words in ("/accept {n}", "/resolve {n} 换新灯 承办：李秀兰 期限：7天", "/whistle {n} 街道 请街道想办法"):
            self.world.say(self.head, self.lane, words.format(n=self.matters))

    def act(self) -> None:
        """Somebody does something, below or above."""
        number = self.chance.randrange(max(1, self.matters - 2), self.matters + 1)
        seen = [each for each in self.world.bot_messages(self.lane)[-8:] if self.world.sees(self.clerk, each)]
        asked = [each for each in seen if has(each, "满意")]
        if asked and self.chance.random() < 0.3:
            self.world.press(self.clerk, self.chance.choice(asked), "满意")
        elif self.chance.random() < 0.5:
            self.world.say(self.head, self.lane, self.chance.choice(BELOW).format(n=number))
        else:
            self.world.say(self.street_head, self.street, self.chance.choice(ABOVE).format(n=number))


def has(message: Message, label: str) -> bool:
    """Whether a message carries this button."""
    return any(button["text"] == label for row in message.keyboard for button in row)


@pytest.fixture
async def life() -> Life:
    world = World()
    head, clerk, street_head = (world.add_user(name) for name in ("王建国", "李秀兰", "周倩"))
    queue = world.add_group("和平里小区", head, [clerk], bot="administrator")
    street = world.add_group("平安街道", street_head, [], bot="administrator")
    life = Life(world, random.Random(7), head, clerk, street_head, queue, street)
    world.listen(life.hear)
    return life


async def begin(life: Life, server: Server) -> None:
    """The council comes under the street, and has some matters at work."""
    world = life.world
    world.say(life.head, life.lane, "/setup")
    await heard(world, server)  # it has the first number
    world.say(life.street_head, life.street, "/setup")
    await heard(world, server)
    world.say(life.street_head, life.street, "/parent")
    await world.wait_for(lambda: any(has(each, "街道") for each in world.bot_messages(life.street)), within=STARTED)
    world.press(life.street_head, next(each for each in world.bot_messages(life.street) if has(each, "街道")), "街道")
    await world.wait_for(lambda: CODE.search(world.bot_messages(life.street)[-1].text), within=STARTED)
    code = CODE.search(world.bot_messages(life.street)[-1].text)
    assert code
    world.say(life.head, life.lane, code[0])
    life.bring_up()
    await heard(world, server)


@pytest.mark.timeout(300)  # more than a dozen starts of the bot on a busy machine
async def test_both_always_agree(life: Life, tmp_path: Path) -> None:
    """After every kill, and days away between, both councils say the same of each matter, and each was told once."""
    world, chance, ahead = life.world, life.chance, timedelta()
    async with Server(world) as server:
        configure(tmp_path, server)
        async with running(tmp_path):
            await begin(life, server)
        for turn in range(KILLS):
            life.bring_up()  # while the bot is down
            life.act()
            if turn % 4 == 3:
                ahead += timedelta(days=chance.randrange(1, 6))
            async with running(tmp_path, ahead=ahead):
                await world.wait_for(lambda: server.is_polled, within=STARTED)
                for _ in range(chance.randrange(1, 8)):
                    life.act()
                    for _ in range(chance.randrange(8)):
                        await world.next_change(chance.random() * 0.05)
            await check_kept(tmp_path / "data")
        async with running(tmp_path, ahead=ahead) as process:
            await heard(world, server)
            process.send_signal(signal.SIGTERM)
            assert await asyncio.wait_for(process.wait(), 5) == 0
    assert world.violations == []
    await check_kept(tmp_path / "data")
    check_told(life)


async def check_kept(folder: Path) -> None:
    """The record holds, and of each matter that both have both say the same."""
    assert verify(folder) == []
    store = TinyStore.open(folder)
    try:
        pairs, mirrors = await store.run(read)
    finally:
        await store.close()
    assert pairs
    for child, mirror in pairs:
        assert mirror is not None
        assert stands(child) == stands(mirror)
    open_above = [str(mirror.below) for mirror in mirrors if mirror.state is not State.RETURNED]
    assert sorted(open_above) == sorted(child.key for child, _ in pairs)


def read(tx: Tx) -> tuple[list[tuple[Matter, Matter | None]], list[Matter]]:
    """Give each matter that was sent up with the street's own of it, and all that came to the street."""
    sent = [matter for matter in tx.find(Matter, "number", CHILD) if matter.above]
    return [(matter, tx.get(Matter, matter.above or "")) for matter in sent], tx.find(Matter, "number", STREET)


def stands(matter: Matter) -> tuple[object, ...]:
    """How it stands; that what was done is posted is the council's own."""
    state = State.DONE if matter.state in LOOKING_BACK else matter.state
    return state, matter.level, matter.assignment.due, matter.assignment.paused, matter.reopened


def check_told(life: Life) -> None:
    """What came again is marked, at most once for each kill and chat; no card came twice."""
    told = Counter((chat, text.splitlines()[0]) for chat, text in life.arrived if "附议 " in text and DOUBT not in text)
    assert [each for each, times in told.items() if times > 1] == []
    assert len([text for _, text in life.arrived if DOUBT in text]) <= 2 * KILLS
