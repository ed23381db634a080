"""Commands that name several matters: each number stands in the answer with what became of it."""

from collections.abc import AsyncIterator

import pytest

from tests.stories.town import Town, open_town


@pytest.fixture
async def five() -> AsyncIterator[Town]:
    """Five matters that wait to be sorted."""
    async with open_town() as town:
        for text in ("路灯坏了", "垃圾没人收", "电梯停了", "门禁失灵", "树枝挡窗"):
            await town.say("赵敏", f"/propose {text}")
        yield town
        assert town.world.violations == []


def states(kept: dict[int, str], state: str) -> list[int]:
    """The numbers of the matters in this state."""
    return [number for number, each in kept.items() if each == state]


@pytest.mark.parametrize(
    ("typed", "accepted"),
    [
        ("1 2 3", [1, 2, 3]),
        ("#1 #3", [1, 3]),
        ("2-4", [2, 3, 4]),
        ("4~2", [2, 3, 4]),
        ("1至3", [1, 2, 3]),
        ("\uff11、\uff13，5", [1, 3, 5]),
        ("1 和 2", [1, 2]),
        ("#2 到底", [2]),
        ("1，3-4", [1, 3, 4]),
        ("1,2、4", [1, 2, 4]),
        ("3 3 2-3", [2, 3]),
    ],
)
async def test_several_are_accepted(five: Town, typed: str, accepted: list[int]) -> None:
    """Numbers in a row, in a list, in a range, in full-width digits: all of them are accepted."""
    await five.say("李秀兰", f"/accept {typed}")
    assert states(await five.matters(), "accepted") == accepted
    assert all(f"#{number}" in five.last().text for number in accepted)


async def test_each_number_is_answered(five: Town) -> None:
    """What is not possible, and what is no matter, stands in the same answer; the possible ones are done."""
    await five.say("李秀兰", "/accept 3")
    answer = await five.ask("李秀兰", "/accept 2 3 4 9 谢谢")
    assert states(await five.matters(), "accepted") == [2, 3, 4]
    done, refused, unknown, rest = answer.text.split("\n")
    assert done == "#2、#4 受理了。"
    assert "#3" in refused
    assert "#9" in unknown
    assert "「谢谢」" in rest


async def test_the_agenda_takes_the_possible_ones(five: Town) -> None:
    """/agenda 1 3 with 3 there already puts 1 on it and says that 3 is there."""
    await five.say("李秀兰", "/accept 1-3")
    await five.say("李秀兰", "/agenda 3")
    answer = await five.ask("李秀兰", "/agenda 1 3 5")
    assert states(await five.matters(), "agenda") == [1, 3]
    assert answer.text.startswith("#1 列入")
    assert "#3" in answer.text
    assert "#5" in answer.text


@pytest.mark.parametrize(
    ("typed", "rejected", "reason"),
    [
        ("1 2 都是重复的", [1, 2], "都是重复的"),
        ("1、3：2号楼的已经修好", [1, 3], "2号楼的已经修好"),
        ("1 3号楼的已经修好", [1], "3号楼的已经修好"),
        ("1 2 盏灯都修好了", [1], "2 盏灯都修好了"),
        ("1 2026-03-01 已经修好", [1], "2026-03-01 已经修好"),
        ("1: 2 3 说的是一件事", [1], "2 3 说的是一件事"),
        ("1 2、重复 3、太贵", [1], "2、重复 3、太贵"),
    ],
)
async def test_a_reason_may_begin_with_a_number(five: Town, typed: str, rejected: list[int], reason: str) -> None:
    """Several are turned down with one reason; a number that counts something belongs to the reason."""
    await five.say("李秀兰", f"/reject {typed}")
    assert states(await five.matters(), "rejected") == rejected
    shown = await five.ask("李秀兰", f"/matter {rejected[-1]}")
    assert reason in shown.text


async def test_a_reason_for_several_is_asked_for(five: Town) -> None:
    """Without a reason it is asked for once, and the answer counts for all, whatever it begins with."""
    question = await five.ask("李秀兰", "/reject 1 2")
    assert "#1、#2" in question.text
    await five.say("李秀兰", "3 4 号楼都修好了", to=question)
    assert states(await five.matters(), "rejected") == [1, 2]


@pytest.mark.parametrize(
    "typed", ["/matter 1 2", "/merge 1 2 3", "/kind 1、2 隐患", "/vote 1 2", "/assign 1、2 陈师傅"]
)
async def test_what_goes_one_at_a_time(five: Town, typed: str) -> None:
    """What is done with one matter at a time says so, and does nothing with any of them."""
    answer = await five.ask("李秀兰", typed)
    assert "#1、#2" in answer.text
    assert "一件一件" in answer.text


@pytest.mark.parametrize("typed", ["/accept 1-999999999", "/agenda 1-999999", "/accept 0-1 2-999999"])
async def test_far_too_many(five: Town, typed: str) -> None:
    """Over fifty at once are refused with that number."""
    answer = await five.ask("李秀兰", typed)
    assert "50" in answer.text
    assert states(await five.matters(), "accepted") == []


async def test_nobody_else(five: Town) -> None:
    """A resident who names several is told once who may."""
    answer = await five.ask("赵敏", "/accept 1 2 3")
    assert "专人" in answer.text
    assert "#1" not in answer.text


async def test_residents_take_several_back(five: Town) -> None:
    """/withdraw takes several of one's own back."""
    await five.say("赵敏", "/withdraw 1、2")
    assert states(await five.matters(), "withdrawn") == [1, 2]
