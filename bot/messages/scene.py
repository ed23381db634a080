"""The context in which a message is drawn."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.councils.council import Member
from bot.domain.shared.ids import AccountId
from bot.domain.shared.outbox_message import OutboxMessage, Params
from bot.locales import Words
from bot.ports import Card, StopPoll, Tx

Drawn = Card | StopPoll | None


@dataclass(frozen=True)
class Scene:
    """The context of a renderer: the transaction, the outbox message, the words of its reader, the time."""

    tx: Tx
    outgoing: OutboxMessage
    words: Words
    now: datetime

    @property
    def params(self) -> Params:
        """The params of the outbox message."""
        return self.outgoing.params

    def number(self, name: str) -> int:
        """Return a number of the params; 0 when it is not there."""
        return int(self.params.get(name, 0))

    @property
    def council(self) -> int:
        """The council's number; 0 outside of one."""
        return self.number("council")

    @property
    def account(self) -> AccountId:
        """The account that it is for."""
        return AccountId(str(self.params["account"]))

    def member(self, name: str) -> Member | None:
        """Return the person whom a param numbers."""
        return self.tx.get(Member, Member.key_of(self.council, self.number(name)))
