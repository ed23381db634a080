"""Sorting: an officer takes a matter up, turns it down or puts it with another."""

import pytest

from tests.stories.town import Town, labels, story_fixture


async def set_up_proposed(town: Town) -> None:
    """A town with three matters; 孙大爷 and 张伟 stand behind the first."""
    for text in ("3号楼门口的路灯坏了", "垃圾没有人收", "西门的电梯吱吱响"):
        await town.say("赵敏", f"/propose {text}")
    for who in ("孙大爷", "张伟"):
        await town.press(who, town.card(1), "附议")


proposed = story_fixture(set_up_proposed)


@pytest.mark.parametrize("officer", ["王建国", "李秀兰"])
async def test_accepted(proposed: Town, officer: str) -> None:
    """Head and clerk may accept; the card shows it, its proposer is told in private, the group reads nothing new."""
    await proposed.whisper("赵敏", "/start")
    before = proposed.heard()
    await proposed.act(officer, proposed.card(1), "受理")
    assert (await proposed.matters())[1] == "accepted"
    assert proposed.since(before) == []
    assert "已受理" in proposed.card(1).text
    told = proposed.private("赵敏")[-1]
    assert "#1「3号楼门口的路灯坏了」受理了" in told.text
    assert labels(told) == ["详情"]
    await proposed.press(officer, proposed.card(1), "办理…")
    assert "受理" not in labels(proposed.last())
    assert "列入议程" in labels(proposed.last())


@pytest.mark.parametrize("label", ["受理", "不受理", "并案"])
@pytest.mark.parametrize("who", ["赵敏", "陈师傅", "张伟", "周倩"])
async def test_who_may_not(proposed: Town, who: str, label: str) -> None:
    """Everybody else gets a toast that says who may, and nothing happens."""
    before = proposed.heard()
    toast = await proposed.press_old(who, proposed.card(1), label)
    assert "议事长" in toast
    assert "专人" in toast
    assert proposed.since(before) == []
    assert (await proposed.matters())[1] == "submitted"


async def test_rejected_with_a_reason(proposed: Town) -> None:
    """Turning down asks for the reason, which card and group show; an officer can undo it."""
    await proposed.act("李秀兰", proposed.card(1), "不受理")
    question = proposed.last()
    assert "取消" in labels(question)
    assert (await proposed.matters())[1] == "submitted"
    await proposed.say("李秀兰", "不归我们管", to=question)
    assert (await proposed.matters())[1] == "rejected"
    assert "不归我们管" in proposed.card(1).text
    assert "不归我们管" in proposed.last().text
    assert "已经答复不受理了" in (await proposed.ask("李秀兰", "/reject 1 不归我们管")).text
    assert "能恢复" in await proposed.press_old("赵敏", proposed.card(1), "恢复")
    assert (await proposed.matters())[1] == "rejected"
    await proposed.act("李秀兰", proposed.card(1), "恢复")
    assert (await proposed.matters())[1] == "submitted"
    assert "不归我们管" not in proposed.card(1).text


async def test_rejected_with_too_short_or_long_a_reason(proposed: Town) -> None:
    """A reason that is none is asked for again."""
    await proposed.act("李秀兰", proposed.card(1), "不受理")
    for reason in ("无", "长" * 600):
        await proposed.say("李秀兰", reason, to=proposed.question("李秀兰"))
        assert (await proposed.matters())[1] == "submitted"
    await proposed.say("李秀兰", "不归我们管", to=proposed.question("李秀兰"))
    assert (await proposed.matters())[1] == "rejected"


async def test_a_reason_that_comes_too_late(proposed: Town) -> None:
    """While the clerk writes, the head accepts and the matter goes on: the reason is refused, not applied."""
    await proposed.act("李秀兰", proposed.card(1), "不受理")
    question = proposed.last()
    await proposed.act("王建国", proposed.card(1), "受理")
    await proposed.act("王建国", proposed.card(1), "列入议程")
    await proposed.say("李秀兰", "不归我们管", to=question)
    assert (await proposed.matters())[1] == "agenda"


async def test_merged(proposed: Town) -> None:
    """The supporters and the proposer move along, once each, and those who can be reached are told."""
    await proposed.whisper("孙大爷", "/start")
    await proposed.press("孙大爷", proposed.card(2), "附议")
    await proposed.say("周倩", "/propose 三号楼的灯都不亮")
    offer = proposed.last()
    if "仍然提交" in labels(offer):
        await proposed.press("周倩", offer, "仍然提交")
    await proposed.press("张伟", proposed.card(4), "附议")
    await proposed.act("李秀兰", proposed.card(4), "并案")
    await proposed.say("李秀兰", "1", to=proposed.question("李秀兰"))
    assert (await proposed.matters())[4] == "merged"
    assert await proposed.supporters(1) == 3  # 孙大爷, 张伟 once, 周倩
    assert "附议 3 人" in proposed.card(1).text
    assert "#1" in proposed.card(4).text
    assert "附议" not in labels(proposed.card(4))
    await proposed.act("李秀兰", proposed.card(2), "并案")
    await proposed.say("李秀兰", "#1", to=proposed.question("李秀兰"))
    assert await proposed.supporters(1) == 3  # 赵敏 proposed both, 孙大爷 supported both
    told = proposed.private("孙大爷")[-1].text
    assert "#2" in told
    assert "#1" in told


