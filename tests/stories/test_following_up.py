"""From a resolution to the question whether it is really done."""

from datetime import UTC, datetime, timedelta

import pytest

from sandbox import Message
from tests.stories.town import Town, labels, story_fixture

DUE = datetime(2026, 3, 10, 15, 59, tzinfo=UTC)  # the last minute of 10 March in Shanghai


async def set_up_accepted(town: Town) -> None:
    """A town with an accepted matter of 赵敏, supported by 孙大爷."""
    await town.say("赵敏", "/propose 3号楼门口的路灯坏了")
    await town.press("孙大爷", town.card(1), "附议")
    await town.act("李秀兰", town.card(1), "受理")


accepted = story_fixture(set_up_accepted)


async def set_up_assigned(town: Town) -> None:
    """… and it is resolved: 陈师傅 mends it until 10 March."""
    await town.say("王建国", "/resolve 1 换新灯")
    await town.say("王建国", "陈师傅", to=town.question("王建国"))
    await town.say("王建国", "3月10日", to=town.question("王建国"))
    assert await town.matters() == {1: "dispatched"}


assigned = story_fixture(set_up_accepted, set_up_assigned)


def asks(message: Message) -> bool:
    """Whether the message wants an answer."""
    return "取消" in labels(message)


@pytest.mark.parametrize(
    ("who", "shown"),
    [("陈师傅", "陈师傅"), ("@chenshifu", "陈师傅"), ("我", "王建国"), ("1", "王建国"), ("物业老刘", "物业老刘")],
)
async def test_resolved(accepted: Town, who: str, shown: str) -> None:
    """The resolution asks who and by when; a name, @name, 我, a number of the list or any name is taken."""
    question = await accepted.ask("王建国", "/resolve 1 换新灯")
    assert asks(question)
    assert await accepted.matters() == {1: "resolved"}
    question = await accepted.ask("王建国", who, to=question)
    if who == "物业老刘":  # a name that is not on the list
        await accepted.press("王建国", question, "是")
        question = accepted.last()
    assert asks(question)
    await accepted.say("王建国", "2026-03-10", to=question)
    assert await accepted.matters() == {1: "dispatched"}
    assert shown in accepted.last().text
    assert "3月10日" in accepted.last().text
    for words in ("换新灯", shown, "3月10日"):
        assert words in accepted.card(1).text


async def test_resolved_for_somebody_mentioned(accepted: Town) -> None:
    """Somebody without a user name is named by a mention of their account."""
    question = await accepted.ask("王建国", "决议 1 换新灯")
    mention = {"type": "text_mention", "offset": 0, "length": 2, "user": accepted.people["张伟"].as_json()}
    accepted.world.say(accepted.people["王建国"], accepted.group, "张伟", reply_to=question, entities=[mention])
    await accepted.settle()
    await accepted.say("王建国", "7天", to=accepted.question("王建国"))
    assert await accepted.matters() == {1: "dispatched"}
    await accepted.say("张伟", "/progress 1 看过了")
    assert await accepted.matters() == {1: "in_progress"}


async def test_resolved_in_one_line(accepted: Town) -> None:
    """Who and by when may stand in the resolution itself."""
    await accepted.say("王建国", "/resolve 1 换新灯，承办：陈师傅，期限：3月10日")
    assert await accepted.matters() == {1: "dispatched"}
    assert "换新灯" in accepted.card(1).text


@pytest.mark.parametrize("wrong", ["以后", "2020-01-01", "2月30日", "昨天"])
async def test_a_day_that_is_none(accepted: Town, wrong: str) -> None:
    """A day that cannot be read, or is past, is asked for again, with what was wrong."""
    question = await accepted.ask("王建国", "/resolve 1 换新灯")
    question = await accepted.ask("王建国", "陈师傅", to=question)
    question = await accepted.ask("王建国", wrong, to=question)
    assert asks(question)
    assert await accepted.matters() == {1: "resolved"}
    await accepted.say("王建国", "3月10日", to=question)
    assert await accepted.matters() == {1: "dispatched"}


