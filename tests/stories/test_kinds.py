"""Kinds of matter: suggestions and problems counted apart, hazards with their photos, formal proposals."""

from datetime import UTC, datetime, timedelta

from sandbox import Message
from tests.stories.town import Town, data_of, labels

HEAD, CLERK, HANDLER, RESIDENT, NEIGHBOUR = "王建国", "李秀兰", "陈师傅", "赵敏", "孙大爷"


async def brought_up(town: Town, text: str, who: str = RESIDENT) -> int:
    """Somebody brings up a matter, whatever is open already; give its number."""
    before = len(await town.matters())
    await town.say(who, f"/propose {text}")
    if len(await town.matters()) == before:
        await town.press(who, town.last(), "仍然提交")
    return before + 1


async def handed(town: Town, number: int, days: int = 30) -> None:
    """The clerk takes it up and hands it to 陈师傅."""
    await town.say(CLERK, f"/accept {number}")
    await town.say(CLERK, f"/resolve {number} 整改 承办:陈师傅 期限:{days}天")


async def stats(town: Town) -> str:
    return (await town.ask(RESIDENT, "/stats")).text


# Suggestions and problems


async def test_suggestions_and_problems(town: Town) -> None:
    """32 suggestions are brought up and 17 problems are solved: two counters, never 17/32."""
    for place in range(32):
        await brought_up(town, f"建议在{place}号位置种一棵树")
    for place in range(17):
        number = await brought_up(town, f"{place}单元的水龙头坏了")
        await handed(town, number)
        await town.say(HANDLER, f"/done {number} 换好了")
        await town.press(RESIDENT, town.last(), "满意")
    text = await stats(town)
    assert "建议 32 条，办成 0 条" in text
    assert "问题 17 个，解决 17 个" in text
    assert "17/32" not in text


async def test_a_council_without_kinds(town: Town) -> None:
    """Where there are only plain problems nothing is said of kinds: on the card, in the details, in the counts."""
    await brought_up(town, "3号楼门口的路灯坏了")
    assert "种类" not in await stats(town)
    assert "类别：公共设施\n" in f"{town.card(1).text}\n"
    assert "种类" not in (await town.ask(RESIDENT, "/matter 1")).text


async def test_corrected(town: Town) -> None:
    """The kind that was guessed stands on the card; an officer corrects it below 类别, or by a word."""
    await brought_up(town, "建议给东门换锁")
    assert "（建议）" in town.card(1).text
    await town.act(CLERK, town.card(1), "类别")
    menu = town.last()
    assert {"公共设施", "问题", "建议", "隐患", "党群提案"} <= set(labels(menu))
    assert "问题" in await town.press(CLERK, menu, "问题")
    assert "（建议）" not in town.card(1).text
    assert "种类是「隐患」" in (await town.ask(HEAD, "种类 1 隐患")).text
    assert "（隐患）" in town.card(1).text
    details = (await town.ask(RESIDENT, "/matter 1")).text
    assert "（隐患）" in details
    assert "种类改为「隐患」" in details


async def test_asked_for_the_kind(town: Town) -> None:
    """Without a number it is asked for, without a kind the buttons come; a resident is told who may."""
    await brought_up(town, "给东门换锁")
    assert "专人" in (await town.ask(RESIDENT, "/kind 1 隐患")).text
    question = await town.ask(CLERK, "/kind")
    menu = await town.ask(CLERK, "1", to=question)
    assert "隐患" in labels(menu)
    assert "隐患" in labels(await town.ask(CLERK, "/kind 1 什么"))
    assert "专人" in await town.forge(RESIDENT, menu, data_of(menu, "隐患"))
    await town.press(CLERK, menu, "隐患")
    assert "（隐患）" in town.card(1).text


# Hazards


async def test_sixteen_hazards(town: Town) -> None:
    """16 hazards come in, 15 are shown to be gone: one is left, with its number and the days it has."""
    for place in range(16):
        number = await brought_up(town, f"{place}号楼的电线有隐患")
        await handed(town, number)
    for number in range(1, 16):
        await town.photo(HANDLER, f"/done {number} 换了线")
        await town.press(RESIDENT, town.last(), "满意")
    await town.say(HANDLER, "/done 16 换了线")
    assert "隐患 16 处，销号 15 处，未销号 1 处" in await stats(town)
    listed = await town.ask(NEIGHBOUR, "隐患")
    assert "隐患 16 处，销号 15 处，未销号 1 处" in listed.text
    assert "#16 " in listed.text
    assert "还有 30 天" in listed.text
    assert "#15 " not in listed.text
    assert labels(listed) == ["#16"]
    assert set((await town.matters()).values()) == {"closed", "dispatched"}


