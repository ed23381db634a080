"""The desk 工作台: an officer sees what waits, finds it, and acts on it without leaving the list."""

from datetime import timedelta

import pytest

from sandbox.model import Message
from tests.stories.town import Town, labels, story_fixture

THINGS = ("路灯坏了", "垃圾没人收", "电梯停了", "门禁失灵", "树枝挡窗", "井盖松动", "围墙裂缝", "水管爆裂", "车棚漏雨")


async def busy_council(town: Town) -> None:
    """Nine matters in two buildings: seven wait, one is overdue, one was handed over and not signed for."""
    for name in ("李秀兰", "陈师傅"):
        await town.whisper(name, "/start")
    for place, thing in enumerate(THINGS):
        await town.say("赵敏", f"/propose {place % 2 + 3}号楼{thing}")
    await town.say("李秀兰", "/accept 1 2")
    await town.say("王建国", "/resolve 1 换灯 承办：陈师傅 期限：3天")
    await town.say("陈师傅", "/ack 1")
    await town.travel(timedelta(days=5))
    await town.say("王建国", "/resolve 2 加一次清运 承办：陈师傅 期限：20天")


busy = story_fixture(busy_council)


def shown_desk(town: Town, who: str) -> Message:
    """The newest message of the bot that somebody sees alone in the group, or else in private."""
    alone = town.alone(who)
    return alone[-1] if alone else town.private(who)[-1]


def fits_screen(message: Message) -> bool:
    return len(message.text) <= 350 and len(message.text.split("\n")) <= 12


async def test_each_number_is_a_button(busy: Town) -> None:
    """The eight queues stand with their numbers; overdue is one tap away, and what waits too long is marked there."""
    desk = await busy.whisper("李秀兰", "/desk")
    numbers = ["待受理 7", "待议 0", "待公示 0", "待交办 0", "未签收 1", "快到期 0", "超期 1", "待回访 0"]
    assert labels(desk)[:8] == numbers
    assert "7 件过了受理期限" in desk.text
    await busy.press("李秀兰", desk, "超期 1")
    assert "#1" in desk.text
    assert "陈师傅，超期" in desk.text
    assert fits_screen(desk)
    await busy.press("李秀兰", desk, "◀ 工作台")
    await busy.press("李秀兰", desk, "待受理 7")
    assert "⚠️ #3" in desk.text
    assert fits_screen(desk)


async def test_acts_without_leaving_the_list(busy: Town) -> None:
    """A row opens with what its reader may do; after the act the same message is the list again, and says so."""
    desk = await busy.whisper("李秀兰", "工作台")
    before = len(busy.private("李秀兰"))
    await busy.press("李秀兰", desk, "待受理 7")
    await busy.press("李秀兰", desk, "#3")
    assert {"受理", "不受理", "详情", "◀ 返回"} <= set(labels(desk))
    assert "签收" not in labels(desk)
    await busy.press("李秀兰", desk, "受理")
    assert (await busy.matters())[3] == "accepted"
    assert "待受理：6 件" in desk.text
    assert "#3 受理了" in desk.text
    assert "#3" not in labels(desk)
    assert len(busy.private("李秀兰")) == before
    await busy.press("李秀兰", desk, "#4")
    await busy.press("李秀兰", desk, "不受理")
    assert "待受理：6 件" in desk.text
    preview = await busy.whisper("李秀兰", "已经修好了")
    assert "待受理：6 件" in desk.text
    await busy.press("李秀兰", preview, "发出去")
    assert "待受理：5 件" in desk.text
    assert (await busy.matters())[4] == "rejected"


