"""A planned meeting is cancelled, revived and moved."""

from collections.abc import Callable
from typing import Any

import pytest

from bot.domain.meetings.errors import MeetingOver
from bot.domain.meetings.meeting import PLACE_LIMIT, Meeting, Rsvp
from bot.domain.shared.errors import CouncilError, NoSuchMoment, NotAllowed, PastDay, TooLong
from bot.services.meetings import meetings, rescheduling
from tests import cast
from tests.services.hall import Hall
from tests.services.meetings.days import FIRST, SECOND, THIRD, convene, planned, press, schedule, shanghai


def test_cancel(hall: Hall) -> None:
    """A cancelled meeting reminds of nothing any more, is told, and the next regular one is planned."""
    assert press(hall, rescheduling.cancel_meeting) == "meeting_cancelled"
    assert [each.at for each in planned(hall)] == [SECOND]
    assert {row.about for row in hall.waits("remind") + hall.waits("meeting_over")} == {"meeting/1/2"}
    assert [each.params.what for each in hall.told("meeting.news")] == ["cancelled"]
    assert (hall.last.what, hall.last.facts) == ("cancel", {"meeting": 1})


def test_cancelling_what_is_out_of_turn(hall: Hall) -> None:
    """Without a meeting out of turn the regular one stays as it is."""
    convene(hall)
    press(hall, rescheduling.cancel_meeting, 2)
    assert [each.number for each in planned(hall)] == [1]


def test_revive(hall: Hall) -> None:
    """A meeting that is on again reminds again, in place of the one planned instead of it."""
    press(hall, rescheduling.cancel_meeting)
    assert press(hall, rescheduling.revive_meeting) == "meeting_revived"
    assert [each.number for each in planned(hall)] == [1]
    assert {row.about for row in hall.waits("remind")} == {"meeting/1/1"}
    assert {each.params.what for each in hall.told("meeting.news")} == {"cancelled", "revived"}
    assert hall.last.what == "revive"


def test_reviving_what_is_out_of_turn(hall: Hall) -> None:
    """A meeting out of turn that is on again leaves the regular one alone."""
    convene(hall)
    press(hall, rescheduling.cancel_meeting, 2)
    press(hall, rescheduling.revive_meeting, 2)
    assert [each.number for each in planned(hall)] == [2, 1]


def test_reviving_beside_others(hall: Hall) -> None:
    """A regular meeting that is on again leaves those out of turn alone."""
    convene(hall)
    press(hall, rescheduling.cancel_meeting)
    press(hall, rescheduling.revive_meeting)
    assert [each.number for each in planned(hall)] == [2, 1]


def test_nothing_to_revive(hall: Hall) -> None:
    """A meeting that was not cancelled, or whose time is past, is not on again."""
    wishes = {"council": 1, "number": 1, "by": hall.by(cast.HEAD)}
    hall.refuses(MeetingOver, rescheduling.revive_meeting, **wishes)
    press(hall, rescheduling.cancel_meeting)
    hall.now = FIRST
    hall.refuses(MeetingOver, rescheduling.revive_meeting, **wishes)


def test_postpone(hall: Hall) -> None:
    """A meeting on another day asks anew who comes and reminds by its new time; it keeps its place."""
    schedule(hall, "8,18,28 19:30 居委会")
    press(hall, meetings.answer_invitation, comes=True, shown=(cast.GROUP, 9))
    assert press(hall, rescheduling.postpone_meeting, text="3月10日 15:00") == "meeting_postponed"
    moved = hall.get(Meeting, "1/1")
    assert (moved.at, moved.place) == (shanghai("03-10 15:00"), "居委会")
    assert hall.every(Rsvp) == []
    rows = [row.at for row in hall.waits("remind") if row.about == "meeting/1/1"]
    assert rows == [shanghai("03-07 09:00"), shanghai("03-09 09:00"), shanghai("03-10 13:00")]
    assert [each.params.what for each in hall.told("meeting.news")] == ["postponed"]
    assert (hall.last.what, hall.last.facts["at"]) == ("postpone", moved.at.isoformat())


def test_a_postponed_meeting_swallows_no_regular_one(hall: Hall) -> None:
    """However far a regular meeting is moved, the regular one after it is held."""
    press(hall, rescheduling.postpone_meeting, text="3月20日 15:00 凉亭")
    assert [each.at for each in planned(hall)] == [SECOND, shanghai("03-20 15:00")]
    assert hall.get(Meeting, "1/1").place == "凉亭"


def test_postponed_to_a_regular_day(hall: Hall) -> None:
    """Moved to the time of the next regular meeting the two are one; the one after it follows."""
    press(hall, rescheduling.postpone_meeting, text="3月18日 19:30")
    assert [each.at for each in planned(hall)] == [SECOND, THIRD]


def test_postponing_what_is_out_of_turn(hall: Hall) -> None:
    """A meeting out of turn that is moved plans no other."""
    convene(hall)
    press(hall, rescheduling.postpone_meeting, 2, text="3月6日 19:30")
    assert len(planned(hall)) == 2


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("改天", NoSuchMoment),
        ("2026-03-01 10:00", PastDay),
        ("3月9日 10:00 " + "楼" * (PLACE_LIMIT + 1), TooLong),
    ],
)
def test_not_postponed(hall: Hall, text: str, refusal: type[CouncilError]) -> None:
    """A day that is none moves nothing."""
    before = hall.state()
    hall.refuses(refusal, rescheduling.postpone_meeting, council=1, number=1, by=hall.member(cast.HEAD), text=text)
    assert hall.state() == before


@pytest.mark.parametrize(
    "act", [rescheduling.cancel_meeting, rescheduling.revive_meeting, rescheduling.postpone_meeting]
)
def test_meetings_are_the_heads(hall: Hall, act: Callable[..., Any]) -> None:
    """Only the head cancels, revives or moves a meeting."""
    text = {"text": "3月9日 10:00"} if act is rescheduling.postpone_meeting else {}
    for who in (cast.CLERK, cast.RESIDENT):
        hall.refuses(NotAllowed, act, council=1, number=1, by=hall.by(who), **text)
