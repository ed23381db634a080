"""Days, times and places in words: what is clear is taken as written, what is not is asked about."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest

from tests.stories.town import Town, labels, open_town, story_fixture


async def set_up_resolved(town: Town) -> None:
    """On 2 March a matter waits to be handed over."""
    await town.say("赵敏", "/propose 路灯坏了")
    await town.say("李秀兰", "/accept 1")
    await town.say("王建国", "/resolve 1 换新灯")


resolved = story_fixture(set_up_resolved)


@pytest.fixture
async def turn_of_the_year() -> AsyncIterator[Town]:
    """The town on 28 December 2026."""
    async with open_town(start=datetime(2026, 12, 28, 1, 0, tzinfo=UTC)) as town:
        yield town
        assert town.world.violations == []


@pytest.mark.parametrize(
    ("said", "days", "place"),
    [
        ("每月 8、18、28 日 下午 15:00", "每月 8、18、28 日 下午 15:00", ""),
        ("8号18号28号 15:00 居委会", "每月 8、18、28 日 下午 15:00", "居委会"),
        ("每月5、15、25号（节假日顺延）15:00 居委会", "每月 5、15、25 日 下午 15:00", "居委会"),
        ("8/18/28 7：30pm 3号楼活动室", "每月 8、18、28 日 晚上 19:30", "3号楼活动室"),
        ("每月最后一天 19点30 302室", "每月最后一天 晚上 19:30", "302室"),
        ("8,18,28 19:30 地点：下午茶餐厅", "每月 8、18、28 日 晚上 19:30", "下午茶餐厅"),
    ],
)
async def test_meeting_days_as_written(town: Town, said: str, days: str, place: str) -> None:
    """Days, time and place of /schedule are taken as they are written, and the answer can be sent back as it is."""
    answer = await town.ask("王建国", f"/schedule {said}")
    assert answer.text.startswith(f"🗓 议事日：{days}\n" + (f"地点：{place}\n" if place else ""))
    printed, _, _ = answer.text.partition("\n\n")
    again = await town.ask("王建国", f"/schedule {printed}")
    assert again.text == answer.text


@pytest.mark.parametrize(
    ("said", "place"),
    [("8,18,28 下午", "下午"), ("8日 19:30 每周三", "每周三"), ("8,18,28 15:00 18号", "18号"), ("8日 1930", "1930")],
)
async def test_a_day_or_time_for_a_place(town: Town, said: str, place: str) -> None:
    """What looks like a day or a time where the place stands is asked about, and until then nothing is set."""
    before = (await town.ask("李秀兰", "/meeting")).text
    asked = await town.ask("王建国", f"/schedule {said}")
    assert asked.text == f"王建国，「{place}」里好像还有日子或时间，我没有看懂。它就是地点吗？"
    assert labels(asked) == ["是，就是地点", "重新写", "取消"]
    assert (await town.ask("李秀兰", "/meeting")).text == before
    assert asked.receiver is town.people["王建国"]
    await town.press("王建国", asked, "是，就是地点")
    assert f"地点：{place}\n" in town.last().text


async def test_written_again(town: Town) -> None:
    """[重新写] asks anew; so do the words 重新写, and other words are taken as the answer."""
    asked = await town.ask("王建国", "/schedule 8,18,28 下午")
    await town.press("王建国", asked, "重新写")
    assert "哪几天议事" in town.last().text
    asked = await town.ask("王建国", "8,18,28 下午", to=town.question("王建国"))
    assert "地点吗" in asked.text
    answer = await town.ask("王建国", "8,18,28 下午三点 凉亭", to=asked)
    assert "每月 8、18、28 日 下午 15:00\n地点：凉亭" in answer.text


@pytest.mark.parametrize(
    ("said", "when", "place"),
    [
        ("明天 7：30pm 居委会 商量停车", "3月3日 周二 晚上 19:30", "居委会"),
        ("明天 7:30 PM 居委会 商量停车", "3月3日 周二 晚上 19:30", "居委会"),
        ("3月18日 周三 19:30 2号会议室 商量停车", "3月18日 周三 晚上 19:30", "2号会议室"),
        ("时间：3月18日 周三 晚上 19:30\n地点：居委会 二楼\n事由：商量停车", "3月18日 周三 晚上 19:30", "居委会 二楼"),
        ("Wed 18 Mar, 19:30 居委会 商量停车", "3月18日 周三 晚上 19:30", "居委会"),
    ],
)
async def test_a_meeting_as_written(town: Town, said: str, when: str, place: str) -> None:
    """Day, time, place and reason of /convene are taken as they are written, in the bot's own spelling too."""
    answer = await town.ask("王建国", f"/convene {said}")
    assert f"时间：{when}\n地点：{place}\n事由：商量停车" in answer.text


