"""What the outbox keeps before and after each call. Everything in here runs inside one transaction."""

import logging
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Protocol

from bot.domain.shared.outbox_message import (
    EDIT_GAP,
    GAP,
    LONGEST_HOLD,
    DeliveryState,
    OutboxMessage,
    Right,
    SentMessage,
)
from bot.ports import Card, Closed, Forbidden, InDoubt, Later, Moved, Outcome, Refused, Sent, StopPoll, Tx, Why
from bot.services.shared import holding
from bot.services.shared.send_queues import arm, first

log = logging.getLogger(__name__)

TRIES = 8  # of what may lie in the telling itself


class Tellings(Protocol):
    """How each view is drawn and what follows when it was told: the module `bot.messages.registry`."""

    def draw(self, tx: Tx, telling: OutboxMessage, now: datetime, /) -> Card | StopPoll | None:
        """Draw from the newest state; None when there is nothing to tell any more. Writes nothing."""

    def settled(self, tx: Tx, telling: OutboxMessage, result: Sent | Closed, now: datetime, /) -> None:
        """Keep what follows from its having been told."""

    def refused(self, tx: Tx, telling: OutboxMessage, why: Why, now: datetime, /) -> None:
        """Keep what follows from its being dropped untold."""

    def forbidden(self, tx: Tx, telling: OutboxMessage, right: Right, now: datetime, /) -> None:
        """Keep what follows when the group takes a right that is needed to send it, or a part of it."""

    def allowed(self, tx: Tx, chat: int, rights: frozenset[Right], now: datetime, /) -> None:
        """Keep that the group gives these rights: something was sent that needs them."""

    def moved(self, tx: Tx, old: int, new: int, now: datetime, /) -> None:
        """Write the chat's new id wherever the old one is kept: tellings, messages posted and lanes included."""


@dataclass(frozen=True)
class Delivery:
    """A telling as it was when it was taken, and what it was drawn as."""

    telling: OutboxMessage
    card: Card | StopPoll
    posted: SentMessage | None  # the message to edit; None: a new one
    reply_to: int | None

    @property
    def is_new(self) -> bool:
        """Whether a new message is sent, which cannot be repeated unseen."""
        return self.posted is None and isinstance(self.card, Card)


def take(tx: Tx, tellings: Tellings, chat: int, now: datetime) -> Delivery | None:
    """Take the chat's first telling, kept as sending when it becomes a new message; None when nothing can go now."""
    job, rest = None, None
    telling = first(tx, chat)
    if telling and telling.due <= now:
        posted = _posted(tx, telling.id) if telling.live else None
        # One that was edited in the future, by a clock that was set back since, has rested.
        rested = posted.at + (GAP if telling.brisk else EDIT_GAP) if posted and posted.at <= now else now
        if now < rested:
            tx.put(replace(telling, due=rested))
        else:
            job, rest = _draw(tx, tellings, telling, posted, now)
    if job is None:
        arm(tx, chat, now, rest=rest)
    return job


def settle(
    tx: Tx,
    tellings: Tellings,
    job: Delivery,
    outcome: Closed | Outcome,
    now: datetime,
    *,
    rest: timedelta,
    counts: bool,
) -> None:
    """Keep what a call came to. `rest`: how long the chat must wait; `counts`: whether a doubt is held against it."""
    chat = job.telling.chat
    current = tx.get(OutboxMessage, job.telling.id)
    match outcome:
        case Sent() | Closed():
            _told(tx, tellings, job, outcome, now)
        case Refused(why):
            _refused(tx, tellings, job, why, now)
        case Forbidden(right) if current:
            _forbidden(tx, tellings, replace(current, state=job.telling.state), right, now)
        case InDoubt() if current:
            state = DeliveryState.DOUBTFUL if job.is_new else DeliveryState.PENDING
            _try_again(tx, tellings, replace(current, state=state), now, counts=counts)
            rest = max(rest, _rest(current.tries))
        case Later() if current:
            tx.put(replace(current, state=job.telling.state))
        case Moved(new):
            if current:
                _try_again(tx, tellings, replace(current, state=job.telling.state), now)
            tellings.moved(tx, chat, new, now)
            arm(tx, new, now)
    unheard = isinstance(outcome, Later) and not outcome.chat_only
    arm(tx, chat, now, last=None if unheard else now, rest=timedelta() if unheard else rest)


def _posted(tx: Tx, about: str) -> SentMessage | None:
    """Return the newest message that was posted for a telling's id."""
    return max(tx.find(SentMessage, "about", about), key=lambda posted: posted.at, default=None)


