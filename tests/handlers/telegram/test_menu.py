"""The menus of commands beside the input field, as Telegram keeps them."""

from datetime import timedelta

import pytest
from telegram import (
    BotCommandScope,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    BotCommandScopeChatMember,
)

from bot.conversation.platform import MenuEntry
from bot.domain.councils.command_menu import NO_ACCOUNT, NO_CHAT
from bot.domain.shared.ids import AccountId, ChatId
from handlers.telegram import menu
from tests.sandbox.box import Box

MENU = {"zh-CN": (MenuEntry("mine", "我的"),), "en": (MenuEntry("mine", "Mine", is_private=True),)}
NOTHING: dict[str, tuple[MenuEntry, ...]] = {"zh-CN": (), "en": ()}


async def test_set_and_deleted(box: Box) -> None:
    """Each scope keeps its menu in both languages until it is taken away."""
    group, li = box.group.id, box.li.id
    box.world.say(box.li, box.li, "/start")
    here, she, none = ChatId(str(group)), AccountId(str(li)), (NO_CHAT, NO_ACCOUNT)
    scopes: list[tuple[BotCommandScope, tuple[ChatId, AccountId], bool]] = [
        (BotCommandScopeAllGroupChats(), none, True),
        (BotCommandScopeAllPrivateChats(), none, False),
        (BotCommandScopeChatMember(group, li), (here, she), True),
        (BotCommandScopeChat(li), (ChatId(str(li)), she), False),
    ]
    for scope, where, in_group in scopes:
        for told, shown in ((MENU, {None: ["我的"], "en": ["Mine"]}), (NOTHING, {None: [], "en": []})):
            assert await menu.set_commands(box.bot, told, *where, group=in_group) is None
            for code, says in shown.items():
                kept = await box.bot.get_my_commands(scope=scope, language_code=code)
                assert [each.description for each in kept] == says


async def test_refused(box: Box) -> None:
    """Telegram knows no menu for somebody who never pressed Start: that is no error and not tried again."""
    she = str(box.li.id)
    assert await menu.set_commands(box.bot, MENU, ChatId(she), AccountId(she), group=False) is None


@pytest.mark.parametrize(("status", "wait"), [(500, menu.RETRY), (429, timedelta(seconds=7))])
async def test_later(box: Box, status: int, wait: timedelta) -> None:
    """A menu that Telegram cannot take now is tried again, when it says so or much later."""
    box.world.faults.add("setMyCommands", status=status, retry_after=7 if status == 429 else None)
    assert await menu.set_commands(box.bot, MENU, NO_CHAT, NO_ACCOUNT, group=True) == wait
