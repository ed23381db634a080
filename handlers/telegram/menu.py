"""The menu of commands that Telegram shows beside the input field."""

import logging

from telegram import Bot, BotCommand, BotCommandScopeAllGroupChats, BotCommandScopeAllPrivateChats
from telegram.error import TelegramError

from bot.locales import SOURCE, Words, words
from bot.views.shared.command_list import COMMANDS, Command, Where

log = logging.getLogger(__name__)


async def publish(bot: Bot) -> None:
    """Publish the commands to Telegram (setMyCommands), in Chinese and English; a failure is logged only."""
    in_groups = [command for command in COMMANDS if command.where is not Where.PRIVATE]
    in_private = [command for command in COMMANDS if command.where is not Where.GROUP]
    try:
        for language, code in ((SOURCE, None), ("en", "en")):
            speak = words(language)
            await bot.set_my_commands(
                _listed(in_groups, speak), scope=BotCommandScopeAllGroupChats(), language_code=code
            )
            await bot.set_my_commands(
                _listed(in_private, speak), scope=BotCommandScopeAllPrivateChats(), language_code=code
            )
    except TelegramError as error:
        log.warning("the menu of commands could not be set: %s", error)


def _listed(commands: list[Command], speak: Words) -> list[BotCommand]:
    return [BotCommand(command.name, str(speak(command.says))) for command in commands]
