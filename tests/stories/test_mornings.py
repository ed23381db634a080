"""The one message of a morning: what waits for officers and handlers, said once and in private."""

from datetime import UTC, datetime, timedelta

from sandbox.model import Message
from tests.stories.town import Town, another, labels, story_fixture


def march(day: int, hour: int = 1, minute: int = 5) -> datetime:
    """Five past nine of a day in March, in Shanghai."""
    return datetime(2026, 3, day, hour, minute, tzinfo=UTC)


def lists(town: Town, who: str) -> list[Message]:
    """The morning's lists that somebody was sent."""
    return [said for said in town.private(who) if "今天请您看看" in said.text]


async def test_forgotten_by_everybody(town: Town) -> None:
    """Brought up on Monday: on Tuesday at nine the clerk is told, and sorts it from there; the group hears nothing."""
    await town.whisper("李秀兰", "/start")
    await town.say("赵敏", "/propose 3号楼门口的路灯坏了")
    before = town.heard()
    await town.travel(march(3, 0, 59))
    assert lists(town, "李秀兰") == []
    await town.travel(march(3))
    (told,) = lists(town, "李秀兰")
    assert "待受理 #1「3号楼门口的路灯坏了」" in told.text
    assert labels(told) == ["受理", "不受理", "详情", "办理…", "🗂 工作台"]
    assert town.heard() == before
    await town.press("李秀兰", told, "受理")
    assert await town.matters() == {1: "accepted"}
    await town.travel(march(13))
    assert len(lists(town, "李秀兰")) == 1


async def forty_six_matters(town: Town) -> None:
    """Forty-six matters were brought up in one day."""
    for name in ("李秀兰", "王建国", "陈师傅", "赵敏"):
        await town.whisper(name, "/start")
    for building in range(1, 24):
        await town.say("赵敏", f"/propose {building}号楼路灯坏了")
        await town.say("赵敏", f"/propose {building}号楼大门关不上")


forty_six = story_fixture(forty_six_matters)


async def test_one_message_a_person(forty_six: Town) -> None:
    """Of forty-six matters the clerk reads one message on one screen, and the rest is folded; nobody else is told."""
    before = {name: len(forty_six.private(name)) for name in ("李秀兰", "王建国", "陈师傅", "赵敏")}
    heard = forty_six.heard()
    await forty_six.travel(march(3))
    after = {name: len(forty_six.private(name)) - n for name, n in before.items()}
    assert after == {"李秀兰": 1, "王建国": 0, "陈师傅": 0, "赵敏": 0}
    told = forty_six.private("李秀兰")[-1]
    (fold,) = [each for each in told.content["entities"] if each["type"] == "expandable_blockquote"]
    assert "#46「23号楼大门关不上」" in told.text
    assert fold["offset"] < 350
    assert "待受理 46 件" in told.text
    assert forty_six.heard() == heard
    await forty_six.press("李秀兰", told, "🗂 工作台")
    assert "待受理 46" in labels(forty_six.private("李秀兰")[-1])
    for day in (4, 5, 6):
        await forty_six.travel(march(day))
    _, late = lists(forty_six, "李秀兰")
    assert "待受理，过了期限 46 件" in late.text


async def handed_over(town: Town) -> None:
    """The handler was given two things until Thursday week."""
    for name in ("李秀兰", "陈师傅"):
        await town.whisper(name, "/start")
    for number, thing in ((1, "3号楼路灯坏了"), (2, "东门关不上")):
        await town.say("赵敏", f"/propose {thing}")
        await town.say("李秀兰", f"/accept {number}")
        await town.say("王建国", f"/resolve {number} 修好 承办：陈师傅 期限：3月12日")


handed = story_fixture(handed_over)


async def test_the_handler(handed: Town) -> None:
    """At half of the time to acknowledge, two working days before the day, on its morning, and when it is over."""
    await handed.travel(march(3))
    (told,) = lists(handed, "陈师傅")
    assert told.text.count("请您签收") == 2
    assert {"#1", "#2"} <= set(labels(told))
    await handed.say("陈师傅", "/ack 1 2")
    heard = {}
    for day in range(4, 18):
        known = len(lists(handed, "陈师傅"))
        await handed.travel(march(day))
        heard[day] = [said.text for said in lists(handed, "陈师傅")[known:]]
    said = {day: texts for day, texts in heard.items() if texts}
    assert list(said) == [10, 12, 13]
    assert all(len(texts) == 1 and texts[0].count("#") == 2 for texts in said.values())
    assert "快到期" in said[10][0]
    assert "3月12日" in said[10][0]
    assert "这就到期" in said[12][0]
    assert "过了期限" in said[13][0]
    await handed.whisper("陈师傅", "/done 1 2 修好了")
    (late,) = [said for said in lists(handed, "李秀兰") if "超期" in said.text]
    assert late.text.count("#") == 2
    assert late.text.count("，承办 陈师傅") == 2