async def test_no_photo(town: Town) -> None:
    """Reported in words alone a hazard is not done: the photo is asked for, and the words are kept for it."""
    await handed(town, await brought_up(town, "楼道里堆杂物，有隐患"))
    question = await town.ask(HANDLER, "/done 1 清走了")
    assert "照片" in question.text
    assert await town.matters() == {1: "dispatched"}
    question = await town.ask(HANDLER, "真的清走了", to=question)
    assert "照片" in question.text
    assert await town.matters() == {1: "dispatched"}
    await town.photo(HANDLER, to=question)
    assert await town.matters() == {1: "done"}
    assert "清走了" in town.last().text
    assert "photo" in town.last().content


async def test_no_photo_by_the_button(town: Town) -> None:
    """The button asks how it went; words without a photo bring the question for it."""
    await handed(town, await brought_up(town, "楼道里堆杂物，有隐患"))
    await town.act(HANDLER, town.card(1), "办结")
    question = await town.ask(HANDLER, "清走了", to=town.last())
    assert "拍一张照片" in question.text
    await town.photo(HANDLER, "看，干净了", to=question)
    assert await town.matters() == {1: "done"}
    assert "清走了\n看，干净了" in town.last().text


async def test_never_without_a_day(town: Town) -> None:
    """A hazard becomes no long matter and is not worked on without a day; every refusal says what to do."""
    await handed(town, await brought_up(town, "楼道里堆杂物，有隐患"))
    refused = await town.ask(CLERK, "/long_run 1")
    assert "期限" in refused.text
    assert "/assign 1" in refused.text
    number = await brought_up(town, "配电房漏水，有隐患")
    await town.say(CLERK, f"/accept {number}")
    await town.say(CLERK, f"/resolve {number} 修好")
    await town.say(CLERK, "/progress 2 买材料")
    assert any("/assign 2" in message.text for message in town.heard()[-2:])
    number = await brought_up(town, "想给院子换大门")
    await handed(town, number)
    await town.say(CLERK, f"/long_run {number} 要上级同意")
    assert "/assign 3" in (await town.ask(CLERK, "/kind 3 隐患")).text
    assert await town.matters() == {1: "dispatched", 2: "resolved", 3: "long_run"}


async def test_past_its_day(town: Town) -> None:
    """The list says by how many days a hazard is late, and which has no day yet."""
    await handed(town, await brought_up(town, "楼道里堆杂物，有隐患"), days=3)
    await brought_up(town, "配电房漏水，有隐患")
    assert "还有 3 天" in (await town.ask(RESIDENT, "/hazards")).text
    await town.travel(datetime(2026, 3, 5, 4, tzinfo=UTC))
    listed = (await town.ask(RESIDENT, "/hazards")).text
    assert "今天到期" in listed
    assert "还没有定期限" in listed
    await town.say(CLERK, "/pause 1 等配件")
    assert "暂停计时" in (await town.ask(RESIDENT, "/hazards")).text
    await town.say(CLERK, "/resume 1")
    await town.travel(timedelta(days=2))
    assert "超期 2 天" in (await town.ask(RESIDENT, "/hazards")).text
    await town.photo(HANDLER, "/done 1 清走了")
    listed = (await town.ask(RESIDENT, "/hazards")).text
    assert "等大家评价" in listed
    assert "超期" not in listed


async def test_hazards_paged(town: Town) -> None:
    """A long list is turned by its buttons, the oldest first; what was turned down is counted apart."""
    assert "还没有登记隐患" in (await town.ask(RESIDENT, "/hazards")).text
    for place in range(13):
        await brought_up(town, f"{place}号楼的电线有隐患")
    await town.say(CLERK, "/reject 13 已经拆了")
    listed = await town.ask(RESIDENT, "/hazards")
    assert "隐患 12 处，销号 0 处，未销号 12 处；另有不受理、并案或撤回 1 处" in listed.text
    assert "#10" in labels(listed)
    assert "#11" not in labels(listed)
    await town.press(RESIDENT, listed, "下一页 ▶")
    assert {"#11", "#12", "◀ 上一页"} <= set(labels(town.last()))
    assert "#13" not in labels(town.last())


async def test_reported_by_the_word(town: Town) -> None:
    """隐患 and where it is, or a photo with the word, brings up a hazard; the word alone shows the list."""
    await town.say(RESIDENT, "隐患 3号楼门口电线裸露")
    await town.photo(NEIGHBOUR, "隐患")
    for number in (1, 2):
        assert "（隐患）" in town.card(number).text
    assert "隐患：3号楼门口电线裸露" in town.card(1).text
    assert "未销号 2 处" in (await town.ask(RESIDENT, "隐患")).text


# Formal proposals


async def opinion(town: Town, text: str) -> Message:
    return await town.ask(CLERK, f"/opinion 1 {text}")


