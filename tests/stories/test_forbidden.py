"""A group that forbids the bot something: nothing is lost, and those who can change it hear what to change."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.domain.councils.council import Council
from bot.ports import Tx
from tests.stories.town import Town, open_town

POLL = "/poll 3d 好吗？\n好\n不好"
HOUR = timedelta(hours=1)
REFUSALS = [
    "Bad Request: not enough rights to send polls to the chat",
    "Bad Request: CHAT_SEND_POLL_FORBIDDEN",
    "Forbidden: CHAT_SEND_POLL_FORBIDDEN",
]


@pytest.fixture
async def plain() -> AsyncIterator[Town]:
    """A council whose bot is a plain member; its clerk and its head have opened their private chats."""
    async with open_town(bot="member") as town:
        for officer in ("李秀兰", "王建国"):
            await town.whisper(officer, "/start")
        yield town
        assert town.world.violations == []


async def present(town: Town) -> bool:
    """Whether the council counts as one that the bot is in."""

    def read(tx: Tx) -> bool:
        return tx.find(Council, "chat", str(town.group.id))[0].present

    return await town.store.run(read)


def told(town: Town, who: str) -> list[str]:
    """What somebody was told in private, as texts."""
    return [message.text for message in town.private(who)]


@pytest.mark.parametrize("words", REFUSALS)
async def test_one_refused_poll(plain: Town, words: str) -> None:
    """A poll that the group forbids was not asked; the clerk hears what to switch on, and all else goes on."""
    plain.world.faults.add("sendPoll", status=403 if words.startswith("Forbidden") else 400, description=words)
    await plain.say("李秀兰", POLL)
    assert await present(plain)
    assert "发送投票" in told(plain, "李秀兰")[-1]
    assert "投票" in plain.last().text
    await plain.say("赵敏", "/propose 门禁坏了")
    assert "门禁坏了" in plain.card(1).text
    await plain.say("李秀兰", POLL)
    assert [message for message in plain.heard() if message.poll]


async def test_no_polls_by_the_group_s_own_rule(plain: Town) -> None:
    """While polls are forbidden each one is refused with a word, and the officers hear of it once in private."""
    plain.world.forbid(plain.group, "can_send_polls")
    before = told(plain, "李秀兰")
    for _ in range(3):
        await plain.say("李秀兰", POLL)
    assert len([text for text in told(plain, "李秀兰")[len(before) :] if "发送投票" in text]) == 1
    assert not [message for message in plain.heard() if message.poll]
    plain.world.allow(plain.group, "can_send_polls")
    await plain.say("李秀兰", POLL)
    plain.world.forbid(plain.group, "can_send_polls")
    await plain.say("李秀兰", POLL)
    assert len([text for text in told(plain, "李秀兰")[len(before) :] if "发送投票" in text]) == 2


async def test_no_photos(plain: Town) -> None:
    """A message goes without its photo where photos are forbidden; nobody is told of it twice."""
    plain.world.forbid(plain.group, "can_send_photos")
    await plain.photo("赵敏", "/propose 门禁坏了")
    for _ in range(2):
        before = plain.heard()
        await plain.press("赵敏", plain.card(1), "详情")
        assert [text for text in plain.since(before) if "门禁坏了" in text]
    assert not [message for message in plain.heard() if "photo" in message.content]
    assert len([text for text in told(plain, "李秀兰") if "发送图片" in text]) == 1
    await plain.press("孙大爷", plain.card(1), "附议")
    assert await plain.supporters(1) == 1


@pytest.mark.parametrize("how", ["group", "bot"])
async def test_no_text(plain: Town, how: str) -> None:
    """Where the bot may not write at all everything waits; given the right back, all of it comes in its order."""
    if how == "group":
        plain.world.forbid(plain.group, "can_send_messages")
    else:
        plain.world.restrict(plain.group, plain.world.bot, "can_send_messages")
    before = plain.heard()
    await plain.say("赵敏", "/propose 门禁坏了")
    await plain.say("赵敏", "/propose 电梯吱吱响")
    assert plain.since(before) == []
    assert await present(plain)
    assert "发送消息" in told(plain, "李秀兰")[-1]
    assert len([text for text in told(plain, "李秀兰") if "发送消息" in text]) == 1
    if how == "group":
        plain.world.allow(plain.group, "can_send_messages")
        await plain.say("孙大爷", "/propose 垃圾没有人收")
    else:
        plain.world.set_bot_status(plain.group, "member")
        await plain.settle()
    news = plain.since(before)
    assert "门禁坏了" in news[0]
    assert [text for text in news if "电梯吱吱响" in text]
    assert plain.card(1).message_id < plain.card(2).message_id


async def test_text_allowed_again_in_silence(plain: Town) -> None:
    """What waits is tried every hour, also after a restart, though nobody says a word."""
    plain.world.forbid(plain.group, "can_send_messages")
    await plain.say("赵敏", "/propose 门禁坏了")
    async with plain.asleep():
        plain.world.allow(plain.group, "can_send_messages")
        plain.move(HOUR)
    await plain.settle()
    assert "门禁坏了" in plain.card(1).text


async def test_no_files(plain: Town) -> None:
    """A file that the group forbids waits, and the officers hear what to switch on."""
    plain.world.forbid(plain.group, "can_send_documents")
    before = plain.heard()
    await plain.say("王建国", "/open")
    await plain.say("王建国", "/present 王建国、李秀兰、张伟")
    await plain.say("王建国", "/close")
    assert not [message for message in plain.heard() if "document" in message.content]
    assert "发送文件" in told(plain, "李秀兰")[-1]
    assert [text for text in plain.since(before) if "发送文件" in text]
    plain.world.allow(plain.group, "can_send_documents")
    await plain.say("赵敏", "/matters")
    assert [message for message in plain.heard() if "document" in message.content]


@pytest.mark.parametrize("act", ["say", "press", "chat_member"])
async def test_whatever_is_heard_proves_presence(town: Town, act: str) -> None:
    """A council that counted as left is back as soon as anything is heard from its group."""
    await town.say("赵敏", "/propose 路灯坏了")
    card = town.card(1)
    town.world.faults.add("sendMessage", status=400, description="Bad Request: chat not found")
    await town.say("王建国", "/schedule 照开")
    assert not await present(town)
    if act == "say":
        await town.say("孙大爷", "今天天气好")
    elif act == "press":
        await town.press("孙大爷", card, "附议")
    else:
        town.world.leave(town.group, town.people["孙大爷"])
        await town.settle()
    assert await present(town)


async def test_removed_stays_removed(town: Town) -> None:
    """What Telegram says of the bot's own leaving does not bring the council back."""
    town.world.kick(town.group, town.world.bot)
    await town.settle()
    assert not await present(town)


