"""Grids: a map from a file, daily checks answered by buttons, what was found, who stands in, what officers hear."""

import io
from datetime import timedelta

import openpyxl

from sandbox import Message
from tests.stories.test_rolls import sent_file
from tests.stories.town import Town, labels, story_fixture

HEAD, CLERK, RESIDENT, NEIGHBOUR = "王建国", "李秀兰", "赵敏", "孙大爷"
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
LINES = (
    ("东片", "第1网格", RESIDENT, NEIGHBOUR, "1号楼、2号楼"),
    ("东片", "第2网格", NEIGHBOUR, "", "3-5号楼"),
    ("西片", "第3网格", "周师傅", "", "6号楼1单元、6号楼2单元"),
)


def newest(town: Town, who: str) -> Message:
    """The newest message of the bot to somebody in private."""
    return town.private(who)[-1]


def filled(template: bytes, *lines: tuple[str, ...]) -> bytes:
    """The template with lines filled in."""
    book = openpyxl.load_workbook(io.BytesIO(template))
    sheet = book.active
    assert sheet is not None
    for line in lines:
        sheet.append(list(line))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


async def send_map(town: Town, *lines: tuple[str, ...]) -> Message:
    """The clerk asks to import a map, fills the template in and sends it; what the bot says of it."""
    await town.whisper(CLERK, "查网格")
    await town.press(CLERK, newest(town, CLERK), "导入网格表")
    await town.settle()
    person = town.people[CLERK]
    town.world.send_document(person, person, filled(sent_file(town, CLERK, "grids.xlsx"), *lines), "网格.xlsx")
    await town.settle()
    return newest(town, CLERK)


async def import_map(town: Town) -> None:
    """The head switches grids on; the clerk imports a map with two members and somebody whom nobody knows."""
    await town.switch_on("网格")
    for who, what in ((RESIDENT, "车棚漏雨了"), (NEIGHBOUR, "门禁坏了")):
        await town.say(who, f"提议 {what}")
    for who in (HEAD, CLERK, RESIDENT, NEIGHBOUR):
        await town.whisper(who, "/start")
    preview = await send_map(town, *LINES)
    assert "共 3 个网格" in preview.text
    assert "周师傅" in preview.text
    await town.press(CLERK, preview, "确认")
    assert newest(town, CLERK).text == "✓ 网格表记好了。发 /grids 看看。"
    assert labels(newest(town, CLERK)) == []


with_grids = story_fixture(import_map)


async def test_checked_every_day(with_grids: Town) -> None:
    """One tap in the morning; who does not answer is nudged at six, and named to the officers the next morning."""
    town = with_grids
    await town.travel(DAY)
    card = newest(town, RESIDENT)
    assert "请巡查第1网格：1号楼、2号楼" in card.text
    assert labels(card) == ["已巡查，无异常", "发现问题", "请假"]
    assert await town.press(RESIDENT, card, "已巡查，无异常") == "记下了，谢谢您。"
    assert "无异常" in newest(town, RESIDENT).text
    await town.travel(9 * HOUR)
    nudge = newest(town, NEIGHBOUR)
    assert "⏰ 第2网格" in nudge.text
    await town.press(NEIGHBOUR, nudge, "已巡查，无异常")
    await town.travel(15 * HOUR)
    told = "3月3日 周二 有 2 个网格到下午六点还没有巡查：第2网格（孙大爷，后来补了）、第3网格（周师傅，我联系不到）"
    assert told in newest(town, CLERK).text
    await town.whisper(CLERK, "查网格")
    assert "今天应巡查 3，巡查了 0，发现问题 0。" in newest(town, CLERK).text
    assert "我联系不到：周师傅" in newest(town, CLERK).text
    await town.travel(DAY)
    assert await town.press(RESIDENT, card, "又发现问题") == "3月3日 周二的巡查已经结束了，不能再改。"


async def test_what_was_found(with_grids: Town) -> None:
    """A problem becomes a matter, or with a photo is done on the spot; its page names the grid."""
    town = with_grids
    await town.travel(DAY)
    await town.press(RESIDENT, newest(town, RESIDENT), "发现问题")
    card = newest(town, RESIDENT)
    assert labels(card) == ["当场办好了", "提成议题", "点错了，无异常"]
    await town.press(RESIDENT, card, "提成议题")
    await town.whisper(RESIDENT, "楼道里堆了纸箱")
    assert "群里会看到" in newest(town, RESIDENT).text
    await town.whisper(RESIDENT, "是")
    assert "楼道里堆了纸箱" in town.card(3).text
    assert "编号 #3" in next(said for said in town.private(RESIDENT) if "已巡查，发现问题" in said.text).text
    await town.press(RESIDENT, card, "详情")
    assert "网格：第1网格，赵敏" in newest(town, RESIDENT).text

    await town.press(NEIGHBOUR, newest(town, NEIGHBOUR), "发现问题")
    await town.press(NEIGHBOUR, newest(town, NEIGHBOUR), "当场办好了")
    await town.whisper(NEIGHBOUR, "换了楼道的灯泡")
    await town.whisper(NEIGHBOUR, "是")
    assert "请拍一张照片" in newest(town, NEIGHBOUR).text
    await town.photo(NEIGHBOUR, chat=town.people[NEIGHBOUR])
    assert "换了楼道的灯泡" in town.card(4).text
    assert "已办结" in town.card(4).text


