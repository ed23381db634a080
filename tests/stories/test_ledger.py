"""The ledger: an officer asks for it and gets a table that a spreadsheet can sort and filter."""

import io
from datetime import datetime, timedelta
from typing import Any

import openpyxl

from tests.stories.town import Town

COLUMNS = "编号 来源 时间 类别 网格 摘要 级别 首接 协办 时限 进展 办结日 证据 公示日 回访结果 满意度 是否重开 销号人"
CLERK, HANDLER, RESIDENT = "李秀兰", "陈师傅", "赵敏"


def sheet(town: Town, who: str | None = None) -> Any:
    """Open the newest .xlsx that the bot has sent somebody, or the group."""
    heard = town.private(who) if who else town.heard()
    sent = [message.content["document"] for message in heard if "document" in message.content]
    file = town.world.files.by_id(sent[-1]["file_id"])
    assert file is not None
    assert sent[-1]["file_name"].endswith(".xlsx")
    return openpyxl.load_workbook(io.BytesIO(file.content)).active


def row(table: Any, number: int) -> dict[str, Any]:
    """Give the cells of a matter by their column."""
    return {str(head.value): cell for head, cell in zip(table[1], table[number + 1], strict=True)}


async def solved(town: Town, text: str = "提议 =SUM(A1) 路灯坏了，电话 13800138000") -> None:
    """A matter goes its whole way, with a photo as the proof."""
    await town.say(RESIDENT, text)
    await town.act(CLERK, town.card(1), "受理")
    await town.say(CLERK, "/resolve 1 本周修好 承办:@chenshifu 期限:3天")
    await town.photo(HANDLER, "/done 1 换了新灯")
    await town.act(RESIDENT, town.card(1), "满意")


async def test_one_row_a_matter(town: Town) -> None:
    """Each matter is a line with its days, its proof and what the neighbours said of it; private numbers are hidden."""
    await town.whisper(CLERK, "/start")
    await solved(town)
    await town.say("孙大爷", "提议 楼道里堆了杂物")
    await town.say(CLERK, "/ledger")
    table = sheet(town, CLERK)
    assert [cell.value for cell in table[1]] == COLUMNS.split()
    assert table.max_row == 3
    assert (table.freeze_panes, table.auto_filter.ref) == ("B2", "A1:R3")
    done = row(table, 1)
    assert done["编号"].value == 1
    assert done["时间"].value == datetime(2026, 3, 2, 9, 0)  # noqa: DTZ001  # a spreadsheet knows no zones
    assert done["时间"].is_date
    assert done["时限"].value == datetime(2026, 3, 5)  # noqa: DTZ001
    assert done["办结日"].value == datetime(2026, 3, 2)  # noqa: DTZ001
    assert done["摘要"].value == "'=SUM(A1) 路灯坏了，电话 138****8000"
    assert done["摘要"].data_type == "s"
    assert done["首接"].value == HANDLER
    assert done["进展"].value == "已销号：换了新灯"
    assert done["回访结果"].value == "满意 1 人"
    assert (done["满意度"].value, done["是否重开"].value, done["销号人"].value) == ("100.0%", "否", "自动")
    news = next(message for message in town.heard() if "报办结了" in message.text and not message.receiver)
    assert done["证据"].hyperlink.target == f"https://t.me/c/{str(town.group.id)[4:]}/{news.message_id}"
    waiting = row(table, 2)
    assert (waiting["摘要"].value, waiting["进展"].value) == ("楼道里堆了杂物", "已提出")
    assert [waiting[name].value for name in ("网格", "协办", "时限", "办结日", "证据", "满意度")] == [None] * 6
    assert waiting["级别"].value == "L1 议事会"


async def test_in_private_where_that_is_possible(town: Town) -> None:
    """Asked for in the group it comes in private; who has no private chat with the bot gets it in the group."""
    await solved(town)
    await town.say("王建国", "台账")
    assert sheet(town).max_row == 2
    await town.whisper(CLERK, "/start")
    before = town.heard()
    await town.say(CLERK, "台账")
    assert sheet(town, CLERK).max_row == 2
    assert town.since(before) == ["正在做台账，做好了私聊发给您。"]


async def test_a_month_alone(town: Town) -> None:
    """With a month it holds what was proposed in it; an empty month is said to be, and other words are refused."""
    await town.say(RESIDENT, "提议 三月的路灯坏了")
    await town.travel(town.now + timedelta(days=35))
    await town.say(RESIDENT, "提议 四月的垃圾没有人收")
    await town.whisper(CLERK, "/start")
    for words, found in (("2026-03", [1]), ("本月", [2]), ("上月", [1]), ("今年", [1, 2])):
        answer = await town.whisper(CLERK, f"/ledger {words}")
        table = sheet(town, CLERK)
        assert [line[0].value for line in table.iter_rows(min_row=2)] == found
        assert f"{len(found)} 件议题" in answer.text
    assert "台账是空的" in (await town.whisper(CLERK, "/ledger 2025年")).text
    assert "2026-03" in (await town.whisper(CLERK, "/ledger 大概春天")).text


async def test_not_for_everybody(town: Town) -> None:
    """A resident is told who may, and nothing is sent."""
    assert "专人" in (await town.ask(RESIDENT, "/ledger")).text
    assert not [message for message in town.heard() if "document" in message.content]
