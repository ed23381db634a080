"""The council on a platform of typed lines: nothing it does needs Telegram, buttons or edits."""

import asyncio
import re
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest
from markupsafe import Markup

from bot.conversation.double_taps import ONE_TAP
from bot.conversation.incoming import OverLimit
from bot.conversation.rate_limit import HourlyLimit
from bot.conversation.rolls import Page
from bot.domain.councils.council import Account, Council
from bot.domain.matters.matter import Matter
from bot.domain.matters.state import State
from bot.domain.shared.button_intent import Intent
from bot.domain.shared.ids import ChatId
from bot.domain.shared.outbox_message import SentMessage
from bot.jobs.runner import run_due_jobs
from bot.messages import registry
from bot.messages.outbox import Outbox
from bot.ports import Button, Card
from bot.services.matters.repository import card_id
from bot.services.scheduled_jobs import JOBS
from storage.memory import MemoryStore
from tests.cast import GROUP, HANDLER, HEAD, NEIGHBOUR, RESIDENT, private
from tests.clocks import PatientClock
from tests.conversation.console import Console

LIFE = (  # who types what where, and what the bot says then
    (HEAD, GROUP, "/setup", "议事会已经设好"),
    (RESIDENT, GROUP, "提议 3号楼门口的路灯坏了", "附议 0 人"),
    (HANDLER, GROUP, "> 附议", "附议 1 人"),
    (HEAD, GROUP, "/role 承办人 陈师傅", "陈师傅 现在是承办人了"),
    (HEAD, GROUP, "/poll 周六开会？", "这里发不了投票"),
    (HEAD, GROUP, "/accept 1", "受理了"),
    (HEAD, GROUP, "/resolve 1 换新灯", "请谁承办"),
    (HEAD, GROUP, "/assign 1 陈师傅 7天", "承办：陈师傅"),
    (HANDLER, GROUP, "> 办理", "您现在可以"),
    (HANDLER, GROUP, "> 签收", "签收了"),
    (HANDLER, GROUP, "/progress 1 灯已经买好", "灯已经买好"),
    (NEIGHBOUR, GROUP, "/done 1 好了", "只有这件事的承办人、议事长和专人能报办结"),
    (HANDLER, GROUP, "/done 1 装好了", "请私聊我再选"),
    (RESIDENT, private(RESIDENT), "/matter 1", "… 中间还有"),
    (RESIDENT, private(RESIDENT), "> 满意", "谢谢"),
)


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore()


@pytest.fixture
def clock() -> PatientClock:
    return PatientClock()


@pytest.fixture
def console(store: MemoryStore, clock: PatientClock) -> Console:
    return Console(store, clock)


@pytest.fixture
async def outbox(store: MemoryStore, console: Console, clock: PatientClock) -> AsyncIterator[Outbox]:
    """The outbox of the console, at work."""
    outbox = Outbox(store, console, clock, registry, console.features)
    running = asyncio.create_task(outbox.run())
    yield outbox
    outbox.stop()
    await running


async def typed(console: Console, outbox: Outbox, who: Account, line: str, chat: ChatId = GROUP) -> list[str]:
    """Type a line; give what the bot says there then."""
    before = len(console.lines)
    await console.type(who, line, chat=chat)
    await outbox.idle()
    return [text for where, text in console.lines[before + 1 :] if where == chat]


async def test_a_whole_life(console: Console, outbox: Outbox, store: MemoryStore, clock: PatientClock) -> None:
    """A matter goes from its proposal, over its look-back, to its end by typed lines and time alone.

    There are no buttons, so choices are numbered; nothing is edited, so what changed comes anew; what others must not
    see is chosen in private alone; and what grows is cut to the platform's limit.
    """
    for who, chat, line, told in LIFE:
        said = await typed(console, outbox, who, line, chat)
        assert any(told in text for text in said), (line, said)
    assert not any(re.search(r"^\d+\. .*满意", text, re.MULTILINE) for where, text in console.lines if where == GROUP)
    clock.travel(timedelta(days=8))
    await run_due_jobs(store, JOBS, clock.now())
    await outbox.idle()
    assert "满意 1 人" in console.lines[-1][1]
    matter = await store.run(lambda tx: tx.get(Matter, Matter.key_of(1, 1)))
    assert matter is not None
    assert matter.state is State.CLOSED


async def test_sent_anew(console: Console, outbox: Outbox, store: MemoryStore) -> None:
    """A card that changes is sent anew each time, and only the newest one is remembered."""
    for line in ("/setup", "提议 3号楼门口的路灯坏了"):
        await typed(console, outbox, HEAD, line)
    for people, who in enumerate((HANDLER, RESIDENT, NEIGHBOUR), 1):
        assert any(f"附议 {people} 人" in text for text in await typed(console, outbox, who, "> 附议"))
    matter = await store.run(lambda tx: tx.get(Matter, Matter.key_of(1, 1)))
    assert matter
    cards = await store.run(lambda tx: tx.find(SentMessage, "about", card_id(matter)))
    assert [console.lines[int(card.message) - 1][1].count("附议 3 人") for card in cards] == [1]


async def test_a_typed_press_counts_once(console: Console, outbox: Outbox, clock: PatientClock) -> None:
    """A choice made by a number counts once among what a person may do in an hour."""
    for line in ("/setup", "提议 3号楼门口的路灯坏了"):
        await typed(console, outbox, HEAD, line)
    console.bot = replace(console.bot, acts=HourlyLimit(2))
    for _ in range(2):
        await typed(console, outbox, HANDLER, "> 附议")
        clock.travel(ONE_TAP)
    with pytest.raises(OverLimit):
        await typed(console, outbox, HANDLER, "> 附议")


async def test_a_number_that_answers_nothing(console: Console, outbox: Outbox) -> None:
    """A number that replies to no message of ours is ordinary talk."""
    await typed(console, outbox, HEAD, "/setup")
    assert await typed(console, outbox, HEAD, "2") == []


async def test_chosen_on_what_is_sent_at_once(console: Console, outbox: Outbox, store: MemoryStore) -> None:
    """Choices on a message that goes out without the outbox are numbered, and a reply with a number chooses."""
    await typed(console, outbox, HEAD, "/setup")
    card = Card(Markup("说哪种话？"), buttons=((Button("英语", Intent("language", 1, 0, "en")),),))
    page = await Page.begun(console.bot, private(HEAD), 1, lambda _: Card(Markup("请稍等")))
    await page.show(card)
    assert console.lines[-1][1].endswith("\n1. 英语")
    await typed(console, outbox, HEAD, "> 英语", private(HEAD))
    council = await store.run(lambda tx: tx.get(Council, Council.key_of(1)))
    assert council
    assert council.language == "en"
