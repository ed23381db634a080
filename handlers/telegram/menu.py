"""The menus of commands that Telegram shows beside the input field, by scope and language.

https://core.telegram.org/bots/api#botcommandscope
"""

import logging
from collections.abc import Mapping
from datetime import timedelta

from telegram import (
    Bot,
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    BotCommandScopeChatMember,
)
from telegram.error import BadRequest, ChatMigrated, Forbidden, RetryAfter, TelegramError

from bot.conversation.platform import MenuEntry
from bot.domain.shared.ids import AccountId, ChatId
from bot.locales import SOURCE

log = logging.getLogger(__name__)

RETRY = timedelta(minutes=15)  # no hurry: whatever stands in no menu can be typed


async def set_commands(
    bot: Bot, by_language: Mapping[str, tuple[MenuEntry, ...]], chat: ChatId, account: AccountId, *, group: bool
) -> timedelta | None:
    """Set the commands of a scope, or delete them; return how long to wait before another try, if there must be one.

    The language that has no catalogue of its own is for all phones but those in one of the others. Telegram refuses
    the scope of somebody who never pressed Start, and of a group that the bot is not in: then there is no menu.
    """
    scope = _scope(chat, account, group=group)
    try:
        for language, entries in by_language.items():
            code = None if language == SOURCE else language
            if entries:
                await bot.set_my_commands([_command(entry) for entry in entries], scope=scope, language_code=code)
            else:
                await bot.delete_my_commands(scope=scope, language_code=code)
    except RetryAfter as error:
        wait = error.retry_after
        return wait if isinstance(wait, timedelta) else timedelta(seconds=wait)
    except (BadRequest, ChatMigrated, Forbidden) as error:
        log.info("a menu of commands was refused: %s", error)
    except TelegramError as error:
        log.warning("a menu of commands could not be set: %s", error)
        return RETRY
    return None


def _scope(chat: ChatId, account: AccountId, *, group: bool) -> BotCommandScope:
    if not chat:
        return BotCommandScopeAllGroupChats() if group else BotCommandScopeAllPrivateChats()
    return BotCommandScopeChatMember(int(chat), int(account)) if account and group else BotCommandScopeChat(int(chat))


def _command(entry: MenuEntry) -> BotCommand:
    return BotCommand(entry.name, entry.says, api_kwargs={"is_ephemeral": True} if entry.is_private else None)
