"""The outbox: claims due messages, draws them from the newest state, sends them, and completes them.

A message goes pending -> sending (kept before the call) -> gone. Found as sending after a crash it is in doubt:
it is sent once more, with a mark. Edits may be repeated freely and need no such care.

One transaction claims what is due in all chats, and the one that completes a message, with all others that were
answered at the same moment, claims what comes next as well: so a message costs two at most, and the outbox looks for
work only when somebody else kept some, or when it is time.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Callable
from contextvars import ContextVar
from datetime import datetime, timedelta
from typing import Concatenate

from bot.domain.shared.ids import ChatId
from bot.domain.shared.outbox_message import DeliveryState, OutboxMessage, Right, SendQueue, cap_rest
from bot.domain.shared.platform_features import PlatformFeatures
from bot.index_rows import QueueRow, SeenBlockRow, SeenRow
from bot.messages import delivery
from bot.messages.delivery import Claimed, Delivery, MessageRegistry
from bot.ports import (
    Card,
    Clock,
    Closed,
    InDoubt,
    Later,
    Messenger,
    Outcome,
    P,
    R,
    Refused,
    Sent,
    StopPoll,
    Store,
    Tx,
    Why,
)
from bot.services.reactions import perform
from bot.services.shared.send_queues import follow_clock

log = logging.getLogger(__name__)

MESSAGES_IN_FLIGHT = 8  # at most one in each chat: enough for 30 of them a second, and more cost more each
TOGETHER = 4  # at the limit of a second: so many begin at once, since each look for them is a durable write
SHORTEST_SLEEP = timedelta(seconds=1)
LONGEST_SLEEP = timedelta(minutes=1)
OUTAGE = timedelta(hours=2)  # silence up to here is the network's fault and never a message's
JUMP = timedelta(seconds=5)  # how far the clock may differ from the one before the start, unsaid
RECHECK_AFTER = timedelta(minutes=1)  # after the clock was set back: an act that began before is kept by then
STOP_WITHIN = 3  # seconds of real time for what is in flight when the bot stops

Answered = tuple[Delivery, Closed | Outcome]
Completion = Callable[[Tx, MessageRegistry], None]

_is_own: ContextVar[bool] = ContextVar("whether the outbox itself runs the transaction", default=False)


class Outbox:
    """Sends messages, `MESSAGES_IN_FLIGHT` chats side by side, each in its order and within the platform's limits."""

    def __init__(
        self,
        store: Store,
        messenger: Messenger,
        clock: Clock,
        registry: MessageRegistry,
        platform: PlatformFeatures,
    ) -> None:
        self._store = store
        self._messenger = messenger
        self._clock = clock
        self._registry = registry
        self._platform = platform
        self._wake = asyncio.Event()
        self._landed = asyncio.Event()
        self._stopping = False
        self._must_look = True  # there may be work that was not looked at
        self._next_look: datetime | None = None  # None: nothing waits but for what is in flight
        self._busy: dict[ChatId, asyncio.Task[None]] = {}
        self._answered: list[Answered] = []  # not yet stored
        self._per_second = platform.per_second
        self._ends: deque[datetime] = deque(maxlen=self._per_second)
        self._silent_since: datetime | None = None  # the platform has answered nothing from then on
        self._paused_until: datetime | None = None
        self._fault: Exception | None = None
        self._latest: datetime | None = None  # what the clock has shown; None before the first look
        self._look_back_at: datetime | None = None
        store.listen(self._notice, SendQueue)

    async def run(self) -> None:
        """Send until `stop`; raises what the store raises."""
        try:
            while not self._stopping and self._fault is None:
                self._read_clock()
                if self._must_look:
                    self._must_look = False
                    await self._look()
                await self._clock.wait(self._next_look, self._wake)
                self._must_look |= not self._wake.is_set()  # it is time, or the clock was set back
                self._wake.clear()
        finally:
            await self._land()
        if self._fault:
            raise self._fault

    def take_room(self) -> bool:
        """Count a message that goes past the outbox, because it is of use for seconds only; False: too many went."""
        now = self._clock.now()
        if len(self._last_second(now)) + len(self._busy) >= self._per_second:
            return False
        self._ends.append(now)
        return True

    def stop(self) -> None:
        """Begin nothing more: `run` returns when what is in flight has landed, `STOP_WITHIN` seconds at the latest."""
        self._stopping = True
        self._wake.set()

    async def idle(self, within: timedelta | None = None) -> None:
        """Return when all messages are sent; with `within`, those due until then. Needs a running `run`."""
        until = self._clock.now() + within if within is not None else None
        landed = self._landed  # taken before the look: a message may land while the store is asked
        while self._busy or len(await self._store.run(_waiting_chats, until, 1)):
            await landed.wait()
            landed = self._landed

    def _notice(self) -> None:
        """Look again when a transaction of others changed when a message may go."""
        if not _is_own.get():
            self._look_again()

    def _look_again(self) -> None:
        self._must_look = True
        self._wake.set()

    async def _run_own(self, act: Callable[Concatenate[Tx, P], R], /, *args: P.args, **kwargs: P.kwargs) -> R:
        """Run a transaction that `_notice` ignores."""
        token = _is_own.set(True)
        try:
            return await self._store.run(act, *args, **kwargs)
        finally:
            _is_own.reset(token)

    def _read_clock(self) -> datetime:
        """Return the time; look again when the clock was set back."""
        now = self._clock.now()
        if self._latest and now < self._latest:
            self._look_again()
        elif self._latest:
            self._latest = now
        return now

    async def _look(self) -> None:
        """Send the messages that may go now."""
        now = self._clock.now()
        await self._follow_clock(now)
        room = self._room(now)
        busy = set(self._busy)
        claimed = await self._run_own(delivery.claim_due, self._registry, busy, room, now, platform=self._platform)
        self._send(claimed, room, now)

    def _room(self, now: datetime, landed: int = 0) -> int:
        """Return how many messages may begin now; `landed` of those in flight have come back."""
        if self._stopping or (self._paused_until and now < self._paused_until):
            return 0
        return max(
            0, min(MESSAGES_IN_FLIGHT, self._per_second - len(self._last_second(now))) + landed - len(self._busy)
        )

    def _last_second(self, now: datetime) -> list[datetime]:
        """Return when the messages of the last second came back."""
        start = now - timedelta(seconds=1)
        return [end for end in self._ends if end > start]

    def _send(self, claimed: Claimed, room: int, now: datetime) -> None:
        """Send the messages claimed for `room` at `now`, and set when to look again."""
        for each in claimed.deliveries:
            self._busy[each.message.chat] = asyncio.create_task(self._deliver(each))
        if len(claimed.deliveries) < room:
            self._next_look = claimed.next_at
        elif self._paused_until and now < self._paused_until:
            self._next_look = self._paused_until
        elif len(self._busy) < MESSAGES_IN_FLIGHT and (last_second := self._last_second(now)):
            self._next_look = last_second[:TOGETHER][-1] + timedelta(seconds=1)
        else:
            self._next_look = None  # the next one that lands makes room

    async def _follow_clock(self, now: datetime) -> None:
        """Correct times stored by a clock that was ahead: at the start, and when the clock was set back."""
        last, self._latest = self._latest, now
        if last and now < last:
            back = last - now
            self._ends = deque((end - back for end in self._ends), maxlen=self._per_second)
            self._silent_since = self._silent_since and self._silent_since - back
            self._paused_until = self._paused_until and self._paused_until - back
            self._look_back_at = now + RECHECK_AFTER
        elif last and (self._look_back_at is None or now < self._look_back_at):
            return
        elif last:
            self._look_back_at = None
        newest = [await self._run_own(_newest_update)]
        chats = await self._run_own(_waiting_chats, None, None)
        newest += [await self._run_own(follow_clock, chat, now) for chat in chats]
        kept = max((at for at in newest if at), default=now)
        if last is None and kept - now > JUMP:
            log.warning("the clock of this machine stands at %s, but %s is kept already: it was set back", now, kept)

    async def _deliver(self, claimed: Delivery) -> None:
        """Send a message, complete it with all that were answered at the same moment, and send what comes next."""
        try:
            outcome = await self._call(claimed)
            self._answered.append((claimed, outcome))
            if len(self._answered) == 1:
                await asyncio.sleep(0)  # the others whose answer is here already store nothing themselves
                await self._complete_answered()
        except Exception as fault:  # noqa: BLE001  # run() raises it: nothing can be kept any more
            self._fault = fault
            self._wake.set()

    async def _complete_answered(self) -> None:
        """Complete the messages that were answered, and send the ones claimed with that."""
        answered, self._answered = self._answered, []
        now = self._read_clock()
        self._ends.extend(now for _ in answered)
        try:
            following, room = await self._complete(answered, now)
        finally:
            for claimed, _ in answered:
                del self._busy[claimed.message.chat]
            self._landed.set()
            self._landed = asyncio.Event()
        next_look = self._next_look
        self._send(following, room, now)
        if self._next_look and (next_look is None or self._next_look < next_look):
            self._wake.set()

    async def _call(self, claimed: Delivery) -> Closed | Outcome:
        chat = claimed.message.chat
        if isinstance(claimed.card, StopPoll):
            if claimed.card.message is None:
                return Refused(Why.NO_MESSAGE)
            return await self._messenger.close_poll(chat, claimed.card.message)
        if claimed.posted:
            return await self._messenger.edit(chat, claimed.posted.message, claimed.card)
        doubtful = claimed.message.state is not DeliveryState.PENDING  # in flight when the bot died, or not answered
        return await self._messenger.send(chat, claimed.card, reply_to=claimed.reply_to, doubtful=doubtful)

    async def _complete(self, answered: list[Answered], now: datetime) -> tuple[Claimed, int]:
        """Store the results of calls; return what was claimed in the same transaction, and for how much room."""
        acts = [self._completion(claimed, outcome, now) for claimed, outcome in answered]
        room = self._room(now, landed=len(answered))
        busy = self._busy.keys() - {claimed.message.chat for claimed, _ in answered}

        def complete(tx: Tx, registry: MessageRegistry, acts: list[Completion], room: int) -> Claimed:
            for act in acts:
                perform(tx, act, registry)
            return delivery.claim_due(tx, registry, busy, room, now, platform=self._platform)

        try:
            return await self._run_own(complete, self._registry, acts, room), room
        except Exception:
            log.exception("%s messages could not be completed together", len(acts))
            self._look_again()
        for act, (claimed, outcome) in zip(acts, answered, strict=True):
            try:
                await self._run_own(complete, self._registry, [act], 0)
            except Exception:
                log.exception("message %s: what follows from %s failed", claimed.message.id, type(outcome).__name__)
                # The reaction may fail; the delivery must be stored all the same, or the message is sent for ever.
                await self._run_own(complete, NoSequel(), [act], 0)
        return Claimed(), 0

    def _completion(self, claimed: Delivery, outcome: Closed | Outcome, now: datetime) -> Completion:
        """Return the act that stores the result of a call."""
        silence = now - self._silent_since if self._silent_since else None
        rest = self._rest(outcome, now, silence or timedelta())
        counts = silence is None or silence > OUTAGE

        def complete(tx: Tx, registry: MessageRegistry) -> None:
            delivery.complete(tx, registry, claimed, outcome, now, rest=rest, counts=counts, platform=self._platform)

        return complete

    def _rest(self, outcome: Closed | Outcome, now: datetime, silence: timedelta) -> timedelta:
        """Return how long the chat must rest, and pause everything when the platform cannot be reached.

        Resting as long as the silence has lasted doubles the rest from try to try.
        """
        if not isinstance(outcome, InDoubt) and not (isinstance(outcome, Later) and not outcome.chat_only):
            self._silent_since = self._paused_until = None
            return cap_rest(outcome.seconds) if isinstance(outcome, Later) else timedelta()
        self._silent_since = self._silent_since or now
        rest = min(max(silence, SHORTEST_SLEEP), LONGEST_SLEEP)
        if isinstance(outcome, Later):
            self._paused_until = now + max(rest, cap_rest(outcome.seconds))
        return rest

    async def _land(self) -> None:
        """Wait for messages in flight; a late one stays in the state SENDING and is in doubt at the next start."""
        if self._busy:
            _, late = await asyncio.wait(self._busy.values(), timeout=STOP_WITHIN)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)


