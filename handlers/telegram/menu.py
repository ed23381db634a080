"""The menu of commands that Telegram shows beside the input field."""

import logging

from telegram import Bot, BotCommand, BotCommandScopeAllGroupChats, BotCommandScopeAllPrivateChats
from telegram.error import TelegramError

from bot.locales import SOURCE, Words, words
from bot.views.shared.command_list import COMMANDS, Command, Where

log = logging.getLogger(__name__)


async def publish(bot: Bot) -> None:
    """Publish the commands to Telegram (setMyCommands), in Chinese and English; a failure is logged only.

    In groups nobody else sees those that only show something (BotCommand.is_ephemeral).
    """
    in_groups = [command for command in COMMANDS if command.where is not Where.PRIVATE]
    in_private = [command for command in COMMANDS if command.where is not Where.GROUP]
    try:
        for language, code in ((SOURCE, None), ("en", "en")):
            speak = words(language)
            await bot.set_my_commands(
                _listed(in_groups, speak, is_group=True), scope=BotCommandScopeAllGroupChats(), language_code=code
            )
            await bot.set_my_commands(
                _listed(in_private, speak, is_group=False), scope=BotCommandScopeAllPrivateChats(), language_code=code
            )
    except TelegramError as error:
        log.warning("the menu of commands could not be set: %s", error)


def _listed(commands: list[Command], speak: Words, *, is_group: bool) -> list[BotCommand]:
    return [
        BotCommand(
            command.name,
            str(speak(command.says)),
            api_kwargs={"is_ephemeral": True} if command.alone and is_group else None,
        )
        for command in commands
    ]
