"""The menu of commands beside the input field, as Telegram keeps it."""

import pytest
from telegram import BotCommandScope, BotCommandScopeAllGroupChats, BotCommandScopeAllPrivateChats

from bot.locales import words
from bot.views.shared.command_list import COMMANDS, Where
from handlers.telegram import menu
from tests.sandbox.box import Box

CHINESE, ENGLISH = words("zh-CN"), words("en")


@pytest.mark.parametrize(
    ("scope", "left_out"),
    [(BotCommandScopeAllGroupChats(), Where.PRIVATE), (BotCommandScopeAllPrivateChats(), Where.GROUP)],
    ids=["groups", "private chats"],
)
async def test_published(box: Box, scope: BotCommandScope, left_out: Where) -> None:
    """Groups and private chats get the commands that work there, in Chinese and, for phones in English, in English."""
    await menu.publish(box.bot)
    for code, speak in ((None, CHINESE), ("en", ENGLISH)):
        kept = await box.bot.get_my_commands(scope=scope, language_code=code)
        expected = [(each.name, str(speak(each.says))) for each in COMMANDS if each.where is not left_out]
        assert [(each.command, each.description) for each in kept] == expected


async def test_refused(box: Box, caplog: pytest.LogCaptureFixture) -> None:
    """A bot without a menu works all the same: the failure is a line of the log."""
    box.world.faults.add("setMyCommands", status=500)
    await menu.publish(box.bot)
    assert "the menu of commands could not be set" in caplog.text
