"""凉亭议事: a people's deputy comes to the slot with the list of their matters."""

from datetime import UTC, datetime, timedelta

from tests.stories.test_roster import appoint
from tests.stories.town import Town, labels, story_fixture

EVE = datetime(2026, 3, 4, 1, 0, tzinfo=UTC)  # nine in the morning, the day before the meeting


async def set_up_pavilion(town: Town) -> None:
    """A deputy with two matters in hand, and one that is done; a meeting in the pavilion on the fifth."""
    await appoint(town, "赵敏", "人大代表")
    for number, text in enumerate(("3号楼门口的路灯坏了", "电梯旁边堆了杂物", "大门门禁失灵"), 1):
        await town.say("孙大爷", f"/propose {text}")
        await town.act("李秀兰", town.card(number), "受理")
        await town.say("李秀兰", f"/resolve {number} 请代表去问，承办：赵敏，期限：3月20日")
    await town.say("赵敏", "/done 3 修好了")
    await town.say("王建国", "/convene 3月5日 19:30 凉亭 听代表说说")


pavilion = story_fixture(set_up_pavilion)


async def test_the_list_comes_before(pavilion: Town) -> None:
    """The day before the meeting the deputy has the list in private, once: number, title, state and day."""
    await pavilion.whisper("赵敏", "/start")
    before, private = pavilion.heard(), pavilion.private("赵敏")
    await pavilion.travel(EVE - timedelta(minutes=1))
    assert not [text for text in pavilion.since(private, pavilion.people["赵敏"]) if "手上" in text]
    await pavilion.travel(EVE + timedelta(days=2))  # the next regular meeting has an eve of its own
    told = [said for said in pavilion.private("赵敏") if "手上" in said.text]
    assert len(told) == 1
    assert "就在明天" in told[0].text
    assert "凉亭" in told[0].text
    assert "您手上有 2 件事" in told[0].text
    assert "#1 3号楼门口的路灯坏了（已交办），期限 3月20日 周五" in told[0].text
    assert "大门门禁" not in told[0].text
    assert not [text for text in pavilion.since(before) if "手上" in text]
    await pavilion.press("赵敏", told[0], "#2")
    assert "电梯旁边堆了杂物" in pavilion.private("赵敏")[-1].text
    assert labels(told[0]) == ["#1", "#2"]


async def test_in_the_group_instead(pavilion: Town) -> None:
    """Without a private chat the deputy is named in the group; without matters nobody is."""
    await appoint(pavilion, "周倩", "代表")
    before = pavilion.heard()
    await pavilion.travel(EVE)
    told = [text for text in pavilion.since(before) if "手上" in text]
    assert len(told) == 1
    assert told[0].startswith("🏮 赵敏，")


async def test_at_short_notice(pavilion: Town) -> None:
    """Called for this very day, the deputy has the list at once; called off and on again, not a second time."""
    await pavilion.whisper("赵敏", "/start")
    await pavilion.say("王建国", "/convene 今天 19:30 凉亭 急事")
    card = pavilion.meeting_card()
    await pavilion.travel(timedelta(minutes=1))
    await pavilion.act_surely("王建国", card, "取消会议")
    news = next(said for said in reversed(pavilion.heard()) if "会议取消了" in said.text)
    await pavilion.act("王建国", news, "恢复会议")
    await pavilion.travel(timedelta(minutes=1))
    assert len([said for said in pavilion.private("赵敏") if "手上" in said.text]) == 1


async def test_called_off(pavilion: Town) -> None:
    """Before a meeting that was called off nobody is told; nor of one that was over when the bot came back."""
    await pavilion.whisper("赵敏", "/start")
    await pavilion.press_surely("王建国", await pavilion.ask("王建国", "/meeting"), "取消会议")
    await pavilion.travel(EVE + timedelta(hours=1))
    await pavilion.say("王建国", "/convene 3月6日 19:30 凉亭 听代表说说")
    async with pavilion.asleep():
        pavilion.move(datetime(2026, 3, 6, 12, 0, tzinfo=UTC))
    await pavilion.wake(pavilion.now)
    assert not [said for said in pavilion.private("赵敏") if "手上" in said.text]