@pytest.mark.parametrize("wrong", ["99", "1", "那个路灯", "3", "", "0", "1e9", "-1", "9" * 20])
async def test_merged_wrongly(proposed: Town, wrong: str) -> None:
    """A number that is none, itself, or something over and done is asked for again; nothing moves."""
    await proposed.act("赵敏", proposed.card(3), "撤回")
    await proposed.act("李秀兰", proposed.card(1), "并案")
    question = proposed.question("李秀兰")
    await proposed.say("李秀兰", wrong or " ", to=question)
    assert (await proposed.matters())[1] == "submitted"
    again = proposed.question("李秀兰")
    assert question.is_deleted
    await proposed.say("李秀兰", "2", to=again)
    assert (await proposed.matters())[1] == "merged"


async def test_answered_by_somebody_else(proposed: Town) -> None:
    """A question to the clerk is not answered by the head, nor by a neighbour, where all read it."""
    proposed.world.has_ephemeral_messages = False
    question = await proposed.ask("李秀兰", "/reject 1")
    for who in ("王建国", "赵敏"):
        await proposed.say(who, "我来说说", to=question)
    assert (await proposed.matters())[1] == "submitted"


async def test_two_questions(proposed: Town) -> None:
    """Pressing another button meanwhile: the newer question counts, the older one does nothing wrong."""
    await proposed.act("李秀兰", proposed.card(1), "不受理")
    older = proposed.last()
    await proposed.act("李秀兰", proposed.card(2), "并案")
    newer = proposed.last()
    await proposed.say("李秀兰", "3", to=newer)
    assert (await proposed.matters())[2] == "merged"
    await proposed.say("李秀兰", "不归我们管", to=older)
    assert (await proposed.matters())[1] == "submitted"


async def test_an_older_question_answered(proposed: Town) -> None:
    """Who answers the older of two questions is not taken to have answered the newer one; seen alone, it is gone."""
    await proposed.act("李秀兰", proposed.card(1), "不受理")
    older = proposed.question("李秀兰")
    await proposed.act("李秀兰", proposed.card(2), "不受理")
    assert older.is_deleted
    proposed.world.has_ephemeral_messages = False
    older = await proposed.ask("李秀兰", "/reject 1")
    await proposed.say("李秀兰", "/reject 2")
    await proposed.say("李秀兰", "说的是路灯", to=older)
    assert (await proposed.matters())[2] == "submitted"


async def test_onto_the_agenda(proposed: Town) -> None:
    """/agenda and 列入议程 put accepted matters on the next agenda, by officers alone."""
    for number in (1, 2):
        await proposed.act("李秀兰", proposed.card(number), "受理")
    await proposed.say("赵敏", "/agenda 1")
    assert (await proposed.matters())[1] == "accepted"
    await proposed.say("李秀兰", "/agenda 1 3")  # 3 is not accepted yet
    assert await proposed.matters() == {1: "agenda", 2: "accepted", 3: "submitted"}
    answer = await proposed.ask("李秀兰", "/agenda #2")
    assert "#2" in answer.text
    assert await proposed.matters() == {1: "agenda", 2: "agenda", 3: "submitted"}
    meeting = await proposed.ask("赵敏", "/meeting")
    assert "3号楼门口的路灯坏了" in meeting.text


async def test_asked_for_the_agenda(proposed: Town) -> None:
    """/agenda alone asks for the numbers."""
    await proposed.act("李秀兰", proposed.card(1), "受理")
    await proposed.say("李秀兰", "列入议程")
    await proposed.say("李秀兰", "1", to=proposed.question("李秀兰"))
    assert (await proposed.matters())[1] == "agenda"


async def test_an_officer_in_private(proposed: Town) -> None:
    """The clerk does the same from the private list of matters."""
    shown = await proposed.whisper("李秀兰", "/matter 1")
    await proposed.press("李秀兰", shown, "受理")
    assert (await proposed.matters())[1] == "accepted"
    shown = await proposed.whisper("李秀兰", "/matter 2")
    await proposed.press("李秀兰", shown, "不受理")
    await proposed.press("李秀兰", await proposed.whisper("李秀兰", "不归我们管"), "发出去")
    assert (await proposed.matters())[2] == "rejected"


async def test_a_resident_in_private(proposed: Town) -> None:
    """A resident's private card offers what they may do; what it does not offer is refused below the group's card."""
    shown = await proposed.whisper("赵敏", "/matter 1")
    assert labels(shown) == ["撤回"]
    assert "专人" in await proposed.press_old("赵敏", proposed.card(1), "受理")
    assert (await proposed.matters())[1] == "submitted"
