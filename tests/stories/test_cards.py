"""Cards of matters: three buttons for all, and for each person what they may do, shown to them alone."""

from datetime import timedelta

import pytest

from sandbox.model import Message
from tests.stories.town import TWO_TAPS, Town, labels, story_fixture

LAMP = "3号楼门口的路灯坏了"


async def proposed_lamp(town: Town) -> None:
    await town.say("赵敏", f"/propose {LAMP}")


async def handed_over(town: Town) -> None:
    """陈师傅 and 赵敏 have opened their private chats; 陈师傅 has the lamp in hand."""
    for who in ("陈师傅", "赵敏"):
        await town.whisper(who, "/start c-1")
    for words in ("/accept 1", "/resolve 1 换新灯", "/assign 1 陈师傅 7天"):
        await town.say("李秀兰", words)


proposed = story_fixture(proposed_lamp)
handed = story_fixture(proposed_lamp, handed_over)


@pytest.mark.parametrize(
    ("who", "said", "offered"),
    [
        ("孙大爷", "现在不用您办什么。您可以附议", ["附议", "详情"]),
        ("赵敏", "您现在可以", ["撤回", "详情"]),
        ("李秀兰", "您现在可以", ["附议", "受理", "不受理", "并案", "类别", "摸底", "表决", "详情"]),
    ],
)
async def test_each_is_offered_their_own(proposed: Town, who: str, said: str, offered: list[str]) -> None:
    """Behind 办理… everybody finds what they may do now, alone; the group sees three buttons and reads nothing."""
    before = [shown for shown in proposed.heard() if shown.receiver is None]
    assert labels(proposed.card(1)) == ["附议 0", "详情", "办理…"]
    assert await proposed.press(who, proposed.card(1), "办理…") == ""
    shown = proposed.last()
    assert shown.receiver is proposed.people[who]
    assert said in shown.text
    assert labels(shown) == offered
    assert [shown for shown in proposed.heard() if shown.receiver is None] == before
    assert proposed.private(who) == []


async def test_the_menu_follows_what_is_done(proposed: Town) -> None:
    """What was done in the menu is answered by a toast, and the menu shows what comes next."""
    await proposed.press("李秀兰", proposed.card(1), "办理…")
    menu = proposed.last()
    assert "附议了" in await proposed.press("李秀兰", menu, "附议")
    assert "收回附议" in labels(menu)
    assert "受理了" in await proposed.press("李秀兰", menu, "受理")
    assert "受理" not in labels(menu)
    assert "列入议程" in labels(menu)
    assert "收回" in await proposed.press("李秀兰", menu, "收回附议")
    assert labels(proposed.card(1))[0] == "附议 0"


async def test_nothing_to_do(proposed: Town) -> None:
    """Of a matter that is over nobody is offered anything but its story."""
    await proposed.act("李秀兰", proposed.card(1), "不受理")
    await proposed.say("李秀兰", "不归我们管", to=proposed.question("李秀兰"))
    assert labels(proposed.card(1)) == ["详情", "办理…"]
    await proposed.press("孙大爷", proposed.card(1), "办理…")
    assert "现在不用您做什么" in proposed.last().text
    assert labels(proposed.last()) == ["详情"]


async def test_asked_where_it_began(proposed: Town) -> None:
    """What was pressed in a private reply is asked in the private chat of those who have one, and answered there."""
    await proposed.whisper("李秀兰", "/start c-1")
    before = len(proposed.heard())
    assert "私聊" in await proposed.act("李秀兰", proposed.card(1), "不受理")
    assert len(proposed.heard()) == before
    assert "不受理" in proposed.private("李秀兰")[-1].text
    await proposed.whisper("李秀兰", "不归我们管")
    await proposed.whisper("李秀兰", "发")
    assert await proposed.matters() == {1: "rejected"}
    assert "不归我们管" in proposed.last().text


async def test_cards_of_one_reader(handed: Town) -> None:
    """A handler's private card carries their own acts and follows what they do; in the group stands 办理… alone."""
    told, news = handed.private("陈师傅")[-1], handed.last()
    assert labels(told) == ["签收", "进展", "办结", "退回"]
    assert labels(news) == ["办理…"]
    assert "签收了" in await handed.press("陈师傅", told, "签收")
    assert labels(told) == ["进展", "办结"]
    await handed.press("孙大爷", news, "办理…")
    assert {"签收", "进展", "办结", "退回"}.isdisjoint(labels(handed.last()))


