"""Tickets of the 12345 hotline: each has its answer, the others are listed."""

from datetime import timedelta

import pytest

from tests.stories.test_ledger import row, sheet
from tests.stories.town import Town, labels

HEAD, CLERK, HANDLER, RESIDENT = "王建国", "李秀兰", "陈师傅", "赵敏"


async def entered(town: Town, place: int = 1) -> None:
    await town.say(CLERK, f"工单 2026030200{place} {place}号楼的水管漏了")


async def done(town: Town, number: int) -> None:
    await town.say(CLERK, f"/accept {number}")
    await town.say(CLERK, f"/resolve {number} 修好 承办:陈师傅 期限:3天")
    await town.say(HANDLER, f"/done {number} 修好了")


async def tickets(town: Town) -> str:
    return (await town.ask(RESIDENT, "工单表")).text


async def test_every_ticket_has_its_answer(town: Town) -> None:
    """Five tickets: done, turned down, sent on and merged are answers with their reasons; the fifth is listed."""
    assert "还没有 12345 工单" in await tickets(town)
    for place in range(1, 6):
        await entered(town, place)
    assert "工单 5 件，有答复 0 件" in await tickets(town)
    await done(town, 1)
    await town.say(CLERK, "/reject 2 不是我们小区")
    await town.say(CLERK, "/accept 3")
    await town.say(CLERK, "/refer 3 业主大会，要动用维修资金")
    await town.say(CLERK, "/merge 4 5")
    await town.travel(timedelta(days=3))
    text = await tickets(town)
    assert "工单 5 件，有答复 3 件，还没有答复 2 件" in text
    assert "#4 4号楼的水管漏了（已并案，请看 #5" in text
    assert "#5 5号楼的水管漏了（已提出），工单 20260302005，等了 3 天" in text
    await done(town, 5)
    assert "工单 5 件，有答复 5 件，件件有答复" in (await tickets(town)).replace("。", "，")


async def test_the_answer_was_none(town: Town) -> None:
    """What is reopened, or comes back from an assembly, waits for its answer again, with what was merged into it."""
    for place in (1, 2):
        await entered(town, place)
    await town.say(CLERK, "/merge 1 2")
    await done(town, 2)
    assert "有答复 2 件" in await tickets(town)
    await town.act(CLERK, town.card(2), "不满意")
    await town.say(CLERK, "还在漏", to=town.last())
    assert "有答复 0 件" in await tickets(town)
    await entered(town, 3)
    await town.say(CLERK, "/accept 3")
    await town.say(CLERK, "/refer 3 业主大会")
    assert "有答复 1 件" in await tickets(town)
    await town.say(CLERK, "/resolve 3 业主大会同意换管")
    assert "有答复 0 件" in await tickets(town)


async def test_the_recorder_rings_the_caller(town: Town) -> None:
    """On the card stands the ticket, not the caller; the one who recorded it is asked, and to ring the caller."""
    await town.whisper(CLERK, "/start")
    await entered(town)
    assert "提出人：12345 工单 20260302001" in town.card(1).text
    assert f"代录人：{CLERK}" in town.card(1).text
    await done(town, 1)
    assert "给打 12345 的居民回个电话" in town.last().text
    asked = town.private(CLERK)[-1]
    assert "给打 12345 的居民回个电话" in asked.text
    await town.press(CLERK, asked, "满意")
    assert await town.matters() == {1: "closed"}


async def test_the_same_number_again(town: Town) -> None:
    """A number is taken once; who enters it again, however it is written, is told which matter it is."""
    await entered(town)
    assert "#1" in (await town.ask(HEAD, "/ticket 2026-0302-001 水管还在漏")).text
    assert await town.matters() == {1: "submitted"}


@pytest.mark.parametrize("number", ["水管漏了", "13800138000", "1" * 33])
async def test_no_number(town: Town, number: str) -> None:
    """What is no number, or somebody's telephone, is not taken, and it is said how it is written."""
    refused = await town.ask(CLERK, f"/ticket {number} 3号楼的水管")
    assert "没看懂工单号" in refused.text
    assert await town.matters() == {}


async def test_asked_for(town: Town) -> None:
    """What is missing is asked for; a telephone number among the words is hidden; a resident is told who may."""
    assert "专人" in (await town.ask(RESIDENT, "/ticket")).text
    question = await town.ask(CLERK, "/ticket")
    question = await town.ask(CLERK, "20260302001", to=question)
    assert "工单号" in question.text
    await town.say(CLERK, "20260302001 水管漏了，电话 13800138000", to=question)
    assert "138****8000" in town.card(1).text


async def test_not_taken_back(town: Town) -> None:
    """Nobody takes a ticket back: it is turned down with a reason, or answered."""
    await entered(town)
    assert "撤回" not in labels(town.card(1))
    assert "不受理" in (await town.ask(CLERK, "/withdraw 1")).text
    assert await town.matters() == {1: "submitted"}


async def test_in_the_ledger(town: Town) -> None:
    """The ledger says which ticket a line comes from, and of which kind it is."""
    await town.whisper(CLERK, "/start")
    await entered(town)
    await town.say(RESIDENT, "/propose 楼道里堆杂物，有安全隐患")
    await town.say(CLERK, "/ledger")
    table = sheet(town, CLERK)
    assert row(table, 1)["来源"].value == "12345 工单 20260302001"
    assert row(table, 1)["类别"].value.endswith("（问题）")
    assert row(table, 2)["来源"].value == "居民提出"
    assert row(table, 2)["类别"].value.endswith("（隐患）")
