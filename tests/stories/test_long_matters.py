"""加装电梯: neighbours ask for it, the council decides, and then it takes months of asking further up."""

from datetime import UTC, datetime, timedelta

from tests.stories.town import Town, labels, story_fixture


async def set_up_lift(town: Town) -> None:
    """A lift is wished for, decided on, and waits for the district."""
    await town.say("赵敏", "/propose 3号楼加装电梯，老人上下楼不方便")
    await town.press("孙大爷", town.card(1), "附议")
    await town.say("李秀兰", "/accept 1")
    await town.say("王建国", "/resolve 1 同意加装，承办：陈师傅，期限：30天")
    await town.act("陈师傅", town.card(1), "签收")
    await town.say("李秀兰", "/long_run 1 要等区里批复")
    assert await town.matters() == {1: "long_run"}


lift = story_fixture(set_up_lift)


async def solved(town: Town) -> str:
    """What the council says of how much is solved."""
    return (await town.ask("赵敏", "/stats")).text


async def test_a_year_of_asking(lift: Town) -> None:
    """Every month its handler says how it stands; it is never counted as solved until it is, and then it is."""
    await lift.whisper("陈师傅", "/start")
    for month in range(4, 13):
        await lift.travel(datetime(2026, month, 11, 2, 0, tzinfo=UTC))  # behind the first working morning
        question = lift.last(lift.people["陈师傅"])
        assert "还在向上争取" in question.text
        assert "#1" in question.text
        await lift.press("陈师傅", question, "进展")
        shown = await lift.whisper("陈师傅", f"{month} 月去区里问过了", to=lift.last(lift.people["陈师傅"]))
        await lift.press("陈师傅", shown, "发出去")
        assert f"{month} 月去区里问过了" in lift.last().text
        assert await lift.matters() == {1: "long_run"}
        assert "办结 0 个" in await solved(lift)
        assert "解决率" not in await solved(lift)
    await lift.say("李秀兰", "/assign 1 陈师傅 7天")
    await lift.say("陈师傅", "/done 1 电梯装好了，可以坐了")
    for who in ("赵敏", "孙大爷"):
        await lift.press(who, next(each for each in lift.heard() if "不满意" in labels(each)), "满意")
    assert await lift.matters() == {1: "closed"}
    assert "解决率 100.0%：到期 1 个，销号 1 个" in await solved(lift)


async def test_asked_by_name(lift: Town) -> None:
    """Who has no private chat with the bot is asked in the group, once a month; a word of their own is enough."""
    await lift.travel(datetime(2026, 4, 2, 2, 0, tzinfo=UTC))
    (question,) = [each for each in lift.heard() if "还在向上争取" in each.text]
    assert "陈师傅" in question.text
    await lift.travel(timedelta(days=20))
    await lift.say("陈师傅", "/progress 1 区里说下个月开会")
    before = lift.heard()
    await lift.travel(datetime(2026, 5, 3, 2, 0, tzinfo=UTC))
    assert not [text for text in lift.since(before) if "又过了一个月" in text]
    assert "区里说下个月开会" in (await lift.ask("赵敏", "/matter 1")).text
