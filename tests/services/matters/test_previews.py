"""Previews: what somebody said is kept until they choose, for nobody else, and never by an old button."""

from datetime import timedelta

import pytest

from bot.domain.councils.council import Account
from bot.domain.matters.matter import MATTER_TEXT_LIMIT
from bot.domain.shared.button_intent import Intent
from bot.domain.shared.errors import DraftGone, NotAllowed, TooLong
from bot.domain.shared.incoming_message import Attachment
from bot.domain.shared.question import ANSWER_PATIENCE, Draft
from bot.services.matters import previews
from tests import cast
from tests.builders import back, said
from tests.cast import private
from tests.services.hall import Hall

WORDS = "电梯吱吱响"
PHOTO = Attachment("photo", "photo-1")


def show(hall: Hall, text: str = WORDS, by: Account = cast.RESIDENT, *attachments: Attachment) -> Draft:
    """Say something in private; return the preview that waits for a choice."""
    chat = private(by)
    words = said(text, by, chat=chat, attachments=attachments)
    hall.at(previews.show_preview, said=words, kind="", by=by, reply_to=back(text, chat))
    hall.deliver()
    return next(draft for draft in hall.every(Draft) if draft.said.text == text)


def drop(hall: Hall, draft: Draft, by: Account, arg: str = "") -> str:
    intent = Intent("preview_drop", 0, draft.number, arg or str(draft.account))
    return hall.tap(previews.drop_preview, intent, by, chat=private(by)).key


def test_words_wait_a_day(hall: Hall) -> None:
    """Words wait a day for their author's choice, and are no matter until then."""
    draft = show(hall)
    assert (draft.account, draft.said.text) == (cast.RESIDENT.id, WORDS)
    assert [row.at for row in hall.waits("forget_draft")] == [hall.now + ANSWER_PATIENCE]
    assert drop(hall, draft, cast.RESIDENT) == "dropped"
    assert hall.every(Draft) == []
    assert hall.waits("forget_draft") == []


def test_nobody_else_chooses(hall: Hall) -> None:
    """Another person's press does nothing, whatever their own client says."""
    draft = show(hall)
    with pytest.raises(NotAllowed):
        drop(hall, draft, cast.NEIGHBOUR)
    with pytest.raises(DraftGone):
        drop(hall, draft, cast.NEIGHBOUR, str(cast.NEIGHBOUR.id))
    assert hall.every(Draft) == [draft]


def test_an_old_button(hall: Hall) -> None:
    """The button of words that were dropped never means those that came at the same second."""
    old = show(hall)
    drop(hall, old, cast.RESIDENT)
    new = show(hall, "垃圾没有人收")
    assert new.number != old.number
    with pytest.raises(DraftGone):
        drop(hall, old, cast.RESIDENT)
    assert hall.every(Draft) == [new]


def test_too_long(hall: Hall) -> None:
    """Words that are too long for a matter are refused at once; the longest that are not are shown."""
    show(hall, "长" * MATTER_TEXT_LIMIT)
    with pytest.raises(TooLong):
        show(hall, "长" * (MATTER_TEXT_LIMIT + 1))


def test_a_picture_and_words(hall: Hall) -> None:
    """A picture and the words after it are one; words after words are not."""
    show(hall, "", cast.RESIDENT, PHOTO)
    together = show(hall)
    assert together.said.attachments == (PHOTO,)
    assert hall.every(Draft) == [together]
    show(hall, "垃圾没有人收")
    assert len(hall.every(Draft)) == 2


def test_a_picture_long_before(hall: Hall) -> None:
    """Words that come later than ten minutes after a picture stand alone, and so do another person's."""
    show(hall, "", cast.RESIDENT, PHOTO)
    assert show(hall, WORDS, cast.NEIGHBOUR).said.attachments == ()
    hall.now += previews.TOGETHER + timedelta(seconds=1)
    assert show(hall, "垃圾没有人收").said.attachments == ()


def test_dropping_by_words(hall: Hall) -> None:
    """取消 drops what waits for this person in this chat, and nobody else's."""
    show(hall)
    theirs = show(hall, "垃圾没有人收", cast.NEIGHBOUR)
    chat = private(cast.RESIDENT)
    hall.at(previews.drop_newest, by=cast.RESIDENT, reply_to=back("x", chat))
    assert hall.every(Draft) == [theirs]
