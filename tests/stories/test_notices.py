"""Notices: posted by the officers, read by the neighbours, and those who have not read them reminded once."""

from datetime import timedelta

from sandbox import Message
from tests.stories.town import Town, labels, story_fixture

HEAD, CLERK, RESIDENT, NEIGHBOUR = "王建国", "李秀兰", "赵敏", "孙大爷"
WORDS = "明天上午九点到十一点停水，请先接好水。"


async def post(town: Town) -> None:
    """A clerk posts a notice; two neighbours have a private chat with the bot, one of them has read it."""
    await town.switch_on("通知")
    await town.say(RESIDENT, "提议 车棚漏雨了")
    for who in (CLERK, RESIDENT, NEIGHBOUR):
        await town.whisper(who, "/start")
    await town.say(CLERK, f"/notice 3天 {WORDS}")
    await town.press(NEIGHBOUR, posted(town), "已阅")


noticed = story_fixture(post)


def posted(town: Town) -> Message:
    """The notice in the group."""
    return next(said for said in town.heard() if said.receiver is None and "📢 通知 1" in said.text)


async def test_off_until_switched_on(town: Town) -> None:
    """Until the head switches notices on, the command says so, its word is ordinary talk, and no menu has it."""
    before = len(town.heard())
    await town.say(CLERK, "发通知 明天停水")
    assert len(town.heard()) == before
    await town.say(CLERK, "/notice 明天停水")
    assert "还没有打开" in town.alone(CLERK)[-1].text
    await town.switch_on("通知")
    await town.say(CLERK, "发通知 明天停水")
    assert "明天停水" in posted(town).text


async def test_read_and_seen_by_the_officers(noticed: Town) -> None:
    """A tap on [已阅] counts once; who has not read it is seen by the officers alone."""
    assert "已阅 1" in labels(posted(noticed))
    assert "点过" in await noticed.press(NEIGHBOUR, posted(noticed), "已阅")
    page = noticed.alone(CLERK)[-1]
    assert {"改一改", "撤下"} <= set(labels(page))
    await noticed.say(CLERK, "通知栏")
    await noticed.press(CLERK, noticed.alone(CLERK)[-1], "1")
    assert "看过的 1 人" in noticed.alone(CLERK)[-1].text
    assert RESIDENT in noticed.alone(CLERK)[-1].text
    assert NEIGHBOUR not in noticed.alone(CLERK)[-1].text
    await noticed.say(RESIDENT, "/notices")
    await noticed.press(RESIDENT, noticed.alone(RESIDENT)[-1], "1")
    assert labels(noticed.alone(RESIDENT)[-1]) == ["已阅"]
    assert CLERK not in noticed.alone(RESIDENT)[-1].text


async def test_reminded_once_in_private(noticed: Town) -> None:
    """The day before its end those who have not read it are reminded in private, once, and read it there."""
    await noticed.travel(timedelta(days=3, hours=-1))
    reminders = {
        who: [said for said in noticed.private(who) if "这条通知您还没有看" in said.text] for who in noticed.people
    }
    assert {who: len(said) for who, said in reminders.items() if said} == {HEAD: 1, RESIDENT: 1}
    await noticed.press(RESIDENT, reminders[RESIDENT][0], "已阅")
    assert "您看过了" in noticed.private(RESIDENT)[-1].text
    assert "已阅 2" in labels(posted(noticed))
    await noticed.travel(timedelta(hours=3))
    assert labels(posted(noticed)) == []
    assert "2 人看过" in posted(noticed).text
    assert "到期" in noticed.private(CLERK)[-1].text


async def test_corrected_and_withdrawn(noticed: Town) -> None:
    """A correction shows its time on the card; withdrawing asks once, and then the words are gone."""
    await noticed.press(CLERK, noticed.alone(CLERK)[-1], "改一改")
    await noticed.whisper(CLERK, "后天上午停水，改期了。")
    await noticed.press(CLERK, noticed.last(noticed.people[CLERK]), "发出去")
    assert "后天上午停水" in posted(noticed).text
    assert "改过" in posted(noticed).text
    assert "已阅 1" in labels(posted(noticed))
    await noticed.say(CLERK, "/notices")
    await noticed.press(CLERK, noticed.alone(CLERK)[-1], "1")
    await noticed.press(CLERK, noticed.alone(CLERK)[-1], "撤下")
    await noticed.press(CLERK, noticed.alone(CLERK)[-1], "是，撤下")
    assert "撤下了" in posted(noticed).text
    assert "后天" not in posted(noticed).text


async def test_who_may_not(noticed: Town) -> None:
    """A resident can neither post a notice nor press what is an officer's."""
    before = len([said for said in noticed.heard() if said.receiver is None])
    await noticed.say(RESIDENT, "/notice 我家的猫丢了")
    assert "只有议事长和专人" in noticed.alone(RESIDENT)[-1].text
    assert len([said for said in noticed.heard() if said.receiver is None]) == before


async def test_the_menu_opens_what_is_switched_on(noticed: Town) -> None:
    """The menu in private has a button for each practice that is on, and for none that is off."""
    await noticed.whisper(RESIDENT, "/start")
    menu = noticed.private(RESIDENT)[-1]
    assert "通知" in labels(menu)
    assert "活动" not in labels(menu)
    await noticed.press(RESIDENT, menu, "通知")
    assert "现在的通知" in noticed.private(RESIDENT)[-1].text