async def test_a_matter_finds_its_grid(with_grids: Town) -> None:
    """A matter that names a building is told to whoever looks after it, in private; anybody can ask who that is."""
    town = with_grids
    await town.say(RESIDENT, "提议 4号楼门口积水")
    assert "您的第2网格有新议题 #3：4号楼门口积水" in newest(town, NEIGHBOUR).text
    await town.whisper(CLERK, "3")
    await town.whisper(CLERK, "/matter 3")
    assert "网格：第2网格，孙大爷" in newest(town, CLERK).text
    await town.say(RESIDENT, "查网格 6号楼2单元")
    assert "第3网格：6号楼1单元、6号楼2单元" in town.alone(RESIDENT)[-1].text
    assert "网格员：周师傅" in town.alone(RESIDENT)[-1].text
    await town.say(RESIDENT, "查网格 9号楼")
    assert "没有找到「9号楼」是哪个网格" in town.alone(RESIDENT)[-1].text


async def test_who_stands_in(with_grids: Town) -> None:
    """On leave the deputy checks; back again it is the officer; who left the group is named to the officers."""
    town = with_grids
    await town.travel(DAY)
    await town.press(RESIDENT, newest(town, RESIDENT), "请假")
    await town.whisper(RESIDENT, "3天")
    assert "到3月5日为止，由副手代您巡查" in newest(town, RESIDENT).text
    stands_in = newest(town, NEIGHBOUR)
    assert "请巡查第1网格" in stands_in.text
    assert "赵敏今天来不了，请您代一下。" in stands_in.text
    await town.press(NEIGHBOUR, stands_in, "已巡查，无异常")
    await town.whisper(RESIDENT, "查网格")
    await town.press(RESIDENT, newest(town, RESIDENT), "回来了（请假到3月5日）")
    await town.travel(DAY)
    assert "请巡查第1网格" in newest(town, RESIDENT).text

    town.world.leave(town.group, town.people[RESIDENT])
    await town.settle()
    left = newest(town, CLERK)
    assert "赵敏离开了群，原来负责的网格：" in left.text
    assert "第1网格，现在先由孙大爷代" in left.text
    assert "请巡查第1网格" in newest(town, NEIGHBOUR).text
    await town.press(CLERK, left, "换 第1网格")
    await town.press(CLERK, newest(town, CLERK), CLERK)
    assert "好的，第1网格换人了。" in newest(town, CLERK).text
    await town.travel(DAY)
    assert any("请巡查第1网格" in said.text for said in town.private(CLERK)[-2:])


async def test_files_come_and_go(with_grids: Town) -> None:
    """Each fault is named by its line; a new map takes the old one's place and keeps it; a month is a file."""
    town = with_grids
    wrong = await send_map(
        town,
        ("", "甲", RESIDENT, "", "1号楼"),
        ("", "甲", RESIDENT, "", "2号楼"),
        ("", "乙", "", "", "3号楼"),
        ("", "丙", RESIDENT, "", "1号楼"),
        ("", "丁", RESIDENT, "", "？？"),
    )
    assert "网格表没有改" in wrong.text
    for line in (
        "第 3 行：这个网格在第 2 行已经有了",
        "第 4 行：网格员没有填",
        "第 5 行：楼栋「1」在第 2 行已经有了",
        "第 6 行：楼栋「？？」没看懂",
    ):
        assert line in wrong.text
    await town.travel(DAY)
    await town.press(RESIDENT, newest(town, RESIDENT), "已巡查，无异常")
    preview = await send_map(town, *LINES[:2], ("", "第4网格", CLERK, "", "7号楼"))
    assert "换掉现在的 3 个网格：新的 1 个，没有了的 1 个。旧表留着。" in preview.text
    await town.press(CLERK, preview, "确认")
    await town.press(NEIGHBOUR, newest(town, NEIGHBOUR), "已巡查，无异常")
    await town.whisper(CLERK, "查网格")
    page = newest(town, CLERK)
    await town.press(CLERK, page, "上一份网格表")
    await town.settle()
    old = openpyxl.load_workbook(io.BytesIO(sent_file(town, CLERK, "grids-1.xlsx"))).active
    assert old is not None
    assert [row[1] for row in old.iter_rows(min_row=2, values_only=True)] == ["第1网格", "第2网格", "第3网格"]
    await town.press(CLERK, page, "本月巡查表")
    await town.settle()
    book = openpyxl.load_workbook(io.BytesIO(sent_file(town, CLERK, "checks-2026-03.xlsx")))
    grids, days = (list(sheet.iter_rows(min_row=2, values_only=True)) for sheet in book.worksheets)
    assert [(row[1], row[3]) for row in grids] == [("第1网格", "✓"), ("第2网格", "✓"), ("第3网格", "没有")]
    assert days[-1][1:] == (3, 2, 0, 1, 0)
