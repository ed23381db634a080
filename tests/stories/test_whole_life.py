"""A matter's whole life, as the people of a council live it: by buttons, by commands, and with time."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.stories.town import Town, labels, story_fixture


async def set_up_resolved(town: Town) -> None:
    """A resolution about a matter of 赵敏; who does it is not said yet."""
    await town.say("赵敏", "/propose 3号楼门口的路灯坏了")
    await town.say("李秀兰", "/accept 1")
    await town.say("李秀兰", "决议 1 换新灯")


resolved = story_fixture(set_up_resolved)


async def test_objected(resolved: Town) -> None:
    """The clerk posts the resolution for a week, a neighbour objects, the clerk answers, and it is handed over."""
    await resolved.act("李秀兰", resolved.card(1), "公示")
    assert "3月17日" in resolved.last().text
    assert await resolved.matters() == {1: "publicized"}
    await resolved.press("孙大爷", resolved.last(), "异议")
    await resolved.say("孙大爷", "应该先修东门", to=resolved.question("孙大爷"))
    told = resolved.last()
    assert "应该先修东门" in told.text
    assert "专人" in await resolved.press_old("孙大爷", told, "答复异议")
    await resolved.act("李秀兰", told, "答复异议")
    assert "应该先修东门" in resolved.last().text
    await resolved.say("李秀兰", "东门下个月修", to=resolved.question("李秀兰"))
    assert "东门下个月修" in resolved.last().text
    await resolved.travel(timedelta(days=16))
    assert "公示结束" in resolved.last().text
    await resolved.say("李秀兰", "/assign 1 陈师傅 7天")
    assert await resolved.matters() == {1: "dispatched"}
    details = await resolved.ask("赵敏", "/matter 1")
    for words in ("应该先修东门", "东门下个月修", "公示"):
        assert words in details.text


async def test_objection_in_private(resolved: Town) -> None:
    """Who does not want to speak up in the group objects in private."""
    await resolved.say("李秀兰", "/publish 1 7")
    answer = await resolved.whisper("孙大爷", "/object 1 应该先修东门")
    assert "#1" in answer.text
    assert "应该先修东门" in resolved.last().text
    assert "孙大爷" not in resolved.last().text


async def test_told_to_the_clerk(resolved: Town) -> None:
    """The clerk has each objection in private, and answers it there; the group reads the answer."""
    await resolved.whisper("李秀兰", "/start")
    await resolved.whisper("王建国", "/start")
    await resolved.say("李秀兰", "/publish 1 7")
    await resolved.say("孙大爷", "/object 1 应该先修东门")
    told = resolved.private("李秀兰")[-1]
    assert "应该先修东门" in told.text
    assert "孙大爷" not in told.text
    assert not any("先修东门" in each.text for each in resolved.private("王建国"))
    await resolved.press("李秀兰", told, "答复异议")
    await resolved.press("李秀兰", await resolved.whisper("李秀兰", "东门下个月修"), "发出去")
    assert any("东门下个月修" in each.text for each in resolved.heard())
    assert "已经答复：东门下个月修" in told.text
    assert labels(told) == []
    await resolved.say("李秀兰", "/object 1 我自己也有话")
    assert not any("我自己也有话" in each.text for each in resolved.private("李秀兰")[-1:])


async def test_the_answer_in_private(resolved: Town) -> None:
    """Who objected has the answer in private as well, once, and nobody else has."""
    for who in ("孙大爷", "赵敏", "李秀兰"):
        await resolved.whisper(who, "/start")
    await resolved.say("李秀兰", "/publish 1 7")
    await resolved.say("孙大爷", "/object 1 应该先修东门")
    await resolved.whisper("李秀兰", "/reply 1 东门下个月修")
    (told,) = [each for each in resolved.private("孙大爷") if "东门下个月修" in each.text]
    assert "您说：应该先修东门" in told.text
    assert labels(told) == ["详情"]
    assert not any("东门下个月修" in each.text for each in resolved.private("赵敏"))


async def test_told_to_the_head(resolved: Town) -> None:
    """Without a clerk the head has it; without a private chat the group's news is all."""
    await resolved.say("李秀兰", "/publish 1 7")
    await resolved.say("孙大爷", "/object 1 应该先修东门")
    await resolved.whisper("王建国", "/start")
    said = resolved.world.say(resolved.people["李秀兰"], resolved.group, "再见")
    await resolved.say("王建国", "/role 撤销", to=said)
    await resolved.say("孙大爷", "/object 1 钱从哪里来")
    assert "钱从哪里来" in resolved.private("王建国")[-1].text
    assert not any("先修东门" in each.text for each in resolved.private("王建国"))


