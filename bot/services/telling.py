"""Put into the transaction what must be told; the outbox sends it after everything is kept."""

from dataclasses import replace
from datetime import datetime

from bot.domain.telling import Lane, Params, Sending, Telling, slot
from bot.ports import Tx


def tell(
    tx: Tx,
    *,
    id: str,  # noqa: A002  # it is the telling's id and nothing else
    chat: int,
    view: str,
    params: Params | None = None,
    now: datetime,
    live: bool = False,
    keep: bool = False,
    reply_to: int | None = None,
    reply_about: str | None = None,
) -> None:
    """Tell `chat` what `view` draws. A waiting telling of the same id is replaced, its place in the queue kept."""
    waiting = tx.get(Telling, id)
    telling = Telling(
        id=id,
        chat=chat,
        view=view,
        params=params or {},
        due=now,
        live=live,
        keep=keep or live,
        reply_to=reply_to,
        reply_about=reply_about,
    )
    if waiting:
        doubtful = waiting.state is not Sending.PENDING
        telling = replace(
            telling,
            due=waiting.due,
            revision=waiting.revision + 1,
            tries=waiting.tries,
            state=waiting.state if doubtful else Sending.PENDING,
        )
    tx.put(telling)
    lane = tx.get(Lane, str(chat)) or Lane(chat=chat)
    if lane.next is None:
        tx.put(replace(lane, next=slot(lane.recent, now, group=chat < 0)))
