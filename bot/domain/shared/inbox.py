"""Records of incoming updates: those handled, and those set aside as dead letters."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Self

UPDATE_KEPT = timedelta(hours=25)  # a platform offers an update again for a day
SET_ASIDE_KEPT = timedelta(days=30)
BLOCK_SIZE = 256  # update numbers in one document: more cost less memory, and more bytes in the journal at each update


@dataclass(frozen=True, kw_only=True)
class ProcessedUpdates:
    """The handled ones among `BLOCK_SIZE` consecutive updates of a bot; received again they change nothing.

    A platform numbers a bot's updates one by one, but they are not finished in that order.
    """

    bot: int  # the account's id: another bot has the same numbers for other updates
    block: int  # the first update's number, divided by `BLOCK_SIZE`
    bitmap: str  # hexadecimal; bit n stands for the update `block * BLOCK_SIZE + n`
    at: datetime  # UTC, of the newest

    @classmethod
    def empty(cls, bot: int, update: int, at: datetime) -> Self:
        """Return the block that an update belongs to, before any of its updates is handled."""
        return cls(bot=bot, block=update // BLOCK_SIZE, bitmap="0", at=at)

    @property
    def key(self) -> str:
        """The bot and the block's number."""
        return f"{self.bot}/{self.block}"

    def has(self, update: int) -> bool:
        """Return whether an update of this block is handled."""
        return bool(int(self.bitmap, 16) >> update % BLOCK_SIZE & 1)

    def mark(self, update: int, at: datetime) -> Self:
        """Return the block with an update of it handled at `at`."""
        bitmap = int(self.bitmap, 16) | 1 << update % BLOCK_SIZE
        return replace(self, bitmap=f"{bitmap:x}", at=max(self.at, at))


@dataclass(frozen=True, kw_only=True)
class ProcessedUpdate:
    """A handled update, as versions before `ProcessedUpdates` stored it. Read only; none is added."""

    update: int
    at: datetime  # UTC

    @staticmethod
    def key_of(update: int) -> str:
        """Return the key of an update."""
        return str(update)

    @property
    def key(self) -> str:
        """The update's number."""
        return self.key_of(self.update)


@dataclass(frozen=True, kw_only=True)
class DeadLetter:
    """An update that could not be parsed or failed three times, kept for the operator of the bot."""

    update: int
    at: datetime  # UTC
    reason: str
    raw: str  # the update as JSON, shortened

    @property
    def key(self) -> str:
        """The update's number."""
        return str(self.update)
