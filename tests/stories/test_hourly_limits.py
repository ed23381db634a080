"""Somebody, or a script in their name, does more within an hour than people do."""

from datetime import timedelta

import pytest

from bot.conversation.context import ACTS_AN_HOUR, PRESSES_AN_HOUR
from bot.domain.shared.ids import AccountId
from tests.stories.test_votes import accepted, ballot_card, put_together
from tests.stories.town import Town, labels, story_fixture

HOUR = timedelta(hours=1)


def has_done(town: Town, who: str, acts: int) -> None:
    """Count so many acts of a person within this hour already."""
    for _ in range(acts):
        town.app.context.acts.count((AccountId(str(town.people[who].id)),), town.now)


def lines(town: Town, what: str) -> int:
    """Count the record's lines of what was done."""
    return sum(line.what == what for line in town.store.record())


async def set_up_proposed(town: Town) -> None:
    """A town in which 赵敏 has proposed something."""
    await town.say("赵敏", "/propose 3号楼门口的路灯坏了")


proposed = story_fixture(set_up_proposed)


@pytest.fixture
async def busy(proposed: Town) -> Town:
    """The same, and 孙大爷 has done all that one may do within an hour: only the running bot remembers that."""
    has_done(proposed, "孙大爷", ACTS_AN_HOUR)
    return proposed


async def test_the_last_act_counts(proposed: Town) -> None:
    """Up to the limit everything is done."""
    has_done(proposed, "孙大爷", ACTS_AN_HOUR - 1)
    await proposed.say("孙大爷", "/propose 电梯坏了")
    assert await proposed.matters() == {1: "submitted", 2: "submitted"}


async def test_words(busy: Town) -> None:
    """Who has done enough is asked once to wait, and until when; then nothing is answered until the hour is over."""
    busy.move(timedelta(minutes=20))
    before = busy.heard()
    await busy.say("孙大爷", "/propose 电梯坏了")
    await busy.say("孙大爷", "/propose 大门坏了")
    await busy.say("孙大爷", "/matters")
    assert busy.since(before) == ["这一个小时里您点的、发的太多了，已经办好的都算数。请歇一歇，过 40 分钟再来。"]
    assert await busy.matters() == {1: "submitted"}
    busy.move(timedelta(minutes=40))
    await busy.say("孙大爷", "/propose 电梯坏了")
    assert await busy.matters() == {1: "submitted", 2: "submitted"}


async def test_taps(busy: Town) -> None:
    """A button says once that it is enough; later it only stops spinning, and nothing is done."""
    card = busy.card(1)
    before = busy.heard()
    toasts = [await busy.press("孙大爷", card, label) for label in ("附议", "附议", "详情")]
    assert "过 60 分钟再来" in toasts[0]
    assert toasts[1:] == ["", ""]
    assert await busy.supporters(1) == 0
    assert busy.since(before) == []
    assert "附议了" in await busy.press("张伟", card, "附议")
    busy.move(HOUR)
    assert "附议了" in await busy.press("孙大爷", card, "附议")


async def test_in_private_and_by_an_answer(busy: Town) -> None:
    """The limit is one for all chats, and for answers to questions as for commands."""
    question = await busy.ask("张伟", "/propose")
    assert question.markup
    has_done(busy, "张伟", ACTS_AN_HOUR)
    await busy.say("张伟", "电梯坏了", to=question)
    assert "再来" in busy.last().text
    assert "再来" in (await busy.whisper("孙大爷", "/matters")).text
    before = busy.heard()
    await busy.say("孙大爷", "/propose 大门坏了")
    assert busy.since(before) == []
    assert await busy.matters() == {1: "submitted"}


async def test_edits(town: Town) -> None:
    """Words that are changed again and again count, too."""
    said = await town.say("孙大爷", "/propose 电梯坏了")
    has_done(town, "孙大爷", ACTS_AN_HOUR - 2)
    for words in ("电梯又坏了", "电梯还是坏的"):
        await town.edit("孙大爷", said, f"/propose {words}")
    assert "电梯又坏了" in town.card(1).text
    assert "再来" in town.last().text


async def test_talk_is_left_in_peace(busy: Town) -> None:
    """Ordinary talk is no act: nobody is told anything for it, and it counts for nothing."""
    before = busy.heard()
    for who in ("孙大爷", "张伟"):
        for _ in range(3):
            await busy.say(who, "今天天气真好")
    assert busy.since(before) == []
    has_done(busy, "张伟", ACTS_AN_HOUR - 1)
    assert "附议了" in await busy.press("张伟", busy.card(1), "附议")