async def test_nobody_objects(resolved: Town) -> None:
    """When nobody objected the group and the timeline say so."""
    await resolved.say("李秀兰", "/publish 1 7")
    await resolved.travel(timedelta(days=10))
    assert "公示结束了，没有异议。" in resolved.last().text
    assert "公示结束，没有异议" in (await resolved.ask("赵敏", "/matter 1")).text


async def test_down_over_the_end(resolved: Town) -> None:
    """The bot is down when a publication ends: on return it is said once."""
    await resolved.say("李秀兰", "/publish 1")
    async with resolved.asleep():
        resolved.move(timedelta(days=20))
    await resolved.travel(timedelta(hours=1))
    said = [each.text for each in resolved.heard() if "公示结束" in each.text]
    assert len(said) == 1
    await resolved.travel(timedelta(days=2))
    assert [each.text for each in resolved.heard() if "公示结束" in each.text] == said


async def test_commands(town: Town) -> None:
    """Every act has a command that does what its button does; a refusal says who may."""
    for text in ("3号楼门口的路灯坏了", "电梯旁边堆了杂物", "东门口太挤", "楼道里有人停车", "大树挡了光"):
        await town.say("赵敏", f"/propose {text}")
    assert "专人" in (await town.ask("孙大爷", "/accept 1")).text
    for number in (1, 2, 3):
        await town.say("李秀兰", f"/accept {number}")
    await town.say("李秀兰", "/reject 4 这是物业的事")
    await town.say("赵敏", "/withdraw 5")
    await town.say("李秀兰", "/defer 1 等物业报价")
    await town.say("李秀兰", "/refer 2 业主大会")
    await town.say("李秀兰", "/merge 3 1")
    states = {1: "deferred", 2: "referred", 3: "merged", 4: "rejected", 5: "withdrawn"}
    assert await town.matters() == states
    await town.say("李秀兰", "/agenda 1")
    await town.say("李秀兰", "/resolve 2 业主大会同意换门")
    await town.say("李秀兰", "/assign 2 陈师傅 7天")
    await town.say("陈师傅", "/return 2 这是物业的事")
    assert "这是物业的事" in town.last().text
    await town.press_old("李秀兰", town.last(), "交办")
    await town.say("李秀兰", "陈师傅", to=town.question("李秀兰"))
    await town.say("李秀兰", "7天", to=town.question("李秀兰"))
    await town.act("陈师傅", town.last(), "签收")
    assert await town.matters() == {**states, 1: "agenda", 2: "in_progress"}
    assert "退回" not in labels(town.card(2))


@pytest.mark.parametrize("wish", ["/defer", "缓议"])
async def test_what_is_left_out_is_asked_for(town: Town, wish: str) -> None:
    """Without a number it is asked for, then the reason."""
    await town.say("赵敏", "/propose 3号楼门口的路灯坏了")
    await town.say("李秀兰", "/accept 1")
    question = await town.ask("李秀兰", wish)
    question = await town.ask("李秀兰", "1", to=question)
    assert "为什么缓议" in question.text
    await town.say("李秀兰", "等物业报价", to=question)
    assert await town.matters() == {1: "deferred"}


async def test_who_may_not_is_not_asked(town: Town) -> None:
    """Somebody who may not is told so before they write their reasons in vain."""
    await town.say("赵敏", "/propose 3号楼门口的路灯坏了")
    refusal = await town.ask("孙大爷", "/reject 1")
    assert "只有议事长和专人能" in refusal.text


