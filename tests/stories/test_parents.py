"""A street's group above sixteen councils: joined by both sides, rights kept apart, figures added up."""

import re
from datetime import datetime
from itertools import cycle, islice

from bot.domain.councils.council import Council
from bot.domain.matters.category import Category
from bot.domain.matters.matter import Matter
from bot.domain.matters.state import State
from bot.domain.meetings.meeting import Attendance, Meeting, MeetingState
from bot.ports import Tx
from sandbox.model import Chat
from tests.stories.town import Town, labels, story_fixture

STREET = 2
HEADS = ("李秀兰", "张伟", "赵敏")  # of the sixteen councils but the first, in turn


async def street(town: Town) -> Chat:
    """The street's own group; its head is a resident in the first council."""
    group = town.world.add_group("平安街道", town.people["周倩"], [town.people["王建国"]], bot="administrator")
    await town.say("周倩", "/setup", chat=group)
    return group


async def code(town: Town, group: Chat, who: str = "周倩", level: str = "街道") -> str:
    """The head of a group says what it is; give the code that comes below."""
    await town.say(who, "/parent", chat=group)
    shown = town.last(group)
    await town.press(who, shown, next(label for label in labels(shown) if label.endswith(level)))
    found = re.search(r"/parent (\S{4}-\S{4})", town.last(group).text)
    assert found, town.last(group).text
    return found[1]


async def joined(town: Town) -> Chat:
    """A street, and the first council under it."""
    group = await street(town)
    await town.say("王建国", f"/parent {await code(town, group)}")
    return group


async def come_under_a_street(town: Town) -> None:
    """Sixteen councils come under a street; two of the residents are in all of their groups."""
    group = await street(town)
    others = [town.people[name] for name in ("孙大爷", "陈师傅")]
    for number, head in enumerate(islice(cycle(HEADS), 15), 2):
        queue = town.world.add_group(f"{number}号院", town.people[head], others, bot="administrator")
        await town.say(head, "/setup", chat=queue)
    for head, queue in lanes(town):
        await town.say(head, f"/parent {await code(town, group)}", chat=queue)


sixteen = story_fixture(come_under_a_street)


def titled(town: Town, title: str) -> Chat:
    """The group of this name."""
    return next(chat for chat in town.world.chats.values() if chat.title == title)


def lanes(town: Town) -> list[tuple[str, Chat]]:
    """The head and the group of each of the sixteen."""
    others = [(head, titled(town, f"{number}号院")) for number, head in enumerate(islice(cycle(HEADS), 15), 2)]
    return [("王建国", town.group), *others]


async def test_both_heads_agree(town: Town) -> None:
    """The street's head asks for a code, the council's head brings it; both groups read what is now."""
    group = await street(town)
    given = await code(town, group)
    assert f"请下级议事会的议事长在自己的群里发：/parent {given}" in town.last(group).text
    before = town.heard()
    await town.say("王建国", f"上级 {given.lower()}")
    assert any("属于「平安街道」" in text for text in town.since(before))
    assert "「和平里小区」" in town.last(group).text
    shown = await town.ask("王建国", "/parent")
    assert "平安街道" in shown.text
    assert "解除上级" in labels(shown)
    before = town.heard(group)
    assert "再点一次" in await town.press("王建国", shown, "解除上级")
    assert town.since(before, group) == []  # a slip of the finger parts nobody
    assert await town.press("王建国", shown, "确定解除上级")
    assert "解除了" in town.last(group).text
    assert not {"解除上级", "确定解除上级"} & set(labels(town.heard()[-2]))
    await town.say("王建国", f"/parent {given}")
    assert "用不了" in town.last().text  # once is once


async def test_the_list_below(town: Town) -> None:
    """/branches shows each council below; the head takes one out, and is told how to have it back."""
    group = await joined(town)
    await town.say("赵敏", "/propose 3号楼路灯坏了")
    await town.say("王建国", "/branches", chat=group)  # head of the council below, nobody here
    assert "和平里小区" in town.last(group).text
    assert labels(town.last(group)) == []
    await town.say("周倩", "/branches", chat=group)
    listed = town.last(group)
    assert "没办完的议题 1 个" in listed.text
    button = next(label for label in labels(listed) if label.startswith("移出"))
    data = listed.keyboard[0][0]["callback_data"]
    assert "议事长" in await town.forge("王建国", listed, data)
    assert "再点一次" in await town.press("周倩", listed, button)
    assert "移出" not in town.last().text
    assert await town.press("周倩", listed, "确定移出 和平里小区")
    assert "移出" in town.last().text
    assert "还没有下级议事会" in next(said for said in town.heard(group) if said.message_id == listed.message_id).text


async def test_named_as_typed(town: Town) -> None:
    """A council's name stands there as its group is called, in the list and on its button."""
    group = await street(town)
    queue = town.world.add_group("<b>东</b>&西", town.people["赵敏"], [], bot="administrator")
    await town.say("赵敏", "/setup", chat=queue)
    await town.say("赵敏", f"/parent {await code(town, group)}", chat=queue)
    await town.say("周倩", "/branches", chat=group)
    assert "<b>东</b>&西" in town.last(group).text
    assert "移出 <b>东</b>&西" in labels(town.last(group))


