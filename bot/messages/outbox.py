"""What must be told: take what is due, draw the newest state, hand it to the messenger, settle.

A telling goes pending -> sending (kept before the call) -> gone. Found as sending after a crash it is in doubt:
it is sent once more, with a mark. Edits may be repeated freely and need no such care.
"""

import asyncio
import logging
from collections import deque
from datetime import datetime, timedelta

from bot.domain.shared.inbox import ProcessedUpdate, ProcessedUpdates
from bot.domain.shared.outbox_message import DeliveryState, OutboxMessage, Right, SendQueue, cap_rest
from bot.messages import delivery
from bot.messages.delivery import Delivery, Tellings
from bot.ports import Card, Clock, Closed, InDoubt, Later, Messenger, Outcome, Sent, StopPoll, Store, Tx, Why
from bot.services.shared.send_queues import follow_clock

log = logging.getLogger(__name__)

AT_ONCE = 8  # messages in flight, at most one in each chat: enough for A_SECOND of them, and more cost more each
A_SECOND = 30  # over all chats: https://core.telegram.org/bots/faq#broadcasting-to-users
SHORTEST_REST = timedelta(seconds=1)
LONGEST_REST = timedelta(minutes=1)
OUTAGE = timedelta(hours=2)  # silence up to here is the network's fault and never a message's
JUMP = timedelta(seconds=5)  # how far the clock may differ from the one before the start, unsaid
LOOK_BACK = timedelta(minutes=1)  # after the clock was set back: an act that began before is kept by then
STOP_WITHIN = 3  # seconds of real time for what is in flight when the bot stops


class Outbox:
    """Sends what is told, `AT_ONCE` chats side by side, each in its order and within the platform's limits."""

    def __init__(self, store: Store, messenger: Messenger, clock: Clock, tellings: Tellings) -> None:
        self._store = store
        self._messenger = messenger
        self._clock = clock
        self._tellings = tellings
        self._wake = asyncio.Event()
        self._landed = asyncio.Event()
        self._stopping = False
        self._busy: dict[int, asyncio.Task[None]] = {}
        self._ends: deque[datetime] = deque(maxlen=A_SECOND)
        self._silent_since: datetime | None = None  # the platform has answered nothing from then on
        self._paused_until: datetime | None = None
        self._fault: Exception | None = None
        self._last_look: datetime | None = None
        self._look_back_at: datetime | None = None
        store.listen(self._wake.set)

    async def run(self) -> None:
        """Send until `stop`; raises what the store raises."""
        try:
            while not self._stopping and self._fault is None:
                self._wake.clear()
                await self._clock.wait(await self._start(), self._wake)
        finally:
            await self._land()
        if self._fault:
            raise self._fault

    def stop(self) -> None:
        """Begin nothing more: `run` returns when what is in flight has landed, `STOP_WITHIN` seconds at the latest."""
        self._stopping = True
        self._wake.set()

    async def idle(self, within: timedelta | None = None) -> None:
        """Return when everything is told; with `within`, what may be told until then. Needs a running `run`."""
        until = self._clock.now() + within if within is not None else None
        while self._busy or len(await self._store.run(_lanes, until, 1)):
            await self._landed.wait()

    async def _start(self) -> datetime | None:
        """Begin what may go now; give the instant to look again (None: when woken)."""
        now = self._clock.now()
        await self._follow_clock(now)
        if self._paused_until and now < self._paused_until:
            return self._paused_until
        # Lanes in flight are still armed and come first, so twice as many are looked at as can be free.
        waiting = await self._store.run(_lanes, now, 2 * AT_ONCE)
        for chat in waiting:
            if chat in self._busy:
                continue
            last_second = [end for end in self._ends if end > now - timedelta(seconds=1)]
            if len(self._busy) >= AT_ONCE:
                return None
            if len(self._busy) + len(last_second) >= A_SECOND:
                return last_second[0] + timedelta(seconds=1)
            self._busy[chat] = asyncio.create_task(self._deliver(chat))
        return await self._store.run(_next, len(waiting))

    async def _follow_clock(self, now: datetime) -> None:
        """At the first look, and when the clock was set back, cut what was kept by a clock that was ahead."""
        last, self._last_look = self._last_look, now
        if last and now < last:
            back = last - now
            self._ends = deque((end - back for end in self._ends), maxlen=A_SECOND)
            self._silent_since = self._silent_since and self._silent_since - back
            self._paused_until = self._paused_until and self._paused_until - back
            self._look_back_at = now + LOOK_BACK
        elif last and (self._look_back_at is None or now < self._look_back_at):
            return
        elif last:
            self._look_back_at = None
        newest = [await self._store.run(_newest_seen)]
        chats = await self._store.run(_lanes, None, None)
        newest += [await self._store.run(follow_clock, chat, now) for chat in chats]
        kept = max((at for at in newest if at), default=now)
        if last is None and kept - now > JUMP:
            log.warning("the clock of this machine stands at %s, but %s is kept already: it was set back", now, kept)

    async def _deliver(self, chat: int) -> None:
        """Tell the chat one thing."""
        try:
            job = await self._store.run(delivery.take, self._tellings, chat, self._clock.now())
            if job:
                outcome = await self._call(job)
                self._ends.append(self._clock.now())
                await self._settle(job, outcome)
        except Exception as fault:  # noqa: BLE001  # run() raises it: nothing can be kept any more
            self._fault = fault
        finally:
            del self._busy[chat]
            self._wake.set()
            self._landed.set()
            self._landed = asyncio.Event()

    async def _call(self, job: Delivery) -> Closed | Outcome:
        chat = job.telling.chat
        if isinstance(job.card, StopPoll):
            return await self._messenger.close_poll(chat, job.card.message)
        if job.posted:
            return await self._messenger.edit(chat, job.posted.message, job.card)
        doubtful = job.telling.state is not DeliveryState.PENDING  # in flight when the bot last died, or not answered
        return await self._messenger.send(chat, job.card, reply_to=job.reply_to, doubtful=doubtful)

    async def _settle(self, job: Delivery, outcome: Closed | Outcome) -> None:
        now = self._clock.now()
        silence = now - self._silent_since if self._silent_since else None
        rest = self._rest(outcome, now, silence or timedelta())
        counts = silence is None or silence > OUTAGE
        try:
            await self._store.run(delivery.settle, self._tellings, job, outcome, now, rest=rest, counts=counts)
        except Exception:
            # What follows may be wrong; that it was told must be kept all the same, or it is told for ever.
            log.exception("telling %s: what follows from %s failed", job.telling.id, type(outcome).__name__)
            await self._store.run(delivery.settle, NoSequel(), job, outcome, now, rest=rest, counts=counts)

    def _rest(self, outcome: Closed | Outcome, now: datetime, silence: timedelta) -> timedelta:
        """Return how long the chat must rest, and pause everything when the platform cannot be reached.

        Resting as long as the silence has lasted doubles the rest from try to try.
        """
        if not isinstance(outcome, InDoubt) and not (isinstance(outcome, Later) and not outcome.chat_only):
            self._silent_since = self._paused_until = None
            return cap_rest(outcome.seconds) if isinstance(outcome, Later) else timedelta()
        self._silent_since = self._silent_since or now
        rest = min(max(silence, SHORTEST_REST), LONGEST_REST)
        if isinstance(outcome, Later):
            self._paused_until = now + max(rest, cap_rest(outcome.seconds))
        return rest

    async def _land(self) -> None:
        """Wait for what is in flight; what does not come back in time stays as sending, and is in doubt next time."""
        if self._busy:
            _, late = await asyncio.wait(self._busy.values(), timeout=STOP_WITHIN)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)


