"""Twenty thousand updates that went wrong on their way."""

import copy
import logging
import random
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest

from bot.domain.matters.matter import Matter
from bot.domain.shared.audit_log import ChainHead, broken_entries
from bot.domain.shared.inbox import DeadLetter
from bot.domain.shared.outbox_message import OutboxMessage
from bot.messages import registry
from bot.ports import Tx
from handlers.telegram.features import FEATURES
from handlers.telegram.update_queue import Updates
from sandbox import World
from storage.memory import MemoryStore
from tests.stories.town import Town, labels, open_town

COUNT = 20_000
AT_ONCE = 100
PAUSE = timedelta(minutes=2)  # between bunches, so that nobody is taken for a flood

Json = Any

STRANGE: list[Json] = [
    None,
    True,
    False,
    0,
    -1,
    1,
    2**31,
    -(2**63),
    2**70,
    1.5,
    1e300,
    "",
    " ",
    "0",
    "private",
    "channel",
    "长" * 5000,
    "\u202e\u200b\u0000",
    "\ud800",
    "👨‍👩‍👧‍👦",
    "<b>&amp;</i>",
    "/setup",
    "/propose 路灯坏了",
    "/forgetme",
    "#1",
    "1:support:1:1::AAAAAAAAAAA",
    [],
    {},
    [[]],
    [None, None],
    {"id": 1},
    [{"type": "bot_command", "offset": 0, "length": 1}],
    [{"type": "text_mention", "offset": -5, "length": 99999, "user": {"id": "x"}}],
]


def nested(depth: int) -> Json:
    """Something deep."""
    deep: Json = "end"
    for level in range(depth):
        deep = {"reply_to_message": deep} if level % 2 else [deep]
    return deep


def places(tree: Json, found: list[tuple[Json, Any]]) -> list[tuple[Json, Any]]:
    """Every container in the tree with each of its keys."""
    keys = list(tree) if isinstance(tree, dict) else range(len(tree)) if isinstance(tree, list) else ()
    for key in keys:
        found.append((tree, key))
        places(tree[key], found)
    return found


def mild(container: Json, key: Any, _every: list[tuple[Json, Any]], chance: random.Random) -> None:
    """A value of its own kind that is not the right one, or none at all."""
    value = container[key]
    if isinstance(value, str) and chance.random() < 0.5:
        container[key] = chance.choice([each for each in STRANGE if isinstance(each, str)])
    elif isinstance(value, str):
        at = chance.randrange(len(value) + 1)
        container[key] = value[:at] + chance.choice(["\u202e", "长" * 300, "\x00", " "]) + value[at:]
    elif isinstance(value, int):
        container[key] = value + chance.choice([-1, 1, 10**6, -(10**14)])
    else:
        del container[key]


def wild(container: Json, key: Any, every: list[tuple[Json, Any]], chance: random.Random) -> None:
    """A value of another kind, from another place, deeply nested, under another name, or simply strange."""
    other, name = chance.choice(every)
    match chance.randrange(6):
        case 0:
            del container[key]
        case 1:
            container[key] = nested(chance.choice([2, 30, 200]))
        case 2:
            container[key] = copy.deepcopy(other[name])
        case 3 if isinstance(container, dict):
            container[chance.choice(["text", "photo", "from", "chat", "reply_to_message"])] = container.pop(key)
        case 4:
            container[key] = str(container[key])
        case _:
            container[key] = copy.deepcopy(chance.choice(STRANGE))


def mutated(update: Json, chance: random.Random) -> Json:
    """The update with one to four things wrong in it; its number stays."""
    number, tree = update["update_id"], copy.deepcopy(update)
    del tree["update_id"]
    worsen = chance.choice([mild, mild, wild])
    for _ in range(chance.choice([1, 1, 2, 4])):
        every = places(tree, [])
        if every:
            worsen(*chance.choice(every), every, chance)
    return {"update_id": number, **tree}


def listening(world: World) -> dict[int, Json]:
    """Every update that Telegram has for the bot from now on, by its number."""
    heard: dict[int, Json] = {}

    def listen(_event: Json) -> None:
        for update in world.updates.read(100):
            heard.setdefault(update["update_id"], copy.deepcopy(update))

    world.listen(listen)
    return heard


