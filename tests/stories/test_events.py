"""Events: announced by an officer or captain, signed up for with one tap, held, and thanked for."""

from asyncio import gather
from datetime import timedelta

from sandbox import Message
from tests.stories.town import Town, labels, story_fixture

HEAD, CLERK, RESIDENT, NEIGHBOUR, CAPTAIN = "王建国", "李秀兰", "赵敏", "孙大爷", "张伟"
LINE = "3月7日 9:00 小广场 1人 大扫除 带手套"  # five days after the town's day, at nine
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


async def announce(town: Town) -> None:
    """A clerk announces a clean-up for one; one resident has the place and can be written to, as can who waits."""
    await town.switch_on("活动")
    await town.say(RESIDENT, "提议 车棚漏雨了")
    for who in (CLERK, RESIDENT, NEIGHBOUR):
        await town.whisper(who, "/start")
    await town.say(CLERK, f"/event {LINE}")
    await town.press(RESIDENT, card(town), "报名 0")
    await town.press(NEIGHBOUR, card(town), "报名 1")


announced = story_fixture(announce)


def card(town: Town) -> Message:
    """The event in the group."""
    return next(said for said in town.heard() if said.receiver is None and "📅 活动 1\n" in said.text)


def told_all(town: Town) -> list[str]:
    """The messages that everybody reads in the group."""
    return [said.text for said in town.heard() if said.receiver is None]


async def test_one_question_at_a_time(town: Town) -> None:
    """Missing parts are asked for with usual answers as buttons; the words for the group are shown first."""
    await town.switch_on("活动")
    await town.whisper(CLERK, "/start")
    await town.whisper(CLERK, "办活动")
    for label in ("大扫除", "周六 9:00", "小区广场", "30人"):
        await town.press(CLERK, town.private(CLERK)[-1], label)
    assert "名额：30" in town.private(CLERK)[-1].text
    before = len(told_all(town))
    assert not [text for text in told_all(town) if "📅 活动 1" in text]
    await town.press(CLERK, town.private(CLERK)[-1], "发出去")
    assert len(told_all(town)) == before + 1
    assert labels(card(town)) == ["报名 0", "详情"]
    assert "3月7日 周六" in card(town).text
    assert "改时间" in labels(town.private(CLERK)[-1])


async def test_signed_up_and_moved_up(announced: Town) -> None:
    """One tap signs up; [不去了] is seen by who signed up alone; who waited is told in private that they are in."""
    assert labels(card(announced)) == ["报名 1", "详情"]
    assert {"不去了", "🗓 加进日历"} == set(labels(announced.alone(RESIDENT)[-1]))
    assert "候补第 1 位" in announced.alone(NEIGHBOUR)[-1].text
    assert "已经报上了" in await announced.press(RESIDENT, card(announced), "报名 1")
    await announced.say(RESIDENT, "/events")
    assert "✓ 1." in announced.alone(RESIDENT)[-1].text
    await announced.press(RESIDENT, announced.alone(RESIDENT)[-1], "1")
    await announced.press(RESIDENT, announced.alone(RESIDENT)[-1], "🗓 加进日历")
    assert announced.alone(RESIDENT)[-1].content["document"]["file_name"] == "活动1.ics"
    page = [said for said in announced.alone(RESIDENT) if "不去了" in labels(said)]
    await announced.press(RESIDENT, page[-1], "不去了")
    assert "候补轮到您" in announced.private(NEIGHBOUR)[-1].text
    assert NEIGHBOUR in card(announced).text
    assert RESIDENT not in card(announced).text


async def test_from_the_eve_to_the_thanks(announced: Town) -> None:
    """Reminded the evening before in private, checked in by a tap, thanked in one line; the organiser has the list."""
    await announced.travel(4 * DAY + 9 * HOUR)  # 6 March, 18:00
    assert "您报了名的活动就在明天" in announced.private(RESIDENT)[-1].text
    assert not [said for said in announced.private(NEIGHBOUR) if "您报了名的活动" in said.text]
    await announced.travel(15 * HOUR + HOUR / 4)
    assert "报名截止了，1 人来" in announced.private(CLERK)[-1].text
    assert labels(card(announced)) == ["签到 0", "详情"]
    await announced.press(RESIDENT, card(announced), "签到 0")
    await announced.press(CLERK, announced.private(CLERK)[-1], "谁到了")
    await announced.whisper(CLERK, "王奶奶、李爷爷")
    assert labels(card(announced)) == ["签到 3", "详情"]
    await announced.travel(3 * HOUR)
    assert [text for text in told_all(announced) if "🙏" in text] == ["🙏 大扫除结束了，来了 3 人，谢谢大家！"]
    assert labels(card(announced)) == []
    await announced.press(CLERK, announced.private(CLERK)[-1], "名单表格")
    assert announced.private(CLERK)[-1].content["document"]["file_name"] == "活动1名单.xlsx"
    await announced.say(RESIDENT, "/stats")
    assert "活动 1 次，到场 3 人次" in announced.alone(RESIDENT)[-1].text


