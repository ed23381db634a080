"""Everything about a matter, shown to one person or below its card."""

from datetime import timedelta

import pytest

from bot.domain.councils.council import Account
from bot.domain.councils.errors import NotMember
from bot.domain.matters.errors import NoMatter
from bot.domain.shared.button_intent import Intent
from bot.domain.shared.errors import NotAllowed
from bot.domain.shared.ids import ChatId
from bot.domain.shared.incoming_message import Attachment
from bot.domain.shared.message_params import MessageParams
from bot.domain.shared.outbox_message import SentMessage
from bot.services.matters import detail_page
from bot.services.matters.detail_page import QUIET
from tests import cast
from tests.builders import back
from tests.cast import private
from tests.services.hall import OTHER_HEAD, Hall

PHOTO, VOICE, PLACE = Attachment("photo", "p"), Attachment("voice", "v"), Attachment("location", "39.9,116.4")


def press(hall: Hall, by: Account = cast.NEIGHBOUR, chat: ChatId = cast.GROUP) -> str:
    return hall.tap(detail_page.press_details, Intent("details", 1, 1), by, chat=chat).key


@pytest.mark.parametrize(
    ("attachments", "places"),
    [((), []), ((PHOTO,), []), ((PHOTO, VOICE, PLACE), [1, 2]), ((VOICE, PHOTO), [0, 1])],
)
def test_what_came_along_comes_along(hall: Hall, attachments: tuple[Attachment, ...], places: list[int]) -> None:
    """The details carry a first picture; whatever else came along follows, one message each."""
    hall.propose(attachments=attachments)
    hall.at(detail_page.show_by_number, council=1, number=1, by=cast.NEIGHBOUR, reply_to=back())
    assert hall.told("matter.details")[0].params == MessageParams(council=1, matter=1)
    assert [told.params.place for told in hall.told("matter.attachment")] == places


def test_asked_by_number(two: Hall) -> None:
    """A number that is not there is refused, and so is a stranger in private."""
    two.propose()
    two.refuses(NoMatter, detail_page.show_by_number, council=1, number=9, by=cast.NEIGHBOUR, reply_to=back())
    alone = back(chat=private(OTHER_HEAD))
    two.refuses(NotMember, detail_page.show_by_number, council=1, number=1, by=OTHER_HEAD, reply_to=alone)


def test_shown_in_private_where_possible(hall: Hall) -> None:
    """Whoever has opened a private chat gets the details there, and the group is left in peace."""
    hall.propose()
    hall.opens_private_chat(cast.NEIGHBOUR)
    assert press(hall) == "sent_privately"
    assert press(hall, chat=private(cast.NEIGHBOUR)) == "ok"
    assert {told.chat for told in hall.told("matter.details")} == {private(cast.NEIGHBOUR)}


def test_shown_below_the_card_once_a_minute(hall: Hall) -> None:
    """In the group the details stand below the card, and not again within a minute, whoever presses."""
    hall.propose()
    hall.deliver()
    (card,) = [posted for posted in hall.every(SentMessage) if posted.view == "matter.card"]
    assert press(hall) == "ok"
    assert [(told.chat, told.reply_to) for told in hall.told("matter.details")] == [(cast.GROUP, card.message)]
    hall.deliver()
    assert press(hall, cast.STRANGER) == "details_above"
    hall.now = hall.sent_at + QUIET - timedelta(seconds=1)
    assert press(hall) == "details_above"
    hall.now += timedelta(seconds=1)
    assert press(hall) == "ok"


def test_shown_without_a_card(hall: Hall) -> None:
    """Before its card was sent a matter's details stand by themselves."""
    hall.propose()
    assert press(hall) == "ok"
    assert hall.told("matter.details")[0].reply_to is None


def test_categories_are_the_officers(hall: Hall) -> None:
    """The ten categories are offered to officers alone."""
    hall.propose()
    intent = Intent("category", 1, 1)
    assert hall.tap(detail_page.category_menu, intent, cast.CLERK).key == "ok"
    assert len(hall.told("matter.categories")) == 1
    with pytest.raises(NotAllowed):
        hall.tap(detail_page.category_menu, intent, cast.RESIDENT)