async def test_asked_for_everything(accepted: Town) -> None:
    """/resolve alone asks for the number, the resolution, who and by when, one after the other."""
    question = await accepted.ask("王建国", "/resolve")
    for answer in ("1", "换新灯", "陈师傅", "3月10日"):
        assert asks(question), answer
        question = await accepted.ask("王建国", answer, to=question)
    assert await accepted.matters() == {1: "dispatched"}
    assert "陈师傅" in accepted.card(1).text


async def test_answered_too_late(accepted: Town) -> None:
    """A second answer to a question, or one after days, is not lost without a word; a command is one as a reply too."""
    accepted.world.has_ephemeral_messages = False  # who is asked alone cannot reply to it twice
    question = await accepted.ask("李秀兰", "/resolve 1")
    await accepted.say("李秀兰", "换一盏灯", to=question)
    await accepted.say("李秀兰", "陈师傅", to=accepted.question("李秀兰"))
    await accepted.say("李秀兰", "3天", to=accepted.question("李秀兰"))
    await accepted.say("李秀兰", "再加一盏", to=question)
    assert "已经答过" in accepted.last().text
    before = len(accepted.heard())
    await accepted.say("孙大爷", "这样好", to=question)
    assert len(accepted.heard()) == before
    await accepted.whisper("李秀兰", "/start")
    await accepted.say("李秀兰", "统计", to=question)
    assert "议题 1 个" in accepted.private("李秀兰")[-1].text


async def test_assigned_later(accepted: Town) -> None:
    """Who did not answer the question goes on later with the button of the card."""
    await accepted.say("王建国", "/resolve 1 换新灯")
    await accepted.press_old("李秀兰", accepted.card(1), "交办")
    await accepted.say("李秀兰", "陈师傅", to=accepted.question("李秀兰"))
    await accepted.say("李秀兰", "7天", to=accepted.question("李秀兰"))
    assert await accepted.matters() == {1: "dispatched"}


async def test_who_may_resolve(accepted: Town) -> None:
    """Residents and handlers may not."""
    for who in ("赵敏", "陈师傅"):
        assert "专人" in (await accepted.ask(who, "/resolve 1 换新灯")).text
    assert await accepted.matters() == {1: "accepted"}


async def test_not_resolved_before_it_is_accepted(town: Town) -> None:
    """What nobody has accepted yet cannot be resolved."""
    await town.say("赵敏", "/propose 路灯坏了")
    await town.say("王建国", "/resolve 1 换新灯")
    assert await town.matters() == {1: "submitted"}


@pytest.mark.parametrize("who", ["陈师傅", "李秀兰", "王建国"])
async def test_progress(assigned: Town, who: str) -> None:
    """The handler, the clerk and the head tell how it goes; the group reads it and the timeline keeps it."""
    await assigned.say(who, "/progress 1 灯已经买到")
    assert await assigned.matters() == {1: "in_progress"}
    assert "灯已经买到" in assigned.last().text
    await assigned.photo(who, "进展 1 正在装")
    assert "photo" in assigned.last().content
    assert "正在装" in assigned.last().text
    await assigned.say("赵敏", "/matter 1")
    assert "灯已经买到" in assigned.last().text
    assert "正在装" in assigned.last().text


@pytest.mark.parametrize("who", ["赵敏", "孙大爷", "张伟"])
async def test_who_may_not(assigned: Town, who: str) -> None:
    """Nobody else may, by command or button."""
    before = await assigned.matters()
    for wish in ("/progress 1 灯已经买到", "/done 1 好了"):
        assert "承办人" in (await assigned.ask(who, wish)).text
    for label in ("进展", "办结"):
        assert "承办人" in await assigned.press_old(who, assigned.card(1), label)
    assert await assigned.matters() == before