async def test_months_of_negotiation(town: Town) -> None:
    """A branch's proposal is negotiated for months outside of meetings, and closes only with its notes."""
    await brought_up(town, "给5号楼加装电梯", HEAD)
    await town.press(NEIGHBOUR, town.card(1), "附议")
    before = town.heard()
    before = town.heard()
    await town.say(CLERK, "/kind 1 党群提案")
    assert len(town.since(before)) == 1  # the news is the answer
    assert "附议就是联名" in "".join(town.since(before))
    await town.press(RESIDENT, town.card(1), "附议")
    details = (await town.ask(RESIDENT, "/matter 1")).text
    assert f"联名：{NEIGHBOUR}、{RESIDENT}" in details
    await handed(town, 1, days=120)
    refused = await town.ask(HANDLER, "/done 1 装好了")
    assert "/opinion 1" in refused.text
    await town.press_old(HANDLER, town.card(1), "办结")
    assert await town.matters() == {1: "dispatched"}
    await town.travel(timedelta(days=30))
    await opinion(town, "一楼同意，要隔音")
    await town.travel(timedelta(days=30))
    assert "各家分摊" in (await opinion(town, "各家分摊的比例谈好了")).text
    await town.say(HANDLER, "/done 1 装好了")
    assert await town.matters() == {1: "done"}
    await opinion(town, "验收的意见也记下")
    for who in (HEAD, NEIGHBOUR, RESIDENT):
        await town.act(who, town.card(1), "满意")
    assert await town.matters() == {1: "closed"}
    details = (await town.ask(RESIDENT, "/matter 1")).text
    for words in ("一楼同意，要隔音", "各家分摊的比例谈好了", "验收的意见也记下"):
        assert f"协商意见：{words}" in details


async def test_names_of_a_proposal_alone(town: Town) -> None:
    """Supporters of any other matter are named nowhere; who takes their support back is not named any more."""
    await brought_up(town, "给5号楼加装电梯", HEAD)
    await town.press(NEIGHBOUR, town.card(1), "附议")
    assert "联名" not in (await town.ask(RESIDENT, "/matter 1")).text
    await town.say(CLERK, "/kind 1 提案")
    assert NEIGHBOUR in (await town.ask(RESIDENT, "/matter 1")).text
    await town.act(NEIGHBOUR, town.card(1), "收回附议")
    assert "联名" not in (await town.ask(RESIDENT, "/matter 1")).text


async def test_opinions_of_other_matters(town: Town) -> None:
    """Of any other matter opinions are noted from the agenda on, as ever."""
    await brought_up(town, "给5号楼换大门")
    assert "现在不能" in (await opinion(town, "大家同意")).text


# The board


async def test_nothing_leaves_without_result_and_day(town: Town) -> None:
    """Whatever leaves the board stands in the list with what became of it and the day; the filters part the two."""
    for place in range(5):
        await brought_up(town, f"{place}单元的水龙头坏了")
    await town.say(CLERK, "/reject 1 物业已经修了")
    await town.say(CLERK, "/merge 2 5")
    await town.say(RESIDENT, "/withdraw 3")
    await handed(town, 4)
    await town.say(HANDLER, "/done 4 修好了")
    await town.travel(timedelta(days=8))
    listed = await town.ask(RESIDENT, "/matters")
    for ending in (
        "#1 0单元的水龙头坏了（不受理，2026-03-02）",
        "#2 1单元的水龙头坏了（已并案，请看 #5，2026-03-02）",
        "#3 2单元的水龙头坏了（已撤回，2026-03-02）",
        "#4 3单元的水龙头坏了（已销号，未回访到，2026-03-09）",
        "#5 4单元的水龙头坏了（已提出）",
    ):
        assert ending in listed.text
    await town.press(RESIDENT, listed, "办理中")
    assert "办理中 1 个议题" in town.last().text
    assert [label for label in labels(town.last()) if label.startswith("#")] == ["#5"]
    await town.press(RESIDENT, town.last(), "已结")
    assert "已结 4 个议题" in town.last().text
    assert "#5" not in labels(town.last())
    await town.press(RESIDENT, town.last(), "全部")
    assert "共 5 个议题" in town.last().text


async def test_nothing_ended_yet(town: Town) -> None:
    """A part of the board that is empty still leads back to the whole."""
    await brought_up(town, "3号楼门口的路灯坏了")
    await town.press(RESIDENT, await town.ask(RESIDENT, "/matters"), "已结")
    assert "已结 0 个议题" in town.last().text
    await town.press(RESIDENT, town.last(), "全部")
    assert "共 1 个议题" in town.last().text


async def test_search_within_a_part(town: Town) -> None:
    """The words that were searched for hold in every part of the board."""
    for text in ("3号楼门口的路灯坏了", "5号楼的路灯不亮", "东门太挤"):
        await brought_up(town, text)
    await town.say(CLERK, "/reject 1 物业已经修了")
    await town.press(RESIDENT, await town.ask(RESIDENT, "/matters 路灯"), "已结")
    assert "找到 1 个议题" in town.last().text
    assert "#1" in labels(town.last())
    await town.press(RESIDENT, town.last(), "办理中")
    assert [label for label in labels(town.last()) if label.startswith("#")] == ["#2"]