def _draw(
    tx: Tx, tellings: Tellings, telling: OutboxMessage, posted: SentMessage | None, now: datetime
) -> tuple[Delivery | None, timedelta | None]:
    """Return the job, or None and how long the chat rests when the drawing failed."""
    try:
        card = tellings.draw(tx, telling, now)
    except Exception:
        log.exception("telling %s cannot be drawn", telling.id)
        _try_again(tx, tellings, telling, now)
        return None, _rest(telling.tries)
    if card is None:
        tx.drop(OutboxMessage, telling.id)
        return None, None
    if telling.silent and isinstance(card, Card):
        card = replace(card, notify=False)
    answered = _posted(tx, telling.reply_about) if telling.reply_about else None
    job = Delivery(telling, card, posted, answered.message if answered else telling.reply_to)
    if job.is_new and telling.state is DeliveryState.PENDING:
        tx.put(replace(telling, state=DeliveryState.SENDING))
    return job, None


def _told(tx: Tx, tellings: Tellings, job: Delivery, result: Sent | Closed, now: datetime) -> None:
    told = job.telling
    current = tx.get(OutboxMessage, told.id)
    if current and current.revision != told.revision:
        # It changed meanwhile, and is told again.
        tx.put(replace(current, state=DeliveryState.PENDING, tries=0, held=None, since=None))
    else:
        tx.drop(OutboxMessage, told.id)
    if isinstance(result, Sent) and told.keep:
        message = result.message
        tx.put(
            SentMessage(
                chat=told.chat,
                message=message,
                about=told.id,
                view=told.view,
                params=told.params,
                meeting=f"{told.params['council']}/{told.params['meeting']}" if "meeting" in told.params else None,
                at=now,
            )
        )
    tellings.settled(tx, told, result, now)
    if isinstance(result, Sent) and told.chat < 0:
        if result.without:
            tellings.forbidden(tx, told, result.without, now)
        if told.held:
            holding.release_messages(tx, told.chat, told.held)
        if job.posted is None and isinstance(job.card, Card):
            tellings.allowed(tx, told.chat, _rights(job.card, result), now)


def _refused(tx: Tx, tellings: Tellings, job: Delivery, why: Why, now: datetime) -> None:
    current = tx.get(OutboxMessage, job.telling.id)
    is_lost = why is Why.NO_MESSAGE and job.posted is not None
    if job.posted and is_lost:
        tx.drop(SentMessage, job.posted.key)  # the next try sends it anew
    if current and (is_lost or current.revision != job.telling.revision):
        _try_again(tx, tellings, replace(current, state=DeliveryState.PENDING), now)
    elif current:
        _drop(tx, tellings, current, why, now)


def _forbidden(tx: Tx, tellings: Tellings, telling: OutboxMessage, right: Right, now: datetime) -> None:
    """Hold what the chat forbids until it allows it; a poll is asked now or not at all."""
    log.warning("chat %s forbids %s: telling %s (%s)", telling.chat, right, telling.id, telling.view)
    tellings.forbidden(tx, telling, right, now)
    if right is Right.POLLS:
        _drop(tx, tellings, telling, Why.FORBIDDEN, now)
    elif telling.since and now - telling.since > LONGEST_HOLD:
        _drop(tx, tellings, telling, Why.BAD, now)
    else:
        holding.hold_message(tx, telling, right, now)


def _rights(card: Card, sent: Sent) -> frozenset[Right]:
    """Return the rights that a card needed which was sent just now."""
    if card.poll:
        return frozenset({Right.POLLS, Right.TOPIC})
    if card.file:
        return frozenset({Right.FILES, Right.TOPIC})
    kind = "photo" if card.qr else card.media.kind if card.media else ""
    used = {"photo": Right.PHOTOS, "voice": Right.VOICE}.get(kind, Right.TEXT)
    return frozenset({Right.TEXT if sent.without else used, Right.TOPIC})


def _try_again(tx: Tx, tellings: Tellings, telling: OutboxMessage, now: datetime, *, counts: bool = True) -> None:
    """Keep the telling for another try; `counts`: it may be its own fault, and it is dropped after `TRIES` of them."""
    tries = telling.tries + counts
    if tries < TRIES:
        tx.put(replace(telling, tries=tries))
    else:
        log.error("telling %s is given up after %s tries", telling.id, tries)
        _drop(tx, tellings, telling, Why.BAD, now)


def _drop(tx: Tx, tellings: Tellings, telling: OutboxMessage, why: Why, now: datetime) -> None:
    if why is Why.BAD:
        log.error("telling %s (%s) can never be shown", telling.id, telling.view)
    tx.drop(OutboxMessage, telling.id)
    tellings.refused(tx, telling, why, now)


def _rest(tries: int) -> timedelta:
    return timedelta(seconds=min(2**tries, 60))