async def test_progress_by_button(assigned: Town) -> None:
    """The buttons of the card ask for the words; a picture alone is an answer as well."""
    await assigned.act("陈师傅", assigned.card(1), "进展")
    await assigned.say("陈师傅", "灯已经买到", to=assigned.question("陈师傅"))
    assert await assigned.matters() == {1: "in_progress"}
    await assigned.act("陈师傅", assigned.card(1), "办结")
    await assigned.photo("陈师傅", to=assigned.question("陈师傅"))
    assert await assigned.matters() == {1: "done"}


async def test_progress_without_words(assigned: Town) -> None:
    """/progress alone asks for the number, /progress N for the words."""
    question = await assigned.ask("陈师傅", "/progress")
    question = await assigned.ask("陈师傅", "1", to=question)
    await assigned.say("陈师傅", "灯已经买到", to=question)
    assert await assigned.matters() == {1: "in_progress"}
    question = await assigned.ask("陈师傅", "/done 1")
    await assigned.say("陈师傅", "装好了", to=question)
    assert await assigned.matters() == {1: "done"}


async def test_told_in_private(accepted: Town) -> None:
    """A handler who has opened the private chat is told there what is theirs, and works from there."""
    await accepted.whisper("陈师傅", "/start")
    await accepted.say("王建国", "/resolve 1 换新灯，承办：陈师傅，期限：3月10日")
    yours = accepted.private("陈师傅")[-1]
    assert "#1" in yours.text
    assert "3月10日" in yours.text
    await accepted.press("陈师傅", yours, "进展")
    await accepted.press("陈师傅", await accepted.whisper("陈师傅", "灯已经买到"), "发出去")
    assert await accepted.matters() == {1: "in_progress"}
    assert "灯已经买到" in accepted.last().text


@pytest.mark.parametrize("said", ["陈师傅 7天", "陈师傅，期限：3月9日", "4、7 days", "陈师傅 3月9日"])
async def test_who_and_by_when_at_once(accepted: Town, said: str) -> None:
    """Whoever is asked who does it may say the day in the same breath."""
    question = await accepted.ask("王建国", "/resolve 1 换新灯")
    await accepted.say("王建国", said, to=question)
    assert await accepted.matters() == {1: "dispatched"}
    assert "承办：陈师傅\n期限：3月9日" in accepted.card(1).text


async def test_without_a_resolution(accepted: Town) -> None:
    """Who is handed something at once is shown no empty resolution."""
    await accepted.press("王建国", await accepted.ask("王建国", "/procedure"), "简易")
    await accepted.whisper("陈师傅", "/start")
    await accepted.say("赵敏", "/propose 灯泡坏了")
    await accepted.say("李秀兰", "/accept 2")
    await accepted.say("李秀兰", "/assign 2 陈师傅 7天")
    assert "决议" not in accepted.private("陈师傅")[-1].text


async def test_taken_over_in_private(accepted: Town) -> None:
    """What is handed to somebody is taken over from the private chat; what comes back says there what is missing."""
    await accepted.whisper("陈师傅", "/start")
    await accepted.say("王建国", "/resolve 1 换新灯，承办：陈师傅，期限：3月10日")
    yours = accepted.private("陈师傅")[-1]
    assert "请先点「签收」" in yours.text
    await accepted.press("陈师傅", yours, "签收")
    assert await accepted.matters() == {1: "in_progress"}
    await accepted.say("陈师傅", "/done 1 装好了")
    await accepted.press("赵敏", accepted.last(), "不满意")
    await accepted.say("赵敏", "灯还是不亮", to=accepted.question("赵敏"))
    again = accepted.private("陈师傅")[-1]
    assert "还没有办好：灯还是不亮" in again.text
    assert labels(again) == ["进展", "办结"]


