"""Records of files of strangers that are being read, and of those that must not be read again."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.shared.ids import AccountId, ChatId, MessageId

REFUSED_FOR = timedelta(days=1)
AT_ONCE_IN_COUNCIL = 2
READINGS_LIMIT = 20  # all councils together; of these a few are read, the others wait


@dataclass(frozen=True, kw_only=True)
class Reading:
    """A file that is being read for an account; `message` is the one that announces it, None before it is sent.

    One that is still there when the bot starts was interrupted.
    """

    account: AccountId
    council: int
    chat: ChatId
    message: MessageId | None = None
    at: datetime  # UTC

    @staticmethod
    def key_of(account: AccountId) -> str:
        """Return the key of an account's file."""
        return str(account)

    @property
    def key(self) -> str:
        """The account: each has one file read at a time."""
        return self.key_of(self.account)


@dataclass(frozen=True, kw_only=True)
class RefusedFile:
    """A file that its reader did not survive; `digest` is the SHA-256 of its content, in hex."""

    digest: str
    at: datetime  # UTC

    @property
    def key(self) -> str:
        """The digest."""
        return self.digest
