"""Put into the transaction what must be told."""

from datetime import timedelta

import pytest

from bot.domain.shared.ids import ChatId, MessageId
from bot.domain.shared.message_params import MessageParams
from bot.domain.shared.outbox_message import DeliveryState, OutboxMessage, Pace, SendQueue, SentMessage
from bot.domain.shared.reply import Reply
from bot.services.councils import councils
from bot.services.shared.enqueue import MESSAGE_KEPT, enqueue, notify_group, refresh_message, reply_text
from bot.services.shared.send_queues import schedule_queue
from tests import cast
from tests.builders import NOW, back
from tests.services.hall import Hall

CHAT = ChatId("77")


def queue(hall: Hall) -> SendQueue:
    return hall.get(SendQueue, str(CHAT))


def test_told_at_once_where_nothing_waits(hall: Hall) -> None:
    """The first message into a chat may go now, and calls for the outbox."""
    hall.at(enqueue, id="a", chat=CHAT, group=False, view="menu")
    assert hall.get(OutboxMessage, "a").due == NOW
    assert queue(hall).next == NOW


def test_a_lane_remembers(hall: Hall) -> None:
    """After a message the next one waits its second; a lane that is called already keeps its place."""
    hall.do(lambda tx: tx.put(SendQueue(chat=CHAT, recent=(NOW,))))
    hall.at(enqueue, id="a", chat=CHAT, group=False, view="menu")
    assert queue(hall).next == NOW + Pace().gap
    hall.now += timedelta(minutes=1)
    hall.at(enqueue, id="b", chat=CHAT, group=False, view="menu")
    assert queue(hall).next == NOW + Pace().gap


def test_a_lane_forgets(hall: Hall) -> None:
    """A group's lane keeps when its last messages went, as many as may follow within the window; a chat's only one."""
    pace, second = Pace(), timedelta(seconds=1)
    went = [NOW + n * second for n in range(pace.most + 5)]
    for chat, group, kept in ((CHAT, False, went[-1:]), (ChatId("-7"), True, went[-pace.most :])):
        hall.do(lambda tx, chat=chat, group=group: tx.put(SendQueue(chat=chat, group=group)))
        for at in went:
            hall.do(lambda tx, chat=chat, at=at: schedule_queue(tx, chat, at, last=at))
        assert hall.get(SendQueue, str(chat)).recent == tuple(kept)
    later = went[-2] + pace.window
    hall.do(lambda tx: schedule_queue(tx, ChatId("-7"), later, last=later))
    assert hall.get(SendQueue, "-7").recent == (went[-1], later)


@pytest.mark.parametrize(
    ("state", "becomes"),
    [
        (DeliveryState.PENDING, DeliveryState.PENDING),
        (DeliveryState.SENDING, DeliveryState.SENDING),
        (DeliveryState.DOUBTFUL, DeliveryState.DOUBTFUL),
    ],
)
def test_a_newer_one_takes_its_place(hall: Hall, state: DeliveryState, becomes: DeliveryState) -> None:
    """A message of the same name replaces the waiting one: its place, tries and doubt stay, the revision grows."""
    first = OutboxMessage(
        id="a",
        chat=CHAT,
        view="menu",
        due=NOW,
        reply_to=MessageId("5"),
        reply_about="x",
        tries=2,
        state=state,
    )
    hall.do(lambda tx: tx.put(first))
    hall.now += timedelta(minutes=1)
    hall.at(enqueue, id="a", chat=CHAT, group=False, view="help", params=MessageParams(page=2), in_place=True)
    told = hall.get(OutboxMessage, "a")
    assert (told.view, told.params, told.in_place, told.remember) == ("help", MessageParams(page=2), True, True)
    assert (told.due, told.reply_to, told.reply_about, told.tries) == (NOW, "5", "x", 2)
    assert (told.state, told.revision) == (becomes, 2)


def test_what_is_kept_is_forgotten_some_day(hall: Hall) -> None:
    """A message that is kept is forgotten after a while, a live one is not, and one not kept leaves nothing."""
    hall.at(enqueue, id="kept", chat=CHAT, group=False, view="menu", remember=True)
    hall.at(enqueue, id="live", chat=CHAT, group=False, view="menu", in_place=True)
    hall.at(enqueue, id="gone", chat=CHAT, group=False, view="menu")
    rows = [row for row in hall.waits("forget_posted") if row.about in {"posted/kept", "posted/live", "posted/gone"}]
    assert [(row.about, row.at) for row in rows] == [("posted/kept", NOW + MESSAGE_KEPT)]


def test_a_group_without_the_bot_is_not_told(hall: Hall) -> None:
    """The group of a council is told while the bot is in it."""
    hall.at(notify_group, council=hall.council(), id="a", view="menu")
    assert [told.chat for told in hall.told("menu")] == [cast.GROUP]
    hall.at(councils.mark_bot_absent, chat=cast.GROUP)
    hall.at(notify_group, council=hall.council(), id="a", view="menu")
    assert hall.told("menu") == []


def test_say(hall: Hall) -> None:
    """A short sentence answers the message that asked for it."""
    hall.at(reply_text, reply_to=back("s", CHAT, MessageId("9")), notice=Reply("supported", {"number": 1}))
    (told,) = hall.told("notice", CHAT)
    assert (told.params, told.reply_to, told.remember) == (
        MessageParams.of_reply(Reply("supported", {"number": 1})),
        "9",
        False,
    )


def test_redraw(hall: Hall) -> None:
    """A kept message is drawn anew in place, with changes over what it was drawn from; an unknown one is not."""
    hall.do(
        lambda tx: tx.put(
            SentMessage(chat=CHAT, message=MessageId("9"), about="a", view="list", params=MessageParams(page=1), at=NOW)
        )
    )
    hall.at(refresh_message, chat=CHAT, message=9, page=2)
    hall.at(refresh_message, chat=CHAT, message=8, page=2)
    (told,) = hall.told("list")
    assert (told.id, told.in_place, told.params) == ("a", True, MessageParams(page=2))


def test_not_before(hall: Hall) -> None:
    """What waits for its time does not call the outbox before; what is told meanwhile need not wait with it."""
    morning = NOW + timedelta(hours=9)
    hall.at(enqueue, id="a", chat=CHAT, group=False, view="menu", not_before=morning)
    assert (hall.get(OutboxMessage, "a").due, queue(hall).next) == (morning, morning)
    hall.at(enqueue, id="b", chat=CHAT, group=False, view="menu")
    assert (hall.get(OutboxMessage, "b").due, queue(hall).next) == (NOW, NOW)