async def test_one_message_is_one_act(town: Town) -> None:
    """An officer who sorts thirty matters in one message has done one thing."""
    for number in range(30):
        await town.say(("赵敏", "孙大爷", "张伟")[number % 3], f"/propose {number}号楼的{'门灯窗墙梯'[number % 5]}坏了")
    numbers = sorted(await town.matters())
    has_done(town, "李秀兰", ACTS_AN_HOUR - 3)
    await town.say("李秀兰", f"/accept 1-{numbers[-1]}")
    assert set((await town.matters()).values()) == {"accepted"}
    assert town.app.context.acts.wait((town.people["李秀兰"].id,), town.now) is None


async def test_pressed_to_and_fro(proposed: Town) -> None:
    """Support may be given and taken back twenty times an hour: the record does not grow with what comes after."""
    card = proposed.card(1)
    toasts = []
    for _ in range(PRESSES_AN_HOUR // 2):
        toasts.append(await proposed.press("孙大爷", card, "附议"))
        toasts.append(await proposed.act("孙大爷", card, "收回附议"))
    toasts += [await proposed.press("孙大爷", card, "附议") for _ in range(5)]
    assert lines(proposed, "support") == lines(proposed, "unsupport") == PRESSES_AN_HOUR // 2
    assert all(toasts[:PRESSES_AN_HOUR])
    assert toasts[PRESSES_AN_HOUR].startswith("这个按钮您已经点了很多次，最后一次的算数。过 ")
    assert toasts[PRESSES_AN_HOUR + 1 :] == [""] * 4
    assert await proposed.supporters(1) == 0
    await proposed.say("张伟", "/propose 电梯坏了")
    assert "附议了" in await proposed.press("孙大爷", proposed.card(2), "附议"), "another matter"
    assert "附议了" in await proposed.press("张伟", card, "附议"), "somebody else"
    proposed.move(HOUR)
    assert "附议了" in await proposed.press("孙大爷", card, "附议")


async def test_coming_and_not_coming(town: Town) -> None:
    """Whoever says again and again that they come, and that they do not, is asked to leave it so."""
    await town.say("王建国", "/convene 3月7日 19:30 凉亭 商量停车")
    meeting = town.meeting_card()
    come = next(label for label in labels(meeting) if label == "参加")
    toasts = [await town.press("孙大爷", meeting, label) for label in (come, "不来了") * (PRESSES_AN_HOUR // 2 + 1)]
    assert "最后一次的算数" in toasts[PRESSES_AN_HOUR]
    assert lines(town, "rsvp_comes") + lines(town, "rsvp_gone") == PRESSES_AN_HOUR


async def test_votes_always(town: Town) -> None:
    """A ballot is never refused, however much its voter did before."""
    await accepted(town)
    message = await put_together(town, "议事会表决（过半）", "记名", "3天", "改为正式表决")
    await town.press("王建国", message, "开始表决")
    has_done(town, "李秀兰", ACTS_AN_HOUR)
    card = ballot_card(town)
    for choice in ("赞成", "反对") * 15:
        assert choice in await town.press("李秀兰", card, choice)
    assert "已投：1 人" in ballot_card(town).text


async def test_erasing_always(proposed: Town) -> None:
    """Who has done enough can still erase themselves."""
    has_done(proposed, "赵敏", ACTS_AN_HOUR)
    question = await proposed.whisper("赵敏", "/forgetme")
    toast = await proposed.press("赵敏", question, labels(question)[0])
    assert "再来" not in toast
    assert "赵敏" not in proposed.card(1).text


async def test_coming_and_going_always(busy: Town) -> None:
    """That somebody left, and that the group has a new name, is heard from whoever did too much as from others."""
    has_done(busy, "王建国", ACTS_AN_HOUR)
    busy.world.leave(busy.group, busy.people["王建国"])
    await busy.settle()
    assert "/setup" in busy.last().text


async def test_in_english(busy: Town) -> None:
    """A council that chose English is asked in English."""
    await busy.press("王建国", await busy.ask("王建国", "/setup"), "English")
    assert "come back in 60 min." in await busy.press("孙大爷", busy.card(1), "附议")
