"""What a group does not let the bot send waits in its order, and is tried again without a storm of calls."""

from datetime import timedelta

from bot.domain.shared.ids import ChatId
from bot.domain.shared.outbox_message import HOLD, OutboxMessage, Right, SendQueue
from bot.services.shared import holding
from bot.services.shared.enqueue import enqueue
from tests.services.hall import Hall

CHAT = ChatId("-77")


def wait(hall: Hall, right: Right, *names: str) -> None:
    """Something waits for a right, each a minute after the one before."""
    for name in names:
        hall.at(enqueue, id=name, chat=CHAT, group=False, view="menu")
        hall.do(holding.hold_message, hall.get(OutboxMessage, name), right, hall.now)
        hall.now += timedelta(minutes=1)


def test_held(hall: Hall) -> None:
    """What is held is tried again after an hour, and keeps since when it waits however often that fails."""
    wait(hall, Right.POLLS, "a")
    first = hall.get(OutboxMessage, "a")
    assert (first.held, first.due) == (Right.POLLS, first.since and first.since + HOLD)
    hall.now += HOLD
    hall.do(holding.hold_message, first, Right.POLLS, hall.now)
    again = hall.get(OutboxMessage, "a")
    assert (again.since, again.due) == (first.since, hall.now + HOLD)


def test_released(hall: Hall) -> None:
    """A right that is given releases what waits for it, in its old order, and nothing that waits for another."""
    wait(hall, Right.POLLS, "a", "b")
    wait(hall, Right.PHOTOS, "c")
    assert hall.do(holding.release_messages, CHAT, Right.POLLS)
    released = [hall.get(OutboxMessage, name) for name in "ab"]
    assert released[0].due < released[1].due < hall.now
    assert [outgoing.held for outgoing in (*released, hall.get(OutboxMessage, "c"))] == [None, None, Right.PHOTOS]
    assert not hall.do(holding.release_messages, CHAT, Right.POLLS)


def test_one_of_each_is_tried(hall: Hall) -> None:
    """A message that is heard has the oldest for each missing right tried; a right given to the bot, everything."""
    wait(hall, Right.POLLS, "a", "b")
    wait(hall, Right.PHOTOS, "c", "d")
    hall.do(holding.retry_held, CHAT, hall.now, everything=False)
    assert [hall.get(OutboxMessage, name).due <= hall.now for name in "abcd"] == [True, False, True, False]
    assert hall.get(SendQueue, str(CHAT)).next is not None
    hall.do(holding.retry_held, CHAT, hall.now, everything=True)
    assert [hall.get(OutboxMessage, name).due <= hall.now for name in "abcd"] == [True] * 4
