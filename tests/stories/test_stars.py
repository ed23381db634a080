"""Stars: neighbours nominate in the group and in private, officers close the nominations, and a poll decides."""

from datetime import timedelta

from sandbox import Message
from tests.stories.town import Town, labels, story_fixture

HEAD, CLERK, RESIDENT, NEIGHBOUR, CAPTAIN = "王建国", "李秀兰", "赵敏", "孙大爷", "张伟"
DAY = timedelta(days=1)


async def begin(town: Town) -> None:
    """A clerk begins a monthly round; neighbours nominate three people, by the button, by words and in private."""
    await town.switch_on("评星")
    await town.say(RESIDENT, "提议 车棚漏雨了")
    for who in (CLERK, RESIDENT):
        await town.whisper(who, "/start")
    await town.say(CLERK, "/star 每月 热心邻居")
    await town.press(NEIGHBOUR, card(town), "提名 0")
    await town.say(NEIGHBOUR, "陈师傅 谁家水管坏了都去", to=town.question(NEIGHBOUR))
    await town.say(CAPTAIN, "提名 王奶奶 天天浇花")
    await town.whisper(RESIDENT, "/nominate 陈师傅，随叫随到")
    await town.whisper(RESIDENT, "提名 我自己")


begun = story_fixture(begin)


def card(town: Town, number: int = 1) -> Message:
    """The round in the group."""
    return next(said for said in town.heard() if said.receiver is None and f"⭐ 评星 {number}：" in said.text)


async def officers_page(town: Town) -> Message:
    """The round as the clerk sees it in private."""
    await town.whisper(CLERK, "/stars")
    await town.press(CLERK, town.private(CLERK)[-1], "1")
    return town.private(CLERK)[-1]


async def test_nominated(begun: Town) -> None:
    """The group reads how many nominations there are, and no name; who nominated sees theirs and takes it back."""
    assert "已有 4 个提名" in card(begun).text
    assert "陈师傅" not in card(begun).text
    assert labels(card(begun)) == ["提名 4", "详情"]
    await begun.whisper(RESIDENT, "提名 陈师傅")
    assert "算一次" in begun.private(RESIDENT)[-1].text
    await begun.press(RESIDENT, card(begun), "详情")
    page = begun.alone(RESIDENT)[-1]
    assert "您提名了：陈师傅、我自己" in page.text
    assert labels(page) == ["提名", "收回 陈师傅", "收回 我自己"]
    await begun.press(RESIDENT, page, "收回 我自己")
    assert "已有 3 个提名" in card(begun).text


async def test_from_the_nominations_to_the_result(begun: Town) -> None:
    """Officers see who was nominated and leave some out; the poll among the others is told as every poll is."""
    page = await officers_page(begun)
    assert "1. 陈师傅（2 人提名）：谁家水管坏了都去；随叫随到" in page.text
    assert RESIDENT not in page.text
    await begun.press(CLERK, page, "去掉 3")
    assert "✗ 3. 我自己" in begun.private(CLERK)[-1].text
    await begun.press_surely(CLERK, page, "截止提名，开始投票")
    (poll,) = [said for said in begun.heard() if said.poll]
    assert poll.poll
    assert (poll.poll.question, poll.poll.options) == ("⭐ 热心邻居", ["陈师傅", "王奶奶"])
    assert "提名截止了" in card(begun).text
    await begun.vote(RESIDENT, poll, 0)
    await begun.vote(NEIGHBOUR, poll, 0, 1)
    await begun.say(RESIDENT, "/nominate 赵敏")
    assert "没有在提名" in begun.alone(RESIDENT)[-1].text
    await begun.travel(3 * DAY + timedelta(hours=1))
    assert "陈师傅：2 票" in begun.last().text
    await begun.press(RESIDENT, card(begun), "详情")
    assert "投票结果：陈师傅 2，王奶奶 1" in begun.alone(RESIDENT)[-1].text
    await begun.say(RESIDENT, "/stats")
    assert "评星 1 次，提名 4 人次" in begun.alone(RESIDENT)[-1].text


async def test_each_month(begun: Town) -> None:
    """The next round begins by itself on the first working day of the next month, until officers stop that."""
    page = await officers_page(begun)
    await begun.press_surely(CLERK, page, "截止提名，开始投票")
    await begun.travel(31 * DAY)
    assert "热心邻居" in card(begun, 2).text
    await begun.whisper(CLERK, "/stars")
    await begun.press(CLERK, begun.private(CLERK)[-1], "2")
    await begun.press(CLERK, begun.private(CLERK)[-1], "下个月不再自动评")
    await begun.travel(61 * DAY)
    assert not [said for said in begun.heard() if "⭐ 评星 3" in said.text]


async def test_who_may_not(begun: Town) -> None:
    """Residents can neither begin a round nor see who was nominated; one with a single nominee has no poll."""
    before = len([said for said in begun.heard() if said.receiver is None])
    await begun.say(RESIDENT, "/star 最美楼道")
    assert "只有议事长和专人" in begun.alone(RESIDENT)[-1].text
    assert len([said for said in begun.heard() if said.receiver is None]) == before
    await begun.press(NEIGHBOUR, card(begun), "详情")
    assert "王奶奶" not in begun.alone(NEIGHBOUR)[-1].text
    page = await officers_page(begun)
    for place in ("去掉 2", "去掉 3"):
        await begun.press(CLERK, page, place)
    assert "现在是 1 位" in await begun.press(CLERK, page, "截止提名，开始投票")
    await begun.press_surely(CLERK, page, "不评了")
    assert "这次不评了" in card(begun).text
    assert labels(card(begun)) == []


async def test_in_english(begun: Town) -> None:
    """In English a round is read and nominated in as well."""
    await begun.press(HEAD, await begun.ask(HEAD, "/setup"), "English")
    await begun.say(RESIDENT, "/nominate Aunt May, always there")
    assert "You nominated: 陈师傅, 我自己, Aunt May" in begun.alone(RESIDENT)[-1].text
    await begun.say(RESIDENT, "/stars")
    assert "taking nominations" in begun.alone(RESIDENT)[-1].text
