"""People go, and groups change: the council goes on with whoever is there."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.stories.town import Town, labels, open_town, story_fixture

LATE = datetime(2026, 3, 11, 1, 5, tzinfo=UTC)  # the morning after the promised day, in Shanghai


async def set_up_handed(town: Town) -> None:
    """陈师傅 has promised to mend the lamp by 10 March; the clerk reads private messages."""
    await town.whisper("李秀兰", "/start")
    await town.say("赵敏", "/propose 3号楼门口的路灯坏了")
    await town.act("李秀兰", town.card(1), "受理")
    await town.say("王建国", "/resolve 1 换新灯，承办：陈师傅，期限：3月10日")
    await town.act("陈师傅", town.card(1), "签收")


handed = story_fixture(set_up_handed)


async def test_the_head_leaves_and_the_clerk_goes_on(town: Town) -> None:
    """Without a head the clerk does the daily work; only an administrator of the group may take over."""
    town.world.leave(town.group, town.people["王建国"])
    await town.settle()
    assert "/setup" in town.last().text
    await town.say("赵敏", "/propose 路灯坏了")
    await town.act("李秀兰", town.card(1), "受理")
    assert await town.matters() == {1: "accepted"}
    assert "管理员" in (await town.ask("李秀兰", "/setup")).text
    assert "议事长" in (await town.ask("李秀兰", "/schedule 8 19:30")).text


async def test_no_officer_is_left(town: Town) -> None:
    """With head and clerk gone residents can still speak up, and an administrator who takes over sorts it."""
    town.world.promote(town.group, town.people["张伟"])
    for who in ("王建国", "李秀兰"):
        town.world.leave(town.group, town.people[who])
        await town.settle()
    await town.say("赵敏", "/propose 路灯坏了")
    assert "专人" in await town.press_old("张伟", town.card(1), "受理")
    await town.travel(timedelta(days=5))
    await town.say("张伟", "/setup")
    await town.act("张伟", town.card(1), "受理")
    assert await town.matters() == {1: "accepted"}


async def test_the_handler_leaves(handed: Town) -> None:
    """The clerk is told in private what was in their hands, and hands it to somebody else there and then."""
    handed.world.leave(handed.group, handed.people["陈师傅"])
    await handed.settle()
    told = handed.private("李秀兰")[-1]
    assert "陈师傅 不在群里了" in told.text
    assert "#1 3号楼门口的路灯坏了" in told.text
    await handed.press("李秀兰", told, "交办 #1")
    await handed.whisper("李秀兰", "张伟")
    await handed.whisper("李秀兰", "3月12日")
    assert await handed.matters() == {1: "dispatched"}
    assert "承办：张伟" in handed.card(1).text


async def test_the_handler_deletes_the_account(handed: Town) -> None:
    """Telegram says nothing of it: at the first message that cannot arrive the group and the clerk are told."""
    await handed.whisper("陈师傅", "/start")
    handed.world.delete_account(handed.people["陈师傅"])
    before = handed.heard()
    await handed.travel(LATE)
    assert any("期限" in text for text in handed.since(before))
    (told,) = [said for said in handed.private("李秀兰") if "收不到我的私信" in said.text]
    assert "交办 #1" in labels(told)
    await handed.say("李秀兰", "/assign 1 张伟 7天")
    assert "承办：张伟" in handed.card(1).text
    before = handed.heard()
    await handed.travel(timedelta(days=2))
    assert not [text for text in handed.since(before) if "私信" in text]


async def test_a_supergroup_in_the_middle_of_the_work() -> None:
    """The group gets a new number: clocks go on, the card comes anew, and nothing is done to the old messages."""
    async with open_town(kind="group") as town:
        await town.say("赵敏", "/propose 3号楼门口的路灯坏了")
        await town.act("李秀兰", town.card(1), "受理")
        await town.say("王建国", "/resolve 1 换新灯，承办：陈师傅，期限：3月10日")
        old = town.group
        town.group = town.world.migrate(old)
        await town.settle()
        calls = len(town.world.calls)
        await town.travel(LATE)
        assert len([message for message in town.heard() if "过了期限" in message.text]) == 1
        assert len(town.cards(1)) == 1
        await town.act("陈师傅", town.card(1), "进展")
        await town.say("陈师傅", "灯买到了", to=town.question("陈师傅"))
        assert "办理中" in town.card(1).text
        assert [call.method for call in list(town.world.calls)[calls:] if call.chat_id == old.id] == []
        assert town.world.violations == []


async def test_topics_are_switched_on(town: Town) -> None:
    """The council speaks on in the general topic, until an administrator sends /setup in the one that it shall have."""
    await town.say("赵敏", "/propose 路灯坏了")
    town.group.is_forum = True
    topic = town.world.add_topic(town.group, "议事")
    town.world.say(town.people["赵敏"], town.group, "/setup", topic=topic)
    await town.settle()
    await town.act("李秀兰", town.card(1), "受理")
    assert town.last().thread_id is None
    town.world.say(town.people["王建国"], town.group, "/setup", topic=topic)
    await town.settle()
    town.world.say(town.people["赵敏"], town.group, "/propose 电梯吱吱响", topic=topic)
    await town.settle()
    assert town.card(2).thread_id == topic
    await town.act("李秀兰", town.card(2), "受理")
    assert "受理" in town.last().text
    assert town.last().thread_id == topic
    assert town.world.violations == []


async def test_demoted(handed: Town) -> None:
    """As an ordinary member the bot hears commands and buttons as before, and goes on telling."""
    handed.world.set_bot_status(handed.group, "member")
    await handed.settle()
    await handed.say("孙大爷", "/propose 垃圾没有人收")
    await handed.act("李秀兰", handed.card(2), "受理")
    before = handed.heard()
    await handed.travel(LATE)
    assert len([text for text in handed.since(before) if "过了期限" in text]) == 1


async def test_removed_with_clocks_running(handed: Town) -> None:
    """Out of the group nothing goes up the ladder unheard; back in it there is a day of grace, and then it does."""
    await handed.say("王建国", "/ladder 2 社区：社区王主任")
    handed.world.set_bot_status(handed.group, "kicked")
    await handed.settle()
    before = handed.heard()
    await handed.travel(datetime(2026, 3, 15, tzinfo=UTC))
    assert handed.heard() == before
    assert "期限：3月10日" in (await handed.whisper("赵敏", "/matter 1")).text
    handed.world.set_bot_status(handed.group, "administrator")
    await handed.settle()
    await handed.travel(datetime(2026, 3, 16, 2, tzinfo=UTC))  # a Monday
    (told,) = [text for text in handed.since(before) if "#1" in text]
    assert "宽限一个工作日，到3月17日 周二" in told
    await handed.travel(datetime(2026, 3, 18, 2, tzinfo=UTC))
    assert len([text for text in handed.since(before) if "来办" in text]) == 1


@pytest.mark.parametrize("how", ["told as a member", "told as a line"])
async def test_the_restricted_head_leaves(how: str) -> None:
    """A head who leaves while restricted has left like anybody else; restricted but there, nothing is lost."""
    async with open_town(bot="administrator" if how == "told as a member" else "member") as town:
        head = town.people["王建国"]
        town.world.promote(town.group, town.people["李秀兰"])
        town.group.members[town.people["李秀兰"].id].status = "creator"  # an owner cannot be restricted
        town.world.restrict(town.group, head)
        await town.settle()
        assert "议事长：王建国" in (await town.whisper("赵敏", "/members")).text
        town.world.leave(town.group, head)
        await town.settle()
        assert "/setup" in town.last().text
        assert "王建国" not in (await town.whisper("赵敏", "/members")).text
        assert "/propose" not in (await town.whisper("王建国", "/matters")).text


async def test_a_restricted_bot_is_there(town: Town) -> None:
    """A bot that is restricted, but not put out, goes on hearing."""
    town.world.set_bot_status(town.group, "restricted")
    await town.settle()
    await town.say("赵敏", "/propose 路灯坏了")
    assert "路灯坏了" in town.card(1).text
