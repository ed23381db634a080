"""Put into the transaction what must be told."""

from datetime import timedelta

import pytest

from bot.domain.shared.outbox_message import GAP, Lane, Posted, Sending, Telling
from bot.domain.shared.reply import Notice
from bot.services.councils import councils
from bot.services.shared.telling import KEPT, redraw, say, tell, tell_group
from tests import cast
from tests.builders import NOW, back
from tests.services.hall import Hall

CHAT = 77


def lane(hall: Hall) -> Lane:
    return hall.get(Lane, str(CHAT))


def test_told_at_once_where_nothing_waits(hall: Hall) -> None:
    """The first telling into a chat may go now, and calls for the outbox."""
    hall.at(tell, id="a", chat=CHAT, view="menu")
    assert hall.get(Telling, "a").due == NOW
    assert lane(hall).next == NOW


def test_a_lane_remembers(hall: Hall) -> None:
    """After a message the next one waits its second; a lane that is called already keeps its place."""
    hall.do(lambda tx: tx.put(Lane(chat=CHAT, recent=(NOW,))))
    hall.at(tell, id="a", chat=CHAT, view="menu")
    assert lane(hall).next == NOW + GAP
    hall.now += timedelta(minutes=1)
    hall.at(tell, id="b", chat=CHAT, view="menu")
    assert lane(hall).next == NOW + GAP


@pytest.mark.parametrize(
    ("state", "becomes"),
    [
        (Sending.PENDING, Sending.PENDING),
        (Sending.SENDING, Sending.SENDING),
        (Sending.DOUBTFUL, Sending.DOUBTFUL),
    ],
)
def test_a_newer_one_takes_its_place(hall: Hall, state: Sending, becomes: Sending) -> None:
    """A telling of the same name replaces the waiting one: its place, tries and doubt stay, the revision grows."""
    first = Telling(id="a", chat=CHAT, view="menu", due=NOW, reply_to=5, reply_about="x", tries=2, state=state)
    hall.do(lambda tx: tx.put(first))
    hall.now += timedelta(minutes=1)
    hall.at(tell, id="a", chat=CHAT, view="help", params={"page": 2}, live=True)
    told = hall.get(Telling, "a")
    assert (told.view, told.params, told.live, told.keep) == ("help", {"page": 2}, True, True)
    assert (told.due, told.reply_to, told.reply_about, told.tries) == (NOW, 5, "x", 2)
    assert (told.state, told.revision) == (becomes, 2)


def test_what_is_kept_is_forgotten_some_day(hall: Hall) -> None:
    """A message that is kept is forgotten after a while, a live one is not, and one not kept leaves nothing."""
    hall.at(tell, id="kept", chat=CHAT, view="menu", keep=True)
    hall.at(tell, id="live", chat=CHAT, view="menu", live=True)
    hall.at(tell, id="gone", chat=CHAT, view="menu")
    rows = [row for row in hall.waits("forget_posted") if row.about in {"posted/kept", "posted/live", "posted/gone"}]
    assert [(row.about, row.at) for row in rows] == [("posted/kept", NOW + KEPT)]


def test_a_group_without_the_bot_is_not_told(hall: Hall) -> None:
    """The group of a council is told while the bot is in it."""
    hall.at(tell_group, home=hall.council(), id="a", view="menu")
    assert [told.chat for told in hall.told("menu")] == [cast.GROUP]
    hall.at(councils.bot_left, chat=cast.GROUP)
    hall.at(tell_group, home=hall.council(), id="a", view="menu")
    assert hall.told("menu") == []


def test_say(hall: Hall) -> None:
    """A short sentence answers the message that asked for it."""
    hall.at(say, back=back("s", CHAT, 9), notice=Notice("supported", {"number": 1}))
    (told,) = hall.told("notice", CHAT)
    assert (told.params, told.reply_to, told.keep) == ({"number": 1, "key": "supported"}, 9, False)


def test_redraw(hall: Hall) -> None:
    """A kept message is drawn anew in place, with changes over what it was drawn from; an unknown one is not."""
    hall.do(lambda tx: tx.put(Posted(chat=CHAT, message=9, about="a", view="list", params={"page": 1}, at=NOW)))
    hall.at(redraw, chat=CHAT, message=9, page=2)
    hall.at(redraw, chat=CHAT, message=8, page=2)
    (told,) = hall.told("list")
    assert (told.id, told.live, told.params) == ("a", True, {"page": 2})


def test_not_before(hall: Hall) -> None:
    """What waits for its time does not call the outbox before; what is told meanwhile need not wait with it."""
    morning = NOW + timedelta(hours=9)
    hall.at(tell, id="a", chat=CHAT, view="menu", not_before=morning)
    assert (hall.get(Telling, "a").due, lane(hall).next) == (morning, morning)
    hall.at(tell, id="b", chat=CHAT, view="menu")
    assert (hall.get(Telling, "b").due, lane(hall).next) == (NOW, NOW)
