"""怎么议 and 吹哨: what does not move where it is goes up, one level at a time, and everybody can read why."""

from datetime import timedelta

from tests.stories.town import Town, labels, story_fixture

DAY = timedelta(days=1)
LEVELS = ("陈师傅", "王主任", "街道城管科", "市供电公司")  # on duty at L1 to L4; who uses no chat is known by name


async def set_up_handed(town: Town) -> None:
    """The head has said who is on duty on each level; a lamp of 赵敏, with a neighbour behind it, is 陈师傅's."""
    for level, who in enumerate(LEVELS, 1):
        await town.say("王建国", f"/ladder {level} {who}")
    await proposed(town, "陈师傅")


handed = story_fixture(set_up_handed)


async def proposed(town: Town, handler: str) -> None:
    """A lamp, brought up, supported and handed to somebody for a week."""
    await town.say("赵敏", "/propose 3号楼门口的路灯坏了")
    await town.press("孙大爷", town.card(1), "附议")
    await town.say("李秀兰", "/accept 1")
    await town.say("李秀兰", f"/assign 1 {handler} 7天")


async def timeline(town: Town) -> str:
    """What anybody reads of the matter."""
    return (await town.ask("孙大爷", "/matter 1")).text


async def blow(town: Town, who: str, reason: str) -> str:
    """Somebody blows the whistle by the button and says why; give what the group reads."""
    await town.act(who, town.card(1), "吹哨")
    await town.say(who, reason, to=town.last())
    return town.last().text


async def test_from_the_council_to_the_department(handed: Town) -> None:
    """The head whistles three times: L1, L2, L3, L4 stand in the timeline, each with its reason; then no more."""
    steps = (("L1→L2 社区", "要社区出面"), ("L2→L3 街道", "要动街道的钱"), ("L3→L4 职能部门", "要供电公司来接线"))
    for (climbed, reason), who in zip(steps, LEVELS[1:], strict=True):
        told = await blow(handed, "王建国", reason)
        for words in ("#1", f"已请{climbed.split()[1]}来办", reason, f"承办：{who}", "期限："):
            assert words in told
    read = await timeline(handed)
    assert [read.index(climbed) for climbed, _ in steps] == sorted(read.index(climbed) for climbed, _ in steps)
    assert all(reason in read for _, reason in steps)
    assert "吹哨" not in labels(handed.card(1))
    assert "最高" in (await handed.ask("王建国", "/whistle 1 还是没有人管")).text


async def test_skipping_a_level(handed: Town) -> None:
    """The head alone skips a level, with a reason; without one it is asked for, and nobody skips downwards."""
    assert "议事长" in (await handed.ask("赵敏", "/whistle 1 街道 社区办不了")).text
    assert "L3" not in await timeline(handed)
    question = await handed.ask("王建国", "/whistle 1")
    assert "为什么" in question.text
    told = (await handed.ask("王建国", "/whistle 1 街道 社区没有这个权限")).text
    assert "已请街道来办" in told
    assert "社区没有这个权限" in told
    assert "不在 #1 现在这一级的上面" in (await handed.ask("王建国", "/whistle 1 社区 再回社区")).text
    assert "社区没有这个权限" in await timeline(handed)


async def test_neighbours_whistle(handed: Town) -> None:
    """Three of those who stand behind it call the next level; each is answered, the group hears of two."""
    await handed.say("王建国", "/limits 吹哨 3")
    await handed.press("张伟", handed.card(1), "附议")
    told = await blow(handed, "孙大爷", "一个月没有动静")
    assert "一个月没有动静" in told
    assert "再有 2 位" in told
    assert "已经吹过哨" in await handed.press("孙大爷", handed.last(), "吹哨")
    assert (await handed.matters())[1] == "dispatched"
    assert "已经有 2 位吹哨，满 3 位" in (await handed.ask("赵敏", "/whistle 1 晚上很黑")).text
    assert "L1→L2" not in await timeline(handed)
    told = (await handed.ask("张伟", "/whistle 1 老人摔了一跤")).text
    assert "已请社区来办" in told
    assert "承办：王主任" in told


