"""Meeting days: the regular ones, those out of turn, who comes, and the reminders."""

import pytest

from bot.domain.matters.state import State
from bot.domain.meetings.errors import MeetingOver, NoMeeting
from bot.domain.meetings.meeting import Rsvp
from bot.domain.shared.outbox_message import SentMessage
from bot.services.councils import personal_data
from bot.services.meetings import meetings, rescheduling
from tests import cast
from tests.builders import back
from tests.cast import private
from tests.services.hall import Hall
from tests.services.meetings.days import FIRST, press


def test_who_comes(hall: Hall) -> None:
    """Everybody says whether they come; the other answer replaces the first, the same again changes nothing."""
    keys = [
        press(hall, meetings.answer_invitation, by=cast.RESIDENT, comes=comes, shown=(cast.GROUP, 1))
        for comes in (True, False, False)
    ]
    assert keys == ["rsvp_comes", "rsvp_excused", "rsvp_excused"]
    assert [answered.comes for answered in hall.every(Rsvp)] == [False]
    for _ in range(2):
        assert press(hall, meetings.withdraw_answer, by=cast.RESIDENT, shown=(cast.GROUP, 1)) == "rsvp_gone"
    assert hall.every(Rsvp) == []
    assert [line.what for line in hall.lines[-3:]] == ["rsvp_comes", "rsvp_excused", "rsvp_gone"]
    assert hall.last.facts == {"meeting": 1}


def test_the_card_shows_who_comes(hall: Hall) -> None:
    """The message with the button is drawn anew, and names who comes and who is excused."""
    hall.at(meetings.show_meetings, council=1, by=cast.RESIDENT, reply_to=back())
    hall.deliver()
    posted = max(hall.every(SentMessage), key=lambda each: each.message)
    press(hall, meetings.answer_invitation, by=cast.RESIDENT, comes=True, shown=(cast.GROUP, posted.message))
    press(hall, meetings.answer_invitation, by=cast.CLERK, comes=False, shown=(cast.GROUP, 9))
    (outgoing,) = hall.told("meeting")
    assert (outgoing.id, outgoing.in_place) == (posted.about, True)
    hall.stand(State.AGENDA)
    shown = hall.do(meetings.load_meeting, 1, 1, hall.now)
    assert shown is not None
    assert [member.name for member in shown.coming] == [cast.RESIDENT.name]
    assert [member.name for member in shown.excused] == [cast.CLERK.name]
    assert ([matter.number for matter in shown.agenda], shown.left) == ([1], FIRST - hall.now)
    assert shown.head == hall.member(cast.HEAD)
    assert hall.do(meetings.load_meeting, 1, 9, hall.now) is None


def test_an_erased_person_does_not_come(hall: Hall) -> None:
    """Who was erased is not counted among those who come."""
    press(hall, meetings.answer_invitation, by=cast.RESIDENT, comes=True, shown=(cast.GROUP, 9))
    hall.at(personal_data.erase_person, account=cast.RESIDENT.id, chat=private(cast.RESIDENT))
    shown = hall.do(meetings.load_meeting, 1, 1, hall.now)
    assert shown is not None
    assert shown.coming == ()


@pytest.mark.parametrize("number", [1, 9])
def test_to_what_is_over_nobody_comes(hall: Hall, number: int) -> None:
    """A meeting that is cancelled, or never was, takes no answers."""
    press(hall, rescheduling.cancel_meeting)
    refusal = MeetingOver if number == 1 else NoMeeting
    wishes = {"council": 1, "number": number, "by": hall.by(cast.HEAD), "comes": True, "shown": (cast.GROUP, 1)}
    hall.refuses(refusal, meetings.answer_invitation, **wishes)