async def test_a_single_task_has_its_buttons(handed: Town) -> None:
    """A list of one matter carries what its reader may do with it, and a reply to it needs no number."""
    await handed.say("陈师傅", "/ack 2")
    await handed.travel(march(3))
    (told,) = lists(handed, "陈师傅")
    assert labels(told) == ["签收", "进展", "办结", "退回", "详情", "办理…"]
    assert "🗂 工作台" not in labels(told)
    await handed.press("陈师傅", told, "签收")
    assert (await handed.matters())[1] == "in_progress"
    await handed.whisper("陈师傅", "/done 换好了", to=told)
    assert (await handed.matters())[1] == "done"


async def test_an_unopened_meeting_day(town: Town) -> None:
    """A meeting day that passed is told once: one line in the group, and the head in private what to do."""
    await town.whisper("王建国", "/start")
    await town.say("王建国", "/schedule 8,18,28 19:30 居委会二楼")
    await town.travel(timedelta(days=9))

    def told(said: list[Message], words: str) -> list[str]:
        return [each.text for each in said if words in each.text]

    await town.travel(timedelta(days=1))
    (line,) = told(town.heard(), "没有在这里开会")
    assert "\n" not in line
    assert len(told(town.private("王建国"), "没有人点「开会」")) == 1


async def one_of_each(town: Town) -> None:
    """The clerk has a letter, a task and something to sort, the head has minutes to confirm; she is in two councils."""
    for name in ("王建国", "李秀兰", "赵敏"):
        await town.whisper(name, "/start")
    await town.whisper("赵敏", "/letter 楼上装修太吵")
    await town.say("王建国", "/convene 今天 19:30 居委会二楼")
    await town.travel(march(2, 11, 35))
    await town.say("王建国", "/open")
    await town.say("李秀兰", "/present 张伟、我")
    await town.say("王建国", "/close")
    await town.say("赵敏", "/propose 东门关不上")
    await town.say("李秀兰", "/accept 1")
    await town.say("王建国", "/resolve 1 修好 承办：李秀兰 期限：3月6日")
    await town.say("李秀兰", "/ack 1")
    await town.travel(march(5))
    await town.say("赵敏", "/propose 电梯夜里总是停")
    other = await another(town, "周倩", "李秀兰")
    member = town.world.say(town.people["李秀兰"], other, "大家好")
    await town.say("周倩", "/role 专人", to=member, chat=other)
    await town.say("周倩", "/propose 大门关不上", chat=other)
    await town.travel(march(5, 12))


each_of = story_fixture(one_of_each)


async def test_one_of_each(each_of: Town) -> None:
    """All of it is one message of each council at nine, with its buttons; the next day says none of it again."""
    town = each_of
    known = {name: len(town.private(name)) for name in ("李秀兰", "王建国")}
    heard = town.heard()
    await town.travel(march(6))
    told, other = town.private("李秀兰")[known["李秀兰"] :]
    assert "这就到期 #1" in told.text
    assert "待受理 #2" in told.text
    assert "第 1 封来信等了 3 天" in told.text
    assert {"#1", "✉️ 议事箱", "🗂 工作台"} <= set(labels(told))
    assert "幸福里小区 今天请您看看" in other.text
    (minutes,) = town.private("王建国")[known["王建国"] :]
    assert "纪要还没有确认" in minutes.text
    assert not [text for text in town.since(heard) if "还没有确认" in text]
    await town.press("李秀兰", told, "✉️ 议事箱")
    assert "楼上装修太吵" in town.private("李秀兰")[-1].text
    await town.press("王建国", minutes, "确认纪要")
    (draft,) = [said for said in town.heard() if "会议纪要" in said.text and "确认：王建国" in said.text]
    assert labels(draft) == []
    known = {name: len(town.private(name)) for name in known}
    await town.travel(march(9))
    again = [said.text for said in town.private("李秀兰")[known["李秀兰"] :]]
    assert len(again) == 2
    assert "过了期限 #1" in again[0]
    assert "待受理，过了期限 #2" in again[0]
    assert not [text for text in again if "来信" in text or "这就到期" in text]
    assert not [said for said in town.private("王建国")[known["王建国"] :] if "还没有确认" in said.text]
