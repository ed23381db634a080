"""The next way down for what could not be shown to one person alone, and what is remembered of what was."""

import pytest

from bot.domain.shared.ids import MessageId
from bot.domain.shared.message_params import MessageParams
from bot.domain.shared.outbox_message import PrivateReply, SentMessage
from bot.domain.shared.reply import Reply
from bot.ports import Tx
from bot.services.councils import personal_data
from bot.services.shared import private_replies
from tests import cast
from tests.builders import back
from tests.cast import private
from tests.services.hall import Hall

PAGES = (
    PrivateReply("matter.details", MessageParams(council=1, matter=1), remember=True),
    PrivateReply("matter.attachment", MessageParams(council=1, matter=1, place=1)),
)
REFUSAL = (PrivateReply("notice", MessageParams.of_reply(Reply("not_member"))),)
SHOWN = MessageId("e1-7")


def send(hall: Hall, replies: tuple[PrivateReply, ...]) -> bool:
    way = hall.at(private_replies.send_another_way, reply_to=back(), account=cast.NEIGHBOUR.id, replies=replies)
    return way is not None


def test_pages_go_to_the_private_chat(hall: Hall) -> None:
    """All pages go to the open private chat, in their order; where there is none, nothing is sent."""
    hall.propose()
    before = hall.state()
    assert not send(hall, PAGES)
    assert hall.state() == before
    hall.opens_private_chat(cast.NEIGHBOUR)
    assert send(hall, PAGES)
    assert [told.chat for view in ("matter.details", "matter.attachment") for told in hall.told(view)] == [
        private(cast.NEIGHBOUR),
        private(cast.NEIGHBOUR),
    ]


def test_a_refusal_is_read_in_the_group(hall: Hall) -> None:
    """A refusal stays where it was caused, also for somebody with a private chat."""
    hall.opens_private_chat(cast.NEIGHBOUR)
    assert send(hall, REFUSAL)
    assert len(hall.told("notice", cast.GROUP)) == 1


def test_the_line_leads_to_the_matter(hall: Hall) -> None:
    """The line in the group leads to the matter, to the council, or to the menu."""
    hall.at(private_replies.invite_to_private_chat, reply_to=back(), about=PAGES[0].params)
    assert [told.params.code for told in hall.told("private_door")] == ["c-1-m-1"]
    assert private_replies.start_words(MessageParams(council=1)) == "c-1"
    assert private_replies.start_words(MessageParams()) == "menu"


@pytest.mark.parametrize("erased", [False, True])
def test_what_was_shown_is_remembered(hall: Hall, *, erased: bool) -> None:
    """What one person was shown is found again by its message, until they have themselves erased."""
    hall.opens_private_chat(cast.NEIGHBOUR)
    account = cast.NEIGHBOUR.id
    hall.at(private_replies.remember_shown, chat=cast.GROUP, account=account, message=SHOWN, shown=PAGES[0])
    if erased:
        hall.at(personal_data.erase_person, account=account, chat=private(cast.NEIGHBOUR))

    def find(tx: Tx) -> PrivateReply | None:
        return private_replies.find_shown(tx, cast.GROUP, SHOWN)

    assert hall.do(find) == (None if erased else PAGES[0])
    assert len([sent for sent in hall.every(SentMessage) if sent.message == SHOWN]) == (0 if erased else 1)
