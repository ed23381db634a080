"""Messages waiting to be sent, the send queue of each chat, and messages sent that still matter.

An outbox message stores what to show, not the words: they are drawn from the newest state when it is sent.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.shared.button_intent import Intent
from bot.domain.shared.ids import ChatId, MessageId
from bot.domain.shared.message_params import MessageParams

EDIT_GAP = timedelta(seconds=3)  # between two edits of one message: a storm of taps leaves room for answers
URGENT_EDIT_GAP = timedelta(seconds=1)  # where a person who pressed a button waits for it

HOLD = timedelta(hours=1)  # between two tries of what the chat forbids
LONGEST_HOLD = timedelta(days=90)
LONGEST_REST = timedelta(hours=1)  # of a chat, however long the platform asks for
DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Pace:
    """The limits on how fast messages may follow: `gap` apart in one chat, in a group `most` within a `window`.

    News leave the last `reserved` of those free, so that an answer need not wait for the window to end.
    """

    gap: timedelta = timedelta(seconds=1)
    most: int = 20
    reserved: int = 5
    window: timedelta = timedelta(minutes=1)

    def limit(self, *, urgent: bool) -> int:
        """Return how many messages may go to a group within the window before the next one."""
        return self.most if urgent else max(1, self.most - self.reserved)


class Right(StrEnum):
    """A right that a group can withhold from the bot: to send one kind of message, or to write in its topic."""

    TEXT = "text"
    PHOTOS = "photos"
    VOICE = "voice"
    FILES = "files"
    POLLS = "polls"
    TOPIC = "topic"  # it is closed


class DeliveryState(StrEnum):
    """States of an outbox message."""

    PENDING = "pending"
    SENDING = "sending"  # kept before the call: found after a crash, it is in doubt
    DOUBTFUL = "doubtful"  # may have arrived; sent again with a mark


@dataclass(frozen=True, kw_only=True)
class OutboxMessage:
    """A message to be sent to a chat. An equal `id` replaces a waiting one: ten changes of a card are one edit.

    `group`: the chat is a group, not a person's private one. `view` names a row of `bot.messages.registry`, `params` is
    what that row needs to read the state. One `in_place` is edited; `remember` keeps the message that was sent
    under `id`. An `urgent` one is an answer that a person waits for: it goes before news, and is edited as often as the
    chat allows. A `silent` one makes no sound.

    `reply_to` is a message id; `reply_about` the id of a kept outbox message whose message is replied to. `held` is the
    right that is missing to send it; `since` keeps its place in the queue meanwhile. `not_before` is the end of the
    quiet hours it waits for; any other `due` in the future is soon (`latest_due`). `revision` grows with each
    replacement: a delivery is completed only if the message is still the one that was sent.
    """

    id: str
    chat: ChatId
    group: bool = False
    view: str
    params: MessageParams = field(default=MessageParams())
    due: datetime  # UTC; not before
    in_place: bool = False
    urgent: bool = False
    silent: bool = False
    remember: bool = False
    reply_to: MessageId | None = None
    reply_about: str | None = None
    state: DeliveryState = DeliveryState.PENDING
    revision: int = 1
    tries: int = 0
    held: Right | None = None
    since: datetime | None = None  # UTC
    not_before: datetime | None = None  # UTC

    @property
    def key(self) -> str:
        """The id."""
        return self.id


SHOWN_ALONE = "alone/"  # before the account: what a message is about that one person alone sees in a group


@dataclass(frozen=True)
class PrivateReply:
    """A reply for one person: the row that draws it and its params. `remember`: its buttons change it in place.

    `about` names what it shows, where that must be found again. `leads`: it stands above the reply after it, in one
    message.
    """

    view: str
    params: MessageParams
    remember: bool = False
    about: str = ""
    leads: bool = False


@dataclass(frozen=True, kw_only=True)
class SentMessage:
    """A message of the bot that still matters: a card that is edited, a question that is answered, a poll."""

    chat: ChatId
    message: MessageId
    group: bool = False
    about: str  # the id of the outbox message
    view: str
    params: MessageParams = field(default=MessageParams())
    meeting: str | None = None  # the key of the meeting it shows
    choices: tuple[Intent, ...] = ()  # on a platform without buttons: what the numbers on it mean, from 1
    refreshable: bool = True  # False: it is remembered for its choices alone
    at: datetime  # UTC; sent or last edited

    @staticmethod
    def key_of(chat: ChatId, message: MessageId | None) -> str:
        """Return the key of a message; the key of None belongs to no message."""
        return f"{chat}/{message or 0}"

    @property
    def key(self) -> str:
        """Chat and message."""
        return self.key_of(self.chat, self.message)

    @property
    def is_alone(self) -> bool:
        """Return whether one person alone sees it in a group: then it is no message of the outbox."""
        return self.about.startswith(SHOWN_ALONE)


@dataclass(frozen=True, kw_only=True)
class SendQueue:
    """The send queue of a chat: when the next message may go, and when the last ones went.

    `next` is None while nothing waits. The times are stored, so a restart does not forget the limit. The platform asked
    at `asked` for a rest of `rest` seconds: an instant in the future would be as wrong as the clock was. `pace` is the
    platform's, as it was when the last one went.
    """

    chat: ChatId
    group: bool = False
    next: datetime | None = None  # UTC
    recent: tuple[datetime, ...] = ()  # UTC, oldest first, as many as the pace counts within its window
    asked: datetime | None = None  # UTC
    rest: float = 0
    pace: Pace = field(default=Pace())

    @staticmethod
    def key_of(chat: ChatId) -> str:
        """Return the key of a chat's queue."""
        return str(chat)

    @property
    def key(self) -> str:
        """The chat."""
        return self.key_of(self.chat)


def send_slot(recent: tuple[datetime, ...], now: datetime, pace: Pace, *, group: bool, urgent: bool) -> datetime:
    """Return the first moment, `now` or later, at which one more message may go into the chat (UTC).

    What went in the future, by a clock that was set back since, counts as gone now.
    """
    earliest = now
    if recent:
        earliest = max(earliest, min(recent[-1], now) + pace.gap)
    most = pace.limit(urgent=urgent)
    if group and len(recent) >= most:
        earliest = max(earliest, min(recent[-most], now) + pace.window)
    return earliest


def next_slot(queue: SendQueue, now: datetime, *, urgent: bool) -> datetime:
    """Return the first moment, `now` or later, at which the chat has neither too many messages nor a rest (UTC)."""
    earliest = send_slot(queue.recent, now, queue.pace, group=queue.group, urgent=urgent)
    return max(earliest, min(queue.asked, now) + cap_rest(queue.rest)) if queue.asked else earliest


def cap_rest(seconds: float) -> timedelta:
    """Return a rest that was asked for, at most `LONGEST_REST`: a longer one may be no time span at all."""
    return timedelta(seconds=min(seconds, LONGEST_REST.total_seconds()))


def latest_due(outgoing: OutboxMessage, now: datetime) -> datetime:
    """Return the latest instant until which a message can rightly wait.

    The quiet hours end every day at the same time: a later wait than the next day comes from a wrong clock.
    """
    if outgoing.held:
        return now + HOLD
    if outgoing.not_before and outgoing.not_before > now:
        return now + (outgoing.due - now) % DAY
    return now