class NoSequel:
    """A registry without reactions, used when the reaction to a message failed."""

    def draw(
        self, _tx: Tx, _message: OutboxMessage, _now: datetime, _platform: PlatformFeatures, /
    ) -> Card | StopPoll | None:
        """Draw nothing."""
        return None

    def on_delivered(self, _tx: Tx, _message: OutboxMessage, _result: Sent | Closed, _now: datetime, /) -> None:
        """Keep nothing."""

    def on_refused(self, _tx: Tx, _message: OutboxMessage, _why: Why, _now: datetime, /) -> None:
        """Keep nothing."""

    def on_forbidden(self, _tx: Tx, _message: OutboxMessage, _right: Right, _now: datetime, /) -> None:
        """Keep nothing."""

    def on_allowed(self, _tx: Tx, _chat: ChatId, _rights: frozenset[Right], _now: datetime, /) -> None:
        """Keep nothing."""

    def on_moved(self, _tx: Tx, _old: ChatId, _new: ChatId, _now: datetime, /) -> None:
        """Keep nothing."""


def _newest_update(tx: Tx) -> datetime | None:
    """Return when the newest update came in."""
    single = (row.at for row in tx.rows(SeenRow, newest_first=True, limit=1))
    in_blocks = (row.at for row in tx.rows(SeenBlockRow, newest_first=True, limit=1))
    return max((datetime.fromisoformat(at) for at in (*single, *in_blocks)), default=None)


def _waiting_chats(tx: Tx, upto: datetime | None, limit: int | None) -> list[ChatId]:
    """Return the chats in which something may go, the longest waiting first."""
    return [ChatId(row.key) for row in tx.rows(QueueRow, upto=upto, limit=limit)]
