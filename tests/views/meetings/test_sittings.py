"""A meeting as people see it while it is held."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.domain.councils.council import Council, Member
from bot.domain.councils.seat import PARTIES_LIMIT, SECTOR_LIMIT
from bot.domain.matters.category import Category
from bot.domain.matters.matter import Matter, Origin
from bot.domain.matters.state import State
from bot.domain.meetings.meeting import Attendance, EntryCode, Meeting, MeetingState
from bot.domain.meetings.minutes import Minutes
from bot.locales import words
from bot.read_models.matters import ShownMatter
from bot.read_models.meetings import Presence, ShownSitting
from bot.views.meetings import minutes, sittings
from bot.views.shared.text_fit import text_length
from handlers.telegram.features import CAPTION
from tests import cast

ZH = words("zh-CN")
AT = datetime(2026, 12, 3, 11, 30, tzinfo=UTC)
HOME = Council(number=1, chat=cast.GROUP, name="和平里小区")
PEOPLE = tuple(Member(council=1, person=n, name=f"居民{n}") for n in range(1, 31))
CODE = EntryCode(code="ABCDEFGHJKLM", council=1, meeting=2)


def matter(number: int = 1, **changes: object) -> Matter:
    made = Matter(
        council=1, number=number, text="路灯坏了\n三号楼门口", plain="", category=Category.FACILITIES, proposer=7, at=AT
    )
    return replace(made, **{"state": State.DELIBERATING} | changes)  # type: ignore[arg-type]


def sitting(seats: int = 3, there: int = 1, agenda: int = 1, **changes: object) -> ShownSitting:
    """A meeting with so many seats, so many of whom are there."""
    meeting = Meeting(council=1, number=2, at=AT, place="居委会", state=MeetingState.OPEN, opened=AT, opener=1)
    came = tuple(Attendance(council=1, meeting=2, person=n, at=AT) for n in range(1, there + 1))
    presence = Presence(PEOPLE[:seats], came, (), {each.person: each for each in PEOPLE})
    on = tuple(matter(number, text="很长的议题" * 30) for number in range(1, agenda + 1))
    meeting = replace(meeting, **changes)  # type: ignore[arg-type]
    return ShownSitting(HOME, meeting, presence, on, (), presence.names, None, CODE)


@pytest.mark.parametrize(
    ("seats", "there", "said"),
    [(3, 1, "再来 1 人才够"), (3, 2, "够三分之二了"), (4, 2, "再来 1 人才够"), (10, 0, "再来 7 人才够")],
)
def test_quorum(seats: int, there: int, said: str) -> None:
    """The card counts who is there and how many are missing."""
    text = sittings.session_card(ZH, sitting(seats, there)).text
    assert f"应到 {seats} 人，到了 <b>{there}</b> 人，" in text
    assert said in text


def test_room_below_a_picture() -> None:
    """However many come and however long the agenda is, the card's words fit below its picture."""
    for called in (0, 10, 40):
        shown = sitting(30, 30, 40, called=called, place="长" * 100, motions=tuple(range(40)))
        parties = tuple(f"{place}{'方' * (SECTOR_LIMIT - 1)}" for place in range(PARTIES_LIMIT))
        card = sittings.session_card(ZH, replace(shown, there=replace(shown.there, parties=parties)))
        assert text_length(card.text) <= CAPTION
        assert card.qr == "start:c-ABCDEFGHJKLM"
    assert "▶ 40." in sittings.session_card(ZH, sitting(agenda=40, called=40)).text


def test_only_in_the_room() -> None:
    """Where only the room counts the card has neither button nor code; the head's message has the code."""
    shown = sitting(on_site=True)
    card = sittings.session_card(ZH, shown)
    assert card.qr is None
    assert [button.label for row in card.buttons for button in row] == ["办理…"]
    code = sittings.check_in_code_card(ZH, shown)
    assert (code.qr, code.turning) == ("start:c-ABCDEFGHJKLM", True)
    assert sittings.check_in_code_card(ZH, sitting()).qr is None


def test_called() -> None:
    """A matter is called with its words and a rule of debate; whose letter it was nobody reads."""
    shown = ShownMatter(HOME, matter(), {7: PEOPLE[6]}, 3)
    text = sittings.agenda_item_card(ZH, sitting(prompts=True), shown, 14).text
    for said in ("第 14 项：#1 路灯坏了", "提出人：居民7，附议 3 人", "三号楼门口", str(sittings.PROMPTS[0])):
        assert said in text
    letter = replace(shown, matter=matter(origin=Origin.LETTER))
    assert "居民7" not in sittings.agenda_item_card(ZH, sitting(), letter, 1).text
    assert (
        "轮流说"
        not in sittings.agenda_item_card(ZH, sitting(), replace(shown, matter=matter(state=State.VOTING)), 1).text
    )
    assert len(set(sittings.PROMPTS)) == 13


def test_nobody_was_there() -> None:
    """Minutes of a meeting to which nobody came say so."""
    ended = sitting(0, 0, 0, state=MeetingState.INQUORATE, closed=AT, place="")
    text = minutes.minutes_draft_card(ZH, ended).text
    assert "应到 0 人，实到 0 人，0%" in text
    assert "流会" in text
    confirmed = replace(ended, minutes=Minutes(council=1, meeting=2, confirmed=AT, confirmer=1))
    assert minutes.minutes_draft_card(ZH, confirmed).buttons == ()
    assert minutes.minutes_reminder_card(ZH, confirmed) is None
    assert minutes.minutes_reminder_card(ZH, replace(confirmed, minutes=Minutes(council=1, meeting=2)))
