"""Clues: from several sources, alike ones as one, each with a handler and a result that its sources hear of."""

import io
from datetime import timedelta

import openpyxl

from sandbox import Message
from tests.stories.test_duty import CLERK, HEAD, NEIGHBOUR, RESIDENT, newest
from tests.stories.test_rolls import sent_file
from tests.stories.town import Town, labels, story_fixture

WASTE = "3号楼后面有人倒垃圾"
PLACES = ("东门", "西门", "南门", "北门", "广场", "车棚", "花园", "地下室", "楼道", "电梯")
THINGS = ("路灯不亮", "井盖松了", "下水道堵了", "消防栓漏水", "健身器材坏了", "垃圾桶满了", "树枝压线", "围墙裂了")
SIX = ("城管科", "派出所", "民政科", "信访办", "司法所", "网格站")


async def open_clues(town: Town) -> None:
    """The head switches clues on; two neighbours can be written to, one of them is the contact of a source."""
    await town.switch_on("线索")
    for who, what in ((RESIDENT, "车棚漏雨了"), (NEIGHBOUR, "门禁坏了")):
        await town.say(who, f"提议 {what}")
    for who in (CLERK, RESIDENT, NEIGHBOUR):
        await town.whisper(who, "/start")


async def record_first(town: Town) -> None:
    """The clerk has recorded a clue of a department that is new."""
    await open_clues(town)
    await town.whisper(CLERK, f"/clue 城管科：{WASTE}")
    await town.press(CLERK, newest(town, CLERK), "城管科（新的）")


on_clues = story_fixture(open_clues)
recorded = story_fixture(record_first)


async def press_newest(town: Town, who: str, *names: str) -> Message:
    """Press buttons one after the other, each on the newest message; return what came of the last."""
    for name in names:
        await town.press(who, newest(town, who), name)
    return newest(town, who)


async def send_table(town: Town, lines: list[tuple[str, str]]) -> Message:
    """The clerk asks for the import of a file, fills in the template, and sends it."""
    await town.whisper(CLERK, "看线索")
    await press_newest(town, CLERK, "导入文件")
    book = openpyxl.load_workbook(io.BytesIO(sent_file(town, CLERK, "clues.xlsx")))
    sheet = book.active
    assert sheet is not None
    for line in lines:
        sheet.append(line)
    out = io.BytesIO()
    book.save(out)
    person = town.people[CLERK]
    town.world.send_document(person, person, out.getvalue(), "线索.xlsx")
    await town.settle()
    return town.last(person)


async def test_one_clue_of_two_sources(recorded: Town) -> None:
    """A source that is new is named once; an alike clue of another is offered as the same, and has both sources."""
    heard = recorded.heard()
    page = newest(recorded, CLERK)
    assert WASTE in page.text
    assert "来源：城管科" in page.text
    assert labels(page) == ["交给谁办", "写结果", "看线索"]
    await recorded.whisper(CLERK, "记线索 派出所：3号楼后面老有人倒垃圾")
    asked = await press_newest(recorded, CLERK, "别的部门")
    assert "这个部门叫什么" in asked.text
    await recorded.whisper(CLERK, "派出所")
    offered = newest(recorded, CLERK)
    assert "同一件事" in offered.text
    page = await press_newest(recorded, CLERK, "是，就是 1，加上来源")
    assert "来源：城管科、派出所" in page.text
    assert "派出所：3号楼后面老有人倒垃圾" in page.text
    await recorded.whisper(CLERK, f"/clue 城管科：{WASTE}了")
    page = await press_newest(recorded, CLERK, "不是，另记一条")
    assert "线索 2" in page.text
    assert "线索收到 3 条，合成 2 件，有结果 0 件" in (await recorded.ask(CLERK, "统计")).text
    assert not [said for said in recorded.since(heard) if "倒垃圾" in said]


async def test_given_and_done(recorded: Town) -> None:
    """The one handler gets it in private with buttons, is reminded when nothing comes, and writes the result.

    The contact of a source is told by the bot, and an officer passes it on to a source without one.
    """
    await recorded.whisper(CLERK, "/clue 派出所：3号楼后面老有人倒垃圾")
    await press_newest(recorded, CLERK, "派出所（新的）", "是，就是 1，加上来源")
    await recorded.whisper(CLERK, "/clues")
    await press_newest(recorded, CLERK, "来源 2", "派出所", "联系人")
    await recorded.whisper(CLERK, NEIGHBOUR)
    await recorded.whisper(CLERK, "看线索")
    await press_newest(recorded, CLERK, "1", "交给谁办")
    await recorded.whisper(CLERK, RESIDENT)
    assert f"交给{RESIDENT}了" in newest(recorded, CLERK).text
    task = newest(recorded, RESIDENT)
    assert "请您来办" in task.text
    assert labels(task) == ["写结果", "办不了，退回"]
    await recorded.travel(timedelta(days=3))
    assert "您手上的线索，还没有结果" in newest(recorded, RESIDENT).text
    await press_newest(recorded, RESIDENT, "1", "写结果", "已经处理好了")
    assert "结果记下了" in newest(recorded, RESIDENT).text
    told = newest(recorded, NEIGHBOUR).text
    assert "派出所报的线索有结果了" in told
    assert "「3号楼后面老有人倒垃圾」" in told
    assert "已经处理好了" in told
    await recorded.travel(timedelta(days=1))
    assert "1 条结果等您转告" in newest(recorded, CLERK).text
    results = await press_newest(recorded, CLERK, "转告结果 1")
    assert f"转告城管科：\n「{WASTE}」结果：已经处理好了" in results.text
    assert labels(results) == ["📋 复制", "✓ 都转告了"]
    await recorded.press(CLERK, results, "✓ 都转告了")
    assert "都转告了" in newest(recorded, CLERK).text
    await recorded.whisper(CLERK, "看线索")
    page = await press_newest(recorded, CLERK, "1")
    assert "告诉来源：2/2" in page.text
    await press_newest(recorded, CLERK, "重新办")
    assert labels(newest(recorded, RESIDENT)) == ["写结果", "办不了，退回"]


