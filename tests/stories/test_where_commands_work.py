"""A command stands only in the menus where it works, and in the wrong place shows the way on."""

import pytest

from bot.views.shared.command_list import COMMANDS, Where
from tests.stories.town import Town, labels

PRIVATELY, IN_THE_GROUP = "这个请私聊我", "这个请在居民群里发"


async def test_what_stands_in_the_groups_menu_works_there(town: Town) -> None:
    """No command of the group's menu is answered there by "in private", and the others all are."""
    for command in COMMANDS:
        before = town.heard()
        await town.say("王建国", f"/{command.name}")
        refused = any(PRIVATELY in said for said in town.since(before))
        assert refused is (command.where is Where.PRIVATE), command.name


async def test_what_stands_in_the_private_menu_works_there(town: Town) -> None:
    """No command of the private menu is answered there by "in the group", and the others all are."""
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
