"""What a person may do with a meeting now: what its menu offers."""

from datetime import timedelta

from bot.domain.councils.council import Account
from bot.domain.matters.acts import Act
from bot.domain.meetings.meeting import NEAR, Meeting
from bot.domain.meetings.meeting_acts import MEETING_ACTS, MeetingAct
from bot.domain.shared.button_intent import Intent
from bot.domain.shared.undo import UNDO_TIME
from bot.services.matters import triage
from bot.services.meetings import attendance, meetings, possible_acts, rescheduling, sessions
from tests import cast
from tests.builders import back
from tests.services.hall import Hall

CONVENING = (MeetingAct.CANCEL, MeetingAct.POSTPONE)
HOLDING = (MeetingAct.NEXT, MeetingAct.ADJOURN, MeetingAct.ON_SITE, MeetingAct.PROMPTS)


def offered(hall: Hall, number: int, by: Account = cast.HEAD) -> tuple[MeetingAct, ...]:
    meeting = hall.do(meetings.get_meeting, 1, number)
    return hall.do(possible_acts.possible_acts, meeting, hall.by(by), hall.now)


def on_called(hall: Hall, by: Account) -> frozenset[Act]:
    return hall.do(possible_acts.possible_acts_on_called, 1, 1, hall.by(by), hall.now)


def upcoming(hall: Hall) -> Meeting:
    found = hall.do(meetings.find_upcoming, 1)
    assert found is not None
    return found


def test_each_act_has_its_permission() -> None:
    """Every act of a menu needs a permission."""
    assert set(MEETING_ACTS) == set(MeetingAct)


def test_a_planned_meeting(hall: Hall) -> None:
    """The head may call it off and move it, near its time open it, and revive it; nobody else may."""
    number = upcoming(hall).number
    assert offered(hall, number) == CONVENING
    assert offered(hall, number, cast.CLERK) == offered(hall, number, cast.RESIDENT) == ()
    hall.now = upcoming(hall).at - NEAR
    assert offered(hall, number) == (MeetingAct.OPEN, *CONVENING)
    hall.at(rescheduling.cancel_meeting, council=1, number=number, by=hall.by(cast.HEAD))
    assert offered(hall, number) == (MeetingAct.REVIVE,)
    hall.now += NEAR
    assert offered(hall, number) == ()


def test_a_meeting_that_is_held(hall: Hall) -> None:
    """Head and clerk call and close; the head alone watches the door; an end is taken back for ten minutes."""
    hall.propose()
    for act in (triage.accept_matter, triage.put_one_on_agenda):
        hall.at(act, council=1, number=1, by=hall.by(cast.CLERK))
    hall.at(sessions.open_meeting, council=1, by=hall.by(cast.HEAD))
    held = hall.do(attendance.find_open_meeting, 1)
    assert held is not None
    assert offered(hall, held.number) == HOLDING
    assert offered(hall, held.number, cast.CLERK) == (MeetingAct.NEXT, MeetingAct.ADJOURN, MeetingAct.PROMPTS)
    assert offered(hall, held.number, cast.RESIDENT) == ()
    assert on_called(hall, cast.CLERK) == {Act.OPINION, Act.RESOLVE}
    assert on_called(hall, cast.RESIDENT) == frozenset()
    hall.at(sessions.call_next, council=1, by=hall.by(cast.CLERK))
    assert MeetingAct.NEXT not in offered(hall, held.number)
    hall.at(sessions.close_meeting, council=1, by=hall.by(cast.CLERK))
    assert offered(hall, held.number, cast.CLERK) == (MeetingAct.RESUME,)
    hall.now += UNDO_TIME + timedelta(seconds=1)
    assert offered(hall, held.number, cast.CLERK) == ()


def test_the_menu_is_for_the_one_who_pressed(hall: Hall) -> None:
    """A menu knows its reader and the matter of the card; words in place of a number are none."""
    number = upcoming(hall).number
    for arg, matter in (("7", 7), ("", 0), ("x", 0)):
        intent = Intent("meeting_acts", 1, number, arg)
        found = hall.at(possible_acts.find_menu, intent=intent, by=cast.CLERK, reply_to=back())
        assert (found.view, found.params.matter) == ("meeting.acts", matter)
        assert found.params.person == hall.by(cast.CLERK).person