async def test_moved_and_cancelled(announced: Town) -> None:
    """Who is on the list is told in private of a new time and of the end; cancelling asks once."""
    await announced.say(CLERK, "活动")
    await announced.press(CLERK, announced.alone(CLERK)[-1], "1")
    await announced.press(CLERK, announced.alone(CLERK)[-1], "改时间")
    await announced.whisper(CLERK, "3月8日 14:30")
    await announced.press(CLERK, announced.private(CLERK)[-1], "发出去")
    for who in (RESIDENT, NEIGHBOUR):
        assert "3月8日 周日 下午 14:30" in announced.private(who)[-1].text
    await announced.say(CLERK, "/events")
    await announced.press(CLERK, announced.alone(CLERK)[-1], "1")
    await announced.press(CLERK, announced.alone(CLERK)[-1], "取消活动")
    await announced.press(CLERK, announced.alone(CLERK)[-1], "是，取消活动")
    assert "取消了，不用来了" in announced.private(RESIDENT)[-1].text
    assert labels(card(announced)) == []


async def test_who_may_not(announced: Town) -> None:
    """A resident can neither announce an event nor see what is its organiser's."""
    before = len(told_all(announced))
    await announced.say(RESIDENT, f"/event {LINE}")
    assert "只有" in announced.alone(RESIDENT)[-1].text
    assert len(told_all(announced)) == before
    await announced.press(NEIGHBOUR, card(announced), "详情")
    assert set(labels(announced.alone(NEIGHBOUR)[-1])) == {"不去了", "🗓 加进日历"}


async def test_the_last_place_pressed_by_two(town: Town) -> None:
    """Of two who press at the same moment one has the last place, and the other waits."""
    await town.switch_on("活动")
    await town.say(CLERK, f"/event {LINE}")
    answers = await gather(*(town.press(who, card(town), "报名 0") for who in (RESIDENT, NEIGHBOUR)))
    assert sorted("候补第 1 位" in answer for answer in answers) == [False, True]
    assert "名额 1，已报名 1 人，候补 1 人" in card(town).text


async def test_a_day_that_is_past(town: Town) -> None:
    """A day that is past is asked about: next year's, or another one; nothing else is asked for again."""
    await town.switch_on("活动")
    await town.whisper(CLERK, "/start")
    await town.whisper(CLERK, "/event 昨天 9:00 小广场 30人 大扫除")
    assert "已经过去了" in town.private(CLERK)[-1].text
    await town.whisper(CLERK, "2月1日 9:00")
    assert "是明年吗" in town.private(CLERK)[-1].text
    await town.press(CLERK, town.private(CLERK)[-1], "是，明年2月1日")
    assert "2027-02-01 09:00" in town.private(CLERK)[-1].text
    await town.press(CLERK, town.private(CLERK)[-1], "发出去")
    assert "2027年2月1日" in card(town).text
    assert "名额 30" in card(town).text


async def test_in_english(town: Town) -> None:
    """In English it is asked, shown first and read as well."""
    await town.switch_on("活动")
    await town.whisper(CLERK, "/start")
    await town.press(HEAD, await town.ask(HEAD, "/setup"), "English")
    await town.whisper(CLERK, "/event")
    for label in ("Clean-up", "Saturday 9:00", "the main gate", "30 people"):
        await town.press(CLERK, town.private(CLERK)[-1], label)
    assert "Where: the main gate" in town.private(CLERK)[-1].text
    await town.press(CLERK, town.private(CLERK)[-1], labels(town.private(CLERK)[-1])[0])
    assert "30 places, 0 signed up, 30 left" in told_all(town)[-1]
