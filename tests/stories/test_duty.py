"""Duty: a roster that officers keep, reminders the evening before, turns swapped in private, gaps told in time."""

from datetime import timedelta

from sandbox import Message
from tests.stories.town import Town, labels, story_fixture

HEAD, CLERK, RESIDENT, NEIGHBOUR = "王建国", "李秀兰", "赵敏", "孙大爷"


async def write_roster(town: Town) -> None:
    """The head switches duty on; two neighbours have days in the coming week, one leads."""
    await town.switch_on("值班")
    for who, what in ((RESIDENT, "车棚漏雨了"), (NEIGHBOUR, "门禁坏了")):
        await town.say(who, f"提议 {what}")
    for who in (CLERK, RESIDENT, NEIGHBOUR):
        await town.whisper(who, "/start")
    await town.whisper(CLERK, f"/duty 明天 {RESIDENT} 带班 {HEAD}\n4天后 {NEIGHBOUR}")


on_duty = story_fixture(write_roster)


def newest(town: Town, who: str) -> Message:
    """The newest message of the bot to somebody in private."""
    return town.private(who)[-1]


async def test_who_is_on_duty(on_duty: Town) -> None:
    """Asked in the group, the answer is shown to the asker alone; a word of neighbours is talk where it is off."""
    before = len([said for said in on_duty.heard() if said.receiver is None])
    await on_duty.say(RESIDENT, "今天谁值班？")
    assert "今天（3月2日 周一）：没有人值班" in on_duty.alone(RESIDENT)[-1].text
    assert f"3月3日 周二：{RESIDENT}，带班 {HEAD}" in on_duty.alone(RESIDENT)[-1].text
    assert labels(on_duty.alone(RESIDENT)[-1]) == ["换班 3月3日"]
    await on_duty.whisper(HEAD, "值班")
    await on_duty.press(HEAD, newest(on_duty, HEAD), "办公室电话")
    await on_duty.whisper(HEAD, "0571-87654321")
    await on_duty.whisper(RESIDENT, "谁值班")
    assert "办公室电话：0571-87654321" in newest(on_duty, RESIDENT).text
    assert len([said for said in on_duty.heard() if said.receiver is None]) == before


async def test_no_day_without_somebody(on_duty: Town) -> None:
    """Days without anybody stand in the list of the morning, a week ahead, and are filled from there; once each."""
    await on_duty.travel(timedelta(hours=24))
    list_ = newest(on_duty, CLERK)
    assert "七天里还有 6 天没有人值班" in list_.text
    await on_duty.press(CLERK, list_, "排 3月4日")
    await on_duty.press(CLERK, newest(on_duty, CLERK), CLERK)
    assert f"3月4日 周三：{CLERK}" in newest(on_duty, CLERK).text
    await on_duty.whisper(CLERK, f"值班 每天 {CLERK}")
    await on_duty.travel(timedelta(days=5))
    assert "没有人值班" not in newest(on_duty, CLERK).text


async def test_reminded_and_swapped(on_duty: Town) -> None:
    """The evening before everybody is reminded; a swap needs the other's yes in private, and everybody is told."""
    await on_duty.travel(timedelta(hours=11))
    reminder = newest(on_duty, RESIDENT)
    assert "明天（3月3日 周二）您值班。" in reminder.text
    assert "您带班" in newest(on_duty, HEAD).text
    await on_duty.press(RESIDENT, reminder, "知道了")
    assert labels(newest(on_duty, RESIDENT)) == ["换班"]
    await on_duty.press(RESIDENT, reminder, "换班")
    await on_duty.press(RESIDENT, newest(on_duty, RESIDENT), NEIGHBOUR)
    asked = newest(on_duty, NEIGHBOUR)
    assert f"{RESIDENT}想和您换班：3月3日 周二 您来值，3月6日 周五 对方来值" in asked.text
    await on_duty.whisper(RESIDENT, "/duty")
    assert "等回答" in await on_duty.press(RESIDENT, newest(on_duty, RESIDENT), "换班 3月3日")
    await on_duty.press(NEIGHBOUR, asked, "可以")
    assert labels(newest(on_duty, NEIGHBOUR)) == ["知道了", "换班"]
    for who in (RESIDENT, CLERK):
        assert "换好了" in newest(on_duty, who).text
    assert any("明天（3月3日 周二）您值班" in said.text for said in on_duty.private(NEIGHBOUR))
    await on_duty.whisper(RESIDENT, "/duty")
    assert "您的值班：3月6日" in newest(on_duty, RESIDENT).text


async def test_declined_and_not_answered(on_duty: Town) -> None:
    """A swap that is declined, or not answered by the evening before, is said, and the turn stays."""
    await on_duty.whisper(RESIDENT, "/duty")
    page = newest(on_duty, RESIDENT)
    for answered in (True, False):
        await on_duty.press(RESIDENT, page, "换班 3月3日" if answered else "换班")
        await on_duty.press(RESIDENT, newest(on_duty, RESIDENT), NEIGHBOUR)
        if answered:
            await on_duty.press(NEIGHBOUR, newest(on_duty, NEIGHBOUR), "不方便")
            assert f"{NEIGHBOUR}不方便，3月3日 周二 还是{RESIDENT}值" in newest(on_duty, RESIDENT).text
            page = newest(on_duty, RESIDENT)
    await on_duty.travel(timedelta(hours=14))
    assert f"{NEIGHBOUR}没有回答，3月3日 周二 还是{RESIDENT}值" in newest(on_duty, RESIDENT).text
    assert "没有回答" in newest(on_duty, CLERK).text
    assert labels(newest(on_duty, NEIGHBOUR)) == []


async def test_an_unknown_name_is_confirmed(on_duty: Town) -> None:
    """A name of no member waits for a yes; a bad line changes nothing and is named; a resident may not."""
    await on_duty.whisper(CLERK, "/duty 后天 周师傅")
    preview = newest(on_duty, CLERK)
    assert "「周师傅」不在成员里" in preview.text
    await on_duty.press(CLERK, preview, "确认")
    await on_duty.whisper(CLERK, "/duty 明天 李强\n礼拜八 李强")
    assert "第 2 行" in newest(on_duty, CLERK).text
    await on_duty.whisper(RESIDENT, "/duty 后天 李强")
    assert "只有议事长和专人" in newest(on_duty, RESIDENT).text
    await on_duty.whisper(RESIDENT, "值班")
    assert "3月4日 周三：周师傅" in newest(on_duty, RESIDENT).text
    assert "李强" not in newest(on_duty, RESIDENT).text
    await on_duty.travel(timedelta(days=1, hours=11))
    assert any("我通知不到，请您转告：周师傅" in said.text for said in on_duty.private(CLERK))
