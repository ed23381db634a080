"""An incoming event, whose number is stored in the transaction of the use case that it runs."""

import math
from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Concatenate, Protocol, Self

from bot.conversation.rate_limit import HourlyLimit
from bot.domain.shared.ids import AccountId
from bot.domain.shared.inbox import ProcessedUpdate, ProcessedUpdates
from bot.domain.shared.outbox_message import PrivateReply
from bot.domain.shared.reply import Reply
from bot.ports import P, R, Store, Tx
from bot.services.reactions import perform


class Repeated(Exception):  # no error: the update came again, and everything is done already
    """The effects of this update are stored already."""


class OverLimit(Exception):  # no error either: its sender has done enough for now
    """The sender of this update has reached `limit` and must `wait`."""

    def __init__(self, limit: HourlyLimit, wait: timedelta, *, must_tell: bool) -> None:
        super().__init__()
        self.limit, self.wait, self.must_tell = limit, wait, must_tell

    @property
    def reply(self) -> Reply:
        """The reply to the sender who must wait."""
        return Reply(self.limit.refusal, {"minutes": math.ceil(self.wait / timedelta(minutes=1))})


class ActBefore(Protocol):
    """An act that runs in the transaction of another one, ahead of it."""

    def __call__(self, tx: Tx, /) -> None:
        """Run it."""

    def take_replies(self) -> tuple[PrivateReply, ...]:
        """Return what its person is told alone in a group, once."""


@dataclass(frozen=True, kw_only=True)
class Incoming:
    """An update that is being handled at `now` (UTC).

    The platform numbers the updates of each of its bots; `bot` is the account they are for. `sender` is the account
    that it comes from. `sent_at` is when it was sent, if it says so: a backlog after downtime was not sent in one hour.
    `limits` are those its act counts for, each with its sender. It `arrived` before its turn came. `press` and
    `private_command` are the platform's names of a press and of a command that nobody else sees: by them its sender can
    be answered alone. `before` runs in the transaction of the act, ahead of it, and may have a reply that leads its
    answer.
    """

    number: int
    bot: int
    sender: AccountId | None
    sent_at: datetime
    now: datetime
    store: Store
    arrived: datetime
    press: str = ""
    private_command: str = ""
    limits: tuple[tuple[HourlyLimit, Hashable], ...] = ()
    before: ActBefore | None = None

    @property
    def reply_id(self) -> str:
        """The id of the outbox message that replies to it: sent once, however often the update comes."""
        return f"re/{self.number}"

    def limited(self, limit: HourlyLimit, *what: Hashable) -> Self:
        """Return the update as one whose act counts for what its sender may do, with `what` if it is given."""
        if self.sender is None:
            return self
        return replace(self, limits=(*self.limits, (limit, (self.sender, *what))))

    def unlimited(self) -> Self:
        """Return the update as one that is never refused for what its sender did before."""
        return replace(self, limits=())

    def with_lead(self, replies: tuple[PrivateReply, ...]) -> tuple[PrivateReply, ...]:
        """Return replies to one person alone, led by what came of the act before theirs unless that was told."""
        return (*self.before.take_replies(), *replies) if self.before else replies

    def check_limits(self) -> None:
        """Raise OverLimit when the sender has done enough for now."""
        for limit, sender in self.limits:
            wait = limit.wait(sender, self.sent_at)
            if wait is not None:
                raise OverLimit(limit, wait, must_tell=limit.must_tell(sender))

    async def keep(self, act: Callable[Concatenate[Tx, P], R], /, *args: P.args, **kwargs: P.kwargs) -> R:
        """Run `act(tx, …)` and store its effects together with the update's number, in one durable write.

        Raises Repeated, and runs nothing, when the number is stored already: so all effects of an update go into one
        act. A refusal that `act` raises stores nothing, the number neither. Raises OverLimit.
        """
        self.check_limits()
        empty = ProcessedUpdates.empty(self.bot, self.number, self.now)

        def run(tx: Tx) -> R:
            if self.before:
                self.before(tx)
            return act(tx, *args, **kwargs)

        kept = await self.store.run(_once, empty, self.number, run)
        for limit, sender in self.limits:
            limit.count(sender, self.sent_at)
        return kept

    async def read(self, act: Callable[Concatenate[Tx, P], R], /, *args: P.args, **kwargs: P.kwargs) -> R:
        """Run `act(tx, …)`, which only reads."""
        return await self.store.run(act, *args, **kwargs)


def _once(tx: Tx, empty: ProcessedUpdates, update: int, act: Callable[[Tx], R]) -> R:
    block = tx.get(ProcessedUpdates, empty.key) or empty
    if block.has(update) or tx.get(ProcessedUpdate, ProcessedUpdate.key_of(update)):
        raise Repeated
    tx.put(block.mark(update, empty.at))
    return perform(tx, act)
