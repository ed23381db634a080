"""回头议: whether it was done, and whether people are content."""

import re
from datetime import timedelta

from sandbox import Message
from tests.stories.town import Town, labels

COLLECTED = 132
PATIENCE = timedelta(minutes=1)


async def all_say(town: Town, who: str, words: str) -> None:
    """Somebody says the same of every matter, no faster than people are heard."""
    for first in range(1, COLLECTED + 1, 40):
        for number in range(first, min(first + 40, COLLECTED + 1)):
            town.world.say(town.people[who], town.group, words.format(n=number))
        await town.settle()
        await town.travel(PATIENCE)


def asked(town: Town) -> dict[int, Message]:
    """The messages in which the group reads what was done and the proposer is asked, by their matter."""
    found = [said for said in town.heard() if "不满意" in labels(said)]
    return {int(number): said for said in found for number in re.findall(r"#(\d+)", said.text)}


async def solved(town: Town) -> None:
    """132 matters are collected and done; a neighbour supported the first of them."""
    await all_say(town, "赵敏", "/propose {n}号楼的路灯坏了")
    await town.press("孙大爷", town.card(1), "附议")
    await all_say(town, "李秀兰", "/accept {n}")
    await all_say(town, "李秀兰", "/assign {n} 陈师傅 7天")
    await all_say(town, "陈师傅", "/done {n} 换好了")


async def answer(town: Town, numbers: range, label: str) -> None:
    """The proposer says how it is, one matter after the other."""
    messages = asked(town)
    for number in numbers:
        town.world.press(town.people["赵敏"], messages[number], label)
        if number % 40 == 0:
            await town.settle()
            await town.travel(PATIENCE)
    await town.settle()


async def test_132_collected_132_solved(town: Town) -> None:
    """132 collected, 132 solved: one is reopened by a 不满意 with its reason; those alone count who were asked."""
    await solved(town)
    await answer(town, range(1, 121), "满意")
    await answer(town, range(121, 132), "基本满意")
    assert "提出人" in await town.press("张伟", asked(town)[132], "不满意")  # not asked, not counted
    await town.press("赵敏", asked(town)[132], "不满意")
    await town.say("赵敏", "晚上还是不亮", to=town.question("赵敏"))
    assert "晚上还是不亮" in town.last().text
    assert (await town.matters())[132] == "in_progress"
    stats = (await town.ask("赵敏", "/stats")).text
    assert "满意率 99.2%：评价 132 次，满意 120，基本满意 11，不满意 1" in stats
    assert "解决率 100.0%：到期 130 个，销号 130 个" in stats  # of #1 a supporter has not answered yet
    await town.say("陈师傅", "/done 132 换了灯泡")
    await answer(town, range(132, 133), "满意")
    await town.travel(timedelta(days=8))
    assert set((await town.matters()).values()) == {"closed"}
    stats = (await town.ask("赵敏", "/stats")).text
    assert f"议题 {COLLECTED} 个" in stats
    assert "满意率 99.2%：评价 133 次，满意 121，基本满意 11，不满意 1" in stats
    assert "解决率 100.0%：到期 132 个，销号 132 个" in stats
    assert "未回访到" not in stats
