"""Notes on attachments that cannot be stored (videos, stickers, files), one for each message."""

from collections.abc import Callable
from datetime import datetime
from typing import Concatenate

from bot.domain.shared.incoming_message import IncomingMessage
from bot.domain.shared.message_params import MessageParams
from bot.domain.shared.reply import Reply
from bot.ports import P, R, Tx
from bot.services.shared.enqueue import ReplyTo, reply


def describe_unkept(said: IncomingMessage) -> MessageParams:
    """Return the params of the sentence which part of a message is not stored, and whether its words are."""
    return MessageParams.of_reply(Reply("unkept" if said.text else "unkept_alone", {"media": said.unkept}))


def mention_unkept(tx: Tx, *, said: IncomingMessage, reply_to: ReplyTo, now: datetime) -> None:
    """Tell the sender which part of the message is not stored, and whether its words are; once for an album."""
    place = f"album/{said.album}" if said.album else reply_to.id
    reply(tx, reply_to, "notice", describe_unkept(said), now=now, about=f"unkept/{place}")


def mention_unkept_after(
    tx: Tx,
    said: IncomingMessage,
    reply_to: ReplyTo,
    now: datetime,
    act: Callable[Concatenate[Tx, P], R],
    /,
    *args: P.args,
    **kwargs: P.kwargs,
) -> R:
    """Run the act that a message leads to, then tell the sender which part of it is not stored."""
    value = act(tx, *args, **kwargs)
    if said.unkept:
        mention_unkept(tx, said=said, reply_to=reply_to, now=now)
    return value
