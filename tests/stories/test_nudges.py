"""What waits for the officers longer than it may: they hear of it in private, and the group is left in peace."""

from datetime import UTC, datetime

from tests.stories.town import Town, labels


async def test_forgotten_by_everybody(town: Town) -> None:
    """Brought up on Monday and not sorted by Tuesday evening: on Wednesday at nine the clerk is told, and sorts it."""
    await town.whisper("李秀兰", "/start")
    await town.say("赵敏", "/propose 3号楼门口的路灯坏了")
    before = town.heard()
    await town.travel(datetime(2026, 3, 4, 0, 59, tzinfo=UTC))
    assert "路灯" not in town.private("李秀兰")[-1].text
    await town.travel(datetime(2026, 3, 4, 1, 5, tzinfo=UTC))
    told = town.private("李秀兰")[-1]
    assert "#1「3号楼门口的路灯坏了」还等着受理" in told.text
    assert labels(told) == ["受理", "不受理", "详情"]
    assert town.heard() == before
    await town.press("李秀兰", told, "受理")
    assert await town.matters() == {1: "accepted"}


async def test_not_posted(town: Town) -> None:
    """A resolution that the procedure posts is asked for after three days, once; the council may allow more."""
    await town.whisper("李秀兰", "/start")
    await town.say("王建国", "/limits 公示 5")
    await town.press("王建国", await town.ask("王建国", "/procedure"), "四议两公开")
    await town.say("赵敏", "/propose 村口的桥要修")
    await town.act("李秀兰", town.card(1), "受理")
    await town.say("王建国", "/resolve 1 修桥")
    await town.travel(datetime(2026, 3, 7, 2, tzinfo=UTC))
    assert not [said for said in town.private("李秀兰") if "还没有公示" in said.text]
    await town.travel(datetime(2026, 3, 20, 2, tzinfo=UTC))
    (told,) = [said for said in town.private("李秀兰") if "还没有公示" in said.text]
    assert "先要" in await town.press("李秀兰", told, "公示")
