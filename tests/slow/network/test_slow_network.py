"""Telegram is slow to answer what the bot asks it about one group or one person; nobody else notices."""

from datetime import timedelta

import pytest

from bot.domain.councils.council import Council
from sandbox.faults import FaultKind
from sandbox.model import Chat
from tests.stories.test_rolls import xlsx
from tests.stories.town import PATIENCE, Town

SLOW = 18  # seconds
AT_ONCE = 2  # seconds, within which everybody else is answered
LONG_ENOUGH = 1.5  # seconds for which the bot waits for Telegram here, so that a story need not wait as long as people
REFUSAL = "Telegram 现在很慢"


@pytest.fixture
async def town(town: Town) -> Town:
    """The town, whose bot loses its patience with Telegram earlier."""
    async with town.asleep():
        town.query_timeout = LONG_ENOUGH
    return town


def slow_group(town: Town, name: str = "慢小区") -> Chat:
    """Make a group about whose members Telegram answers once, and late."""
    group = town.world.add_group(name, town.people["周倩"], bot="administrator")
    town.world.faults.add("getChatMember", kind="slow", seconds=SLOW, chat_id=group.id)
    return group


async def begin(town: Town) -> None:
    """Wait until every slow call is under way."""
    town.clock.let_go(PATIENCE)
    await town.world.wait_for(lambda: not len(town.world.faults))


async def answered_at_once(town: Town) -> None:
    """Another group asks something, and is answered while the slow calls are still under way."""
    before = town.heard()
    town.world.say(town.people["赵敏"], town.group, "/matters")
    await town.world.wait_for(lambda: town.since(before), within=AT_ONCE)


def answers(town: Town, group: Chat) -> list[str]:
    """Return what the bot has said in a group since it greeted everybody."""
    return [message.text for message in town.heard(group)[1:]]


async def councils(town: Town) -> int:
    """Count the councils."""
    return await town.store.run(lambda tx: tx.count(Council, "chat"))


async def test_one_slow_group(town: Town) -> None:
    """A group is not set up when Telegram does not say by whom; it is told so, then its later words have their turn."""
    group = slow_group(town)
    town.world.say(town.people["周倩"], group, "/setup")
    await begin(town)
    town.world.say(town.people["周倩"], group, "/matters")
    await answered_at_once(town)
    assert answers(town, group) == []
    await town.settle()
    refused, later = answers(town, group)
    assert REFUSAL in refused
    assert "还没有议事会" in later
    assert await councils(town) == 1


async def test_set_up_later(town: Town) -> None:
    """Right after a refusal the next /setup is refused at once, and half a minute later it is done."""
    group = slow_group(town)
    for _ in range(2):
        await town.say("周倩", "/setup", chat=group)
    assert [REFUSAL in text for text in answers(town, group)] == [True, True]
    town.move(timedelta(minutes=1))
    await town.say("周倩", "/setup", chat=group)
    assert "议事会已经设好" in town.last(group).text
    assert await councils(town) == 2


async def test_administrator_list_is_slow(town: Town) -> None:
    """Where only the list of administrators could tell who may, and it does not come, nothing is decided either."""
    group = town.world.add_group("慢小区", town.people["周倩"], bot="member")
    town.world.faults.add("getChatMember", status=400, description="Bad Request: member list is inaccessible")
    town.world.faults.add("getChatAdministrators", kind="hang")
    await town.say("周倩", "/setup", chat=group)
    assert REFUSAL in town.last(group).text
    assert await councils(town) == 1


async def test_twenty_slow_groups(town: Town) -> None:
    """Twenty groups that wait for Telegram at the same time keep nobody else waiting."""
    groups = [slow_group(town, f"慢小区{number}") for number in range(20)]
    for group in groups:
        town.world.say(town.people["周倩"], group, "/setup")
        town.world.say(town.people["周倩"], group, "/matters")
    await begin(town)
    await answered_at_once(town)
    await answered_at_once(town)
    await town.settle()
    for group in groups:
        said = answers(town, group)  # what one person alone sees keeps no order
        assert [sum(words in text for text in said) for words in (REFUSAL, "还没有议事会")] == [1, 1]


async def test_slow_for_a_stranger(town: Town) -> None:
    """Whether a stranger belongs here is not known while Telegram does not say: they are not told that they do not."""
    town.world.faults.add("getChatMember", kind="slow", seconds=SLOW)
    town.world.say(town.people["周倩"], town.people["周倩"], "/matters")
    await begin(town)
    await answered_at_once(town)
    await town.settle()
    assert REFUSAL in town.last(town.people["周倩"]).text


async def test_link_of_a_known_person(town: Town) -> None:
    """Who is known already comes in by a link, however slow Telegram is; a stranger is asked to try again."""
    await town.say("赵敏", "/propose 路灯坏了")
    town.world.faults.add("getChatMember", kind="hang", times=2)
    assert "路灯坏了" in (await town.whisper("赵敏", "/start c-1-m-1")).text
    assert REFUSAL in (await town.whisper("周倩", "/start c-1-m-1")).text


@pytest.mark.parametrize("kind", ["slow", "hang"])
async def test_slow_file(town: Town, kind: FaultKind) -> None:
    """An officer whose file does not come is told to send it again; nobody else waits meanwhile."""
    officer = town.people["李秀兰"]
    town.world.faults.add("getFile", kind=kind, seconds=SLOW)
    town.world.send_document(officer, officer, xlsx(), "名册.xlsx", caption="/roll")
    await begin(town)
    await answered_at_once(town)
    await town.settle()
    assert REFUSAL in town.last(officer).text
    town.move(timedelta(minutes=1))
    town.world.send_document(officer, officer, xlsx(), "名册.xlsx", caption="/roll")
    await town.settle()
    assert "户数" in town.last(officer).text
