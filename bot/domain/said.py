"""What somebody said in a chat, whatever the platform."""

from dataclasses import dataclass

from bot.domain.council import Account


@dataclass(frozen=True)
class Attachment:
    """A picture, a voice message or a place, as the platform's own reference.

    `ref` is a file id, or "latitude,longitude" for a location.
    """

    kind: str  # "photo" | "voice" | "location"
    ref: str


@dataclass(frozen=True)
class SentFile:
    """A file that somebody sent, as the platform's own reference; name and size (bytes) are what they say they are."""

    ref: str
    name: str = ""
    size: int = 0


@dataclass(frozen=True, kw_only=True)
class Said:
    """One message: who said what where.

    `answers` is the message it replies to, `ours` says it is the bot's own. `mentions` are people named by their
    account, not by a name that anybody can take.
    """

    chat: int
    message: int
    by: Account
    text: str = ""
    attachments: tuple[Attachment, ...] = ()
    file: SentFile | None = None
    album: str | None = None
    mentions: tuple[Account, ...] = ()
    answers: "Said | None" = None
    ours: bool = False  # the bot's own message

    @property
    def source(self) -> str:
        """Chat and message: where the words came from."""
        return f"{self.chat}/{self.message}"

    @property
    def accounts(self) -> tuple[int, ...]:
        """Everybody it leads to: who said it, whom it names, whom it answers."""
        answered = self.answers.accounts if self.answers else ()
        return (self.by.id, *(account.id for account in self.mentions), *answered)

    @property
    def private(self) -> bool:
        """Whether it was said to the bot alone."""
        return self.chat > 0
