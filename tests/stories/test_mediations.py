"""Two neighbours, a mediator, and nobody else."""

from datetime import timedelta

import pytest

from tests.stories.town import Town, labels, story_fixture

DAY = timedelta(days=1)


async def set_up_asked(town: Town) -> None:
    """A town whose clerk has asked two neighbours to sit down together."""
    for who in ("李秀兰", "赵敏", "孙大爷"):
        await town.whisper(who, "/start")
        await town.whisper(who, "议题")
    await town.whisper("李秀兰", "调解 赵敏 孙大爷 楼上漏水到楼下")


asked = story_fixture(set_up_asked)


async def test_they_agree(asked: Town) -> None:
    """Both are willing, words go through the mediator, an agreement is accepted and asked about on its day."""
    before = asked.heard()
    for who in ("赵敏", "孙大爷"):
        await asked.press(who, asked.private(who)[-1], "同意调解")
    for who in ("李秀兰", "赵敏", "孙大爷"):  # who pressed last reads it on the same card
        assert len([each for each in asked.private(who) if "调解中" in each.text]) == 1
    await asked.press("赵敏", asked.private("赵敏")[-1], "写给调解人")
    await asked.whisper("赵敏", "他家水管漏了三天")
    note = asked.private("李秀兰")[-1]
    assert "他家水管漏了三天" in note.text
    await asked.press("李秀兰", note, "写给孙大爷")
    await asked.whisper("李秀兰", "楼下说天花板湿了，请看看水管")
    assert "请看看水管" in asked.private("孙大爷")[-1].text
    assert not any("漏了三天" in each.text for each in asked.private("孙大爷"))
    await asked.press("李秀兰", note, "写协议")
    await asked.whisper("李秀兰", "孙大爷修水管，赵敏自己刷墙")
    await asked.whisper("李秀兰", "3天")
    for who in ("赵敏", "孙大爷"):
        card = asked.private(who)[-1]
        assert "孙大爷修水管" in card.text
        await asked.press(who, card, "同意协议")
    await asked.travel(4 * DAY)
    for who in ("赵敏", "孙大爷"):
        card = asked.private(who)[-1]
        assert labels(card)[:2] == ["做到了", "没有做到"]
        await asked.press(who, card, "做到了")
    assert "已经结束" in asked.private("李秀兰")[-1].text
    assert not any("调解" in text or "水管" in text for text in asked.since(before))
    assert "调解 1 件" in (await asked.ask("周倩", "/stats")).text


@pytest.mark.parametrize(("first", "other"), [("赵敏", "孙大爷"), ("孙大爷", "赵敏")])
async def test_one_is_not_willing(asked: Town, first: str, other: str) -> None:
    """Either side's no ends it, also when the other was willing; the group never hears of it."""
    before = asked.heard()
    await asked.press(other, asked.private(other)[-1], "同意调解")
    await asked.press(first, asked.private(first)[-1], "不同意")
    for who in ("李秀兰", "赵敏", "孙大爷"):
        assert "已经结束" in asked.private(who)[-1].text
        assert labels(asked.private(who)[-1]) == []
    assert asked.since(before) == []


@pytest.mark.parametrize("leaver", ["赵敏", "孙大爷"])
async def test_one_leaves(asked: Town, leaver: str) -> None:
    """Either side can leave while they talk."""
    await talk(asked)
    await asked.press(leaver, asked.private(leaver)[-1], "退出调解")
    for who in ("李秀兰", "赵敏", "孙大爷"):
        assert "已经结束" in asked.private(who)[-1].text


async def talk(town: Town) -> None:
    """Both are willing."""
    for who in ("赵敏", "孙大爷"):
        await town.press(who, town.private(who)[-1], "同意调解")


async def agree(town: Town) -> None:
    """The mediator writes down what both shall do within three days."""
    await town.press("李秀兰", town.private("李秀兰")[-1], "写协议")
    await town.whisper("李秀兰", "孙大爷修水管，赵敏自己刷墙")
    await town.whisper("李秀兰", "3天")


@pytest.mark.parametrize("against", ["赵敏", "孙大爷"])
async def test_one_is_against_the_agreement(asked: Town, against: str) -> None:
    """An agreement is none without both; they go on talking, and can have another one."""
    await talk(asked)
    await agree(asked)
    await asked.press(against, asked.private(against)[-1], "不同意协议")
    assert "调解中" in asked.private(against)[-1].text
    assert "写给调解人" in labels(asked.private(against)[-1])


async def test_the_day_of_the_agreement(asked: Town) -> None:
    """An agreement has its day; after it both are asked once, and what one of them did not see done is talked about."""
    await talk(asked)
    await agree(asked)
    for who in ("赵敏", "孙大爷"):
        assert "做到的日子：3月5日 周四" in asked.private(who)[-1].text
        await asked.press(who, asked.private(who)[-1], "同意协议")
    for who in ("赵敏", "孙大爷"):
        assert "做到了" not in labels(asked.private(who)[-1])
    await asked.travel(5 * DAY)
    for who in ("赵敏", "孙大爷"):
        assert len([each for each in asked.private(who) if "协议做到了吗" in each.text]) == 1
    await asked.press("赵敏", asked.private("赵敏")[-1], "没有做到")
    assert "调解中" in asked.private("李秀兰")[-1].text


async def test_step_by_step(asked: Town) -> None:
    """What is missing is asked for; who has no private chat is named; in the group nothing begins."""
    assert "还没有私聊过我" in (await asked.whisper("李秀兰", "/mediate 赵敏 周倩 停车")).text
    assert "请谁和谁调解" in (await asked.whisper("李秀兰", "/mediate")).text
    assert "私聊我" in (await asked.ask("李秀兰", "/mediate 赵敏 孙大爷 停车")).text


async def test_whoever_has_written_to_the_bot(town: Town) -> None:
    """Somebody who wrote to the bot in private, whatever it was, can be written to; who and why is asked for."""
    for who in ("赵敏", "孙大爷"):
        await town.whisper(who, "/mine")
    question = await town.whisper("李秀兰", "/mediate 赵敏")
    assert "请谁和谁调解" in question.text
    await town.whisper("李秀兰", "赵敏 孙大爷 楼上漏水")
    assert "漏水" in town.private("赵敏")[-1].text
    assert "漏水" in town.private("孙大爷")[-1].text
