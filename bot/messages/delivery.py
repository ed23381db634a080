"""The records that the outbox stores before and after each call. Everything here runs inside a transaction."""

import logging
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Protocol

from bot.domain.meetings.meeting import Meeting
from bot.domain.shared.ids import ChatId, MessageId
from bot.domain.shared.outbox_message import (
    LONGEST_HOLD,
    DeliveryState,
    OutboxMessage,
    Right,
    SentMessage,
)
from bot.domain.shared.platform_features import PlatformFeatures
from bot.index_rows import QueueRow
from bot.ports import Card, Closed, Forbidden, InDoubt, Later, Moved, Outcome, Refused, Sent, StopPoll, Tx, Why
from bot.services.shared import holding
from bot.services.shared.enqueue import forget_later
from bot.services.shared.send_queues import forget_sent, newest_sent, next_message, rested_at, schedule_queue
from bot.views.shared.platform_fit import choices_of

log = logging.getLogger(__name__)

TRIES = 8  # of what may lie in the message itself


class MessageRegistry(Protocol):
    """The drawing of each view and the reaction to its delivery: the module `bot.messages.registry`."""

    def draw(
        self, tx: Tx, message: OutboxMessage, now: datetime, platform: PlatformFeatures, /
    ) -> Card | StopPoll | None:
        """Return the card from the newest state; None when there is nothing to send any more. Writes nothing."""

    def on_delivered(self, tx: Tx, message: OutboxMessage, result: Sent | Closed, now: datetime, /) -> None:
        """Store what follows from the delivery of the message."""

    def on_refused(self, tx: Tx, message: OutboxMessage, why: Why, now: datetime, /) -> None:
        """Store what follows from dropping the message unsent."""

    def on_forbidden(self, tx: Tx, message: OutboxMessage, right: Right, now: datetime, /) -> None:
        """Store what follows when the group withholds a right that is needed to send it, or a part of it."""

    def on_allowed(self, tx: Tx, chat: ChatId, rights: frozenset[Right], now: datetime, /) -> None:
        """Store that the group grants these rights: something was sent that needs them."""

    def on_moved(self, tx: Tx, old: ChatId, new: ChatId, now: datetime, /) -> None:
        """Replace the chat's old id by the new one everywhere, in messages and queues too."""


@dataclass(frozen=True)
class Delivery:
    """An outbox message as it was claimed, and the card drawn from it."""

    message: OutboxMessage
    card: Card | StopPoll
    posted: SentMessage | None  # the message to edit; None: a new one
    reply_to: MessageId | None

    @property
    def is_new(self) -> bool:
        """Return whether a new message is sent, whose repetition would be seen."""
        return self.posted is None and isinstance(self.card, Card)


@dataclass(frozen=True)
class Claimed:
    """The claimed deliveries, and when the next of the other chats is ready (UTC, may be past)."""

    deliveries: tuple[Delivery, ...] = ()
    next_at: datetime | None = None


def claim_due(
    tx: Tx,
    registry: MessageRegistry,
    busy: Collection[ChatId],
    room: int,
    now: datetime,
    *,
    platform: PlatformFeatures,
) -> Claimed:
    """Claim the first message of each chat whose turn has come, at most `room`, and none in a `busy` chat."""
    if not room:
        return Claimed()
    claimed: dict[ChatId, Delivery] = {}
    for queue in tx.rows(QueueRow, upto=now, limit=len(busy) + room):
        chat = ChatId(queue.key)
        if chat not in busy and len(claimed) < room and (delivery := claim(tx, registry, chat, now, platform)):
            claimed[chat] = delivery
    waiting = tx.rows(QueueRow, limit=len(busy) + len(claimed) + 1)
    next_at = (datetime.fromisoformat(row.next) for row in waiting if ChatId(row.key) not in {*busy, *claimed})
    return Claimed(tuple(claimed.values()), next(next_at, None))