async def test_who_stands_aside(handed: Town) -> None:
    """Who neither proposed nor supported it is told who may whistle."""
    handed.world.join(handed.group, handed.people["周倩"])
    await handed.settle()
    toast = await handed.press_old("周倩", handed.card(1), "吹哨")
    assert "先点 #1 的「附议」" in toast
    assert "议事长" in toast


async def test_who_uses_no_chat(handed: Town) -> None:
    """Whom it goes to by name alone hears of it from the clerk, who says for them that they have it."""
    told = await blow(handed, "王建国", "要社区出面")
    assert "王主任 收不到这里的消息：请专人告诉一声" in told
    await handed.act("李秀兰", handed.last(), "签收")
    await handed.travel(3 * DAY)
    assert "没有按时签收" not in await timeline(handed)


async def test_nobody_takes_it(handed: Town) -> None:
    """Not acknowledged within a working day it goes up, once, and the group is told; then it waits for its day."""
    await handed.travel(2 * DAY)
    told = handed.last()
    for words in ("#1", "没有按时签收", "已请社区来办", "承办：王主任"):
        assert words in told.text
    before = handed.heard()
    await handed.travel(3 * DAY)
    assert not [text for text in handed.since(before) if "上报" in text]
    assert "L2→L3" not in await timeline(handed)


async def test_taken_in_time(handed: Town) -> None:
    """What was acknowledged stays where it is until its day is over, and then goes up as well."""
    await handed.act("陈师傅", handed.card(1), "签收")
    await handed.travel(7 * DAY)
    assert "上报" not in await timeline(handed)
    await handed.travel(DAY)
    assert "过了期限，上报 L1→L2 社区" in await timeline(handed)


async def test_a_council_without_a_ladder(town: Town) -> None:
    """Where nobody was said to be on duty nothing goes up by itself, and no card has a new button."""
    await proposed(town, "陈师傅")
    assert "吹哨" not in labels(town.card(1))
    await town.travel(12 * DAY)
    assert "上报" not in await timeline(town)


async def test_five_levels(town: Town) -> None:
    """党工委—党总支—党支部—党小组—楼栋长: a matter that begins with the captain climbs step by step to the top."""
    names = ("楼栋长", "党小组", "党支部", "党总支", "党工委")
    people = ("张伟", "老周", "老吴", "老郑", "郑书记")
    for level, (name, who) in enumerate(zip(names, people, strict=True)):
        await town.say("王建国", f"/ladder {level} {name}：{who}")
    shown = (await town.ask("赵敏", "/ladder")).text
    for name, who in zip(names, people, strict=True):
        assert f"{name}：{who}" in shown
    await proposed(town, "张伟")
    for level, name in enumerate(names[1:]):
        told = await blow(town, "王建国", f"请{name}出面")
        assert f"已请{name}来办" in told
        assert f"承办：{people[level + 1]}" in told
    read = await timeline(town)
    assert all(f"L{level}→L{level + 1}" in read for level in range(4))


async def test_returned_once(handed: Town) -> None:
    """It went to the wrong level: who got it gives it back with a reason, one level down, and only once."""
    await handed.say("王建国", "/ladder 2 张伟")
    await blow(handed, "王建国", "要社区出面")
    told = (await handed.ask("张伟", "/return 1 这是议事会自己能办的")).text
    assert "这是议事会自己能办的" in told
    assert "退回：这是议事会自己能办的（L2→L1 议事会）" in await timeline(handed)
    await handed.say("李秀兰", "/assign 1 陈师傅 7天")
    assert "已经退回过一次" in (await handed.ask("陈师傅", "/return 1 我也办不了")).text


async def test_not_content_twice(handed: Town) -> None:
    """The first 不满意 gives it back to who did it, the second hands it to the next level."""
    for again in (False, True):
        await handed.say("陈师傅", "/done 1 装好了")
        await handed.press("赵敏", handed.last(), "不满意")
        await handed.say("赵敏", "灯又不亮了", to=handed.question("赵敏"))
        assert ("已请社区来办" in handed.last().text) is again
    assert "承办：王主任" in handed.last().text
    assert (await handed.matters())[1] == "dispatched"