@pytest.mark.parametrize("said", ["明天 19:30 周五 商量停车", "明天 19:30 下午 商量停车"])
async def test_a_time_for_a_meetings_place(town: Town, said: str) -> None:
    """So it is with a meeting out of turn, and a yes takes the rest as it was written."""
    asked = await town.ask("王建国", f"/convene {said}")
    assert "它就是地点吗？" in asked.text
    answer = await town.ask("王建国", "是", to=asked)
    assert "3月3日 周二 晚上 19:30" in answer.text
    assert "事由：商量停车" in answer.text


async def test_a_day_that_is_past_this_year(resolved: Town) -> None:
    """A deadline that is past this year may be next year's: it is asked, and the year is shown."""
    asked = await resolved.ask("王建国", "/assign 1 陈师傅 3月1日")
    assert asked.text.endswith("王建国，3月1日已经过了，是明年吗？")
    assert labels(asked) == ["是，明年3月1日", "重新选", "取消"]
    assert await resolved.matters() == {1: "resolved"}
    await resolved.press("王建国", asked, "是，明年3月1日")
    assert await resolved.matters() == {1: "dispatched"}
    assert "2027年3月1日 周一" in resolved.last().text
    assert asked.is_deleted


async def test_another_day_instead(resolved: Town) -> None:
    """[重新选] asks for the day again, of the same handler; another day may be written at once."""
    asked = await resolved.ask("王建国", "/assign 1 陈师傅 3月1日")
    await resolved.press("王建国", asked, "重新选")
    assert "什么时候办完" in resolved.last().text
    asked = await resolved.ask("王建国", "2月1日", to=resolved.question("王建国"))
    assert "2月1日已经过了，是明年吗？" in asked.text
    await resolved.say("王建国", "3月20日", to=asked)
    assert await resolved.matters() == {1: "dispatched"}
    assert "3月20日" in resolved.last().text


async def test_a_meeting_that_is_past_this_year(town: Town) -> None:
    """So it is with a meeting out of turn, with its place and reason."""
    asked = await town.ask("王建国", "/convene 2月1日 19:30 凉亭 商量停车")
    assert "2月1日已经过了，是明年吗？" in asked.text
    await town.press("王建国", asked, "是，明年2月1日")
    assert "时间：2027年2月1日 周一 晚上 19:30\n地点：凉亭\n事由：商量停车" in town.last().text


async def test_a_meeting_is_moved_to_a_past_day(town: Town) -> None:
    """So it is when a meeting is moved."""
    card = await town.ask("王建国", "/meeting")
    await town.press("王建国", card, "改期")
    asked = await town.ask("王建国", "3月1日 19:30", to=town.question("王建国"))
    await town.press("王建国", asked, "是，明年3月1日")
    assert "2027年3月1日 周一 晚上 19:30" in town.last().text


@pytest.mark.parametrize("day", ["昨天", "上周三", "去年3月1日", "2026年3月1日", "今年3月1日", "3月2日"])
async def test_a_day_that_is_past_for_certain(town: Town, day: str) -> None:
    """A day whose year is clear, or a time of today that is over, is refused in words and nothing is offered."""
    asked = await town.ask("王建国", f"/convene {day} 8:00 凉亭 商量停车")
    assert "这个时间已经过去了" in asked.text
    assert labels(asked) == ["取消"]


@pytest.mark.parametrize("day", ["2月30日", "2月29日", "3月5日 周五", "3天前"])
async def test_no_day(town: Town, day: str) -> None:
    """A day that no calendar has, or whose weekday is another, is not guessed."""
    assert "没看懂时间" in (await town.ask("王建国", f"/convene {day} 19:30 凉亭 商量停车")).text


async def test_the_turn_of_the_year(turn_of_the_year: Town) -> None:
    """At the end of December the fifth of January is clearly next year's: nothing is asked, and the year is shown."""
    answer = await turn_of_the_year.ask("王建国", "/convene 1月5日 19:30 凉亭 商量停车")
    assert "时间：2027年1月5日 周二 晚上 19:30" in answer.text
    assert "12月30日 周三" in (await turn_of_the_year.ask("王建国", "/convene 12月30日 19:30 凉亭 商量停车")).text


async def test_far_away(town: Town) -> None:
    """A day more than a year ahead shows its year."""
    answer = await town.ask("王建国", "/convene 2028-01-05 19:30 凉亭 商量停车")
    assert "2028年1月5日 周三" in answer.text
