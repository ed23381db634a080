"""Questions of the bot: what was said before them is kept, and answers that come late are not lost."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest

from sandbox import Message
from sandbox.files import media_content
from tests.stories.town import TWO_TAPS, Town, labels, story_fixture

Leave = Callable[[Town, Message], Awaitable[None]]


async def set_up_accepted(town: Town) -> None:
    """A matter is being talked about."""
    await town.say("赵敏", "/propose 路灯坏了")
    await town.say("李秀兰", "/accept 1")


accepted = story_fixture(set_up_accepted)


async def details(town: Town) -> str:
    """What the bot shows of the matter."""
    return (await town.ask("孙大爷", "/matter 1")).text


@pytest.mark.parametrize("answer", ["1", "#1", "1。"])
async def test_words_before_the_number(accepted: Town, answer: str) -> None:
    """A resolution typed without the number of its matter is kept: only the number is asked for."""
    asked = await accepted.ask("王建国", "/resolve 本月换新灯")
    assert "编号" in asked.text
    await accepted.say("王建国", answer.rstrip("。"), to=asked)
    assert await accepted.matters() == {1: "resolved"}
    assert "本月换新灯" in await details(accepted)


async def test_no_number_in_the_answer(accepted: Town) -> None:
    """An answer without a number is asked for again, and what was said at first stays."""
    asked = await accepted.ask("王建国", "/resolve 本月换新灯")
    await accepted.say("王建国", "路灯那个", to=asked)
    assert "没看懂编号" in accepted.last().text
    await accepted.say("王建国", "1", to=accepted.question("王建国"))
    assert "本月换新灯" in await details(accepted)


async def test_a_photo_before_the_number(accepted: Town) -> None:
    """A photo of the progress that came without a number is with the step in the end."""
    await accepted.say("王建国", "/resolve 1 本月换新灯")
    await accepted.say("王建国", "陈师傅 7天", to=accepted.question("王建国"))
    await accepted.photo("陈师傅", "/progress 灯买到了")
    await accepted.say("陈师傅", "1", to=accepted.question("陈师傅"))
    await details(accepted)
    assert any("灯买到了" in message.text for message in accepted.heard())
    assert any("photo" in message.content for message in accepted.heard())


@pytest.mark.parametrize("days", [1.1, 6, 29])
async def test_a_late_reply(accepted: Town, days: float) -> None:
    """A reply to a question counts days later as well; where nobody says what it replies to, it is asked about."""
    asked = await accepted.ask("王建国", "/resolve 1")
    await accepted.travel(timedelta(days=days))
    await accepted.say("王建国", "本月换新灯", to=asked)
    await accepted.press("王建国", accepted.question("王建国"), "是")
    assert await accepted.matters() == {1: "resolved"}
    assert "本月换新灯" in await details(accepted)


async def test_late_words_in_private(accepted: Town) -> None:
    """Words in private a day after a question are asked about; [是] takes them for its answer."""
    await accepted.whisper("王建国", "/resolve 1")
    await accepted.travel(timedelta(days=2))
    asked = await accepted.whisper("王建国", "本月换新灯")
    assert "#1 议定了什么" in asked.text
    assert "本月换新灯" in asked.text
    assert labels(asked) == ["是", "不是", "取消"]
    assert await accepted.matters() == {1: "accepted"}
    await accepted.press("王建国", asked, "是")
    assert await accepted.matters() == {1: "resolved"}
    assert "本月换新灯" in await details(accepted)


async def test_late_words_about_something_else(accepted: Town) -> None:
    """With [不是] the question is left, and the next words are no answer to it."""
    await accepted.whisper("王建国", "/resolve 1")
    await accepted.travel(timedelta(days=2))
    await accepted.press("王建国", await accepted.whisper("王建国", "今天真热"), "不是")
    assert "不问了" in accepted.last(accepted.people["王建国"]).text
    await accepted.whisper("王建国", "本月换新灯")
    assert await accepted.matters() == {1: "accepted"}


@pytest.mark.parametrize("again", [False, True])
@pytest.mark.parametrize(
    ("command", "first", "shown"), [("/behalf", "王奶奶", "提出人：王**"), ("/ticket", "20260302001", "20260302001")]
)
async def test_the_first_word_is_kept(town: Town, command: str, first: str, shown: str, again: bool) -> None:  # noqa: FBT001  # a column of the table
    """Who said it, or the number of the ticket, is kept while the matter itself is asked for."""
    asked = await town.ask("李秀兰", f"{command} {first}")
    assert "什么事" in asked.text
    assert "王奶奶" not in asked.text  # the group does not read who it is
    await town.say("李秀兰", f"{first} 楼道灯坏了" if again else "楼道灯坏了", to=asked)
    assert "楼道灯坏了" in await details(town)
    assert shown in await details(town)
    assert "王奶奶" not in await details(town)


LEFT = "什么也没有记下"


async def by_button(town: Town, asked: Message) -> None:
    """[取消] below the question."""
    assert LEFT in await town.press("李秀兰", asked, "取消")


async def by_words(town: Town, asked: Message) -> None:
    """取消, as a reply."""
    await town.say("李秀兰", "取消", to=asked, chat=asked.chat)


async def by_command(town: Town, asked: Message) -> None:
    """/cancel, without a reply."""
    await town.say("李秀兰", "/cancel", chat=asked.chat)


async def by_another_command(town: Town, asked: Message) -> None:
    """Asking for something else."""
    await town.say("李秀兰", "/stats", chat=asked.chat)


async def by_another_button(town: Town, asked: Message) -> None:
    """Pressing something else in that chat, in vain as well."""
    if asked.chat is town.group:
        await town.press("李秀兰", town.card(1), "详情")
    else:
        await town.press("李秀兰", town.private("李秀兰")[0], "📋 议题")


@pytest.mark.parametrize("leave", [by_button, by_words, by_command, by_another_command, by_another_button])
@pytest.mark.parametrize("private", [False, True])
async def test_left(accepted: Town, leave: Leave, private: bool) -> None:  # noqa: FBT001  # a column of the table
    """A question is left by its button, by words, and by doing something else: it says so, and answers nothing more."""
    accepted.world.has_ephemeral_messages = False
    await accepted.whisper("李秀兰", "/start")
    asked = await (accepted.whisper if private else accepted.ask)("李秀兰", "/defer 1")
    await leave(accepted, asked)
    assert LEFT in asked.text
    assert labels(asked) == []
    await accepted.say("李秀兰", "等雨停了再说", to=asked, chat=asked.chat)
    assert await accepted.matters() == {1: "accepted"}


async def test_told_that_it_is_left(accepted: Town) -> None:
    """Who does something else first reads that nothing of the question was kept, in a group above the answer to it."""
    await accepted.whisper("李秀兰", "/defer 1")
    await accepted.whisper("李秀兰", "/stats")
    assert any(LEFT in message.text for message in accepted.private("李秀兰")[-2:])
    shown = len(accepted.alone("李秀兰"))
    await accepted.ask("李秀兰", "/defer 1")
    await accepted.say("李秀兰", "/mine")
    (told,) = accepted.alone("李秀兰")[shown:]
    assert told.text.startswith("刚才问您的先放下了")
    assert "和平里小区" in told.text
    before = accepted.private("李秀兰")
    await accepted.whisper("李秀兰", "/defer 1")
    await accepted.whisper("李秀兰", "/defer 1 等雨停了再说")  # that is the answer
    assert await accepted.matters() == {1: "deferred"}
    assert not any(LEFT in message.text for message in accepted.private("李秀兰")[len(before) :])


async def test_who_may_leave_it(accepted: Town) -> None:
    """Nobody else leaves a question by its button, and a second press finds it left; after a restart as well."""
    accepted.world.has_ephemeral_messages = False  # so that others see the button
    asked = await accepted.ask("李秀兰", "/defer 1")
    assert "别的邻居" in await accepted.press("王建国", asked, "取消")
    other = await accepted.ask("王建国", "/reject 1")
    assert "别的邻居" in await accepted.press("王建国", asked, "取消")
    async with accepted.asleep():
        pass
    answers = []
    data = asked.keyboard[-1][-1]["callback_data"]
    for _ in range(2):  # on two devices, of which the other shows the button still
        press = accepted.world.forge_tap(accepted.people["李秀兰"], accepted.group, asked, data)
        answers.append((await press.answered(5))["text"])
        accepted.move(TWO_TAPS)
    assert [LEFT in answer for answer in answers] == [True, False]
    assert "已经" in answers[1]
    await accepted.settle()
    await accepted.say("王建国", "不归我们管", to=other)
    assert await accepted.matters() == {1: "rejected"}


async def test_left_while_the_answer_is_under_way(accepted: Town) -> None:
    """[取消] that comes behind the answer says that it is too late; an answer behind [取消] answers nothing."""
    accepted.world.has_ephemeral_messages = False
    clerk = accepted.people["李秀兰"]
    asked = await accepted.ask("李秀兰", "/defer 1")
    accepted.world.say(clerk, accepted.group, "等雨停了再说", reply_to=asked)
    assert "已经答过" in await accepted.press("李秀兰", asked, "取消")
    assert await accepted.matters() == {1: "deferred"}
    asked = await accepted.ask("李秀兰", "/refer 1")
    press = accepted.world.press(clerk, asked, "取消")
    await accepted.say("李秀兰", "业主大会", to=asked)
    await press.answered(5)
    assert LEFT in (press.text or "")
    assert await accepted.matters() == {1: "deferred"}


async def test_shown_before_the_group_reads_it(accepted: Town) -> None:
    """What the group will read is shown first to who answers in private; what counts is what is shown there."""
    await accepted.whisper("李秀兰", "/defer 1")
    said = await accepted.say("李秀兰", "等雨停了", chat=accepted.people["李秀兰"])
    shown = accepted.last(accepted.people["李秀兰"])
    assert "「等雨停了」" in shown.text
    assert labels(shown) == ["发出去", "改一改", "取消"]
    await accepted.edit("李秀兰", said, "等明年")
    assert "「等雨停了」" in shown.text
    assert "去改上面那条消息不算" in shown.text
    await accepted.press("李秀兰", shown, "改一改")
    assert "为什么缓议" in accepted.last(accepted.people["李秀兰"]).text
    await accepted.whisper("李秀兰", "等雨停了再说")
    shown = await accepted.whisper("李秀兰", "等下个月再说")  # written again
    assert await accepted.matters() == {1: "accepted"}
    before = accepted.heard()
    async with accepted.asleep():
        pass
    await accepted.press("李秀兰", shown, "发出去")
    assert await accepted.matters() == {1: "deferred"}
    assert any("等下个月再说" in text for text in accepted.since(before))
    assert not any("雨停" in text for text in accepted.since(before))


@pytest.mark.parametrize("seen_by_all", [False, True])
@pytest.mark.parametrize(
    ("who", "asks", "answer", "state", "said"),
    [
        ("李秀兰", "/reject 1", "不归议事会管，请找物业", "rejected", "不归议事会管，请找物业"),
        ("李秀兰", "/defer 1", "提出人没有到会", "deferred", "提出人没有到会"),
        ("王建国", "/defer", "#1 路灯坏了", "accepted", "为什么缓议"),
    ],
)
async def test_usual_answers(  # noqa: PLR0917  # the columns of the table
    accepted: Town, who: str, asks: str, answer: str, state: str, said: str, *, seen_by_all: bool
) -> None:
    """Usual answers stand below the question and count for the one who was asked; what all see marks the choice."""
    accepted.world.has_ephemeral_messages = not seen_by_all
    asked = await accepted.ask(who, asks)
    assert answer in labels(asked)
    if not seen_by_all:
        await accepted.press(who, asked, answer)
        assert asked.is_deleted
    else:
        assert "别的邻居" in await accepted.press("张伟", asked, answer)
        await accepted.press(who, asked, answer)
        assert labels(asked) == []
        assert "✓" in asked.text
    assert await accepted.matters() == {1: state}
    assert said in accepted.question(who).text


@pytest.mark.parametrize("worded", [0, 2])
async def test_an_album_in_private(accepted: Town, worded: int) -> None:
    """An album that answers in private is shown with all its pictures, and is sent when its author says so."""
    await accepted.say("王建国", "/assign 1 陈师傅 7天")
    await accepted.whisper("陈师傅", "/start")
    await accepted.whisper("陈师傅", "/done 1")
    who = accepted.people["陈师傅"]
    files = [accepted.world.files.keep("photo", bytes([place]), "photo.jpg", "image/jpeg") for place in range(3)]
    for place, file in enumerate(files):
        caption = {"caption": "装好了新灯"} if place == worded else {}
        sent = media_content(file) | {"media_group_id": "777"} | caption
        accepted.world.deliver(accepted.world.post(accepted.world.chat(who), who, sent))
    await accepted.settle()
    assert await accepted.matters() == {1: "dispatched"}
    shown = accepted.private("陈师傅")[-1]
    assert "「装好了新灯」" in shown.text
    assert "照片 3 张" in shown.text
    await accepted.press("陈师傅", shown, "发出去")
    assert await accepted.matters() == {1: "done"}


async def test_usual_people_and_days(accepted: Town) -> None:
    """A matter is handed over with two taps, a name and a day; free words stay possible."""
    await accepted.say("陈师傅", "/matters")
    await accepted.say("王建国", "/role 承办人 陈师傅")
    asked = await accepted.ask("王建国", "/assign 1")
    await accepted.press("王建国", asked, "陈师傅")
    await accepted.press("王建国", accepted.question("王建国"), "7 天")
    assert await accepted.matters() == {1: "dispatched"}
    assert "3月9日" in accepted.card(1).text


@pytest.mark.parametrize(
    ("command", "answer", "said"),
    [
        ("/schedule", "每月第一个周六 10:00", "3月7日 周六 上午 10:00"),
        ("/ladder 2", "陈师傅", "陈师傅"),
        ("/ladder 2", "不设", "L1 议事会（我们）：限 7 天\nL3 街道"),
        ("/limits 签收", "3", "3 个工作日"),
        ("/limits 吹哨", "10", "10"),
        ("/poll", "#1 路灯坏了", ""),
    ],
)
async def test_usual_settings(accepted: Town, command: str, answer: str, said: str) -> None:
    """Days, people and numbers of the settings come as buttons; what was chosen counts."""
    asked = await accepted.ask("王建国", command)
    assert {answer, "取消"} <= set(labels(asked))
    before = accepted.heard()
    await accepted.press("王建国", asked, answer)
    assert asked.is_deleted
    assert any(said in text for text in accepted.since(before))
    assert bool(accepted.last().poll or accepted.heard()[-2].poll) is (command == "/poll")


async def test_usual_times_of_a_meeting(accepted: Town) -> None:
    """A meeting is moved by some days with one tap at its own hour, and its place stays with new regular days."""
    await accepted.say("王建国", "/schedule 8,18,28 19:30 凉亭")
    card = await accepted.ask("王建国", "/meeting")
    await accepted.press("王建国", card, "改期")
    asked = accepted.last()
    assert "2 天后 19:30" in labels(asked)
    before = accepted.heard()
    await accepted.press("王建国", asked, "2 天后 19:30")
    assert any("3月4日" in text and "19:30" in text for text in accepted.since(before))
    await accepted.press("王建国", await accepted.ask("王建国", "/schedule"), "每周六 10:00")
    assert "凉亭" in (await accepted.ask("王建国", "/meeting")).text


async def test_usual_people_at_a_meeting(accepted: Town) -> None:
    """Who is not recorded yet is offered by name, one after the other; those who came are not."""
    await accepted.say("王建国", "/convene 明天 19:30 凉亭 路灯")
    await accepted.travel(timedelta(days=1, hours=10))
    await accepted.say("王建国", "/open")
    asked = await accepted.ask("李秀兰", "/present")
    offered = labels(asked)
    assert {"王建国", "张伟", "取消"} <= set(offered)
    assert "陈师傅" not in offered
    await accepted.press("李秀兰", asked, "张伟")
    asked = await accepted.ask("李秀兰", "/present")
    assert "张伟" not in labels(asked)
    await accepted.say("李秀兰", "王建国 委托 王奶奶", to=asked)
    assert "王建国" not in labels(await accepted.ask("李秀兰", "/present"))
