"""The commands that each person finds beside the input field."""

from sandbox.menus import commands_for
from tests.stories.town import Town, another

USUAL = ["propose", "matters", "mine", "meeting", "members", "help"]
IN_PRIVATE = ["propose", "letter", "matters", "mine", "meeting", "mydata", "help"]


def menu(town: Town, who: str, chat: object = None) -> list[str]:
    """The commands that somebody finds in the group, or elsewhere."""
    where = town.world.chat(chat or town.group)  # type: ignore[arg-type]  # a chat, or a person for their private one
    return [each["command"] for each in commands_for(town.world, where, town.people[who], "zh")]


def calls(town: Town) -> int:
    """How often the bot has told Telegram of a menu."""
    return sum(call.method in {"setMyCommands", "deleteMyCommands"} for call in town.world.calls)


async def test_everybody_and_officers(town: Town) -> None:
    """Residents find six commands in the group and seven in private, officers theirs, in both languages."""
    assert menu(town, "赵敏") == USUAL
    for who in ("赵敏", "李秀兰"):
        await town.whisper(who, "/start")
    assert menu(town, "赵敏", town.people["赵敏"]) == IN_PRIVATE
    assert {"accept", "agenda", "poll"} <= set(menu(town, "李秀兰"))
    assert {"accept", "paper", "roll"} <= set(menu(town, "李秀兰", town.people["李秀兰"]))
    assert {"done", "progress"} <= set(menu(town, "陈师傅"))
    assert max(len(menu(town, who)) for who in town.people) <= 15
    english = commands_for(town.world, town.group, town.people["李秀兰"], "en")
    assert "Accept" in " ".join(each["description"] for each in english)


async def test_menus_follow_the_roles(town: Town) -> None:
    """Who is appointed, dismissed or gone finds what is theirs now; who blocked the bot is no error."""
    said = town.world.say(town.people["孙大爷"], town.group, "我来")
    await town.say("王建国", "/role 专人", to=said)
    assert "accept" in menu(town, "孙大爷")
    await town.whisper("孙大爷", "/start")
    assert "accept" in menu(town, "孙大爷", town.people["孙大爷"])
    await town.say("王建国", "/role 撤销", to=said)
    assert menu(town, "孙大爷") == USUAL
    assert menu(town, "孙大爷", town.people["孙大爷"]) == IN_PRIVATE
    town.world.leave(town.group, town.people["李秀兰"])
    town.world.block(town.people["李秀兰"])
    await town.settle()
    assert "accept" not in menu(town, "李秀兰")


async def test_several_councils(town: Town) -> None:
    """In private somebody finds the commands of all their roles; in each group those of that council."""
    there = await another(town, "周倩", "李秀兰", "陈师傅")
    said = town.world.say(town.people["陈师傅"], there, "大家好")
    await town.say("周倩", "/role 专人", to=said, chat=there)
    await town.whisper("陈师傅", "/start")
    assert {"accept", "done"} <= set(menu(town, "陈师傅", town.people["陈师傅"]))
    assert "accept" in menu(town, "陈师傅", there)
    assert "accept" not in menu(town, "陈师傅")


async def test_nothing_is_told_twice(town: Town) -> None:
    """What Telegram was told stands: neither a start of the bot nor a role that somebody has already tells it again."""
    await town.whisper("李秀兰", "/start")
    told = calls(town)
    async with town.asleep():
        pass
    said = town.world.say(town.people["李秀兰"], town.group, "在")
    await town.say("王建国", "/role 专人", to=said)
    await town.whisper("李秀兰", "/start")
    assert calls(town) == told


async def test_telegram_takes_no_menus(town: Town) -> None:
    """A bot whose menus fail works all the same, and tells them later."""
    town.world.faults.add("setMyCommands", status=500, times=1)
    said = town.world.say(town.people["孙大爷"], town.group, "我来")
    await town.say("王建国", "/role 专人", to=said)
    assert menu(town, "孙大爷") == USUAL
    await town.say("孙大爷", "/propose 3号楼门口的路灯坏了")
    assert "路灯" in town.card(1).text
    await town.travel(town.now.replace(hour=23))
    assert "accept" in menu(town, "孙大爷")
