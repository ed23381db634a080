"""The way into one chat: what goes next, and when."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.shared.outbox_message import GROUP_LIMIT, OutboxMessage, SendQueue, latest_due, next_slot
from bot.ports import Tx

A_TICK = timedelta(microseconds=1)
A_JUMP = timedelta(seconds=5)  # what one act tells stands a tick apart, and an edit rests a moment: that is no jump


def first(tx: Tx, chat: int) -> OutboxMessage | None:
    """Return the telling that goes next into the chat."""
    return next(iter(tx.find(OutboxMessage, "chat", chat, limit=1)), None)


def arm(tx: Tx, chat: int, now: datetime, *, last: datetime | None = None, rest: timedelta | None = None) -> None:
    """Set when the chat's next telling may go.

    `last`: one more message counts as gone at that instant. `rest`: how long the chat must rest from now on, instead
    of the rest that stands.
    """
    lane = tx.get(SendQueue, str(chat))
    following = first(tx, chat)
    if lane is None and following is None:
        return
    lane = lane or SendQueue(chat=chat)
    if last:
        lane = replace(lane, recent=(*lane.recent, last)[-GROUP_LIMIT if chat < 0 else -1 :])
    if rest is not None:
        lane = replace(lane, asked=now if rest else None, rest=rest.total_seconds())
    soonest = max(next_slot(lane, now), following.due) if following else None
    tx.put(replace(lane, next=soonest))


def follow_clock(tx: Tx, chat: int, now: datetime) -> datetime | None:
    """Cut the chat's instants that were kept by a clock that was ahead; return the newest of them that was cut.

    What must wait for a time of day, or for a right, or because the platform asked for it, goes on waiting.
    """
    waiting = tx.find(OutboxMessage, "chat", chat)
    ahead = [telling for telling in waiting if telling.due > latest_due(telling, now) + A_JUMP]
    cut = [telling.due for telling in ahead if latest_due(telling, now) == now]
    # They were told before what is due now, and stay before it in their order.
    at = min(now, waiting[0].due if waiting else now) - len(ahead) * A_TICK
    for telling in ahead:
        at += A_TICK
        due = latest_due(telling, now)
        since = telling.since and min(telling.since, at)
        tx.put(replace(telling, due=at if due == now else due, since=since))
    lane = tx.get(SendQueue, str(chat))
    if lane:
        times = [at for at in (*lane.recent, lane.asked) if at and at > now]
        if times:
            cut += times
            recent = tuple(min(at, now) for at in lane.recent)
            tx.put(replace(lane, recent=recent, asked=lane.asked and min(lane.asked, now)))
    if ahead or cut:
        arm(tx, chat, now)
    return max(cut, default=None)