def claim(
    tx: Tx, registry: MessageRegistry, chat: ChatId, now: datetime, platform: PlatformFeatures
) -> Delivery | None:
    """Claim the chat's first message, stored as SENDING if it becomes a new message; None when nothing can go now."""
    delivery, rest = None, None
    message = next_message(tx, chat, now)
    if message and message.due <= now:
        sent = newest_sent(tx, message.id) if message.in_place else None
        rested = rested_at(sent, now, urgent=message.urgent)
        if now < rested:
            tx.put(replace(message, due=rested))
        else:
            delivery, rest = _draw(tx, registry, message, sent, now, platform=platform)
    if delivery is None:
        schedule_queue(tx, chat, now, rest=rest)
    return delivery


def complete(
    tx: Tx,
    registry: MessageRegistry,
    delivery: Delivery,
    outcome: Closed | Outcome,
    now: datetime,
    *,
    rest: timedelta,
    counts: bool,
    platform: PlatformFeatures,
) -> None:
    """Store the result of a call. `rest`: how long the chat must wait; `counts`: whether a doubt counts as a try."""
    chat = delivery.message.chat
    current = tx.get(OutboxMessage, delivery.message.id)
    match outcome:
        case Sent() | Closed():
            _told(tx, registry, delivery, outcome, now, platform=platform)
        case Refused(why):
            _refused(tx, registry, delivery, why, now)
        case Forbidden(right) if current:
            _forbidden(tx, registry, replace(current, state=delivery.message.state), right, now)
        case InDoubt() if current:
            state = DeliveryState.DOUBTFUL if delivery.is_new else DeliveryState.PENDING
            _try_again(tx, registry, replace(current, state=state), now, counts=counts)
            rest = max(rest, _rest(current.tries))
        case Later() if current:
            tx.put(replace(current, state=delivery.message.state))
        case Moved(new):
            if current:
                _try_again(tx, registry, replace(current, state=delivery.message.state), now)
            registry.on_moved(tx, chat, new, now)
            schedule_queue(tx, new, now)
    unheard = isinstance(outcome, Later) and not outcome.chat_only
    last, rest = (None, timedelta()) if unheard else (now, rest)
    schedule_queue(tx, chat, now, last=last, rest=rest, pace=platform.pace)


def _draw(
    tx: Tx,
    registry: MessageRegistry,
    message: OutboxMessage,
    sent: SentMessage | None,
    now: datetime,
    *,
    platform: PlatformFeatures,
) -> tuple[Delivery | None, timedelta | None]:
    """Return the delivery, or None and how long the chat rests when the drawing failed."""
    try:
        card = registry.draw(tx, message, now, platform)
    except Exception:  # a fault in one card must not stop all the others
        log.exception("message %s cannot be drawn", message.id)
        _try_again(tx, registry, message, now)
        return None, _rest(message.tries)
    if card is None:
        tx.drop(OutboxMessage, message.id)
        return None, None
    if isinstance(card, Card) and (message.silent or (sent and not platform.edits)):
        card = replace(card, notify=False)
    if not platform.edits:
        sent = None
    answered = newest_sent(tx, message.reply_about) if message.reply_about else None
    delivery = Delivery(message, card, sent, answered.message if answered else message.reply_to)
    if delivery.is_new and message.state is DeliveryState.PENDING:
        tx.put(replace(message, state=DeliveryState.SENDING))
    return delivery, None