class NoSequel:
    """Stands in for tellings whose own sequel failed."""

    def draw(self, _tx: Tx, _telling: OutboxMessage, _now: datetime, /) -> Card | StopPoll | None:
        """Draw nothing."""
        return None

    def settled(self, _tx: Tx, _telling: OutboxMessage, _result: Sent | Closed, _now: datetime, /) -> None:
        """Keep nothing."""

    def refused(self, _tx: Tx, _telling: OutboxMessage, _why: Why, _now: datetime, /) -> None:
        """Keep nothing."""

    def forbidden(self, _tx: Tx, _telling: OutboxMessage, _right: Right, _now: datetime, /) -> None:
        """Keep nothing."""

    def allowed(self, _tx: Tx, _chat: int, _rights: frozenset[Right], _now: datetime, /) -> None:
        """Keep nothing."""

    def moved(self, _tx: Tx, _old: int, _new: int, _now: datetime, /) -> None:
        """Keep nothing."""


def _newest_seen(tx: Tx) -> datetime | None:
    """Return when the newest update came in."""
    rows = tx.rows(ProcessedUpdate, "at", newest_first=True, limit=1) + tx.rows(
        ProcessedUpdates, "at", newest_first=True, limit=1
    )
    return max((datetime.fromisoformat(str(at)) for at, _ in rows), default=None)


def _lanes(tx: Tx, upto: datetime | None, limit: int | None) -> list[int]:
    """Return the chats in which something may go, the longest waiting first."""
    return [int(key) for _, key in tx.rows(SendQueue, "next", upto=upto, limit=limit)]


def _next(tx: Tx, skip: int) -> datetime | None:
    """Return when something may go in the chat after the first `skip` ones."""
    lanes = tx.find(SendQueue, "next", skip=skip, limit=1)
    return lanes[0].next if lanes else None
