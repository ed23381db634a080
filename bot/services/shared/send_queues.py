"""The send queues of chats: which message goes next, and when."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.shared.ids import ChatId
from bot.domain.shared.outbox_message import (
    EDIT_GAP,
    URGENT_EDIT_GAP,
    OutboxMessage,
    Pace,
    SendQueue,
    SentMessage,
    latest_due,
    next_slot,
)
from bot.ports import Tx

A_TICK = timedelta(microseconds=1)
A_JUMP = timedelta(seconds=5)  # what one act tells stands a tick apart, and an edit rests a moment: that is no jump


def next_message(tx: Tx, chat: ChatId, now: datetime) -> OutboxMessage | None:
    """Return the message that goes next into the chat: the oldest answer that is due, or else the oldest message."""
    answers = tx.find(OutboxMessage, "urgent", chat, True, upto=now, limit=1)
    return next(iter(answers or tx.find(OutboxMessage, "chat", chat, limit=1)), None)


def next_send(tx: Tx, queue: SendQueue, now: datetime) -> datetime | None:
    """Return when the chat's next message may go (UTC); None when none waits."""
    first = tx.find(OutboxMessage, "chat", queue.chat, limit=1)
    answer = tx.find(OutboxMessage, "urgent", queue.chat, True, limit=1)
    slots = (max(next_slot(queue, now, urgent=each.urgent), each.due) for each in (*first, *answer))
    return min(slots, default=None)


def newest_sent(tx: Tx, about: str) -> SentMessage | None:
    """Return the newest message that was posted under this id."""
    return max(tx.find(SentMessage, "about", about), key=lambda sent: sent.at, default=None)


def forget_sent(tx: Tx, about: str) -> None:
    """Delete the record of each message that was sent under this id."""
    for sent in tx.find(SentMessage, "about", about):
        tx.drop(SentMessage, sent.key)


def rested_at(sent: SentMessage | None, now: datetime, *, urgent: bool) -> datetime:
    """Return the first moment, `now` or later, at which a message of ours may be edited (UTC).

    One that was edited in the future, by a clock that was set back since, may be edited now.
    """
    return max(now, sent.at + (URGENT_EDIT_GAP if urgent else EDIT_GAP)) if sent and sent.at <= now else now


def schedule_queue(
    tx: Tx,
    chat: ChatId,
    now: datetime,
    *,
    last: datetime | None = None,
    rest: timedelta | None = None,
    pace: Pace | None = None,
) -> None:
    """Set when the chat's next message may go.

    `last`: one more message counts as sent at that instant. `rest`: how long the chat must rest from now on, instead of
    the present rest. `pace`: how fast the platform takes them from now on.
    """
    queue = tx.get(SendQueue, SendQueue.key_of(chat))
    if queue is None:
        waiting = tx.find(OutboxMessage, "chat", chat, limit=1)
        if not waiting:
            return
        queue = SendQueue(chat=chat, group=waiting[0].group)
    if pace:
        queue = replace(queue, pace=pace)
    if last:
        before = [at for at in queue.recent if at > last - queue.pace.window] if queue.group else []
        queue = replace(queue, recent=(*before, last)[-queue.pace.most :])
    if rest is not None:
        queue = replace(queue, asked=now if rest else None, rest=rest.total_seconds())
    tx.put(replace(queue, next=next_send(tx, queue, now)))


def follow_clock(tx: Tx, chat: ChatId, now: datetime) -> datetime | None:
    """Correct a chat's instants that were stored by a clock that was ahead; return the newest corrected one.

    Messages that wait for a time of day, a right, or a rest that the platform asked for, go on waiting.
    """
    waiting = tx.find(OutboxMessage, "chat", chat)
    ahead = [message for message in waiting if message.due > latest_due(message, now) + A_JUMP]
    cut = [message.due for message in ahead if latest_due(message, now) == now]
    # They were told before what is due now, and stay before it in their order.
    at = min(now, waiting[0].due if waiting else now) - len(ahead) * A_TICK
    for message in ahead:
        at += A_TICK
        due = latest_due(message, now)
        since = message.since and min(message.since, at)
        tx.put(replace(message, due=at if due == now else due, since=since))
    queue = tx.get(SendQueue, SendQueue.key_of(chat))
    if queue:
        times = [at for at in (*queue.recent, queue.asked) if at and at > now]
        if times:
            cut += times
            recent = tuple(min(at, now) for at in queue.recent)
            tx.put(replace(queue, recent=recent, asked=queue.asked and min(queue.asked, now)))
    if ahead or cut:
        schedule_queue(tx, chat, now)
    return max(cut, default=None)
