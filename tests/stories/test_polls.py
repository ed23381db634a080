"""Asking the group: native polls that close by themselves, and what comes out of them."""

from datetime import timedelta

import pytest

from sandbox import Message
from tests.stories.town import Town, labels

LAMPS = "/poll 3d 装路灯吗？\n装\n不装\n再想想"


def poll_of(town: Town) -> Message:
    """The newest poll in the group."""
    return next(message for message in reversed(town.heard()) if message.poll)


def results(town: Town) -> list[str]:
    """The results the group has read."""
    return [message.text for message in town.heard() if "结果" in message.text and "参与" in message.text]


async def test_a_poll(town: Town) -> None:
    """The clerk asks, neighbours choose, and the result comes once, on time, with numbers and percentages."""
    await town.say("李秀兰", LAMPS)
    poll = poll_of(town)
    assert poll.poll
    assert poll.poll.question.startswith("装路灯吗？")
    assert poll.poll.options == ["装", "不装", "再想想"]
    assert not poll.poll.is_anonymous
    assert not poll.poll.allows_multiple_answers
    for who, option in (("赵敏", 0), ("孙大爷", 0), ("张伟", 1)):
        await town.vote(who, poll, option)
    await town.travel(timedelta(days=2, hours=23))
    assert results(town) == []
    assert not poll.poll.is_closed
    await town.travel(timedelta(hours=2))
    assert poll.poll.is_closed
    (result,) = results(town)
    assert "装路灯吗？" in result
    for words in ("2", "66.7%", "1", "33.3%", "0.0%", "3 人"):
        assert words in result
    await town.travel(timedelta(days=10))
    assert len(results(town)) == 1


@pytest.mark.parametrize(
    ("line", "anonymous", "multiple", "hours"),
    [
        ("匿名 停水可以吗", True, False, 72),
        ("停水可以吗 匿名 多选 24h", True, True, 24),
        ("实名 多选 2天 停水可以吗", False, True, 48),
        ("24h 停水可以吗", False, False, 24),
        ("停水可以吗 一周", False, False, 168),
        ("匿名 24h\n停水可以吗", True, False, 24),
    ],
)
async def test_wishes(town: Town, line: str, *, anonymous: bool, multiple: bool, hours: int) -> None:
    """匿名, 实名, 多选 and a duration may stand in the first line, in any order."""
    await town.say("李秀兰", f"/poll {line}\n可以\n不可以")
    poll = poll_of(town).poll
    assert poll
    assert poll.question.startswith("停水可以吗")
    assert poll.options == ["可以", "不可以"]
    assert (poll.is_anonymous, poll.allows_multiple_answers) == (anonymous, multiple)
    await town.travel(timedelta(hours=hours) - timedelta(minutes=5))
    assert not poll.is_closed
    await town.travel(timedelta(minutes=10))
    assert poll.is_closed
    assert len(results(town)) == 1


@pytest.mark.parametrize("private", [False, True])
async def test_by_a_button(town: Town, private: bool) -> None:  # noqa: FBT001  # a column of the table
    """[摸底] in the clerk's menu of a matter asks how many days, and then the group; one question at a time."""
    if private:
        await town.whisper("李秀兰", "/start")
    await town.say("赵敏", "/propose 3号楼门口的路灯坏了")
    await town.press("孙大爷", town.card(1), "办理…")
    assert "摸底" not in labels(town.last())
    await town.act("李秀兰", town.card(1), "摸底")
    asked = town.private("李秀兰")[-1] if private else town.last()
    assert labels(asked) == ["1 天", "3 天", "7 天", "取消"]
    await town.press("李秀兰", asked, "3 天")
    poll = poll_of(town).poll
    assert poll
    assert poll.options == ["赞成", "反对", "弃权"]
    assert not private or "发到群里了" in town.private("李秀兰")[-1].text
    await town.press("李秀兰", town.card(1), "办理…")
    assert "摸底" not in labels(town.last())
    await town.travel(timedelta(days=3, minutes=1))
    assert len(results(town)) == 1
    await town.press("李秀兰", town.card(1), "办理…")
    assert "摸底" in labels(town.last())


async def test_days_in_words(town: Town) -> None:
    """How many days may be written, and what is no time is asked for again."""
    await town.say("赵敏", "/propose 3号楼门口的路灯坏了")
    await town.act("李秀兰", town.card(1), "摸底")
    await town.say("李秀兰", "等一阵子", to=town.question("李秀兰"))
    assert "24h" in town.last().text
    await town.say("李秀兰", "2", to=town.question("李秀兰"))
    await town.travel(timedelta(days=2, minutes=1))
    assert len(results(town)) == 1