async def test_a_clock_rests(handed: Town) -> None:
    """A clock rests for a reason that the proposer reads; nothing goes up meanwhile, and then its day has moved."""
    await handed.act("陈师傅", handed.card(1), "签收")
    assert "专人" in (await handed.ask("孙大爷", "/pause 1 等一等")).text
    question = await handed.ask("李秀兰", "/pause 1")
    assert "提出人看得到" in question.text
    await handed.say("李秀兰", "等供电公司送电表", to=question)
    assert "等供电公司送电表" in handed.last().text
    assert "赵敏" in handed.last().text
    assert "暂停计时" in handed.card(1).text
    await handed.travel(20 * DAY)
    read = await timeline(handed)
    assert "上报" not in read
    assert "等供电公司送电表" in read
    await handed.say("李秀兰", "/resume 1")
    assert "3月30日" in handed.last().text  # 9 March and twenty days are a Sunday
    await handed.travel(9 * DAY)
    assert "过了期限，上报 L1→L2 社区" in await timeline(handed)


async def test_the_reason_is_asked_for(handed: Town) -> None:
    """The head names a level and nothing else: the reason is asked for, and the level is not forgotten."""
    question = await handed.ask("王建国", "/whistle 1 街道")
    assert "为什么" in question.text
    await handed.say("王建国", "社区没有这个权限", to=question)
    assert "已请街道来办" in handed.last().text
    assert "社区没有这个权限" in handed.last().text


async def test_set_in_ones_own_words(town: Town) -> None:
    """A level is called by the council's own name; numbers are read as people write them, or asked for again."""
    await town.say("王建国", "/ladder 0 楼栋长：张伟")
    assert "楼栋长：李秀兰" in (await town.ask("王建国", "上报 楼栋长 李秀兰")).text
    assert "楼栋长：李秀兰" in (await town.ask("王建国", "/ladder 街坊")).text  # the levels, with their buttons
    assert "签收：2 个工作日" in (await town.ask("王建国", "/limits 签收 两个工作日")).text
    question = await town.ask("王建国", "/limits 签收 很快")
    assert "没看懂" in question.text
    question = await town.ask("王建国", "0", to=question)
    assert "1 到 365" in question.text
    assert "「签收」改成多少" in question.text
    assert "签收：3 个工作日" in (await town.ask("王建国", "三天", to=question)).text
    await town.press("王建国", town.last(), "楼栋长")
    assert "「L0 楼栋长」改成多少" in town.last().text
    assert "办理（楼栋长）：10 天" in (await town.ask("王建国", "10", to=town.question("王建国"))).text


async def test_names_as_typed(town: Town) -> None:
    """What the head calls a level stands there as typed, in the text and on its button, as much as there is room."""
    shown = await town.ask("王建国", "/ladder 2 <b>党</b>&：王主任")
    assert "<b>党</b>&：王主任" in shown.text
    assert "L2 <b>党</b>&" in labels(shown)
    assert "<b>党</b>&" in labels(await town.ask("王建国", "/limits"))
    shown = await town.ask("王建国", "/ladder 3 一二三四五六七八九十一二三四五六七八九十：刘主任")
    assert "L3 一二三四五六七八九十一二三四五六…" in labels(shown)


async def test_asked_and_then_not_head_any_more(town: Town) -> None:
    """Whoever may not do it any more is told who may, and is not asked again."""
    question = await town.whisper("王建国", "/ladder 2")
    said = town.world.say(town.people["张伟"], town.group, "好")
    await town.say("王建国", "/role 议事长", to=said)
    told = await town.whisper("王建国", "王主任", to=question)
    assert "议事长" in told.text
    assert "请回复" not in told.text
    assert "请回复名字" not in (await town.whisper("王建国", "王主任", to=question)).text


async def test_on_duty_by_name_alone(town: Town) -> None:
    """Of somebody who never used the bot only the name is kept; the head reads what makes a person of it."""
    told = await town.ask("王建国", "/ladder 2 周倩")
    assert "周倩 只记了名字" in told.text
    said = await town.say("周倩", "大家好")
    told = await town.ask("王建国", "/ladder 2", to=said)
    assert "只记了名字" not in told.text
    assert "L2 社区：周倩" in told.text
