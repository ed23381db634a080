"""Remarks: anybody adds one to an open matter, as many as its page can show."""

import pytest

from bot.domain.matters.acts import Act
from bot.domain.matters.errors import TooManyRemarks, WrongState
from bot.domain.matters.state import State
from bot.domain.shared.errors import TooShort
from bot.domain.shared.incoming_message import Attachment
from bot.services.matters import card_replies
from tests import cast
from tests.services.hall import Hall

PHOTO = Attachment("photo", "photo-1")


def test_a_remark(hall: Hall) -> None:
    """A remark stands in the timeline with its words or its picture; the state stays, and the group hears nothing."""
    hall.propose()
    wishes = {"council": 1, "number": 1, "by": hall.by(cast.NEIGHBOUR)}
    assert hall.at(card_replies.add_remark, text="5号楼也不亮", **wishes).key == "did_remark"
    hall.at(card_replies.add_remark, text="", attachments=(PHOTO,), **wishes)
    hall.refuses(TooShort, card_replies.add_remark, text=" ", **wishes)
    remarks = [entry for entry in hall.matter().timeline if entry.what is Act.REMARK]
    assert [(entry.text, entry.attachments) for entry in remarks] == [("5号楼也不亮", ()), ("", (PHOTO,))]
    assert hall.matter().state is State.SUBMITTED
    assert hall.told("matter.news") == []


def test_too_many(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page that is full takes no more remarks."""
    monkeypatch.setattr(card_replies, "REMARKS_LIMIT", 1)
    hall.propose()
    wishes = {"council": 1, "number": 1, "by": hall.by(cast.NEIGHBOUR), "text": "5号楼也不亮"}
    hall.at(card_replies.add_remark, **wishes)
    hall.refuses(TooManyRemarks, card_replies.add_remark, **wishes)


def test_none_of_what_is_over(hall: Hall) -> None:
    """What has ended takes no remarks."""
    hall.stand(State.CLOSED)
    hall.refuses(
        WrongState, card_replies.add_remark, council=1, number=1, by=hall.by(cast.NEIGHBOUR), text="5号楼也不亮"
    )
