"""The bot, killed while its oldest update waits for Telegram and later ones are done with already."""

from collections import Counter
from pathlib import Path

import pytest

from bot.domain.councils.council import Council
from bot.domain.matters.matter import Matter
from bot.domain.shared.ids import ChatId
from bot.ports import Tx
from sandbox import Chat, Server, World
from storage.check import verify
from storage.tinydb.store import TinyStore
from tests.slow.crash.process import DOUBT, STARTED, configure, heard, running


def councils(tx: Tx) -> Counter[ChatId]:
    """Count the councils of each chat."""
    return Counter(council.chat for council in tx.find(Council, "number"))


def texts(tx: Tx) -> list[str]:
    """Return what was proposed in the first council, in the order of the numbers."""
    return [matter.text for matter in tx.find(Matter, "number", 1)]


@pytest.mark.timeout(120)  # a few starts of the bot on a busy machine
@pytest.mark.parametrize("kills", [1, 3])
async def test_oldest_unfinished(kills: int, tmp_path: Path) -> None:
    """After each restart the unfinished update is taken again and done once; what was done later is not done twice."""
    world = World()
    head = world.add_user("王建国")
    quick, slow = (world.add_group(name, head, bot="administrator") for name in ("快小区", "慢小区"))
    async with Server(world) as server:
        configure(tmp_path, server)
        async with running(tmp_path):
            world.say(head, quick, "/setup")
            await heard(world, server)
        proposed: list[str] = []
        world.say(head, slow, "/setup")
        for kill in range(kills):
            world.faults.add("getChatMember", kind="hang", chat_id=slow.id)
            async with running(tmp_path) as process:
                await world.wait_for(lambda: not len(world.faults), within=STARTED)
                proposed.append(f"第{kill}件事：{'路灯垃圾电梯'[2 * kill : 2 * kill + 2]}要修一修")
                world.say(head, quick, f"/propose {proposed[-1]}")
                await world.wait_for(lambda: said(world, quick, proposed[-1]), within=STARTED)
                process.kill()
                await process.wait()
            assert len(world.updates) > kill + 1  # none of them was confirmed
            assert "设好" not in "".join(message.text for message in world.bot_messages(slow))
        async with running(tmp_path):
            await heard(world, server)
            await world.wait_for(lambda: said(world, slow, "议事会已经设好"), within=STARTED)
    assert world.violations == []
    assert verify(tmp_path / "data") == []
    store = TinyStore.open(tmp_path / "data")
    try:
        assert await store.run(councils) == {ChatId(str(quick.id)): 1, ChatId(str(slow.id)): 1}
        assert await store.run(texts) == proposed
    finally:
        await store.close()
    assert said(world, slow, "议事会已经设好") == 1
    assert [said(world, quick, text) for text in proposed] == [1] * kills


def said(world: World, chat: Chat, words: str) -> int:
    """Count the bot's messages with these words; a marked repetition, as a kill may leave, does not count."""
    return sum(words in message.text and DOUBT not in message.text for message in world.bot_messages(chat))
