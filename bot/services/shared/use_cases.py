"""The shapes of use cases as commands and buttons run them: what they are about is bound by `functools.partial`."""

from datetime import datetime
from typing import Protocol, TypeVar

from bot.domain.councils.council import Account, Member
from bot.domain.shared.button_intent import Intent
from bot.domain.shared.reply import Reply
from bot.ports import Tx
from bot.services.shared.enqueue import ReplyTo

R_co = TypeVar("R_co", covariant=True)


class UseCase(Protocol):
    """An act of a member in a council."""

    def __call__(self, tx: Tx, /, *, council: int, by: Member, now: datetime) -> Reply:
        """Run it; it raises a refusal before it changes anything."""


class NumberedUseCase(Protocol):
    """An act of a member on one matter or meeting of a council."""

    def __call__(self, tx: Tx, /, *, council: int, number: int, by: Member, now: datetime) -> Reply:
        """Run it; it raises a refusal before it changes anything."""


class CommandUseCase(Protocol[R_co]):
    """An act of whoever sent a command, which replies by itself."""

    def __call__(self, tx: Tx, /, *, by: Account, now: datetime, reply_to: ReplyTo) -> R_co:
        """Run it."""


class CouncilUseCase(Protocol[R_co]):
    """The same in a council that is found first."""

    def __call__(self, tx: Tx, /, *, council: int, by: Account, now: datetime, reply_to: ReplyTo) -> R_co:
        """Run it."""


class ButtonUseCase(Protocol[R_co]):
    """An act of whoever pressed a button."""

    def __call__(self, tx: Tx, /, *, intent: Intent, by: Account, now: datetime, reply_to: ReplyTo) -> R_co:
        """Run it."""
