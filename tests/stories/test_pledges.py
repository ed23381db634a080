"""Pledges: one good deed a month, counted by itself; who has none is reminded alone, and named to the head alone."""

from datetime import UTC, datetime, timedelta

from sandbox import Message
from tests.stories.town import Town, labels, story_fixture

HEAD, CLERK, RESIDENT, NEIGHBOUR, CAPTAIN, HANDLER = "王建国", "李秀兰", "赵敏", "孙大爷", "张伟", "陈师傅"
DAY = timedelta(days=1)
REMINDER = datetime(2026, 3, 25, 1, tzinfo=UTC)
COUNT = datetime(2026, 4, 1, 1, tzinfo=UTC)


async def begin(town: Town) -> None:
    """Pledges are switched on; the head calls for pledgers in the group, and two residents pledge with one tap."""
    await town.switch_on("承诺践诺")
    for who in (RESIDENT, NEIGHBOUR, HANDLER):
        await town.whisper(who, "/start")
        await town.say(who, "大家好")
    await town.whisper(HEAD, "/pledges")
    await town.press(HEAD, town.private(HEAD)[-1], "在群里征集")
    for who in (RESIDENT, NEIGHBOUR):
        await town.press(who, call(town), "我也承诺")


begun = story_fixture(begin)


def call(town: Town) -> Message:
    """The call for pledgers in the group."""
    return next(said for said in town.heard() if said.receiver is None and "我也承诺" in labels(said))


def read_by_all(town: Town) -> str:
    """Everything that all read in the group."""
    return "\n".join(said.text for said in town.heard() if said.receiver is None)


async def test_a_month(begun: Town) -> None:
    """A report with a photo counts; on the 25th who has nothing is reminded; the head has names, the group numbers."""
    await begun.photo(RESIDENT, "/pledge 帮王奶奶买了菜", chat=begun.people[RESIDENT])
    assert "✓ 您这个月做到了" in begun.private(RESIDENT)[-1].text
    await begun.travel(REMINDER)
    assert "您承诺的还没有做" in begun.private(NEIGHBOUR)[-1].text
    assert not [said for said in begun.private(RESIDENT) if "还没有做" in said.text]
    await begun.travel(COUNT)
    told = begun.private(HEAD)[-1].text
    assert "2026年3月承诺践诺：2 人承诺，1 人做到，一共 1 件" in told
    assert f"· {NEIGHBOUR}（25 日提醒过）" in told
    assert "2 人承诺，1 人做到" in read_by_all(begun)
    assert NEIGHBOUR not in next(said.text for said in begun.heard() if "1 人做到" in said.text)
    await begun.say(RESIDENT, "/stats")
    assert "承诺 2 人次，做到 1 人次，一共 1 件" in begun.alone(RESIDENT)[-1].text


async def test_after_the_reminder(begun: Town) -> None:
    """A deed after the reminder counts: its card becomes their page, and they are on no list."""
    await begun.travel(REMINDER)
    reminder = begun.private(NEIGHBOUR)[-1]
    await begun.press(NEIGHBOUR, reminder, "自报一件")
    await begun.whisper(NEIGHBOUR, "扫了楼道")
    assert "照片" in begun.private(NEIGHBOUR)[-1].text
    await begun.photo(NEIGHBOUR, chat=begun.people[NEIGHBOUR])
    assert "扫了楼道" in begun.private(NEIGHBOUR)[-1].text
    await begun.travel(COUNT)
    assert NEIGHBOUR not in begun.private(HEAD)[-1].text
    assert f"· {RESIDENT}" in begun.private(HEAD)[-1].text


async def test_counted_by_itself(begun: Town) -> None:
    """A matter that its handler reports done counts for them, and does not when that is taken back."""
    await begun.press(HANDLER, call(begun), "我也承诺")
    await begun.say(RESIDENT, "提议 车棚漏雨了")
    for said in ("/accept 1", "/assign 1 陈师傅 3天"):
        await begun.say(CLERK, said)
    await begun.say(HANDLER, "/done 1 补好了")
    await begun.whisper(HANDLER, "/pledges")
    assert "办好了 #1" in begun.private(HANDLER)[-1].text
    await begun.press(HANDLER, begun.alone(HANDLER)[-1], "撤销办结")
    await begun.whisper(HANDLER, "/pledges")
    assert "您这个月还没有做" in begun.private(HANDLER)[-1].text


async def test_who_pledges(begun: Town) -> None:
    """The head puts people on the list by name and takes roles in as a whole; a resident sees none of that."""
    await begun.press(RESIDENT, call(begun), "我的承诺")
    assert labels(begun.alone(RESIDENT)[-1]) == ["自报一件", "不承诺了"]
    await begun.press(RESIDENT, begun.alone(RESIDENT)[-1], "不承诺了")
    page = await begun.whisper(HEAD, "/pledges")
    await begun.press(HEAD, page, "楼栋长都承诺")
    assert "现在有 2 人承诺" in begun.private(HEAD)[-1].text
    await begun.press(HEAD, page, "加人")
    await begun.whisper(HEAD, f"{RESIDENT}、谁也不是")
    assert "加了 1 人。我还不认识：谁也不是" in begun.private(HEAD)[-1].text
    page = await begun.whisper(HEAD, "/pledges")
    await begun.press(HEAD, page, "本月表格")
    assert begun.private(HEAD)[-1].content["document"]["file_name"] == "承诺践诺2026-03.xlsx"
    assert "还没有满一个月" in await begun.press(HEAD, page, "上个月谁没做")


async def test_who_may_not(begun: Town) -> None:
    """Who has not pledged reports nothing; what was just reported can be taken back by its author."""
    await begun.whisper(CLERK, "/pledge 买了菜")
    assert "您还没有承诺" in begun.private(CLERK)[-1].text
    await begun.photo(RESIDENT, "/pledge 帮王奶奶买了菜", chat=begun.people[RESIDENT])
    await begun.press(RESIDENT, begun.private(RESIDENT)[-1], "撤回刚报的")
    assert "您这个月还没有做" in begun.private(RESIDENT)[-1].text


async def test_in_english(begun: Town) -> None:
    """In English it is read as well."""
    await begun.press(HEAD, await begun.ask(HEAD, "/setup"), "English")
    page = await begun.whisper(RESIDENT, "/pledges")
    assert "Nothing of yours yet this month." in page.text
    await begun.travel(COUNT)
    assert "Pledges, 2026" in read_by_all(begun) or "2 pledged, 0 kept it" in read_by_all(begun)