async def test_given_back_and_left(recorded: Town) -> None:
    """A clue that its handler gives back, or who leaves the group, is the officers' again, who are told."""
    await press_newest(recorded, CLERK, "交给谁办")
    await recorded.whisper(CLERK, RESIDENT)
    await press_newest(recorded, RESIDENT, "办不了，退回", "这件事不归我办")
    assert "退回来的：这件事不归我办" in newest(recorded, CLERK).text
    await press_newest(recorded, CLERK, "交给谁办")
    await recorded.whisper(CLERK, NEIGHBOUR)
    recorded.world.leave(recorded.group, recorded.people[NEIGHBOUR])
    await recorded.settle()
    left = newest(recorded, CLERK)
    assert f"{NEIGHBOUR}离开了群，手上的 1 条线索要重新交办" in left.text
    await press_newest(recorded, CLERK, "1", "交给谁办")
    await recorded.whisper(CLERK, "陈师傅")
    assert "没有和我私聊过" in newest(recorded, CLERK).text


async def test_private_alone(recorded: Town) -> None:
    """In the group neither command does anything, and a resident sees no clue in private either."""
    heard = recorded.heard()
    for what in ("/clues", "/clue 城管科：井盖松了"):
        await recorded.say(CLERK, what)
        assert "私聊" in recorded.alone(CLERK)[-1].text
    await recorded.whisper(RESIDENT, "/clue 城管科：井盖松了")
    assert "只有议事长和专人能管线索" in newest(recorded, RESIDENT).text
    await recorded.whisper(RESIDENT, "/clues")
    assert "您手上没有线索" in newest(recorded, RESIDENT).text
    assert not [said for said in recorded.since(heard) if "井盖" in said or WASTE in said]


async def test_on_the_agenda(recorded: Town) -> None:
    """Clues without a result stand on the agenda by themselves: the group reads how many, an officer which."""
    await recorded.say(HEAD, "/schedule 8,18,28 19:30 居委会")
    assert "另有 1 条线索，由专人在会上说。" in (await recorded.ask(CLERK, "会议")).text
    await recorded.say(HEAD, "开会")
    listed = next(said for said in reversed(recorded.private(CLERK)) if "会开了" in said.text)
    assert WASTE in listed.text
    await recorded.press(CLERK, listed, "1")
    await press_newest(recorded, CLERK, "写结果")
    await recorded.whisper(CLERK, "会上说好了，明天清走")
    await recorded.travel(timedelta(hours=1))
    await recorded.say(HEAD, "散会")
    assert any("另有 1 条线索" in said.text for said in recorded.heard())
    assert not any(WASTE in said.text for said in recorded.heard())
    await recorded.whisper(CLERK, "看线索")
    await press_newest(recorded, CLERK, "线索表格")
    book = openpyxl.load_workbook(io.BytesIO(sent_file(recorded, CLERK, "线索.xlsx")))
    (line,) = list(book.worksheets[0].iter_rows(min_row=2, values_only=True))
    assert line[:3] == ("城管科", 1, WASTE)
    assert line[4] == CLERK
    assert line[6:8] == ("2026-03-02", "会上说好了，明天清走")


async def test_118_clues_of_six_sources(on_clues: Town) -> None:
    """Of 118 clues of six departments some come twice: each that is left gets a handler and a result, and is told."""
    different = [f"{number}号楼{place}{THINGS[number % 8]}" for number, place in enumerate(PLACES * 11, 1)]
    texts = [*different, *different[:8]]
    preview = await send_table(on_clues, [(SIX[n % 6], text) for n, text in enumerate(texts)])
    assert "118 条，来自 6 个来源" in preview.text
    assert "有 8 条和别的是一件事" in preview.text
    await on_clues.press(CLERK, preview, "合成，记 110 条")
    assert "没人办 110" in " ".join(labels(newest(on_clues, CLERK)))
    assert "线索收到 118 条，合成 110 件，有结果 0 件" in (await on_clues.ask(CLERK, "统计")).text
    await on_clues.whisper(CLERK, "看线索")
    await press_newest(on_clues, CLERK, "线索表格")
    book = openpyxl.load_workbook(io.BytesIO(sent_file(on_clues, CLERK, "线索.xlsx")))
    lines = list(book.worksheets[0].iter_rows(min_row=2, values_only=True))
    assert len(lines) == 118
    assert len({line[1] for line in lines}) == 110
    counts = list(book.worksheets[1].iter_rows(min_row=2, values_only=True))
    assert {row[0] for row in counts} == set(SIX)
    assert sum(int(str(row[1])) for row in counts) == 118
    wrong = await send_table(on_clues, [("", "有人堆杂物"), ("城管科", "=A1")])
    for fault in ("线索一条也没有记", "第 2 行：来源没有填", "第 3 行：线索是公式"):
        assert fault in wrong.text
