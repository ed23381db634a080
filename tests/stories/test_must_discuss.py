"""十必议: what belongs to the ten kinds is talked over once before anybody files it."""

from datetime import timedelta

from tests.stories.town import Town

TEN = {
    "政策部署": "人口普查的文件请贴出来",
    "群众利益": "物业费涨价的账目看不懂",
    "公共设施": "3号楼门口的路灯坏了",
    "环境卫生": "垃圾桶边上污水很臭",
    "社会治安": "地下室有人偷电瓶，监控坏了",
    "日常管理": "遛狗不牵绳，访客不登记",
    "社会稳定": "工地欠薪，工人在门口聚集讨薪",
    "邻里矛盾": "楼上半夜吵，邻居纠纷",
    "群众诉求": "建议把西门早点打开",
    "民生保障": "独居老人吃饭困难，想办助餐食堂",
}


async def solved(town: Town) -> None:
    """One matter of each kind, whose duty was so clear that nobody sat down over it."""
    for number, (kind, text) in enumerate(TEN.items(), 1):
        await town.say("赵敏", f"/propose {text}")
        assert kind in town.card(number).text, kind
        await town.say("李秀兰", f"/accept {number}")
        await town.say("李秀兰", f"/assign {number} 陈师傅 7天")
        await town.say("陈师傅", f"/done {number} 办好了")
        await town.press("赵敏", town.last(), "满意")
    assert set((await town.matters()).values()) == {"closed"}


async def test_none_is_filed_undiscussed(town: Town) -> None:
    """Of each of the ten kinds one is solved at once; a month later none is filed until it was talked over."""
    await solved(town)
    await town.travel(timedelta(days=31))
    for number in range(1, 11):
        refusal = (await town.ask("李秀兰", f"/archive {number}")).text
        assert "必议" in refusal
        assert f"/opinion {number}" in refusal
    assert set((await town.matters()).values()) == {"closed"}
    for number in range(1, 11):
        await town.say("李秀兰", f"/opinion {number} 会上议过，办得好")
        await town.say("李秀兰", f"/archive {number}")
    assert set((await town.matters()).values()) == {"archived"}
