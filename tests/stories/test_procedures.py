"""四议两公开 and 一征三议两公开, as a village and an estate go through them."""

from datetime import timedelta

import pytest

from tests.stories.town import Town, labels, story_fixture

DAY = timedelta(days=1)


async def begun(town: Town, procedure: str, text: str) -> None:
    """A matter that is brought up under a procedure."""
    card = await town.ask("王建国", "/procedure")
    await town.press("王建国", card, procedure)
    await town.say("赵敏", f"/propose {text}")
    await town.say("李秀兰", "/accept 1")


async def missing(town: Town) -> str:
    """What is said to whoever wants to post it now; nothing is posted."""
    state = await town.matters()
    refusal = (await town.ask("王建国", "/publish 1")).text  # who was asked nothing
    assert await town.matters() == state
    return refusal


async def set_up_village(town: Town) -> None:
    """A village has begun to talk of its road, and written down what shall be done."""
    await begun(town, "四议两公开", "村口的路要修")
    await town.say("李秀兰", "/resolve 1 今年修路")


village = story_fixture(set_up_village)


async def test_four_deliberations(village: Town) -> None:
    """The branch proposes, both committees confer, party members examine, villagers decide: only then it is posted."""
    steps = {
        "党支部会提议": "提议今年修路",
        "两委会商议": "签字：党支部、村委会 同意修三米宽",
        "党员大会审议": "应到30 实到21 同意18",
        "村民会议或代表会议决议": "应到60 实到45 同意40",
    }
    left = list(steps)
    for step, words in steps.items():
        refusal = await missing(village)
        assert [each for each in steps if each in refusal] == left
        await village.say("李秀兰", f"/stage 1 {words}")
        left.remove(step)
    assert "记下一步" not in labels(village.card(1))
    await village.say("李秀兰", "/publish 1")
    assert await village.matters() == {1: "publicized"}
    await village.travel(20 * DAY)
    await village.say("李秀兰", "/assign 1 陈师傅 7天")
    await village.say("陈师傅", "/done 1 修好了")
    await village.press("赵敏", village.last(), "满意")
    await village.say("李秀兰", "/publish 1")
    await village.travel(60 * DAY)
    await village.act("李秀兰", village.card(1), "归档")
    assert await village.matters() == {1: "archived"}  # they sat down over it four times


async def test_asked_for_the_next_step(village: Town) -> None:
    """Whoever records a step by its button is asked for this step, with an example of what it wants."""
    await village.act("李秀兰", village.card(1), "记下一步")
    assert "「党支部会提议」议得怎么样？请回复，比如：大家同意修路" in village.last().text
    await village.say("李秀兰", "提议修路", to=village.question("李秀兰"))
    await village.act("李秀兰", village.card(1), "记下一步")
    assert "「两委会商议」" in village.last().text
    assert "签字：党支部、村委会 大家同意修路" in village.last().text
    await village.say("李秀兰", "签字：党支部、村委会 同意", to=village.question("李秀兰"))
    await village.act("李秀兰", village.card(1), "记下一步")
    assert "应到30 实到21 同意18" in village.last().text


async def test_not_asked_before_its_time(town: Town) -> None:
    """While opinions are collected nobody is asked what the next step brought."""
    await begun(town, "一征三议两公开", "3号楼加装电梯")
    before = town.heard()
    assert "征求意见（提出后满 7 天）" in await town.press_old("李秀兰", town.card(1), "记下一步")
    assert town.since(before) == []
    assert "征求意见" in (await town.ask("李秀兰", "/stage 1")).text


async def test_chosen_by_name(town: Town) -> None:
    """The head names the procedure behind the command; somebody else may not, and reads who may."""
    assert "只有议事长能" in (await town.ask("李秀兰", "/procedure 四议两公开")).text
    assert "按「四议两公开」办" in (await town.ask("王建国", "议事程序 四议两公开")).text
    assert "按「简易」办" in (await town.ask("王建国", "/procedure 简易")).text
    assert "按「简易」办" in (await town.ask("王建国", "/procedure 随便哪种")).text


