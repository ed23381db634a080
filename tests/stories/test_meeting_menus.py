"""[办理…] on the cards of a meeting: everybody sees what everybody may do, and each presser alone what they may."""

from datetime import timedelta

import pytest

from sandbox.model import Message
from tests.stories.town import Town, labels, story_fixture

HEAD, CLERK = "王建国", "李秀兰"


async def put_two_on_agenda(town: Town) -> None:
    """Two matters wait for the meeting."""
    for number, text in enumerate(("3号楼门口的路灯坏了", "2号楼的电梯坏了"), 1):
        await town.say("赵敏", f"/propose {text}")
        await town.say(CLERK, f"/accept {number}")
        await town.say(CLERK, f"/agenda {number}")


waiting = story_fixture(put_two_on_agenda)


def sitting(town: Town) -> Message:
    """The card of the meeting that is held."""
    return next(said for said in reversed(town.heard()) if labels(said) == ["签到", "办理…"])


async def test_each_sees_their_own(waiting: Town) -> None:
    """From the call to the end a card offers all the same, and head, clerk and resident what each may do, alone."""
    await waiting.say(HEAD, "/convene 3月2日 11:30 凉亭 商量停车")
    card = waiting.meeting_card()
    assert labels(card) == ["参加", "请假", "不来了", "办理…"]
    for who, own in ((HEAD, ["开会", "取消会议", "改期"]), (CLERK, []), ("赵敏", [])):
        menu = await waiting.menu(who, card)
        assert labels(menu) == own
        assert ("现在不用您办什么" in menu.text) is (not own)
    await waiting.say(HEAD, "/open")
    card = sitting(waiting)
    for who, own in (
        (HEAD, ["下一项", "散会", "防代签", "规则提示"]),
        (CLERK, ["下一项", "散会", "规则提示"]),
        ("赵敏", []),
    ):
        assert labels(await waiting.menu(who, card)) == own
    item = await waiting.ask(CLERK, "/next")
    item = next(said for said in reversed(waiting.heard()) if "第 1 项" in said.text)
    assert labels(item) == ["详情", "办理…"]
    assert labels(await waiting.menu("赵敏", item)) == []
    assert labels(await waiting.menu(CLERK, item))[:3] == ["协商意见", "决议", "下一项"]


async def test_one_menu_for_the_evening(waiting: Town) -> None:
    """The menu stays and follows the meeting, after a restart as well, and the group reads nothing of it."""
    await waiting.say(HEAD, "/open")
    menu = await waiting.menu(HEAD, sitting(waiting))
    read = len([said for said in waiting.heard() if said.receiver is None])
    for title in ("路灯", "电梯"):
        async with waiting.asleep():
            waiting.move(timedelta(seconds=5))
        await waiting.press(HEAD, menu, "下一项")
        assert any("项：#" in said.text and title in said.text for said in waiting.heard())
    assert labels(menu) == ["散会", "防代签", "规则提示"]
    await waiting.press(HEAD, menu, "规则提示")
    assert labels(menu) == ["散会", "防代签", "不再提示规则"]
    assert len([said for said in waiting.heard() if said.receiver is None]) == read + 2  # the two matters


async def test_called_off_and_on(waiting: Town) -> None:
    """A menu that is late says why, and of a meeting that was called off it revives."""
    await waiting.say(HEAD, "/convene 3月7日 19:30 凉亭 商量停车")
    card = waiting.meeting_card()
    late = await waiting.menu(HEAD, card)
    await waiting.act_surely(HEAD, card, "取消会议")
    assert "取消" in await waiting.press(HEAD, late, "改期")
    news = next(said for said in reversed(waiting.heard()) if "会议取消了" in said.text)
    assert labels(news) == ["办理…"]
    assert labels(await waiting.menu("赵敏", news)) == []
    await waiting.act(HEAD, news, "恢复会议")
    assert "会议照常举行" in waiting.last().text


@pytest.mark.parametrize(("who", "works"), [(HEAD, True), ("赵敏", False)])
async def test_buttons_of_older_cards(waiting: Town, who: str, *, works: bool) -> None:
    """What stood on the cards before is still understood, and only of those who may."""
    await waiting.say(HEAD, "/open")
    before = waiting.heard()
    answer = await waiting.press_old(who, sitting(waiting), "下一项")
    assert any("第 1 项" in text for text in waiting.since(before)) is works
    assert works or "议事长" in answer


async def test_an_older_server_shows_it_in_private(waiting: Town) -> None:
    """Where the server shows nobody anything alone, the menu comes in the private chat and works there."""
    waiting.world.has_ephemeral_messages = False
    await waiting.whisper(HEAD, "/start")
    await waiting.say(HEAD, "/open")
    await waiting.press(HEAD, sitting(waiting), "办理…")
    menu = waiting.private(HEAD)[-1]
    assert labels(menu) == ["下一项", "散会", "防代签", "规则提示"]
    await waiting.press(HEAD, menu, "规则提示")
    assert "不再提示规则" in labels(menu)
