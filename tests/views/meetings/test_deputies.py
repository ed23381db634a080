"""What a deputy and a clerk are told in private, in corners that a common day does not reach."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.domain.councils.council import Council, Member
from bot.domain.matters.category import Category
from bot.domain.matters.matter import Matter
from bot.domain.matters.publication import Objection, Publication
from bot.domain.matters.state import State
from bot.domain.meetings.meeting import Meeting
from bot.locales import words
from bot.read_models.matters import ShownMatter
from bot.read_models.meetings import ShownDeputy
from bot.views.matters import objections
from bot.views.meetings import deputies
from tests import cast

ZH = words("zh-CN")
NOW = datetime(2026, 3, 4, 1, 0, tzinfo=UTC)
HOME = Council(number=1, chat=cast.GROUP, name="和平里小区")
DEPUTY = Member(council=1, person=7, name="赵敏")
MATTER = Matter(
    council=1,
    number=3,
    text="路灯坏了",
    plain="",
    category=Category.FACILITIES,
    proposer=5,
    at=NOW,
    state=State.PUBLICIZED,
)


def test_many_matters() -> None:
    """Of many matters it says how many more there are; once the meeting has begun nothing is told."""
    meeting = Meeting(council=1, number=2, at=NOW + timedelta(days=1))
    shown = ShownDeputy(HOME, meeting, DEPUTY, (MATTER,) * 20, 23)
    card = deputies.deputy_card(ZH, shown, NOW)
    assert card is not None
    assert "您手上有 23 件事" in card.text
    assert "还有 3 个议题" in card.text
    assert "地点" not in card.text
    assert [len(row) for row in card.buttons] == [5, 5, 5, 5]
    assert deputies.deputy_card(ZH, shown, meeting.at) is None


def test_an_objection_that_waits_no_more() -> None:
    """An objection is answered by a button, as long as the resolution is posted; one that is gone is not told."""
    held = Objection(person=5, at=NOW, text="<b>先修东门</b>")
    posted = Publication(posted=NOW.date(), last=NOW.date(), days=15, objections=(held,))
    shown = ShownMatter(HOME, replace(MATTER, publication=posted), {}, 0)
    card = objections.objection_card(ZH, shown, 0)
    assert card is not None
    assert "&lt;b&gt;先修东门" in card.text
    assert [button.label for row in card.buttons for button in row] == ["答复异议"]
    withdrawn = objections.objection_card(ZH, replace(shown, matter=replace(shown.matter, state=State.DELIBERATING)), 0)
    assert withdrawn is not None
    assert withdrawn.buttons == ()
    assert objections.objection_card(ZH, shown, 1) is None
    assert objections.objection_card(ZH, replace(shown, matter=MATTER), 0) is None
