"""The buttons of a meeting beyond what everybody may do."""

from datetime import UTC, datetime

import pytest

from bot.domain.matters.acts import Act
from bot.domain.matters.category import Category
from bot.domain.matters.matter import Matter
from bot.domain.meetings.meeting import Meeting, MeetingState
from bot.domain.meetings.meeting_acts import MeetingAct
from bot.locales import words
from bot.views.meetings import act_buttons

ZH = words("zh")
MEETING = Meeting(council=1, number=2, at=datetime(2026, 12, 3, 11, 30, tzinfo=UTC))
ZONE = "Asia/Shanghai"
LAMP = Matter(council=1, number=1, text="路灯坏了", plain="", category=Category.FACILITIES, proposer=7, at=MEETING.at)


def test_every_act_has_its_button() -> None:
    """Each act has a label and a place among the rows."""
    assert set(act_buttons.LABELS) == set(MeetingAct)
    assert {act for row in act_buttons.IN_ROWS for act in row} == set(MeetingAct)
    assert set(act_buttons.HEADINGS) == set(MeetingState)


@pytest.mark.parametrize(
    ("state", "on_matter", "acts", "said"),
    [
        (MeetingState.PLANNED, (), (), "请点「参加」"),
        (MeetingState.OPEN, (), (), "请点「签到」"),
        (MeetingState.PLANNED, (), (MeetingAct.CANCEL,), "您现在可以"),
        (MeetingState.OPEN, (Act.OPINION,), (), "路灯坏了"),
    ],
)
def test_menu(state: MeetingState, on_matter: tuple[Act, ...], acts: tuple[MeetingAct, ...], said: str) -> None:
    """The menu says what there is to do, or that there is nothing."""
    meeting = Meeting(council=1, number=2, at=MEETING.at, state=state)
    card = act_buttons.meeting_acts_card(ZH, meeting, ZONE, acts, LAMP, frozenset(on_matter))
    assert said in card.text
    assert len(card.buttons) == len(on_matter) + len(acts)


def test_what_is_on_is_switched_off() -> None:
    """A switch that is on says that it is switched off."""
    both = (MeetingAct.ON_SITE, MeetingAct.PROMPTS)
    held = Meeting(council=1, number=2, at=MEETING.at, state=MeetingState.OPEN, on_site=True, prompts=True)
    assert [[each.label for each in row] for row in act_buttons.act_rows(ZH, held, both)] == [
        ["关防代签", "不再提示规则"]
    ]