async def test_to_the_archive(town: Town) -> None:
    """From the agenda to the archive; nobody files it within the month, nor what was not deliberated."""
    for text in ("3号楼门口的路灯坏了", "电梯旁边堆了杂物"):
        await town.say("赵敏", f"/propose {text}")
    await town.say("李秀兰", "/accept 1")
    await town.say("李秀兰", "/accept 2")
    await town.say("李秀兰", "/agenda 1")
    for number in (1, 2):
        await town.say("李秀兰", f"/resolve {number} 这就办，承办：陈师傅，期限：7天")
        await town.say("陈师傅", f"/done {number} 办好了")
        await town.press("赵敏", town.last(), "满意")
    assert await town.matters() == {1: "closed", 2: "closed"}
    assert "4月1日" in (await town.ask("李秀兰", "/archive 1")).text
    await town.travel(timedelta(days=30))
    assert "/opinion 2" in (await town.ask("李秀兰", "/archive 2")).text
    await town.act("李秀兰", town.card(1), "归档")
    await town.say("李秀兰", "/opinion 2 办得好")
    await town.say("李秀兰", "/archive 2")
    assert await town.matters() == {1: "archived", 2: "archived"}


async def test_on_the_next_agenda(town: Town) -> None:
    """What is reported done stands on the next meeting's agenda by itself."""
    await town.say("赵敏", "/propose 3号楼门口的路灯坏了")
    await town.say("李秀兰", "/accept 1")
    await town.say("李秀兰", "/resolve 1 换新灯，承办：陈师傅，期限：7天")
    await town.say("陈师傅", "/done 1 装好了")
    card = await town.ask("赵敏", "/meeting")
    assert "回头议" in card.text
    assert "#1" in card.text


async def test_reopened_after_nobody_answered(town: Town) -> None:
    """What was closed without an answer is worked on again when its proposer says that it is not solved."""
    await town.say("赵敏", "/propose 3号楼门口的路灯坏了")
    await town.say("李秀兰", "/accept 1")
    await town.say("李秀兰", "/resolve 1 换新灯，承办：陈师傅，期限：7天")
    await town.say("陈师傅", "/done 1 装好了")
    await town.travel(timedelta(days=8))
    assert "未回访到 1 个" in (await town.ask("赵敏", "/stats")).text
    assert "提出人" in (await town.ask("孙大爷", "/reopen 1 还是不亮")).text
    told = next(each for each in town.heard() if "没有人评价" in each.text)
    assert "提出人" in await town.press_old("孙大爷", told, "重新办理")
    await town.act("赵敏", told, "重新办理")
    await town.say("赵敏", "还是不亮", to=town.question("赵敏"))
    assert await town.matters() == {1: "in_progress"}


async def test_procedure(town: Town) -> None:
    """The head chooses 四议两公开: posting before its stages were held says what is missing."""
    card = await town.ask("王建国", "/procedure")
    assert "四议两公开" not in labels(await town.ask("赵敏", "/procedure"))
    await town.press("王建国", card, "四议两公开")
    assert "四议两公开" in (await town.ask("王建国", "/setup")).text
    await town.say("赵敏", "/propose 村口的路要修")
    await town.say("李秀兰", "/accept 1")
    before = town.heard()
    await town.say("李秀兰", "/resolve 1 今年修路")
    assert any("交办之前先要" in text for text in town.since(before))
    assert "党支部会提议" in (await town.ask("李秀兰", "/publish 1")).text
    for words in ("同意修路", "签字：党支部、村委会 同意", "应到30 实到21 同意18", "应到30 实到20 同意15"):
        await town.act("李秀兰", town.card(1), "记下一步")
        await town.say("李秀兰", words, to=town.question("李秀兰"))
    await town.act("李秀兰", town.card(1), "公示")
    assert await town.matters() == {1: "publicized"}
    details = await town.ask("赵敏", "/matter 1")
    assert "应到 30 人，实到 21 人" in details.text
    assert town.now < datetime(2026, 4, 1, tzinfo=UTC)
