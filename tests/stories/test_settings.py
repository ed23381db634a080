"""All settings of a council behind one command, and the first steps of a new one."""

from collections.abc import AsyncIterator

import pytest

from sandbox import Message
from tests.stories.town import Town, labels, open_town

HEAD, RESIDENT = "王建国", "赵敏"


@pytest.fixture
async def new() -> AsyncIterator[Town]:
    """A group whose administrator has just made it a council, with a neighbour who has proposed something."""
    async with open_town(council=False) as town:
        await town.say(HEAD, "/setup")
        await town.say("李秀兰", "提议 3号楼门口的路灯坏了")
        yield town
        assert town.world.violations == []
        assert await town.faults() == []


def public(town: Town) -> list[str]:
    """What everybody in the group has read of the bot."""
    return [said.text for said in town.heard() if said.receiver is None]


def setup_card(town: Town) -> Message:
    return next(said for said in town.heard() if "已经设好" in said.text)


async def test_from_setup_to_the_first_meeting(new: Town) -> None:
    """Four taps of six lead from /setup to meeting days, a place and a clerk; the head alone sees the steps."""
    await new.press(HEAD, setup_card(new), "⚙️ 接着设置")
    assert "第 1 步" in new.alone(HEAD)[-1].text
    await new.press(HEAD, new.alone(HEAD)[-1], "每月第一个周六 10:00")
    assert "第 2 步" in new.alone(HEAD)[-1].text
    await new.press(HEAD, new.alone(HEAD)[-1], "小区广场")
    assert "第 3 步" in new.alone(HEAD)[-1].text
    before = public(new)
    await new.press(HEAD, new.alone(HEAD)[-1], "李秀兰")
    done = new.alone(HEAD)[-1]
    assert "都设好了" in done.text
    assert "小区广场" in done.text
    assert "3月7日" in done.text
    assert [text for text in public(new)[len(before) :] if "李秀兰" in text]
    await new.press(HEAD, done, "📢 告诉大家")
    assert "小区广场" in public(new)[-1]
    assert "accept" in [each["command"] for each in new.world.profile[menu_of(new, "李秀兰")]]


def menu_of(town: Town, who: str) -> str:
    scope = f'"chat_id": {town.group.id}, "type": "chat_member", "user_id": {town.people[who].id}'
    return f"commands {{{scope}}}"


async def test_left_and_taken_up_again(new: Town) -> None:
    """Each step can be left; /settings leads on, and what was set is kept and can be kept by a tap."""
    await new.press(HEAD, setup_card(new), "⚙️ 接着设置")
    await new.press(HEAD, new.alone(HEAD)[-1], "✏️ 自己写")
    await new.say(HEAD, "每周日 9:00 老槐树下", to=new.last())
    assert "第 2 步" in new.alone(HEAD)[-1].text
    assert "老槐树下" in new.alone(HEAD)[-1].text
    await new.press(HEAD, new.alone(HEAD)[-1], "就这样，下一步 ▶")
    await new.press(HEAD, new.alone(HEAD)[-1], "以后再说")
    assert "/settings" in new.alone(HEAD)[-1].text
    await new.say(HEAD, "/settings")
    assert "老槐树下" in new.alone(HEAD)[-1].text
    await new.press(HEAD, new.alone(HEAD)[-1], "🧭 一步一步设")
    assert "第 1 步" in new.alone(HEAD)[-1].text


async def test_every_page(town: Town) -> None:
    """In private each page shows what is set, is changed in place, and leads back."""
    chat = town.people[HEAD]
    shown = await town.whisper(HEAD, "/settings")
    said = len(town.private(HEAD))
    every = [label for label in labels(shown) if not label.startswith("🧭")]
    for label in every:
        await town.press(HEAD, town.last(chat), label)
        assert labels(town.last(chat))[-1] == "◀ 返回", label
        await town.press(HEAD, town.last(chat), "◀ 返回")
    for page, label, mark in (
        ("🗓 议事日", "每周六 10:00", "✓ 每周六 10:00"),
        ("📍 地点", "凉亭", "✓ 凉亭"),
        ("📨 每日摘要", "每日摘要", "✓ 每日摘要"),
        ("📊 小结", "不发小结", "✓ 不发小结"),
        ("🌐 语言", "English", "✓ English"),
    ):
        await town.press(HEAD, town.last(chat), page)
        await town.press(HEAD, town.last(chat), label)
        assert mark in labels(town.last(chat))
        await town.press(HEAD, town.last(chat), "◀ Back" if label == "English" else "◀ 返回")
    assert len(town.private(HEAD)) == said
    await town.press(HEAD, town.last(chat), "📍 Place")
    await town.press(HEAD, town.last(chat), "✏️ Write it myself")
    await town.whisper(HEAD, "the old pavilion")
    assert "the old pavilion" in town.last(chat).text


async def test_who_may_not(town: Town) -> None:
    """A resident finds the values and no buttons that change them; those of others do nothing in their hands."""
    before = public(town)
    await town.say(RESIDENT, "设置")
    for page in ("🗓 议事日", "📨 每日摘要", "👤 专人"):
        await town.press(RESIDENT, town.alone(RESIDENT)[-1], page)
        assert labels(town.alone(RESIDENT)[-1]) == ["◀ 返回"]
        assert "议事长" in town.alone(RESIDENT)[-1].text
        await town.press(RESIDENT, town.alone(RESIDENT)[-1], "◀ 返回")
    assert public(town) == before
    shown = await town.whisper(HEAD, "/settings")
    await town.press(HEAD, shown, "📍 地点")
    data = (town.last(town.people[HEAD]).markup or {})["inline_keyboard"][0][0]["callback_data"]
    await town.say(RESIDENT, "/start", chat=town.people[RESIDENT])
    toast = await town.forge(RESIDENT, town.last(town.people[RESIDENT]), data)
    assert "议事长" in toast or "过期" in toast


async def test_changed_in_the_group(town: Town) -> None:
    """What the head changes on a page in the group shows there at once, and nobody else reads it."""
    before = public(town)
    await town.say(HEAD, "/settings")
    await town.press(HEAD, town.alone(HEAD)[-1], "📨 每日摘要")
    await town.press(HEAD, town.alone(HEAD)[-1], "每日摘要")
    assert labels(town.alone(HEAD)[-1]) == ["✓ 每日摘要", "即时", "◀ 返回"]
    await town.press(HEAD, town.alone(HEAD)[-1], "◀ 返回")
    await town.press(HEAD, town.alone(HEAD)[-1], "📐 议事程序")
    await town.press(HEAD, town.alone(HEAD)[-1], "简易")
    assert "简易" in town.alone(HEAD)[-1].text
    for label in ("◀ 返回", "⏱ 期限", "签收", "3"):
        await town.press(HEAD, town.alone(HEAD)[-1], label)
    assert "签收：3 个工作日" in town.alone(HEAD)[-1].text
    assert public(town) == before