async def test_answers_are_marked(handed: Town) -> None:
    """What somebody answered in private is marked on the buttons, and stays there once all is settled."""
    await handed.press("孙大爷", handed.card(1), "附议")
    await handed.say("陈师傅", "/done 1 装好了")
    asked = handed.private("赵敏")[-1]
    assert labels(asked) == ["满意", "基本满意", "不满意"]
    await handed.press("赵敏", asked, "基本满意")
    assert labels(asked) == ["满意", "✓ 基本满意", "不满意"]
    await handed.press("赵敏", asked, "满意")
    assert labels(asked) == ["✓ 满意", "基本满意", "不满意"]
    await handed.act("孙大爷", handed.card(1), "满意")
    assert await handed.matters() == {1: "closed"}
    await handed.travel(timedelta(days=1))
    assert labels(asked) == ["✓ 满意", "基本满意", "不满意"]


@pytest.mark.parametrize("label", ["受理", "附议"])
async def test_two_taps_count_once(proposed: Town, label: str) -> None:
    """Two taps within three seconds count once and are answered alike; later the second says how things stand."""
    await proposed.press("李秀兰", proposed.card(1), "办理…")
    menu = proposed.last()
    place = (0 if label == "附议" else 1, 0)
    first = proposed.world.press(proposed.people["李秀兰"], menu, place)
    second = proposed.world.press(proposed.people["李秀兰"], menu, place)
    assert await second.answered(5) == await first.answered(5)
    await proposed.settle()
    proposed.move(timedelta(seconds=3))
    assert "已经" in await proposed.press_old("李秀兰", proposed.card(1), label)


async def say_below(town: Town, who: str, text: str) -> Message:
    """Somebody replies to the card; give what they are shown alone."""
    before = town.heard()
    await town.say(who, text, to=town.card(1))
    (shown,) = [each for each in town.heard() if each not in before]
    assert shown.receiver is town.people[who]
    return shown


async def test_words_of_a_neighbour_below_a_card(handed: Town) -> None:
    """Any other words below a card can be kept as a remark, which stands in the timeline and disturbs nobody."""
    shown = await say_below(handed, "孙大爷", "5号楼那盏也不亮，138 0013 8000")
    assert labels(shown) == ["记为补充"]
    before = len(handed.heard())
    await handed.press("孙大爷", shown, "记为补充")
    assert "记为 #1 的补充" in shown.text
    assert len(handed.heard()) == before
    page = (await handed.ask("赵敏", "/matter 1")).text
    assert "孙大爷 补充：5号楼那盏也不亮" in page
    assert "0013" not in page
    await handed.press("孙大爷", handed.card(1), "详情")
    for talk in ("谢谢", "算了", "好"):
        before = len(handed.heard())
        await handed.say("孙大爷", talk, to=handed.card(1))
        assert len(handed.heard()) == before


@pytest.mark.parametrize(
    ("label", "state"), [("记为进展", "in_progress"), ("办结", "done"), ("记为补充", "dispatched")]
)
async def test_words_of_the_handler_below_a_card(handed: Town, label: str, state: str) -> None:
    """The handler chooses what their words below a card are; a picture that came with them goes along."""
    before = handed.heard()
    await handed.photo("陈师傅", "灯换好了", to=handed.card(1))
    (shown,) = [each for each in handed.heard() if each not in before]
    assert labels(shown) == ["记为进展", "办结", "记为补充"]
    data = shown.keyboard[0][labels(shown).index(label)]["callback_data"]
    await handed.press("陈师傅", shown, label)
    handed.move(TWO_TAPS)
    assert await handed.matters() == {1: state}
    assert "灯换好了" in (await handed.ask("赵敏", "/matter 1")).text
    assert "✓" in shown.text
    told = [each for each in handed.heard() if each not in before and each.receiver is None]
    assert [each.text.count("灯换好了") for each in told] == ([] if label == "记为补充" else [1])
    again = await handed.forge("陈师傅", shown, data)
    assert "再" in again or "放得太久" in again
    assert await handed.matters() == {1: state}


async def test_words_below_a_card_where_all_see_all(handed: Town) -> None:
    """Where nothing can be shown to one alone, who works on the matter is asked in private; neighbours just talk."""
    handed.world.has_ephemeral_messages = False
    await handed.press("陈师傅", handed.card(1), "详情")  # an older server is found out
    before = [said for said in handed.heard() if said.receiver is None]
    await handed.say("陈师傅", "灯已经买到了", to=handed.card(1))
    asked = handed.private("陈师傅")[-1]
    assert labels(asked) == ["记为进展", "办结", "记为补充"]
    await handed.say("孙大爷", "5号楼那盏也不亮", to=handed.card(1))
    assert [said for said in handed.heard() if said.receiver is None] == before
    await handed.press("陈师傅", asked, "记为进展")
    assert "✓ 记为 #1 的进展了" in asked.text
    assert await handed.matters() == {1: "in_progress"}
