"""Messages that nobody in person stands behind: deleted accounts, channels, and Telegram's own lines."""

import pytest

from sandbox.model import Message
from tests.stories.town import Town


def deleted(town: Town, who: str = "孙大爷", text: str = "路灯坏了") -> Message:
    """Somebody's message, whose account is gone."""
    said = town.world.say(town.people[who], town.group, text)
    town.world.delete_account(town.people[who])
    return said


async def test_proposed_from_a_deleted_account(town: Town) -> None:
    """The words of a deleted account become a matter of whoever takes them up."""
    await town.say("赵敏", "/propose", to=deleted(town))
    assert await town.matters() == {1: "submitted"}
    assert "路灯坏了" in town.card(1).text
    assert "赵敏" in town.card(1).text


async def test_no_role_for_a_deleted_account(town: Town) -> None:
    """A deleted account gets no role, which is said in words, with and without naming the role."""
    said = deleted(town)
    for wish in ("/role 专人", "/role", "/role 撤销"):
        assert "已经注销" in (await town.ask("王建国", wish, to=said)).text


async def test_done_on_the_spot_for_a_deleted_account(town: Town) -> None:
    """What a deleted account reported is recorded as done on the spot, without a reporter."""
    said = deleted(town)
    question = await town.ask("张伟", "/spot 换了灯泡", to=said)
    await town.photo("张伟", to=question)
    assert len(await town.matters()) == 1
    assert "出了点问题" not in town.last().text


async def test_a_mentioned_deleted_account(town: Town) -> None:
    """A role for a deleted account that is named in the words is refused in words."""
    gone = town.people["孙大爷"]
    town.world.delete_account(gone)
    entity = {"type": "text_mention", "offset": 9, "length": 2, "user": gone.as_json()}
    town.world.say(town.people["王建国"], town.group, "/role 专人 已注", entities=[entity])
    await town.settle()
    assert "已经注销" in town.last().text


@pytest.mark.parametrize("name", [" ", "\u3164", "\u2800\u2800", "\u200b"])
async def test_a_name_without_letters(town: Town, name: str) -> None:
    """Somebody whose name shows nothing is a resident like any other."""
    person = town.people["无"] = town.world.add_user(name)
    town.world.join(town.group, person)
    await town.say("无", "/propose 大门坏了")
    said = town.world.say(person, town.group, "路灯坏了")
    await town.say("赵敏", "/propose", to=said)
    assert len(await town.matters()) == 2
    assert "出了点问题" not in "".join(each.text for each in town.heard())


async def test_proposed_from_a_channel(town: Town) -> None:
    """The words of a channel or of a hidden administrator become a matter of whoever takes them up."""
    for text, say in (("路灯坏了", town.world.say_as_channel), ("电梯停了", town.world.say_as_anonymous_admin)):
        await town.say("赵敏", "/propose", to=say(town.group, text))
    assert len(await town.matters()) == 2
    assert all("赵敏" in town.card(number).text for number in (1, 2))


async def test_proposed_in_reply_to_a_line_of_telegrams(town: Town) -> None:
    """Who answers a line such as "A joined" with a proposal says it themselves."""
    town.world.rename(town.group, "和平里小区")
    town.world.join(town.group, town.world.add_user("新人"))
    lines = [each for each in town.group.messages.values() if each.is_service]
    for number, line in enumerate(lines[-2:], 1):
        await town.say("赵敏", f"/propose {('路灯坏了', '电梯停了')[number - 1]}", to=line)
        assert "赵敏" in town.card(number).text
        assert "新人" not in town.card(number).text
