"""Telegram as a platform of the conversation (`bot.conversation.platform.Platform`)."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from telegram import Bot
from telegram.error import BadRequest, TelegramError

from bot.conversation.platform import FileTooLarge, MenuEntry
from bot.domain.shared.errors import NoFile
from bot.domain.shared.ids import AccountId, ChatId, MessageId
from bot.domain.shared.platform_features import PlatformFeatures
from bot.ports import Card, Outcome
from handlers.telegram import menu
from handlers.telegram.features import FEATURES
from handlers.telegram.links import message_link, private_link
from handlers.telegram.membership import Membership
from handlers.telegram.messenger import BotMessenger
from handlers.telegram.queries import Queries

log = logging.getLogger(__name__)

DOWNLOAD_WITHIN = 60.0  # seconds


@dataclass(frozen=True)
class TelegramPlatform:
    """The bot's account, and what is asked of the Bot API with a time limit. `key` proves callback data."""

    bot: Bot = field(repr=False)  # it would show its token
    key: bytes = field(repr=False)
    messenger: BotMessenger
    queries: Queries
    take_room: Callable[[], bool] = lambda: True  # counts a message that does not go through the outbox

    @property
    def features(self) -> PlatformFeatures:
        """The abilities, limits and words of Telegram."""
        return FEATURES

    @property
    def name(self) -> str:
        """The bot's user name."""
        return self.bot.bot.username or ""

    @property
    def address(self) -> str:
        """The bot's user name behind an @."""
        return f"@{self.name}"

    @property
    def id(self) -> int:
        """The bot's own account."""
        return self.bot.id

    @property
    def has_private_replies(self) -> bool:
        """Return whether the Bot API server knows ephemeral messages, until it has shown that it does not."""
        return self.messenger.has_private_replies

    @property
    def _members(self) -> Membership:
        return Membership(self.bot, self.queries)

    async def is_administrator(self, chat: ChatId, account: AccountId) -> bool:
        """Ask for one member; Telegram promises answers about other members to administrators only."""
        try:
            return await self._members.is_administrator(int(chat), int(account))
        except BadRequest:
            return int(account) in await self._members.administrators(int(chat))

    async def is_member(self, chat: ChatId, account: AccountId) -> bool:
        """Ask for one member; an error that is an answer means that they are not there."""
        try:
            return await self._members.is_there(int(chat), int(account))
        except TelegramError:
            return False

    async def hears_everything(self, chat: ChatId) -> bool:
        """Telegram lets a bot hear everything whose privacy mode is off, or who administers the group."""
        return bool(self.bot.bot.can_read_all_group_messages) or await self._members.is_administrator(
            int(chat), self.id
        )

    async def fetch_file(self, chat: ChatId, ref: str, *, limit: int) -> bytes:
        """Fetch a file (getFile)."""
        try:
            found = await self.queries.call("getFile", int(chat), lambda: self.bot.get_file(ref))
            if (found.file_size or 0) > limit:
                raise FileTooLarge
            fetched = await self.queries.call("file", int(chat), found.download_as_bytearray, within=DOWNLOAD_WITHIN)
        except TelegramError as error:
            log.warning("a file could not be fetched: %s", error)
            raise NoFile from error
        return bytes(fetched)

    async def send_private_reply(
        self, chat: ChatId, account: AccountId, card: Card, *, press: str = "", command: str = ""
    ) -> Outcome:
        """Show a card to one member of a group."""
        return await self.messenger.send_private_reply(chat, account, card, press=press, command=command)

    async def edit_private_reply(self, chat: ChatId, message: MessageId, card: Card) -> Outcome:
        """Edit a message that one member of a group sees alone."""
        return await self.messenger.edit(chat, message, card)

    async def delete_private_reply(self, chat: ChatId, message: MessageId) -> Outcome:
        """Delete a message that one member of a group sees alone."""
        return await self.messenger.delete_private_reply(chat, message)

    async def set_commands(
        self, by_language: Mapping[str, tuple[MenuEntry, ...]], chat: ChatId, account: AccountId, *, group: bool
    ) -> timedelta | None:
        """Set the menu of a scope (setMyCommands, deleteMyCommands)."""
        return await menu.set_commands(self.bot, by_language, chat, account, group=group)

    async def answer_press(self, press: str, text: str = "", *, url: str | None = None) -> None:
        """Answer a press (answerCallbackQuery)."""
        await self.messenger.answer(press, text, url=url)

    def private_link(self, start: str) -> str:
        """Return a deep link into the private chat."""
        return private_link(self.name, start)

    def message_link(self, chat: ChatId, message: MessageId) -> str:
        """Return the address of a message, which supergroups alone have."""
        return message_link(chat, message)
