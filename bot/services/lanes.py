"""The way into one chat: what goes next, and when."""

from dataclasses import replace
from datetime import datetime

from bot.domain.telling import GROUP_LIMIT, Lane, Telling, slot
from bot.ports import Tx


def first(tx: Tx, chat: int) -> Telling | None:
    """Return the telling that goes next into the chat."""
    return next(iter(tx.find(Telling, "chat", chat, limit=1)), None)


def arm(tx: Tx, chat: int, now: datetime, *, last: datetime | None = None) -> None:
    """Set when the chat's next telling may go. `last`: one more message counts as gone at that instant.

    A rest that the platform asked for is a `last` in the future: whoever computes a slot later keeps it as well.
    """
    lane = tx.get(Lane, str(chat))
    following = first(tx, chat)
    if lane is None and following is None:
        return
    lane = lane or Lane(chat=chat)
    recent = (*lane.recent, last)[-GROUP_LIMIT if chat < 0 else -1 :] if last else lane.recent
    soonest = max(slot(recent, now, group=chat < 0), following.due) if following else None
    tx.put(replace(lane, recent=recent, next=soonest))
