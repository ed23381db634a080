"""A council that sets nothing: it goes its usual way and reads nothing of what others may set."""

from datetime import timedelta

from tests.stories.town import Town, labels

OF_OTHERS = (
    *("上报", "吹哨", "值守", "L1", "L2"),  # levels
    *("上级", "下级", "加入码"),  # councils above and below
    *("种类", "隐患", "党群提案", "工单"),  # kinds
    *("四方", "五联", "各方", "界别", "任期", "人大代表"),  # parties, sectors, deputies
    "宽限",
)
LOOKED_AT = ("/matter 1", "/matters", "/mine", "/members", "/stats", "/meeting", "/setup", "/procedure")


async def test_two_usual_months(town: Town) -> None:
    """A lamp goes its whole circle, meetings come and go, two months are summed up: nothing is new in any of it."""
    for who in ("王建国", "李秀兰", "陈师傅", "赵敏"):
        await town.whisper(who, "/start")
    await town.say("赵敏", "/propose 3号楼门口的路灯坏了")
    await town.press("孙大爷", town.card(1), "附议")
    await town.act("李秀兰", town.card(1), "受理")
    await town.act("李秀兰", town.card(1), "列入议程")
    await town.travel(timedelta(days=7))
    await town.say("王建国", "/resolve 1 换新灯，承办：陈师傅，期限：7天")
    await town.act("陈师傅", town.card(1), "签收")
    await town.say("陈师傅", "/progress 1 灯已经买到")
    await town.photo("陈师傅", "/done 1 灯已经装好")
    done = town.last()
    for who in ("赵敏", "孙大爷"):
        await town.press(who, done, "满意")
    assert await town.matters() == {1: "closed"}
    await town.travel(timedelta(days=60))
    for words in LOOKED_AT:
        await town.say("赵敏", words)
    said = [message for chat in (town.group, *town.people.values()) for message in town.heard(chat)]
    assert len(said) > 30
    for message in said:
        shown = "\n".join([message.text, *labels(message)])
        assert not [word for word in OF_OTHERS if word in shown], shown