async def test_about_a_matter(town: Town) -> None:
    """/poll N asks 赞成, 反对, 弃权 about the matter, whose timeline keeps the result."""
    await town.say("赵敏", "/propose 3号楼门口的路灯坏了")
    await town.say("王建国", "/poll 1")
    poll = poll_of(town)
    assert poll.poll
    assert "#1" in poll.poll.question
    assert "路灯" in poll.poll.question
    assert poll.poll.options == ["赞成", "反对", "弃权"]
    await town.vote("赵敏", poll, 0)
    await town.vote("孙大爷", poll, 2)
    await town.travel(timedelta(days=3, minutes=1))
    (result,) = results(town)
    assert "50.0%" in result
    await town.say("赵敏", "/matter 1")
    timeline = town.last().text
    assert "摸底" in timeline
    assert "赞成" in timeline
    assert "1" in timeline.split("赞成")[1]


async def test_change_of_mind(town: Town) -> None:
    """A new choice replaces the old one; taken back, it counts no more."""
    await town.say("李秀兰", LAMPS)
    poll = poll_of(town)
    await town.vote("赵敏", poll, 0)
    await town.vote("赵敏", poll, 1)
    await town.vote("孙大爷", poll, 0)
    await town.vote("孙大爷", poll)
    await town.travel(timedelta(days=3, minutes=1))
    (result,) = results(town)
    assert "100.0%" in result
    assert "1 人" in result


async def test_nobody(town: Town) -> None:
    """A poll in which nobody took part has a result too, without a division by nothing."""
    await town.say("李秀兰", LAMPS)
    await town.travel(timedelta(days=3, minutes=1))
    (result,) = results(town)
    assert "0 人" in result


async def test_closing_while_down(town: Town) -> None:
    """The bot is down over the closing: it closes when it is back, once, and every vote counts."""
    await town.say("李秀兰", LAMPS)
    poll = poll_of(town)
    await town.vote("赵敏", poll, 0)
    async with town.asleep():
        town.world.vote(town.people["孙大爷"], poll, [1])
        town.move(timedelta(days=5))
        town.world.vote(town.people["张伟"], poll, [1])
    await town.wake(town.now)
    (result,) = results(town)
    assert "66.7%" in result
    await town.wake(town.now + timedelta(days=1))
    assert len(results(town)) == 1


async def test_a_poll_that_was_deleted(town: Town) -> None:
    """Somebody deletes the poll: the votes heard until then are the result."""
    await town.say("李秀兰", LAMPS)
    poll = poll_of(town)
    await town.vote("赵敏", poll, 0)
    town.world.delete_message(poll)
    await town.travel(timedelta(days=3, minutes=1))
    (result,) = results(town)
    assert "100.0%" in result


async def test_a_poll_closed_by_hand(town: Town) -> None:
    """Somebody else closed it: its result comes on time all the same."""
    await town.say("李秀兰", "/poll 匿名 好吗？\n好\n不好")
    poll = poll_of(town)
    await town.vote("赵敏", poll, 0)
    await town.vote("孙大爷", poll, 1)
    town.world.close_poll(poll)
    await town.settle()
    await town.travel(timedelta(days=3, minutes=1))
    (result,) = results(town)
    assert "50.0%" in result


async def test_voters_who_are_nobody(town: Town) -> None:
    """A channel that votes, or a poll that is not ours, changes nothing and breaks nothing."""
    await town.say("李秀兰", LAMPS)
    poll = poll_of(town)
    assert poll.poll
    answers = [
        {
            "poll_id": poll.poll.id,
            "voter_chat": {"id": -100777, "type": "channel", "title": "小区公告"},
            "user": {"id": 136817688, "is_bot": True, "first_name": "Channel"},
            "option_ids": [0],
            "option_persistent_ids": ["x"],
        },
        {
            "poll_id": "5",
            "user": town.people["赵敏"].as_json(),
            "option_ids": [0],
            "option_persistent_ids": ["x"],
        },
    ]
    for answer in answers:
        town.world.queue_raw_update({"poll_answer": answer})
    await town.settle()
    town.world.delete_message(poll)
    await town.travel(timedelta(days=3, minutes=1))
    assert "0 人" in town.last().text


@pytest.mark.parametrize("who", ["赵敏", "陈师傅", "张伟"])
async def test_who_may_not(town: Town, who: str) -> None:
    """Only head and clerk ask the group; others are told who may."""
    await town.say("赵敏", "/propose 路灯坏了")
    for wish in (LAMPS, "/poll 1"):
        answer = await town.ask(who, wish)
        assert "专人" in answer.text
        assert answer.poll is None