def _told(
    tx: Tx,
    registry: MessageRegistry,
    delivery: Delivery,
    result: Sent | Closed,
    now: datetime,
    *,
    platform: PlatformFeatures,
) -> None:
    told = delivery.message
    current = tx.get(OutboxMessage, told.id)
    if current and current.revision != told.revision:
        # It changed meanwhile, and is told again.
        tx.put(replace(current, state=DeliveryState.PENDING, tries=0, held=None, since=None))
    else:
        tx.drop(OutboxMessage, told.id)
    choices = choices_of(delivery.card) if isinstance(delivery.card, Card) and not platform.buttons else ()
    if isinstance(result, Sent) and (told.remember or choices):
        if told.in_place and not platform.edits:
            forget_sent(tx, told.id)  # what was sent anew takes its place
        elif not told.remember:
            forget_later(tx, told.id, now)
        message = result.message
        tx.put(
            SentMessage(
                chat=told.chat,
                message=message,
                group=told.group,
                about=told.id,
                view=told.view,
                params=told.params,
                meeting=_meeting(told),
                choices=choices,
                refreshable=told.remember,
                at=now,
            )
        )
    registry.on_delivered(tx, told, result, now)
    if isinstance(result, Sent) and told.group:
        if result.without:
            registry.on_forbidden(tx, told, result.without, now)
        if told.held:
            holding.release_messages(tx, told.chat, told.held)
        if delivery.posted is None and isinstance(delivery.card, Card):
            registry.on_allowed(tx, told.chat, _rights(delivery.card, result), now)


def _meeting(told: OutboxMessage) -> str | None:
    """Return the key of the meeting that a message shows; None when it shows none."""
    if not told.params.meeting:
        return None
    return Meeting.key_of(told.params.council, told.params.meeting)


def _refused(tx: Tx, registry: MessageRegistry, delivery: Delivery, why: Why, now: datetime) -> None:
    current = tx.get(OutboxMessage, delivery.message.id)
    is_lost = why is Why.NO_MESSAGE and delivery.posted is not None
    if delivery.posted and is_lost:
        tx.drop(SentMessage, delivery.posted.key)  # the next try sends it anew
    if current and (is_lost or current.revision != delivery.message.revision):
        _try_again(tx, registry, replace(current, state=DeliveryState.PENDING), now)
    elif current:
        _drop(tx, registry, current, why, now)


def _forbidden(tx: Tx, registry: MessageRegistry, message: OutboxMessage, right: Right, now: datetime) -> None:
    """Hold a message that the chat forbids until it allows it; a poll is sent now or not at all."""
    log.warning("chat %s forbids %s: message %s (%s)", message.chat, right, message.id, message.view)
    registry.on_forbidden(tx, message, right, now)
    if right is Right.POLLS:
        _drop(tx, registry, message, Why.FORBIDDEN, now)
    elif message.since and now - message.since > LONGEST_HOLD:
        _drop(tx, registry, message, Why.BAD, now)
    else:
        holding.hold_message(tx, message, right, now)


def _rights(card: Card, sent: Sent) -> frozenset[Right]:
    """Return the rights that a card needed which was sent just now."""
    if card.poll:
        return frozenset({Right.POLLS, Right.TOPIC})
    if card.file:
        return frozenset({Right.FILES, Right.TOPIC})
    kind = "photo" if card.qr or card.picture else card.media.kind if card.media else ""
    used = {"photo": Right.PHOTOS, "voice": Right.VOICE}.get(kind, Right.TEXT)
    return frozenset({Right.TEXT if sent.without else used, Right.TOPIC})


def _try_again(
    tx: Tx, registry: MessageRegistry, message: OutboxMessage, now: datetime, *, counts: bool = True
) -> None:
    """Store the message for another try; `counts`: it may be at fault itself, and is dropped after `TRIES` of them."""
    tries = message.tries + counts
    if tries < TRIES:
        tx.put(replace(message, tries=tries))
    else:
        log.error("message %s is given up after %s tries", message.id, tries)
        _drop(tx, registry, message, Why.BAD, now)


def _drop(tx: Tx, registry: MessageRegistry, message: OutboxMessage, why: Why, now: datetime) -> None:
    if why is Why.BAD:
        log.error("message %s (%s) can never be shown", message.id, message.view)
    tx.drop(OutboxMessage, message.id)
    registry.on_refused(tx, message, why, now)


def _rest(tries: int) -> timedelta:
    return timedelta(seconds=min(2**tries, 60))
