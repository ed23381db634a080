"""The port to a messaging platform for the conversation, besides sending (`bot.ports.Messenger`)."""

from collections.abc import Coroutine, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from bot.domain.shared.ids import AccountId, ChatId, MessageId
from bot.domain.shared.platform_features import PlatformFeatures
from bot.ports import Card, Outcome


class FileTooLarge(Exception):  # no error of the platform: nothing more is read
    """The file exceeds the size asked for."""


@dataclass(frozen=True)
class MenuEntry:
    """A command in a menu, and its description; `is_private`: in a group nobody else need see that it was typed."""

    name: str
    says: str
    is_private: bool = False


class Platform(Protocol):
    """A messaging platform: answers questions about its chats, people and files, within seconds.

    A question that is not answered in time raises `bot.domain.shared.errors.PlatformSlow`: nothing is decided then.
    """

    @property
    def features(self) -> PlatformFeatures:
        """The abilities, limits and words of the platform."""

    @property
    def name(self) -> str:
        """The bot's user name, without @."""

    @property
    def address(self) -> str:
        """The bot's user name as people write it to mention or find it, such as "@yishi_bot"."""

    async def is_administrator(self, chat: ChatId, account: AccountId) -> bool:
        """Return whether an account administers a group."""

    async def is_member(self, chat: ChatId, account: AccountId) -> bool:
        """Return whether an account is in a group; False as well where the bot may not know."""

    async def hears_everything(self, chat: ChatId) -> bool:
        """Return whether the bot gets every message of a group, and not only commands and answers to its own."""

    async def fetch_file(self, chat: ChatId, ref: str, *, limit: int) -> bytes:
        """Return the content of a file that was sent in `chat`; raises NoFile, and FileTooLarge over `limit` bytes."""

    @property
    def has_private_replies(self) -> bool:
        """Return whether the server shows one member a message alone, as far as is known."""

    def take_room(self) -> bool:
        """Count a private reply that is shown or edited now; False: the platform takes no more within this second."""

    async def send_private_reply(
        self, chat: ChatId, account: AccountId, card: Card, *, press: str = "", command: str = ""
    ) -> Outcome:
        """Show a card in a group to one member alone; `press` or `command` is what they did, by the platform's name.

        Delivery is not promised. Anything but `Sent` and `InDoubt` says that it was surely not shown.
        """

    async def edit_private_reply(self, chat: ChatId, message: MessageId, card: Card) -> Outcome:
        """Make a message that one member alone sees show the card."""

    async def delete_private_reply(self, chat: ChatId, message: MessageId) -> Outcome:
        """Delete a message that one member alone sees."""

    async def set_commands(
        self, by_language: Mapping[str, tuple[MenuEntry, ...]], chat: ChatId, account: AccountId, *, group: bool
    ) -> timedelta | None:
        """Offer commands beside the input field; without any, the person's own menu goes.

        In this chat to this account alone, or without one to all; without a chat, in all groups or private chats to
        everybody. Returns how long to wait before another try; None when it is done, has no menus, or refuses this
        one for good.
        """

    async def answer_press(self, press: str, text: str = "", *, url: str | None = None) -> None:
        """Answer a press with a short text, or by opening an address of the bot's private chat."""

    def private_link(self, start: str) -> str:
        """Return the address that opens the private chat with the bot and hands it `/start` with these words."""

    def message_link(self, chat: ChatId, message: MessageId) -> str:
        """Return the address of a message in a group; "" where messages have none."""


class Background(Protocol):
    """Runs calls that nobody waits for, a few at a time. The calls log their own failures."""

    def __call__(self, call: Coroutine[object, None, None], *, is_long: bool = False) -> None:
        """Start a call as soon as there is room; a long one occupies no room and limits itself."""