@pytest.mark.parametrize(
    "wrong",
    [
        "/poll 好吗？\n好",
        "/poll 好吗？\n" + "\n".join(f"选项{number}" for number in range(13)),
        "/poll 好吗？\n好\n好",
        "/poll " + "问" * 300 + "\n好\n不好",
        "/poll 好吗？\n" + "长" * 101 + "\n不好",
        "/poll 1s 好吗？\n好\n不好",
        "/poll 99999d 好吗？\n好\n不好",
        "/poll 好吗？",
        "/poll 99",
    ],
)
async def test_a_poll_that_is_none(town: Town, wrong: str) -> None:
    """What Telegram would not take is answered with what to do; nothing is asked."""
    before = town.heard()
    await town.say("李秀兰", wrong)
    assert len(town.since(before)) == 1
    assert town.last().poll is None


async def test_twelve_long_options(town: Town) -> None:
    """As much as Telegram takes is asked."""
    options = [f"{number:02}" + "长" * 98 for number in range(12)]
    await town.say("李秀兰", "/poll " + "问" * 270 + "\n" + "\n".join(options))
    poll = poll_of(town).poll
    assert poll
    assert poll.options == options


async def test_emoji_at_the_limit(town: Town) -> None:
    """A question and options full of pictures, which count double, are asked or refused, never lost."""
    before = town.heard()
    await town.say("李秀兰", "/poll " + "😀" * 200 + "\n" + "😀" * 70 + "\n不好")
    assert len(town.since(before)) == 1


async def test_asked_for_the_question(town: Town) -> None:
    """/poll alone asks for the question and its options."""
    question = await town.ask("李秀兰", "/poll")
    assert question.markup is not None
    await town.say("李秀兰", "装路灯吗？\n装\n不装", to=question)
    assert poll_of(town).poll


async def test_markup_in_a_poll(town: Town) -> None:
    """A question with signs of markup is asked as typed."""
    await town.say("李秀兰", "/poll <b>A&B</b> 好吗？\n<i>好</i>\n&amp;")
    poll = poll_of(town).poll
    assert poll
    assert poll.question.startswith("<b>A&B</b> 好吗？")
    assert poll.options == ["<i>好</i>", "&amp;"]
    await town.travel(timedelta(days=3, minutes=1))
    assert "<b>A&B</b>" in town.last().text
    assert "&amp;" in town.last().text


async def test_two_polls_at_once(town: Town) -> None:
    """Two polls run side by side, each with its own end."""
    await town.say("李秀兰", "/poll 24h 甲好吗？\n好\n不好")
    first = poll_of(town)
    await town.say("李秀兰", "/poll 48h 乙好吗？\n好\n不好")
    second = poll_of(town)
    await town.vote("赵敏", first, 0)
    await town.vote("赵敏", second, 1)
    await town.travel(timedelta(hours=25))
    assert len(results(town)) == 1
    assert "甲" in results(town)[0]
    await town.travel(timedelta(hours=25))
    assert len(results(town)) == 2
    assert "乙" in results(town)[1]


@pytest.mark.parametrize("answer", ["装\n不装", "装、不装", "装 不装", "装/不装"])
async def test_options_that_come_later(town: Town, answer: str) -> None:
    """A question that came without options is kept, with its wishes: only the options are asked for."""
    asked = await town.ask("李秀兰", "/poll 匿名 24h 装路灯吗？")
    assert "装路灯吗？" in asked.text
    await town.say("李秀兰", answer, to=asked)
    poll = poll_of(town).poll
    assert poll
    assert poll.question.startswith("装路灯吗？")
    assert (poll.options, poll.is_anonymous) == (["装", "不装"], True)


async def test_options_that_do_not_do(town: Town) -> None:
    """Options that cannot be used are asked for again, with what is wrong, and the question stays."""
    asked = await town.ask("李秀兰", "/poll 装路灯吗？\n装")
    assert "2 到 12 个" in asked.text
    await town.say("李秀兰", "装\n装", to=asked)
    again = town.last()
    assert "2 到 12 个" in again.text
    assert "装路灯吗？" in again.text
    await town.say("李秀兰", "装\n不装\n都行", to=again)
    poll = poll_of(town).poll
    assert poll
    assert poll.options == ["装", "不装", "都行"]
    assert poll.question.startswith("装路灯吗？")


async def test_a_question_typed_in_answer(town: Town) -> None:
    """Whoever is asked what to ask, and answers with the question alone, is asked for the options next."""
    asked = await town.ask("李秀兰", "/poll")
    await town.say("李秀兰", "装路灯吗？", to=asked)
    await town.say("李秀兰", "装\n不装", to=town.question("李秀兰"))
    poll = poll_of(town).poll
    assert poll
    assert (poll.question[:5], poll.options) == ("装路灯吗？", ["装", "不装"])
