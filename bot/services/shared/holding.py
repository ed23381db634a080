"""Messages held back because a group withholds a right from the bot: kept in order, and retried."""

from dataclasses import replace
from datetime import datetime

from bot.domain.shared.ids import ChatId
from bot.domain.shared.outbox_message import HOLD, OutboxMessage, Right
from bot.ports import Tx
from bot.services.shared.send_queues import schedule_queue


def hold_message(tx: Tx, message: OutboxMessage, right: Right, now: datetime) -> None:
    """Hold a message until a right is granted; otherwise it is retried after `HOLD`."""
    since = message.since or min(message.due, now)
    tx.put(replace(message, due=now + HOLD, held=right, since=since))


def release_messages(tx: Tx, chat: ChatId, *rights: Right) -> bool:
    """Release the messages that wait for these rights, in their order; return whether there was any.

    The caller schedules the chat's queue.
    """
    held = [message for right in rights for message in tx.find(OutboxMessage, "held", chat, right)]
    for message in held:
        tx.put(replace(message, due=message.since or message.due, held=None, since=None))
    return bool(held)


def retry_held(tx: Tx, chat: ChatId, now: datetime, *, everything: bool) -> None:
    """Retry held messages: for each missing right the one that waits longest, or `everything`.

    One that gets through releases the others; so a busy group whose rights are still missing costs few calls.
    """
    if everything:
        changed = release_messages(tx, chat, *Right)
    else:
        oldest = [message for right in Right for message in tx.find(OutboxMessage, "held", chat, right, limit=1)]
        waiting = [message for message in oldest if message.due > now]
        for message in waiting:
            tx.put(replace(message, due=message.since or now))
        changed = bool(waiting)
    if changed:
        schedule_queue(tx, chat, now)
