"""What somebody said in a chat, whatever the platform."""

from dataclasses import dataclass

from bot.domain.councils.council import Account


@dataclass(frozen=True)
class Attachment:
    """A picture, a voice message or a place, as the platform's own reference.

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
    """One message: who said what where; `group`: in a group, not to the bot alone.

    `answers` is the message it replies to, `ours` says it is the bot's own. `mentions` are people named by their
    account, not by a name that anybody can take. `unkept` is the kind of what came along and cannot be kept.
    `named` are the words in the text by which people are mentioned: a user name such as @wang, or an account's name.
    `group_name` and `topic` say in which group, and in which topic of it, this was said.
    `service`: the platform says what happened to the group, and nobody said anything; `joined` are those who came.
    """

    chat: int
    message: int
    group: bool
    by: Account
    text: str = ""
    attachments: tuple[Attachment, ...] = ()
    file: SentFile | None = None
    album: str | None = None
    mentions: tuple[Account, ...] = ()
    named: tuple[str, ...] = ()
    group_name: str = ""
    topic: int | None = None
    answers: "IncomingMessage | None" = None
    ours: bool = False  # the bot's own message
    unkept: str = ""
    service: bool = False
    joined: tuple[Account, ...] = ()
    left: Account | None = None

    @property
    def source(self) -> str:
        """Chat and message: where the words came from."""
        return f"{self.chat}/{self.message}"

    @property
    def accounts(self) -> tuple[int, ...]:
        """Everybody it leads to: who said it, whom it names, whom it answers, who came or left."""
        answered = self.answers.accounts if self.answers else ()
        named = (*self.mentions, *self.joined, *((self.left,) if self.left else ()))
        return (self.by.id, *(account.id for account in named), *answered)

    @property
    def captured(self) -> "IncomingMessage | None":
        """The message that a command takes up: the one it answers, if somebody said or showed something in it."""
        answered = self.answers
        return answered if answered and not answered.ours and (answered.text.strip() or answered.attachments) else None

    @property
    def private(self) -> bool:
        """Whether it was said to the bot alone."""
        return not self.group