async def test_asked_again(village: Town) -> None:
    """What a stage lacks, or days that are none, are asked for: the answer needs no command and no number."""
    await village.say("李秀兰", "/stage 1 提议今年修路")
    await village.say("李秀兰", "/stage 1 签字：党支部、村委会 同意修三米宽")
    question = await village.ask("李秀兰", "/stage 1 应到30 实到21")
    assert "还差：同意的人（要过半）。" in question.text
    await village.say("李秀兰", "应到30 实到21 同意18", to=question)
    assert "走完一步「党员大会审议」" in village.last().text
    await village.say("李秀兰", "/stage 1 应到60 实到45 同意40")
    for wrong in ("下个月", "3"):
        question = await village.ask("李秀兰", f"/publish 1 {wrong}")
        assert "公示要 15 到 60 天" in question.text
        assert await village.matters() == {1: "resolved"}
    await village.say("李秀兰", "二十天", to=question)
    assert await village.matters() == {1: "publicized"}
    assert "3月23日" in village.last().text


@pytest.mark.parametrize(
    ("held", "words", "lacks"),
    [
        (0, "应到30 实到21", "意见"),
        (1, "签字：党支部 同意", "每一方的签字"),
        (2, "应到30 实到19 同意19", "到会的人（要三分之二）"),
        (2, "应到30 实到21 同意14", "同意的人（要过半）"),
        (3, "应到60 实到40 同意20", "同意的人（要过半）"),
        (3, "大家都同意", "应到和实到的人数"),
    ],
)
async def test_a_step_that_was_not_enough(village: Town, held: int, words: str, lacks: str) -> None:
    """Too few came, too few agreed, somebody did not sign: the step is not counted, and what it lacks is said."""
    for before in ("同意修路", "签字：党支部、村委会 同意", "应到30 实到20 同意15")[:held]:
        await village.say("李秀兰", f"/stage 1 {before}")
    refusal = (await village.ask("李秀兰", f"/stage 1 {words}")).text
    assert f"还差：{lacks}。" in refusal
    assert refusal.partition("「")[2].partition("」")[0] in await missing(village)


async def test_collected_deliberated_twice_published(town: Town) -> None:
    """A week to collect, a proposal, four parties confer, a formal vote; it is posted, and so is what was done."""
    await begun(town, "一征三议两公开", "3号楼加装电梯")
    assert "征求意见" in (await town.ask("李秀兰", "/stage 1 提议加装")).text
    await town.travel(7 * DAY)
    await town.say("李秀兰", "/stage 1 提议加装两部")
    await town.say("李秀兰", "/stage 1 签字：社区党组织、居委会、业委会、物业 都同意")
    assert "正式表决" in (await town.ask("李秀兰", "/stage 1 大家都同意")).text
    assert "发 /vote" in (await town.ask("王建国", "/resolve 1 就这么办")).text  # no officer decides instead
    assert await town.matters() == {1: "accepted"}
    await voted(town)
    assert await town.matters() == {1: "resolved"}
    assert "公示期满" in (await town.ask("李秀兰", "/assign 1 陈师傅 7天")).text
    await town.say("李秀兰", "/publish 1")
    await town.travel(20 * DAY)
    await town.say("李秀兰", "/assign 1 陈师傅 7天")
    await town.say("陈师傅", "/done 1 装好了")
    await town.press("赵敏", town.last(), "满意")
    await town.travel(10 * DAY)
    assert await town.matters() == {1: "done"}  # content, but nobody has posted it yet
    await town.say("李秀兰", "/publish 1")
    assert await town.matters() == {1: "result_public"}
    await town.travel(20 * DAY)
    assert await town.matters() == {1: "closed"}


async def voted(town: Town) -> None:
    """The council votes on it formally, and it passes."""
    await town.say("王建国", "/vote 1 换新路灯")
    vote = town.last()
    for label in ("议事会表决（过半）", "记名", "3天", "改为正式表决", "开始表决"):
        await town.press("王建国", vote, label)
    card = [each for each in town.heard() if "校验码" in each.text][-1]
    for who in ("王建国", "李秀兰", "张伟"):
        await town.press(who, card, "赞成")
    await town.travel(4 * DAY)
