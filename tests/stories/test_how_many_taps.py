"""How many taps and words a resident needs, and a clerk; a head's are counted in test_settings.py."""

from collections import Counter
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import pytest

from bot.domain.councils.council import Account
from bot.domain.matters.assignment import Assignment
from bot.domain.matters.state import State
from bot.domain.shared.ids import AccountId
from bot.ports import Tx
from bot.services.reactions import perform
from sandbox import Message
from tests import builders
from tests.stories.town import Town, labels, story_fixture

RESIDENT, CLERK, HANDLER = "赵敏", "李秀兰", "陈师傅"


class Counted:
    """One person, whose taps and messages are counted."""

    def __init__(self, town: Town, who: str) -> None:
        self.town = town
        self.who = who
        self.done: Counter[str] = Counter()

    async def whisper(self, text: str) -> Message:
        self.done["messages"] += 1
        return await self.town.whisper(self.who, text)

    async def press(self, message: Message, label: str) -> None:
        self.done["taps"] += 1
        await self.town.press(self.who, message, label)


async def set_up_reported(town: Town) -> None:
    """A matter of a resident, who has written to the bot in private, is reported done."""
    await town.whisper(RESIDENT, "/start")
    await town.say(RESIDENT, "/propose 3号楼门口的路灯坏了")
    await town.say(CLERK, "/accept 1")
    await town.say(CLERK, "/resolve 1 换新灯，承办：陈师傅，期限：7天")
    await town.say(HANDLER, "/done 1 装好了")


reported = story_fixture(set_up_reported)


@pytest.fixture
def resident(town: Town) -> Counted:
    return Counted(town, RESIDENT)


async def test_to_propose(town: Town, resident: Counted) -> None:
    """One sentence and one tap bring a matter before the group; the tap on [Start] is the other of two."""
    await town.whisper(RESIDENT, "/start")
    preview = await resident.whisper("3号楼门口的路灯坏了，晚上很黑")
    await resident.press(preview, "提成议题")
    assert await town.matters() == {1: "submitted"}
    assert resident.done == {"messages": 1, "taps": 1}


async def test_to_support(reported: Town) -> None:
    """One tap supports."""
    await reported.say("孙大爷", "/propose 电梯旁边堆了旧家具")
    resident = Counted(reported, RESIDENT)
    card = reported.card(2)
    await resident.press(card, "附议")
    assert await reported.supporters(2) == 1
    assert resident.done == {"taps": 1}


@pytest.mark.parametrize("words", ["我提的事怎么样了", "1号怎么样了", "路灯修了吗", "我的"])
async def test_what_became_of_mine(reported: Town, words: str) -> None:
    """One message and at most one tap say what became of a matter."""
    resident = Counted(reported, RESIDENT)
    answer = await resident.whisper(words)
    if "经过" not in answer.text:
        assert "#1" in answer.text
        await resident.press(answer, next(label for label in labels(answer) if "#1" in label))
        answer = reported.private(RESIDENT)[-1]
    assert "经过" in answer.text
    assert "装好了" in answer.text
    assert resident.done["taps"] <= 1


async def test_to_say_unsatisfied(reported: Town) -> None:
    """Two taps at most and a reason say that it is not solved."""
    resident = Counted(reported, RESIDENT)
    await resident.press(reported.private(RESIDENT)[-1], "不满意")
    await resident.whisper("灯还是不亮")
    last = reported.private(RESIDENT)[-1]
    if await reported.matters() == {1: "done"}:
        await resident.press(last, labels(last)[0])
    assert await reported.matters() == {1: "in_progress"}
    assert resident.done["taps"] <= 2


def open_fifty(tx: Tx, *, by: Account, clerk: int, now: datetime) -> None:
    """Forty-six matters wait to be sorted, and four are past their day."""
    late = Assignment(handler=clerk, due=now.date() - timedelta(days=2), due_known=True, overdue=True)
    for place in range(50):
        text = "".join(chr(0x4E00 + (place * 997 + sign * 131) % 5000) for sign in range(8))  # like no other
        changes: dict[str, Any] = {"state": State.IN_PROGRESS, "assignment": late} if place >= 46 else {}
        builders.matter(tx, text, by=by, now=now, **changes)


async def test_a_clerk_with_fifty_open_matters(town: Town) -> None:
    """The clerk finds the overdue ones by one message and one tap, and accepts ten by one message."""
    await town.whisper(CLERK, "/start")
    await town.whisper(RESIDENT, "/start")
    who = town.people[RESIDENT]
    account = Account(AccountId(str(who.id)), who.first_name)
    seed = partial(open_fifty, by=account, clerk=2, now=town.now)
    await town.store.run(lambda tx: perform(tx, seed))
    clerk = Counted(town, CLERK)
    desk = await clerk.whisper("/desk")
    late = next(label for label in labels(desk) if label.startswith("超期"))
    assert "4" in late
    await clerk.press(desk, late)
    assert all(f"#{number}" in desk.text for number in range(47, 51))
    assert clerk.done == {"messages": 1, "taps": 1}
    clerk = Counted(town, CLERK)
    answer = await clerk.whisper("/accept 1-10")
    assert labels(answer) == ["📋 议题"]
    states = await town.matters()
    assert [number for number, state in states.items() if state == "accepted"] == list(range(1, 11))
    assert clerk.done == {"messages": 1}
