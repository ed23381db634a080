"""The whole circle of a matter, told as residents live it."""

from datetime import timedelta

from tests.stories.town import Town, labels


async def test_a_matter_goes_from_proposal_to_closing(town: Town) -> None:
    """A lamp is broken, neighbours support it, it is accepted, resolved, mended, and everybody is content."""
    await town.say("赵敏", "/propose 3号楼门口的路灯坏了")
    card = town.last()
    assert "#1" in card.text
    assert "附议" in await town.press("孙大爷", card, "附议")
    assert "附议 1 人" in town.card(1).text
    assert "议事长和专人" in await town.press_old("孙大爷", card, "受理")
    await town.act("李秀兰", card, "受理")
    assert "受理" in town.last().text
    await town.act("李秀兰", card, "列入议程")
    question = await town.ask("王建国", "/resolve 1 本周换新灯")
    await town.say("王建国", "陈师傅", to=question)
    await town.say("王建国", "3天", to=town.question("王建国"))
    assert "承办：陈师傅" in town.last().text
    await town.say("陈师傅", "/progress 1 灯已经买到")
    assert "灯已经买到" in town.last().text
    await town.photo("陈师傅", "/done 1 灯已经装好")
    done = town.last()
    assert {"满意", "基本满意", "不满意"} <= set(labels(done))
    assert "提出人" in await town.press("张伟", done, "满意")
    await town.press("赵敏", done, "满意")
    await town.press("孙大爷", done, "基本满意")
    assert "销号" in town.last().text
    await town.say("赵敏", "/matter 1")
    assert "灯已经买到" in town.last().text


async def test_a_meeting_day_is_reminded(town: Town) -> None:
    """The group is reminded three days, one day and two hours before its meeting day, and not after it."""
    before = len(town.heard())
    await town.travel(timedelta(days=7))
    told = [message.text for message in town.heard()[before:]]
    assert len([text for text in told if "开会提醒" in text]) == 3