async def test_overdue(assigned: Town) -> None:
    """At nine on the day after, the group is told once, and so is the handler, until there is progress to see."""
    await assigned.whisper("陈师傅", "/start")
    before, mine = assigned.heard(), assigned.private("陈师傅")
    await assigned.travel(DUE + timedelta(hours=8))
    assert [text for text in assigned.since(before) if "期限" in text and "#1" in text] == []
    for days in range(1, 4):
        await assigned.travel(datetime(2026, 3, 10 + days, 1, 5, tzinfo=UTC))
        late = [text for text in assigned.since(before) if "期限" in text and "#1" in text]
        assert len(late) == 1
        assert "陈师傅" in late[0]
        told = assigned.since(mine, assigned.people["陈师傅"])
        assert len([text for text in told if "过了期限" in text]) == 1
    await assigned.say("陈师傅", "/done 1 装好了")
    told = assigned.since(mine, assigned.people["陈师傅"])
    await assigned.travel(timedelta(days=3))
    assert [text for text in assigned.since(mine, assigned.people["陈师傅"]) if "期限" in text] == [
        text for text in told if "期限" in text
    ]
    await assigned.say("赵敏", "/matter 1")
    assert "2026-03-11" in assigned.last().text


async def test_overdue_while_down(assigned: Town) -> None:
    """After days without the bot the delay is told once, not once for every day."""
    await assigned.whisper("陈师傅", "/start")
    before, mine = assigned.heard(), assigned.private("陈师傅")
    async with assigned.asleep():
        assigned.move(datetime(2026, 3, 15, 4, tzinfo=UTC))
    await assigned.wake(assigned.now)
    assert len([text for text in assigned.since(before) if "期限" in text and "#1" in text]) == 1
    await assigned.travel(datetime(2026, 3, 16, 2, tzinfo=UTC))  # behind Monday's list
    assert len([text for text in assigned.since(mine, assigned.people["陈师傅"]) if "期限" in text]) == 1


async def test_everybody_is_content(assigned: Town) -> None:
    """Proposer and supporters are asked; when all are content the matter is closed."""
    done = await assigned.ask("陈师傅", "/done 1 装好了")
    assert {"满意", "基本满意", "不满意"} <= set(labels(done))
    assert "装好了" in done.text
    await assigned.press("张伟", done, "满意")  # was not asked
    assert await assigned.matters() == {1: "done"}
    await assigned.press("赵敏", done, "满意")
    await assigned.press("赵敏", done, "满意")  # twice is once
    assert await assigned.matters() == {1: "done"}
    old = next(each for row in done.keyboard for each in row if each["text"] == "满意")["callback_data"]
    await assigned.press("孙大爷", done, "基本满意")
    assert await assigned.matters() == {1: "closed"}
    assert "不用再评价了。还有没办好的，请再提一次" in await assigned.forge("孙大爷", done, old)
    await assigned.say("赵敏", "/matter 1")
    timeline = assigned.last().text
    for words in ("提出", "受理", "换新灯", "陈师傅", "装好了", "满意", "基本满意", "销号", "2026-03-02"):
        assert words in timeline


async def test_asked_in_private(assigned: Town) -> None:
    """Who has opened the private chat is asked there too, and one answer is enough."""
    await assigned.whisper("赵敏", "/start")
    await assigned.say("陈师傅", "/done 1 装好了")
    question = assigned.private("赵敏")[-1]
    assert {"满意", "基本满意", "不满意"} <= set(labels(question))
    await assigned.press("赵敏", question, "满意")
    await assigned.press("孙大爷", assigned.last(), "满意")
    assert await assigned.matters() == {1: "closed"}


