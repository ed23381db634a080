"""A command stands only in the menus where it works, and in the wrong place shows the way on."""

import pytest

from bot.domain.councils.command_menu import EVERYBODY, commands_of
from bot.domain.councils.council import Member, Role
from bot.domain.councils.permissions import PERMISSIONS, is_allowed
from bot.domain.councils.practice import Practice
from bot.views.shared.command import Where
from bot.views.shared.command_list import COMMANDS, COMMANDS_BY_NAME
from tests.stories.town import Town, labels

PRIVATELY, IN_THE_GROUP = "这个请私聊我", "这个请在居民群里发"


@pytest.mark.parametrize("roles", [(), *((role,) for role in Role), tuple(Role)], ids=str)
def test_menus_hold_what_works(roles: tuple[Role, ...]) -> None:
    """Whatever stands in a menu works in that kind of chat, and for those who have the role."""
    who = Member(council=1, person=1, roles=roles)
    for group, elsewhere in ((True, Where.PRIVATE), (False, Where.GROUP)):
        for name in (*EVERYBODY[group], *commands_of(roles, group=group)):
            assert COMMANDS_BY_NAME[name].where is not elsewhere
            acts = [act for act in PERMISSIONS if act == name and name not in EVERYBODY[group]]
            assert all(is_allowed(act, who, in_charge=1) for act in acts), name


@pytest.mark.parametrize("practice", Practice)
def test_menus_of_practices(practice: Practice) -> None:
    """What a practice adds to the menu of a group works there."""
    found = {name for role in Role for name in commands_of([role], group=True, practices=(practice,))}
    assert not {name for name in found if COMMANDS_BY_NAME[name].where is Where.PRIVATE}


async def test_commands_in_the_group(town: Town) -> None:
    """In the group only commands for the private chat are answered by "in private", as long as they are on."""
    for command in COMMANDS:
        before = town.heard()
        await town.say("王建国", f"/{command.name}")
        refused = any(PRIVATELY in said for said in town.since(before))
        assert refused is (command.where is Where.PRIVATE and command.practice is None), command.name


async def test_commands_in_private(town: Town) -> None:
    """In private only commands for the group are answered by "in the group"."""
    for command in COMMANDS:
        before = town.private("王建国")
        await town.whisper("王建国", f"/{command.name}")
        refused = any(IN_THE_GROUP in said for said in town.since(before, town.people["王建国"]))
        assert refused is (command.where is Where.GROUP), command.name


@pytest.mark.parametrize("typed", ["/letter 楼上太吵", "议事箱 楼上太吵", "/roll", "/mydata"])
async def test_the_way_into_the_private_chat(town: Town, typed: str) -> None:
    """What is for the private chat shows a button that opens it."""
    assert "💬 私聊我" in labels(await town.ask("王建国", typed))


async def test_the_language_that_is_set_is_marked(town: Town) -> None:
    """/setup marks the language in force, in Chinese and in English."""
    shown = await town.ask("王建国", "/setup")
    assert {"✓ 中文", "English"} <= set(labels(shown))
    await town.press("王建国", shown, "English")
    assert {"中文", "✓ English"} <= set(labels(await town.ask("王建国", "/setup")))