async def test_refusals(town: Town) -> None:
    """Each thing that cannot be is said in one line: wrong and old codes, oneself, who may not."""
    group = await street(town)
    given = await code(town, group)
    await town.say("周倩", f"/parent {given}", chat=group)
    assert "自己的加入码" in town.last(group).text
    await town.say("李秀兰", f"/parent {given}")
    assert "议事长" in town.last().text
    for wrong in ("A2B3-C4D5", "街道", "12"):
        await town.say("王建国", f"/parent {wrong}")
        assert "用不了" in town.last().text
    await town.whisper("王建国", "/parent")
    assert "群里" in town.last(town.people["王建国"]).text
    await town.say("王建国", f"/parent {given}")
    another = await code(town, group)
    await town.say("王建国", f"/parent {another}")
    assert "已经有上级" in town.last().text
    upside = await code(town, town.group, "王建国", "社区")
    await town.say("周倩", f"/parent {upside}", chat=group)
    assert "高一级" in town.last(group).text


async def test_codes_are_not_to_be_guessed(town: Town) -> None:
    """After ten tries the eleventh has to wait, right or wrong."""
    given = await code(town, await street(town))
    for _ in range(10):
        await town.say("王建国", "/parent A2B3-C4D5")
    await town.say("王建国", f"/parent {given}")
    assert "太多" in town.last().text


async def test_one_person_two_councils(town: Town) -> None:
    """Who is head below is nobody in the street's group: rights stay apart, and so do the numbers of matters."""
    group = await joined(town)
    await town.say("赵敏", "/propose 3号楼路灯坏了")
    await town.say("周倩", "/propose 街道口的红绿灯坏了", chat=group)
    below, above = town.card(1), town.card(1, group)
    assert "级别" not in above.text  # what begins in the street is on the street's own level
    toast = await town.press_old("王建国", above, "受理")
    assert "议事长" in toast
    assert "专人" in toast
    await town.say("王建国", "/accept 1", chat=group)
    assert (await town.matters(), await town.matters(STREET)) == ({1: "submitted"}, {1: "submitted"})
    await town.say("周倩", "/accept 1", chat=group)
    assert (await town.matters(), await town.matters(STREET)) == ({1: "submitted"}, {1: "accepted"})
    await town.act("王建国", below, "受理")
    assert await town.matters() == {1: "accepted"}


async def test_the_group_below_is_gone(town: Town) -> None:
    """A council whose group removed the bot stays on the list, with a word that it is so."""
    group = await joined(town)
    town.world.set_bot_status(town.group, "kicked")
    await town.settle()
    await town.say("周倩", "/branches", chat=group)
    assert "和平里小区" in town.last(group).text
    assert "不在那个群" in town.last(group).text


async def test_sixteen_councils(sixteen: Town) -> None:
    """A street with sixteen councils: 1374 meetings, 9295 people, 1166 solved are reported as exactly these."""
    group = titled(sixteen, "平安街道")
    await sixteen.store.run(_a_year, sixteen.now)
    await sixteen.say("赵敏", "/stats", chat=sixteen.group)
    assert "下级议事会" not in sixteen.last().text
    await sixteen.say("周倩", "/stats", chat=group)
    told = sixteen.last(group).text
    for words in ("下级议事会 16 个", "销号 1166 个", "会议 1374 次，到会 9295 人次，平均每次 6.76 人"):
        assert words in told
    said = sixteen.world.say(sixteen.people["孙大爷"], sixteen.group, "大家好")
    await sixteen.say("王建国", "/role 议事员 退休教师", to=said)
    await sixteen.say("周倩", "/members", chat=group)
    composition = sixteen.last(group).text.partition("下级议事会 16 个")[2]
    assert "议事长 16 人" in composition
    assert "专人 1 人" in composition
    assert "退休教师 1 人" in composition
    await sixteen.say("周倩", "/branches", chat=group)
    assert "下级议事会 16 个" in sixteen.last(group).text
    await sixteen.press("周倩", sixteen.last(group), "下一页 ▶")
    assert "16号院" in sixteen.last(group).text


async def test_who_sits_in_sixteen_councils(sixteen: Town) -> None:
    """Retired cadres, teachers and shop owners sit in sixteen councils: the street reads how many of each."""
    group = titled(sixteen, "平安街道")
    for number, (head, queue) in enumerate(lanes(sixteen)):
        for name, sector in (("孙大爷", "退休干部"), ("陈师傅", "教师" if number % 4 else "店主")):
            said = sixteen.world.say(sixteen.people[name], queue, "大家好")
            await sixteen.say(head, f"/role 议事员 {sector}", to=said, chat=queue)
    await sixteen.say("周倩", "/members", chat=group)
    composition = sixteen.last(group).text.partition("下级议事会 16 个")[2]
    for words in ("议事长 16 人", "议事员 32 人", "退休干部 16 人、教师 12 人、店主 4 人"):
        assert words in composition


def _a_year(tx: Tx, now: datetime) -> None:
    """What the sixteen councils did in a year, spread over them."""
    numbers = [council.number for council in tx.find(Council, "parent", STREET)]
    for number, queue in enumerate(islice(cycle(numbers), 1374), 1):
        tx.put(Meeting(council=queue, number=number, at=now, state=MeetingState.HELD, closed=now))
        for person in range(7 if number <= 9295 - 6 * 1374 else 6):
            tx.put(Attendance(council=queue, meeting=number, person=person, at=now))
    for number, queue in enumerate(islice(cycle(numbers), 1166), 1):
        tx.put(
            Matter(
                council=queue,
                number=number,
                state=State.CLOSED,
                open=False,
                verified=True,
                text="路灯坏了",
                plain="路灯坏了",
                category=Category.FACILITIES,
                proposer=1,
                at=now,
            )
        )