async def test_somebody_is_not_content(assigned: Town) -> None:
    """不满意 asks for the reason, which reopens the matter with a new day; nothing is closed meanwhile."""
    done = await assigned.ask("陈师傅", "/done 1 装好了")
    await assigned.press("赵敏", done, "满意")
    await assigned.press("孙大爷", done, "不满意")
    question = assigned.last()
    assert asks(question)
    assert await assigned.matters() == {1: "done"}
    await assigned.say("孙大爷", "晚上还是不亮", to=question)
    assert await assigned.matters() == {1: "in_progress"}
    assert "晚上还是不亮" in assigned.last().text
    await assigned.travel(timedelta(days=7, hours=12))
    assert await assigned.matters() == {1: "in_progress"}
    done = await assigned.ask("陈师傅", "/done 1 真的好了")
    await assigned.press("赵敏", done, "满意")
    assert await assigned.matters() == {1: "done"}
    await assigned.press("孙大爷", done, "满意")
    assert await assigned.matters() == {1: "closed"}


async def test_not_content_in_private(assigned: Town) -> None:
    """The reason may be given in private, and is shown there before the group reads it: two taps and a reason."""
    await assigned.whisper("赵敏", "/start")
    await assigned.say("陈师傅", "/done 1 装好了")
    await assigned.press("赵敏", assigned.private("赵敏")[-1], "不满意")
    shown = await assigned.whisper("赵敏", "晚上还是不亮")
    assert await assigned.matters() == {1: "done"}
    await assigned.press("赵敏", shown, "发出去")
    assert await assigned.matters() == {1: "in_progress"}
    assert "晚上还是不亮" in assigned.last().text


async def test_nobody_answers(assigned: Town) -> None:
    """After seven days without an answer the matter is closed, and it is said that nobody was reached."""
    await assigned.say("陈师傅", "/done 1 装好了")
    await assigned.travel(timedelta(days=6, hours=23))
    assert await assigned.matters() == {1: "done"}
    await assigned.travel(timedelta(hours=2))
    assert await assigned.matters() == {1: "unverified"}
    for words in ("#1", "销号", "未回访到"):
        assert words in assigned.last().text


async def test_a_reason_that_comes_after_the_close(assigned: Town) -> None:
    """Who began to complain and finished after the seven days is told that it is closed."""
    done = await assigned.ask("陈师傅", "/done 1 装好了")
    await assigned.travel(timedelta(days=6, hours=20))
    await assigned.press("孙大爷", done, "不满意")
    question = assigned.last()
    await assigned.travel(timedelta(hours=10))
    await assigned.say("孙大爷", "晚上还是不亮", to=question)
    assert await assigned.matters() == {1: "unverified"}


async def test_mine_of_the_handler(assigned: Town) -> None:
    """/mine shows the handler what they must do and by when."""
    shown = await assigned.ask("陈师傅", "/mine")
    assert "#1" in shown.text
    assert "3月10日" in shown.text


async def test_hostile_words(accepted: Town) -> None:
    """Resolution, name and steps come out as typed."""
    question = await accepted.ask("王建国", "/resolve 1 <b>换</b> & 修")
    asked = await accepted.ask("王建国", "<i>老刘</i>", to=question)
    assert "<i>老刘</i>" in asked.text
    await accepted.press("王建国", asked, "是")
    await accepted.say("王建国", "7天", to=accepted.question("王建国"))
    assert "<i>老刘</i>" in accepted.last().text
    await accepted.say("李秀兰", "/progress 1 </b>&lt;")
    assert "</b>&lt;" in accepted.last().text
    assert "<b>换</b> & 修" in accepted.card(1).text


def undo_receipt(town: Town, who: str, label: str) -> Message:
    """The newest receipt that somebody got with this button, alone in the group or in private."""
    told = [*town.heard(), *town.private(who)]
    return next(each for each in reversed(told) if labels(each) == [label])


