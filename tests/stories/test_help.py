"""Somebody who does not know what the bot can do asks it."""

from datetime import timedelta

import pytest

from sandbox import Message
from tests.stories.town import Town, another, labels


async def opened(town: Town) -> Message:
    """The help, as a neighbour opens it in the group."""
    await town.say("孙大爷", "帮助")
    return town.last()


async def test_opened_and_turned(town: Town) -> None:
    """The help is six buttons; each turns it in place to one screen, which leads back or does it at once."""
    shown = await opened(town)
    every = labels(shown)
    assert len(every) == 6
    said = len(town.heard())
    for label, words in zip(
        every,
        ("提议 3号楼路灯坏了", "附议", "/close（散会）", "/vote（表决）", "/accept（受理）", "/settings（设置）"),
        strict=True,
    ):
        await town.press("孙大爷", town.last(), label)
        assert words in town.last().text
        await town.press("孙大爷", town.last(), "◀ 返回")
        assert labels(town.last()) == every
    assert len(town.heard()) == said
    await town.press("孙大爷", town.last(), "📝 提议")
    await town.press("孙大爷", town.last(), "✏️ 现在就提")
    assert "您想提什么事" in town.last().text


async def test_in_private(town: Town) -> None:
    """It is the same in private, also for somebody of no council."""
    for who in ("赵敏", "周倩"):
        menu = await town.whisper(who, "/help")
        await town.press(who, menu, "⚙️ 更多")
        assert "/mydata（我的数据）" in town.last(town.people[who]).text


async def test_found_again_after_months(town: Town) -> None:
    """A help that nobody has touched for months still answers: below it, since it is forgotten by then."""
    shown = await opened(town)
    await town.travel(timedelta(days=100))
    before = town.heard()
    await town.press("孙大爷", shown, "⚙️ 更多")
    assert [text for text in town.since(before) if "/schedule（议事日）" in text]
    await town.press("孙大爷", town.last(), "◀ 返回")
    assert len(labels(town.last())) == 6


async def test_pressed_elsewhere(town: Town) -> None:
    """Its bytes under a matter's card, or in another group, answer with the help and leave what is there alone."""
    shown = await opened(town)
    data = (shown.markup or {})["inline_keyboard"][0][0]["callback_data"]
    await town.say("赵敏", "/propose 3号楼门口的路灯坏了")
    card = town.card(1).text
    await town.forge("孙大爷", town.card(1), data)
    assert town.card(1).text == card
    group = await another(town)
    await town.say("周倩", "/members", chat=group)
    members = town.last(group)
    await town.forge("周倩", members, data)
    assert members in town.heard(group)
    assert "怎么提议题" in town.last(group).text


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("/propse 路灯坏了", "/propose（提议）"), ("/MATERS", "/matters（议题）"), ("/metting", "/meeting（会议）")],
)
async def test_a_misspelt_command(town: Town, typed: str, meant: str) -> None:
    """In private the bot says that there is no such command, and which one may be meant."""
    answer = await town.whisper("赵敏", typed)
    command, *_ = typed.lower().split()
    assert f"没有 {command} 这个命令" in answer.text
    assert meant in answer.text
    await town.press("赵敏", answer, "❓ 怎么用")
    assert "小助手" in town.last(town.people["赵敏"]).text


@pytest.mark.parametrize("typed", ["/weather", "/13800138000"])
async def test_a_command_like_none(town: Town, typed: str) -> None:
    """What looks like none of the commands is led to the help, and a phone number is not repeated."""
    answer = await town.whisper("赵敏", typed)
    assert "这个命令" in answer.text
    assert "是不是" not in answer.text
    assert "13800138000" not in answer.text
    assert labels(answer) == ["❓ 怎么用"]


async def test_commands_of_other_bots(town: Town) -> None:
    """In a group an unknown command is answered when it is addressed to the bot; another bot's never."""
    before = town.heard()
    await town.say("赵敏", "/weather")
    await town.say("赵敏", "/weather@other_bot")
    await town.say("赵敏", "/propose@other_bot 路灯坏了")
    assert town.since(before) == []
    private = town.private("赵敏")
    await town.say("赵敏", "/matters@other_bot", chat=town.people["赵敏"])
    assert town.private("赵敏") == private
    answer = await town.ask("赵敏", f"/matter_s@{town.world.bot.username}")
    assert "/matters（议题）" in answer.text


async def test_a_slash_before_a_chinese_word(town: Town) -> None:
    """A slash before a Chinese word, narrow or wide, does no harm."""
    await town.say("赵敏", "/提议 3号楼门口的路灯坏了")
    await town.say("孙大爷", "／提议 广场上没有长椅")  # as a Chinese keyboard writes it
    assert "路灯" in town.card(1).text
    assert "长椅" in town.card(2).text
