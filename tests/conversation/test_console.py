"""The council on a platform of typed lines: nothing it does needs Telegram."""

import asyncio
from datetime import timedelta

from bot.domain.matters.matter import Matter
from bot.domain.matters.state import State
from bot.jobs.runner import run_due_jobs
from bot.messages import registry
from bot.messages.outbox import Outbox
from bot.services.scheduled_jobs import JOBS
from storage.memory import MemoryStore
from tests.cast import HANDLER, HEAD, NEIGHBOUR, RESIDENT
from tests.clocks import PatientClock
from tests.conversation.console import Console

LIFE = (  # who types what, and what the newest message says then
    (HEAD, "/setup", "和平里 议事会已经设好"),
    (RESIDENT, "提议 3号楼门口的路灯坏了", "附议 0 人"),
    (HANDLER, "> 附议", "附议 1 人"),
    (HEAD, "/role 承办人 陈师傅", "陈师傅 现在是承办人了"),
    (HEAD, "/poll 周六开会？", "这里发不了投票"),
    (HEAD, "/accept 1", "受理了"),
    (HEAD, "/resolve 1 换新灯", "请谁承办"),
    (HEAD, "/assign 1 陈师傅 7天", "承办：陈师傅"),
    (HANDLER, "> 签收", "开始办"),
    (HANDLER, "/progress 1 灯已经买好", "灯已经买好"),
    (NEIGHBOUR, "/done 1 好了", "要请这件事的承办人、议事长或专人来做"),
    (HANDLER, "/done 1 装好了", "真的办好了吗"),
    (RESIDENT, "> 满意", "真的办好了吗"),
)


async def test_a_whole_life() -> None:
    """A matter goes from its proposal, over its look-back, to its end by typed lines and time alone."""
    store, clock = MemoryStore(), PatientClock()
    console = Console(store, clock)
    outbox = Outbox(store, console, clock, registry, console.features)
    running = asyncio.create_task(outbox.run())
    for who, line, told in LIFE:
        await console.type(who, line)
        await outbox.idle()
        assert told in console.cards[max(console.cards, key=int)].text.striptags(), line
    clock.travel(timedelta(days=8))
    await run_due_jobs(store, JOBS, clock.now())
    await outbox.idle()
    assert "满意 1 人" in console.cards[max(console.cards, key=int)].text.striptags()
    outbox.stop()
    await running
    matter = await store.run(lambda tx: tx.get(Matter, Matter.key_of(1, 1)))
    assert matter is not None
    assert matter.state is State.CLOSED