async def test_done_by_mistake(assigned: Town) -> None:
    """The handler takes [办结] back within ten minutes, once: the group hears of it, and nobody is asked any more."""
    await assigned.say("陈师傅", "/done 1 装好了")
    receipt = undo_receipt(assigned, "陈师傅", "撤销办结")
    assert receipt.receiver is assigned.people["陈师傅"]
    question = next(said for said in assigned.heard() if "满意" in labels(said))
    assert "不是您点的" in await assigned.forge("王建国", receipt, receipt.keyboard[0][0]["callback_data"])
    before = assigned.heard()
    await assigned.press("陈师傅", receipt, "撤销办结")
    assert "期限没有变" in receipt.text
    assert labels(receipt) == []
    assert await assigned.matters() == {1: "dispatched"}
    assert "3月10日" in assigned.card(1).text
    (news,) = assigned.since(before)
    assert "办结撤销了" in news
    assert "还没有办好，办结以后再请您评价" in await assigned.press("赵敏", question, "满意")
    assert "撤销办结" in (await assigned.whisper("孙大爷", "/matter 1")).text


async def test_too_late_or_overtaken(assigned: Town) -> None:
    """After ten minutes, or when a neighbour said meanwhile that it is not done, the button says so and what helps."""
    await assigned.say("陈师傅", "/done 1 装好了")
    receipt = undo_receipt(assigned, "陈师傅", "撤销办结")
    assigned.move(timedelta(minutes=11))
    assert "重新办理" in await assigned.press("陈师傅", receipt, "撤销办结")
    question = next(said for said in assigned.heard() if "不满意" in labels(said))
    await assigned.press("赵敏", question, "不满意")
    await assigned.say("赵敏", "还是不亮", to=assigned.question("赵敏"))
    assert "后来又有变化" in await assigned.press("陈师傅", receipt, "撤销办结")
    assert await assigned.matters() == {1: "in_progress"}


async def test_an_answer_by_mistake(assigned: Town) -> None:
    """Whose answer was the last, and closed it, takes it back from the menu or the receipt, and answers again."""
    await assigned.whisper("赵敏", "/start")
    await assigned.say("陈师傅", "/done 1 装好了")
    question = assigned.private("赵敏")[-1]
    await assigned.press("孙大爷", next(said for said in assigned.heard() if "满意" in labels(said)), "满意")
    assert "销号" in await assigned.press("赵敏", question, "满意")
    assert await assigned.matters() == {1: "closed"}
    assert labels(question) == ["详情", "撤回评价"]
    assert "还没有销号" in await assigned.press("赵敏", question, "撤回评价")
    assert await assigned.matters() == {1: "done"}
    assert "不满意" in labels(question)
    await assigned.press("赵敏", question, "基本满意")
    assert "还没有销号" in await assigned.act("赵敏", assigned.card(1), "撤回评价")
    assert await assigned.matters() == {1: "done"}


async def test_resolution_amended(assigned: Town) -> None:
    """New words go at once, by the button they are asked for; the handler's day stays, and both versions are read."""
    before = assigned.heard()
    await assigned.say("李秀兰", "/resolve 1 装感应灯")
    (news,) = assigned.since(before)
    assert "装感应灯" in news
    assert "换新灯" in news
    assert "装感应灯" in assigned.card(1).text
    assert "3月10日" in assigned.card(1).text
    assert await assigned.matters() == {1: "dispatched"}
    await assigned.say("李秀兰", "/resolve 1 装感应灯")
    assert "没有改动" in assigned.heard()[-1].text
    await assigned.whisper("李秀兰", "/start")
    await assigned.act("李秀兰", assigned.card(1), "改决议")
    asked = assigned.private("李秀兰")[-1]
    assert "决议改成什么" in asked.text
    await assigned.whisper("李秀兰", "装两盏")
    assert "装两盏" not in assigned.card(1).text
    await assigned.press("李秀兰", assigned.private("李秀兰")[-1], "发出去")
    assert "装两盏" in assigned.card(1).text
    timeline = (await assigned.whisper("李秀兰", "/matter 1")).text
    assert all(words in timeline for words in ("决议：换新灯", "改决议：装感应灯（原来：换新灯）", "改决议：装两盏"))
