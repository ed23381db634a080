"""The context in which a message is drawn."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.councils.council import Member
from bot.domain.shared.message_params import MessageParams
from bot.domain.shared.outbox_message import OutboxMessage
from bot.locales import Words
from bot.ports import Card, StopPoll, Tx

Drawn = Card | StopPoll | None


@dataclass(frozen=True)
class RenderContext:
    """The context of a renderer: the transaction, the outbox message, the words of its reader, the time."""

    tx: Tx
    outgoing: OutboxMessage
    words: Words
    now: datetime

    @property
    def params(self) -> MessageParams:
        """The params of the outbox message."""
        return self.outgoing.params

    @property
    def council(self) -> int:
        """The council's number; 0 outside of one."""
        return self.params.council

    def member(self, person: int) -> Member | None:
        """Return a person of the council; None for 0."""
        return self.tx.get(Member, Member.key_of(self.council, person))