async def live(town: Town) -> None:
    """A little of everything that happens in a council."""
    await town.whisper("赵敏", "/start")
    await town.say("赵敏", "/propose 3号楼门口的路灯坏了")
    await town.photo("孙大爷", "#议事 井盖没有了")
    await town.say("孙大爷", "/propose 3号楼门口路灯坏了")
    await town.press("孙大爷", town.last(), "附议 #1")
    said = await town.say("孙大爷", "楼道里堆满了杂物")
    await town.say("赵敏", "/propose", to=said)
    await town.edit("孙大爷", said, "楼道里堆满了旧家具")
    card = town.card(1)
    for label in ("附议", "详情"):
        await town.press("李秀兰", card, label)
    for label in ("受理", "列入议程"):
        await town.act("李秀兰", card, label)
    await town.act("李秀兰", town.card(2), "不受理")
    await town.say("李秀兰", "不归我们管", to=town.question("李秀兰"))
    await town.say("王建国", "/poll 好吗？\n好\n不好")
    poll = next(message for message in reversed(town.heard()) if message.poll)
    await town.vote("赵敏", poll, 0)
    await town.say("王建国", "/convene 2026-03-06 19:30 凉亭 停车")
    await town.press("赵敏", town.meeting_card(), "参加")
    await town.act("王建国", town.meeting_card(), "改期")
    await town.say("王建国", "3月9日 20:00", to=town.question("王建国"))
    await town.say("王建国", "/resolve 1 换新灯")
    await town.say("王建国", "陈师傅", to=town.question("王建国"))
    await town.say("王建国", "7天", to=town.question("王建国"))
    await town.photo("陈师傅", "/done 1 好了")
    await town.press("赵敏", town.last(), "不满意")
    await town.say("赵敏", "还是不亮", to=town.question("赵敏"))
    for wish in ("/matters", "/mine", "/members", "/stats", "/schedule 8 19:30", "/start", "帮助"):
        await town.say("王建国", wish)
    question = await town.whisper("赵敏", "/forgetme")
    await town.press("赵敏", question, labels(question)[1])
    newcomer = town.people["新人"] = town.world.add_user("新人")
    town.world.join(town.group, newcomer)
    town.world.leave(town.group, newcomer)
    town.world.rename(town.group, "和平里小区")
    await town.settle()


@pytest.fixture
async def town() -> AsyncIterator[Town]:
    async with open_town() as town:
        yield town


def waits(tx: Tx) -> list[OutboxMessage]:
    """Everything that is to be told."""
    return list(tx.find(OutboxMessage, "state", "pending"))


def drawn(tx: Tx, town: Town) -> None:
    """Draw everything that is to be told: nothing of it may be beyond words."""
    for outgoing in waits(tx):
        card = registry.draw(tx, outgoing, town.now, FEATURES)
        text = str(getattr(card, "text", ""))
        text.encode()
        assert "Traceback" not in text


def handled(tx: Tx) -> int:
    """How many updates were not set aside."""
    return COUNT - tx.count(DeadLetter, "at")


def whole(tx: Tx) -> list[ChainHead]:
    """Whether the councils' matters count from 1 without a gap; the heads of their records."""
    heads = []
    for council in range(1, 100):
        numbers = [matter.number for matter in tx.find(Matter, "number", council)]
        assert numbers == list(range(1, len(numbers) + 1))
        head = tx.get(ChainHead, str(council))
        if head:
            heads.append(head)
    return heads


@pytest.mark.timeout(300)  # 20,000 updates on a busy machine
async def test_mutated_updates(town: Town, caplog: pytest.LogCaptureFixture) -> None:
    """Nothing raises, nothing else breaks, no tap stays unanswered, and an ordinary proposal works afterwards."""
    caplog.set_level(logging.CRITICAL)
    heard = listening(town.world)
    await live(town)
    assert len(heard) > 40
    assert isinstance(town.store, MemoryStore)
    await town.stop()
    await town.app.bot.initialize()
    updates = Updates(town.app.bot, town.store, town.clock, town.handle())
    chance = random.Random(20_000)
    samples = list(heard.values())
    number = 800_000_000
    town.clock.let_go(PAUSE)
    try:
        for _ in range(COUNT // AT_ONCE):
            for _ in range(AT_ONCE):
                number += 1
                update = mutated({**chance.choice(samples), "update_id": number}, chance)
                assert await updates.accept(update)
            town.move(PAUSE)
            town.clock.let_go(PAUSE)  # an update that fails is tried again after a moment
            await town.store.run(drawn, town)
            for outgoing in await town.store.run(waits):
                await town.store.run(lambda tx, key: tx.drop(OutboxMessage, key), outgoing.key)
        await town.app.background.finish(within=5)
    finally:
        town.clock.hold()
        await town.app.bot.shutdown()
    assert COUNT / 4 < await town.store.run(handled) < COUNT  # neither all of them mad nor all of them tame
    assert list(broken_entries(town.store.record(), await town.store.run(whole))) == []
    await town.start()
    await town.say("张伟", "/propose 日子还要过下去")
    newest = max(await town.matters())
    assert "日子还要过下去" in town.card(newest).text
