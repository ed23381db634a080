"""四方协调: who is there for which party, and which party is missing."""

import io

import docx

from sandbox import Message
from tests.stories.test_roster import appoint
from tests.stories.test_sittings import sitting
from tests.stories.town import Town, data_of, labels, story_fixture

FOUR = "党支部、居委会、业委会、物业"


async def set_up_four(town: Town) -> None:
    """A town that looks at four parties, with somebody for each, in a meeting."""
    await town.say("王建国", f"/parties {FOUR}")
    for who, party in (("王建国", "党支部"), ("李秀兰", "居委会"), ("赵敏", "业委会"), ("孙大爷", "物业")):
        await appoint(town, who, f"议事员 {party}")
    await town.say("王建国", "/open")


four = story_fixture(set_up_four)


async def close(town: Town) -> tuple[str, Message]:
    """End the meeting; give its minutes and their file."""
    await town.say("王建国", "/close")
    text = next(said.text for said in reversed(town.heard()) if "会议纪要（草稿）" in said.text)
    return text, next(said for said in reversed(town.heard()) if "document" in said.content)


def tables(town: Town, message: Message) -> list[list[list[str]]]:
    """Every table of a file that was sent, row by row."""
    file = town.world.files.by_id(message.content["document"]["file_id"])
    assert file is not None
    found = docx.Document(io.BytesIO(file.content)).tables
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in found]


def paragraphs(town: Town, message: Message) -> list[str]:
    """Every line of a file that was sent, its tables left aside."""
    file = town.world.files.by_id(message.content["document"]["file_id"])
    assert file is not None
    return [paragraph.text for paragraph in docx.Document(io.BytesIO(file.content)).paragraphs]


async def test_one_of_four_is_missing(four: Town) -> None:
    """Of four parties one is missing: card, minutes and their file say which."""
    for who in ("王建国", "李秀兰", "赵敏"):
        await four.press(who, sitting(four), "签到")
    assert "四方缺一方：物业" in sitting(four).text
    text, file = await close(four)
    assert "四方缺一方：物业" in text
    assert "业委会：赵敏" in text
    minutes, sheet = tables(four, file)
    assert any("四方缺一方：物业" in row[1] for row in minutes)
    assert sheet[0] == ["序号", "姓名", "代表方", "房号", "面积", "本人/委托", "时间"]
    assert [row[:3] for row in sheet[1:]] == [
        ["1", "王建国", "党支部"],
        ["2", "李秀兰", "居委会"],
        ["3", "赵敏", "业委会"],
    ]


async def test_two_are_missing_and_none(four: Town) -> None:
    """Two that are missing are counted; whom the clerk writes down is there for the party beside the name."""
    for who in ("王建国", "李秀兰"):
        await four.press(who, sitting(four), "签到")
    assert "四方缺 2 方：业委会、物业" in sitting(four).text
    await four.say("李秀兰", "/present 赵敏 委托 小赵、钱经理（物业）")
    assert "四方到齐" in sitting(four).text
    await four.say("李秀兰", "/present 撤销 钱经理（物业）")
    assert "四方缺一方：物业" in sitting(four).text
    await four.say("李秀兰", "/present 张伟")
    assert "四方缺一方：物业" in sitting(four).text
    await four.say("李秀兰", "/present 张伟 物业")
    assert "四方到齐" in sitting(four).text
    await four.say("李秀兰", "/present 撤销 张伟")
    await four.say("李秀兰", "/present 钱经理 物业")
    text, _ = await close(four)
    assert "物业：钱经理" in text
    assert "四方到齐" in text


async def test_minutes_stay(four: Town) -> None:
    """What the minutes say of the parties stays, whoever stands for whom afterwards."""
    for who in ("王建国", "李秀兰", "赵敏"):
        await four.press(who, sitting(four), "签到")
    await close(four)
    draft = next(said for said in reversed(four.heard()) if "会议纪要（草稿）" in said.text)
    await appoint(four, "赵敏", "撤销")
    await four.say("王建国", "/parties 关")
    await four.press("王建国", draft, "确认纪要")
    assert "业委会：赵敏" in draft.text
    assert "四方缺一方：物业" in draft.text


async def test_chosen_by_button(town: Town) -> None:
    """The head chooses four, five or none by a button, others only look; a wrong list is answered with a right one."""
    assert labels(await town.ask("赵敏", "四方")) == []
    assert "不分方" in town.last().text
    card = await town.ask("王建国", "四方")
    assert labels(card) == ["四方", "五联", "✓ 不分方"]
    assert "议事长" in await town.forge("李秀兰", card, data_of(card, "五联"))
    await town.press("王建国", card, "五联")
    assert f"{FOUR}、居民代表" in card.text
    assert "议事长" in (await town.ask("李秀兰", "/parties 甲、乙")).text
    assert "2 到 8 个" in (await town.ask("王建国", "/parties 物业")).text
    assert FOUR in (await town.ask("王建国", "/parties 四方")).text
    assert labels(town.last()) == ["✓ 四方", "五联", "不分方"]
    await town.press("王建国", town.last(), "不分方")
    assert "不分方" in town.last().text


async def test_a_council_without(town: Town) -> None:
    """A council that set no parties reads nothing of them, in its card and in its minutes."""
    await appoint(town, "赵敏", "议事员 物业")
    await town.say("王建国", "/open")
    for who in ("王建国", "李秀兰", "赵敏", "张伟"):
        await town.press(who, sitting(town), "签到")
    card = sitting(town).text
    text, file = await close(town)
    assert "方" not in card
    assert "四方" not in text
    assert "签到表" not in paragraphs(town, file)