async def test_questions_in_steps_lead_back_too(busy: Town) -> None:
    """Handing over asks for a person and a day; the list is redrawn after the last answer."""
    await busy.say("王建国", "/accept 5")
    await busy.say("王建国", "/resolve 5 修门禁")
    await busy.say("王建国", "取消")
    desk = await busy.whisper("李秀兰", "/desk")
    await busy.press("李秀兰", desk, "待交办 1")
    await busy.press("李秀兰", desk, "#5")
    await busy.press("李秀兰", desk, "交办")
    await busy.whisper("李秀兰", "陈师傅")
    await busy.whisper("李秀兰", "7天")
    assert (await busy.matters())[5] == "dispatched"
    assert "待交办：0 件" in desk.text


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("超期 陈师傅", [1]),
        ("陈师傅", [1, 2]),
        ("未签收", [2]),
        ("逾期", [1]),
        ("超期陈师傅", [1]),
        ("3号楼路灯", [1]),
        ("3号楼", [1, 3, 5, 7, 9]),
        ("待受理 4号楼 树枝", []),
        ("待受理 3号楼 树枝", [5]),
        ("办理中", [1]),
        ("公共设施 3号楼 路灯", [1]),
    ],
)
async def test_search_knows_names(busy: Town, words: str, found: list[int]) -> None:
    """States, people, categories, buildings and other words may be typed together; they name a list."""
    shown = await busy.whisper("李秀兰", f"/desk {words}")
    assert [int(label[1:]) for label in labels(shown) if label.startswith("#")] == found


async def test_filters_and_pages(busy: Town) -> None:
    """A list is narrowed by a filter that offers what there is, turned page by page, and searched by a question."""
    desk = await busy.whisper("李秀兰", "/desk")
    await busy.press("李秀兰", desk, "全部 9")
    assert "第 1 页，共 2 页" in desk.text
    await busy.press("李秀兰", desk, "下一页 ▶")
    assert [label for label in labels(desk) if label.startswith("#")] == ["#8", "#9"]
    await busy.press("李秀兰", desk, "楼栋")
    assert labels(desk) == ["3号楼 5", "4号楼 4", "◀ 返回"]
    await busy.press("李秀兰", desk, "4号楼 4")
    assert "只看：4号楼" in desk.text
    await busy.press("李秀兰", desk, "承办人")
    await busy.press("李秀兰", desk, "陈师傅 1")
    assert [label for label in labels(desk) if label.startswith("#")] == ["#2"]
    await busy.press("李秀兰", desk, "看全部")
    assert "9 件" in desk.text
    await busy.press("李秀兰", desk, "🔎 搜索")
    assert "#1" in labels(await busy.whisper("李秀兰", "超期"))
    again = await busy.whisper("李秀兰", "3号楼 井盖", to=desk)
    assert "3号楼 · 「井盖」" in again.text


async def test_in_the_group_alone(busy: Town) -> None:
    """In the group the officer alone sees the desk, acts on it, and it is changed in place."""
    before = [said for said in busy.heard() if said.receiver is None]
    await busy.say("李秀兰", "/desk")
    desk = shown_desk(busy, "李秀兰")
    await busy.press("李秀兰", desk, "待受理 7")
    await busy.press("李秀兰", desk, "#3")
    await busy.press("李秀兰", desk, "受理")
    assert "待受理：6 件" in desk.text
    assert "#3 受理了" in desk.text
    await busy.press("李秀兰", desk, "#4")
    await busy.press("李秀兰", desk, "不受理")
    question = [said for said in busy.heard() if "为什么不受理" in said.text][-1]
    await busy.say("李秀兰", "已经修好了", to=question)
    assert "待受理：5 件" in desk.text
    assert not [said for said in busy.heard() if said.receiver is None and said not in before and "工作台" in said.text]


async def test_not_for_residents(busy: Town) -> None:
    """A resident hears, alone, what they can use instead; a forged press changes nothing; officers have the button."""
    await busy.say("赵敏", "/desk")
    assert "我的" in shown_desk(busy, "赵敏").text
    assert "议题" in shown_desk(busy, "赵敏").text
    await busy.say("李秀兰", "/desk")
    assert "工作台" not in labels(await busy.whisper("赵敏", "/start"))
    menu = await busy.whisper("李秀兰", "/start")
    await busy.press("李秀兰", menu, "🗂 工作台")
    assert "待受理 7" in labels(busy.private("李秀兰")[-1])


async def test_one_message_for_many(busy: Town) -> None:
    """A clerk accepts all that wait with one message."""
    await busy.whisper("李秀兰", "/accept 3-9")
    assert [number for number, state in (await busy.matters()).items() if state == "submitted"] == []
