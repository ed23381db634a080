"""A town goes on in the data of an earlier version, under the messages that it had written."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.domain.shared.inbox import DeadLetter
from bot.domain.shared.outbox_message import OutboxMessage
from bot.domain.votes.ballot import Seal
from bot.ports import Tx
from handlers.cli.configuration import parse_config
from sandbox import Clock as SandboxClock
from sandbox import Message, Server, World
from sandbox.model import Chat, Member, User
from sandbox.poll import Poll
from storage.check import verify
from storage.tinydb.store import TinyStore
from tests.storage.earlier_data import Earlier, unpack
from tests.stories.town import Town, TownClock, labels

DAY = timedelta(days=1)
NUMBERS_FROM = 10_000  # of messages, updates and files: all that the earlier town gave are lower
DOUBT = "（可能重复）"
STREET = "平安街道"


def rebuilt(earlier: Earlier) -> World:
    """Return Telegram as the earlier bot left it: its people and groups, and what it had said there."""
    clock = SandboxClock(frozen=earlier.now + timedelta(minutes=1))
    world = World(clock=clock, numbers_from=NUMBERS_FROM)
    for each in earlier.noted["people"]:
        person = User(each["id"], each["name"], username=each["username"], language_code="zh-hans")
        person.has_started = each["has_started"]
        world.users[person.id] = person
    for each in earlier.noted["chats"]:
        chat = world.chat(each["id"]) if each["kind"] == "private" else Chat(each["id"], each["kind"], each["title"])
        if not chat.is_private:
            chat.members = {int(id_): Member(world.user(int(id_)), status) for id_, status in each["members"].items()}
        world.chats[chat.id] = chat
        for said in each["said"]:
            put(world, chat, said)
    return world


def put(world: World, chat: Chat, said: dict[str, Any]) -> None:
    """Put a message of the bot back where it stood."""
    poll = Poll(**said["poll"]) if "poll" in said else None
    if poll:
        poll.votes = {int(id_): options for id_, options in poll.votes.items()}
    message = Message(chat, said["id"], said["date"], {"text": said["text"]}, sender=world.bot, poll=poll)
    if said["buttons"]:
        message.markup = {"inline_keyboard": said["buttons"]}
    chat.messages[message.message_id] = message
    if poll:
        world.polls[poll.id] = message


@asynccontextmanager
async def reopened(earlier: Earlier) -> AsyncIterator[Town]:
    """Open the earlier data beside the earlier Telegram; the bot does not run yet."""
    world = rebuilt(earlier)
    groups = {chat.title: chat for chat in world.chats.values() if chat.title}
    people = {each["name"]: world.user(each["id"]) for each in earlier.noted["people"]}
    async with Server(world) as server:
        telegram = {"token": world.token, "base_url": server.base_url, "base_file_url": server.base_file_url}
        config = parse_config({"telegram": telegram}, "config.toml", {})
        store = TinyStore.open(earlier.folder)
        yield Town(world, server, store, config, TownClock(world.clock), groups["和平里小区"], people)
        await store.close()


@pytest.fixture
def earlier(tmp_path: Path) -> Earlier:
    return unpack(tmp_path)


@pytest.fixture
async def town(earlier: Earlier) -> AsyncIterator[Town]:
    """Return the town with the bot running in the earlier data; whatever happened, its records hold."""
    async with reopened(earlier) as town:
        await town.start()
        yield town
        await town.stop()
        assert town.world.violations == []
        aside = await town.store.run(lambda tx: tx.find(DeadLetter, "at"))
        assert [each for each in aside if each.at > earlier.now] == []
    assert verify(earlier.folder) == []


def card(town: Town, earlier: Earlier, name: str) -> Message:
    """Return a message that the earlier version had written."""
    chat, message = earlier.noted["cards"][name]
    return town.world.chat(chat).messages[message]


def street(town: Town) -> Chat:
    return next(chat for chat in town.world.chats.values() if chat.title == STREET)


async def test_what_waited_is_told(earlier: Earlier) -> None:
    """What waited to be told is told, what may have gone out is marked, and a file that was being read is asked for."""
    async with reopened(earlier) as town:
        before, private = town.heard(), town.private("赵敏")
        await town.start()
        told = town.since(before)
        (doubtful,) = town.since(private, town.people["赵敏"])
        unread = town.last(town.people["李秀兰"]).text
        town.world.set_bot_status(street(town), "administrator")  # one waits for a right
        await town.settle()
        proposed = max(await town.matters())
        waiting = await town.store.run(waits)
        held = town.since([], street(town))
        await town.stop()
    assert any(text.startswith(f"🆕 #{proposed} ") for text in told)
    assert any("议事长：王建国" in text for text in told)
    assert DOUBT in doubtful
    assert "请再发一次" in unread
    assert waiting == []
    assert any(text.startswith("📊") and "议题 4 个" in text for text in held)


def waits(tx: Tx) -> list[str]:
    """Return the views of what was due and is still not told."""
    return [each.view for each in tx.find(OutboxMessage, "state")]


async def test_the_secret_vote_is_counted(town: Town, earlier: Earlier) -> None:
    """A ballot is changed and a paper witnessed under the old messages; at the close all envelopes open.

    It was held on the words of its matter, and nothing calls them a motion.
    """
    ballot = card(town, earlier, "ballot")
    assert "改好了" in await town.press("赵敏", ballot, "反对")
    assert "改好了" in await town.press("赵敏", ballot, "赞成")
    await town.press("王建国", next(said for said in town.private("王建国") if "见证" in labels(said)), "见证")
    await town.travel(7 * DAY)
    number = earlier.noted["matters"]["secret"]
    (result,) = [said.text for said in town.heard() if "表决结果" in said.text and f"#{number}" in said.text]
    for words in ("应参与 4 人", "赞成 2 人（50.0%）", "300.50 ㎡", "反对 2 人（50.0%）", "150.25 ㎡"):
        assert words in result
    assert "议案" not in result
    assert await town.store.run(lambda tx: tx.secrets.get(Seal, "1/2")) is None
    assert list(earlier.folder.glob("apart-*")) == []


async def test_questions_are_answered(town: Town, earlier: Earlier) -> None:
    """A question that was open takes its answer, and words that were like another matter are still submitted."""
    asked = earlier.noted["matters"]["deferred_asked"]
    await town.say("李秀兰", "等预算批下来", to=card(town, earlier, "question"))
    assert (await town.matters())[asked] == "deferred"
    known = await town.matters()
    await town.press("赵敏", card(town, earlier, "draft"), "仍然提交")
    (new,) = set(await town.matters()) - set(known)
    assert "屋顶的防水层要换" in town.card(new).text


async def test_two_councils_have_one_matter(town: Town, earlier: Earlier) -> None:
    """What the street does is done in the council below that had sent the matter up."""
    number = earlier.noted["matters"]["late"]
    await town.say("周倩", "/done 1 换了新网", chat=street(town))
    assert (await town.matters(2))[1] == "done"
    assert (await town.matters())[number] == "done"


async def test_the_meeting_ends(town: Town, earlier: Earlier) -> None:
    """Under the card of the meeting that is held people check in, and it ends with its minutes."""
    sitting = card(town, earlier, "sitting")
    assert "签到" in await town.press("李秀兰", sitting, "签到")
    await town.act_surely("王建国", sitting, "散会")
    (draft,) = [said.text for said in town.heard() if "会议纪要（草稿）" in said.text and "4月8日" in said.text]
    assert "应到 3 人，实到 2 人" in draft


async def test_old_buttons(town: Town) -> None:
    """One button of each kind that the earlier version drew is answered, and none of them breaks anything."""
    buttons = {
        button["callback_data"].split(":")[1]: (said, button["callback_data"])
        for chat in list(town.world.chats.values())
        for said in town.heard(chat)
        for row in said.keyboard
        for button in row
        if "callback_data" in button
    }
    assert len(buttons) > 50
    for said, data in buttons.values():
        who = said.chat.person.first_name if said.chat.person else "周倩" if said.chat.title == STREET else "王建国"
        before = town.heard(said.chat)
        toast = await town.forge(who, said, data)
        assert toast or town.since(before, said.chat) or said.edit_date, data


async def test_a_month_goes_by(town: Town) -> None:
    """Everything that waited for its time comes due: days run out, a meeting comes, the month is summed up."""
    before = town.heard()
    await town.travel(32 * DAY)
    told = town.since(before)
    for words in (
        "公示期满了",
        "🔔 开会提醒",
        "📊 2026年4月 小结",
        "按楼栋：2 票（66.7%）",
        "过了期限",
        "赞成 2 人（66.7%）",
    ):
        assert any(words in text for text in told), words
