"""Tellings that wait because a group does not let the bot send them: kept in their order, and tried again."""

from dataclasses import replace
from datetime import datetime

from bot.domain.shared.outbox_message import HOLD, OutboxMessage, Right
from bot.ports import Tx
from bot.services.shared.send_queues import arm


def hold_message(tx: Tx, telling: OutboxMessage, right: Right, now: datetime) -> None:
    """Hold a telling until a right is given; without other news it is tried again after `HOLD`."""
    since = telling.since or min(telling.due, now)
    tx.put(replace(telling, due=now + HOLD, held=right, since=since))


def release_messages(tx: Tx, chat: int, *rights: Right) -> bool:
    """Release what waits for these rights, in its old order; return whether there was anything.

    Whoever calls it arms the chat.
    """
    held = [telling for right in rights for telling in tx.find(OutboxMessage, "held", chat, right)]
    for telling in held:
        tx.put(replace(telling, due=telling.since or telling.due, held=None, since=None))
    return bool(held)


def retry_held(tx: Tx, chat: int, now: datetime, *, everything: bool) -> None:
    """Try what is held: for each missing right the telling that waits longest, or `everything`.

    One that gets through releases the others; so a busy group whose rights are still missing costs few calls.
    """
    if everything:
        changed = release_messages(tx, chat, *Right)
    else:
        oldest = [telling for right in Right for telling in tx.find(OutboxMessage, "held", chat, right, limit=1)]
        waiting = [telling for telling in oldest if telling.due > now]
        for telling in waiting:
            tx.put(replace(telling, due=telling.since or now))
        changed = bool(waiting)
    if changed:
        arm(tx, chat, now)
