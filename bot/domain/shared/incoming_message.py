"""Messages received in a chat, on any platform."""

from dataclasses import dataclass

from bot.domain.councils.council import Account
from bot.domain.shared.ids import AccountId, ChatId, MessageId, ThreadId


@dataclass(frozen=True)
class Attachment:
    """A picture, a voice message or a location, by the platform's own reference.

    `ref` is a file id, or "latitude,longitude" for a location. `as_file`: the picture was sent as a file, and can be
    shown again only as one.
    """

    kind: str  # "photo" | "voice" | "location"
    ref: str
    as_file: bool = False


@dataclass(frozen=True)
class SentFile:
    """A file that somebody sent, as the platform's own reference; name and size (bytes) are what they say they are."""

    ref: str
    name: str = ""
    size: int = 0


@dataclass(frozen=True, kw_only=True)
class IncomingMessage:
    """A message that the bot received; `group`: in a group, not in a private chat.

    `message` is None for what a button says for somebody.

    `answers` is the message it replies to, `ours` says it is the bot's own. `mentions` are people named by their
    account, not by a name that anybody can take. `unkept` is the kind of an attachment that cannot be stored. `named`
    are the words in the text by which people are mentioned: a user name such as @wang, or an account's name.
    `group_name` and `topic` are the group, and the topic in it, where it was sent. `service`: a notice of the platform
    about the group, which nobody wrote; `joined` are the accounts that came. `alone`: sent in a group, where nobody but
    the bot sees it.
    """

    chat: ChatId
    message: MessageId | None
    group: bool
    by: Account
    text: str = ""
    attachments: tuple[Attachment, ...] = ()
    file: SentFile | None = None
    album: str | None = None
    mentions: tuple[Account, ...] = ()
    named: tuple[str, ...] = ()
    group_name: str = ""
    topic: ThreadId | None = None
    answers: "IncomingMessage | None" = None
    ours: bool = False  # the bot's own message
    unkept: str = ""
    service: bool = False
    joined: tuple[Account, ...] = ()
    left: Account | None = None
    alone: bool = False

    @property
    def source(self) -> str:
        """Chat and message: where the words came from."""
        return f"{self.chat}/{self.message or 0}"

    @property
    def accounts(self) -> tuple[AccountId, ...]:
        """The ids of all accounts in the message: author, mentioned, replied to, joined or left."""
        answered = self.answers.accounts if self.answers else ()
        named = (*self.mentions, *self.joined, *((self.left,) if self.left else ()))
        return (self.by.id, *(account.id for account in named), *answered)

    @property
    def captured(self) -> "IncomingMessage | None":
        """The message that a command takes up: the one it replies to, if a person wrote or showed something in it."""
        answered = self.answers
        return answered if answered and not answered.ours and (answered.text.strip() or answered.attachments) else None

    @property
    def private(self) -> bool:
        """Return whether it was sent in a private chat with the bot."""
        return not self.group

    @property
    def only_to_us(self) -> bool:
        """Return whether nobody but the bot reads it."""
        return self.private or self.alone