@pytest.fixture
async def forum() -> AsyncIterator[Town]:
    """A council in the General topic of a group with topics."""
    async with open_town() as town:
        town.group.is_forum = True
        for officer in ("李秀兰", "王建国"):
            await town.whisper(officer, "/start")
        yield town
        assert town.world.violations == []


@pytest.mark.parametrize("how", ["reopened", "heard", "hour"])
async def test_general_topic_closed(forum: Town, how: str) -> None:
    """What is due while General is closed waits until it opens; the officers hear of it in private."""
    await forum.say("李秀兰", POLL)
    forum.world.close_topic(forum.group)
    await forum.settle()
    before = forum.heard()
    await forum.travel(timedelta(days=4))
    assert not [text for text in forum.since(before) if "好吗" in text]
    assert "话题" in told(forum, "李秀兰")[-1]
    if how == "reopened":
        forum.world.reopen_topic(forum.group)
        await forum.settle()
    else:
        forum.group.closed_topics.clear()
        if how == "heard":
            await forum.say("赵敏", "怎么没有结果？")
        else:
            await forum.travel(HOUR)
    assert [text for text in forum.since(before) if "好吗" in text]
    assert await forum.faults() == []


async def test_own_topic_closed(forum: Town) -> None:
    """When the council's own topic is closed the news goes into General."""
    topic = forum.world.add_topic(forum.group, "议事")
    forum.world.say(forum.people["王建国"], forum.group, "/setup", topic=topic)
    await forum.settle()
    forum.world.close_topic(forum.group, topic)
    await forum.settle()
    await forum.say("赵敏", "/propose 门禁坏了")
    assert forum.card(1).thread_id is None
