"""A messaging platform and a table of views, both small enough to read."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import datetime

from markupsafe import escape

from bot.domain.shared.ids import ChatId, MessageId
from bot.domain.shared.outbox_message import OutboxMessage, Right
from bot.domain.shared.platform_features import PlatformFeatures
from bot.ports import Card, Clock, Closed, Outcome, Sent, StopPoll, Tx, Why


@dataclass(frozen=True)
class Call:
    """What the outbox asked the platform to do."""

    how: str
    chat: ChatId
    text: str
    at: datetime
    message: MessageId | None = None
    doubtful: bool = False
    notify: bool = True


@dataclass
class Platform:
    """Remembers each call; gives the `answers` in their order and then always yes. `during` runs inside a call."""

    clock: Clock
    answers: deque[Closed | Outcome] = field(default_factory=deque)
    calls: list[Call] = field(default_factory=list)
    during: Callable[[Call], Awaitable[None]] | None = None
    only: ChatId | None = None  # the chat that the answers are for; None: any
    _news: asyncio.Event = field(default_factory=asyncio.Event)

    async def send(
        self, chat: ChatId, card: Card, *, reply_to: MessageId | None = None, doubtful: bool = False
    ) -> Outcome:
        outcome = await self._called(Call("send", chat, card.text, self.clock.now(), reply_to, doubtful, card.notify))
        assert not isinstance(outcome, Closed)
        return outcome

    async def edit(self, chat: ChatId, message: MessageId, card: Card) -> Outcome:
        outcome = await self._called(Call("edit", chat, card.text, self.clock.now(), message))
        assert not isinstance(outcome, Closed)
        return Sent(message) if isinstance(outcome, Sent) else outcome

    async def close_poll(self, chat: ChatId, message: MessageId) -> Closed | Outcome:
        return await self._called(Call("close", chat, "", self.clock.now(), message))

    @property
    def texts(self) -> list[str]:
        return [call.text for call in self.calls]

    @property
    def hows(self) -> list[str]:
        return [call.how for call in self.calls]

    async def next_call(self) -> None:
        """Wait until the platform is called once more."""
        await self._news.wait()

    async def _called(self, call: Call) -> Closed | Outcome:
        self.calls.append(call)
        self._news.set()
        self._news = asyncio.Event()
        if self.during:
            await self.during(call)
        await asyncio.sleep(0)
        if self.answers and self.only in {None, call.chat}:
            return self.answers.popleft()
        return Sent(MessageId(str(len(self.calls))))


@dataclass
class Words:
    """Implements `bot.messages.delivery.MessageRegistry`: the view is how to draw `text`."""

    sequels: list[str] = field(default_factory=list)
    broken_sequels: frozenset[str] = frozenset()  # the ids of messages that nothing can follow from

    def draw(
        self, _tx: Tx, outgoing: OutboxMessage, _now: datetime, _platform: PlatformFeatures, /
    ) -> Card | StopPoll | None:
        match outgoing.view:
            case "words":
                return Card(escape(outgoing.params.text))
            case "close":
                return StopPoll(MessageId(str(outgoing.params.place)))
            case "nothing":
                return None
        raise LookupError(outgoing.view)

    def on_delivered(self, _tx: Tx, outgoing: OutboxMessage, result: Sent | Closed, _now: datetime, /) -> None:
        if outgoing.id in self.broken_sequels:
            raise RuntimeError("a bug")
        self.sequels.append(f"{outgoing.id}: {result}")

    def on_refused(self, _tx: Tx, outgoing: OutboxMessage, why: Why, _now: datetime, /) -> None:
        self.sequels.append(f"{outgoing.id}: {why.value}")

    def on_forbidden(self, _tx: Tx, outgoing: OutboxMessage, right: Right, _now: datetime, /) -> None:
        self.sequels.append(f"{outgoing.id}: no {right.value}")

    def on_allowed(self, _tx: Tx, chat: ChatId, rights: frozenset[Right], _now: datetime, /) -> None:
        """Follow with nothing."""

    def on_moved(self, tx: Tx, old: ChatId, new: ChatId, _now: datetime, /) -> None:
        for outgoing in tx.find(OutboxMessage, "chat", old):
            tx.put(replace(outgoing, chat=ChatId(str(new))))
