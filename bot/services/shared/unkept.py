"""What people send and the bot cannot keep: a video, a sticker, a file. It is said once, in one line."""

from collections.abc import Callable
from datetime import datetime
from typing import Concatenate

from bot.domain.shared.incoming_message import IncomingMessage
from bot.domain.shared.outbox_message import Params
from bot.ports import P, R, Tx
from bot.services.shared.enqueue import ReplyTo, enqueue


def mention_unkept(tx: Tx, *, said: IncomingMessage, back: ReplyTo, now: datetime) -> None:
    """Tell somebody what of their message is not kept, and whether their words are; of an album once."""
    params: Params = {"key": "unkept" if said.text else "unkept_alone", "media": said.unkept}
    place = f"album/{said.album}" if said.album else back.id
    enqueue(
        tx,
        id=f"unkept/{place}",
        chat=back.chat,
        group=back.group,
        view="notice",
        params=params,
        now=now,
        reply_to=back.message,
    )


def mention_unkept_after(
    tx: Tx,
    said: IncomingMessage,
    back: ReplyTo,
    now: datetime,
    act: Callable[Concatenate[Tx, P], R],
    /,
    *args: P.args,
    **kwargs: P.kwargs,
) -> R:
    """Do what a message brings about, and say what of it is not kept."""
    value = act(tx, *args, **kwargs)
    if said.unkept:
        mention_unkept(tx, said=said, back=back, now=now)
    return value
