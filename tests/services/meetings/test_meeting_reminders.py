"""Members are reminded of a meeting, and its day ends."""

from dataclasses import replace
from datetime import timedelta

from bot.domain.meetings.meeting import Meeting, MeetingState
from bot.services.councils import councils
from bot.services.meetings import meeting_reminders, rescheduling
from tests import cast
from tests.services.hall import Hall
from tests.services.meetings.days import FIRST, SECOND, convene, planned, press, reminded, shanghai


def test_each_reminder_once(hall: Hall) -> None:
    """Each reminder is told once, on time, and not again."""
    told = [
        reminded(hall, at)
        for at in (shanghai("03-05 08:59"), shanghai("03-05 09:00"), shanghai("03-07 09:00"), shanghai("03-08 17:30"))
    ]
    assert told == [0, 1, 1, 1]
    assert reminded(hall, FIRST) == 0


def test_late_reminders(hall: Hall) -> None:
    """After a downtime only the latest reminder that still makes sense is told."""
    assert reminded(hall, shanghai("03-08 18:00")) == 1


def test_too_late_for_reminders(hall: Hall) -> None:
    """A meeting that has begun is not reminded of."""
    assert reminded(hall, FIRST) == 0


def test_a_reminder_on_its_way(hall: Hall) -> None:
    """A reminder that waits to be sent is not sent once the meeting is off."""
    hall.pass_time(shanghai("03-07 09:00"))
    assert len(hall.told("meeting.reminder")) == 1
    press(hall, rescheduling.cancel_meeting)
    assert "meeting.reminder" not in [each.view for each in hall.deliver()]


def test_without_its_bot_a_council_is_not_reminded(hall: Hall) -> None:
    """A council whose group the bot has left is not reminded; its meetings go by all the same."""
    hall.at(councils.mark_bot_absent, chat=cast.GROUP)
    assert reminded(hall, shanghai("03-07 09:00")) == 0
    hall.pass_time(FIRST + timedelta(hours=3))
    assert [each.at for each in planned(hall)] == [SECOND]


def test_over(hall: Hall) -> None:
    """Three hours after its beginning a meeting that nobody opened is over, and the next regular one is planned."""
    hall.pass_time(FIRST + timedelta(hours=3))
    assert hall.get(Meeting, "1/1").state is MeetingState.UNOPENED
    assert [each.at for each in planned(hall)] == [SECOND]
    assert [line.what for line in hall.lines[-2:]] == ["unopened", "meeting"]
    assert hall.lines[-2].facts == {"meeting": 1}


def test_over_out_of_turn(hall: Hall) -> None:
    """A meeting out of turn that is over plans no other."""
    meeting = convene(hall)
    hall.pass_time(meeting.ends)
    assert hall.get(Meeting, "1/2").state is MeetingState.UNOPENED
    assert [each.number for each in planned(hall)] == [1]


def test_over_is_over_once(hall: Hall) -> None:
    """The end of a meeting that is off by then changes nothing."""
    (row,) = hall.waits("meeting_over")
    hall.do(lambda tx: tx.put(replace(hall.get(Meeting, "1/1"), state=MeetingState.CANCELLED)))
    before = hall.state()
    hall.do(meeting_reminders.end_day, row, row.at)
    assert hall.state() == before


def test_after_a_long_downtime_the_next_one_lies_ahead(hall: Hall) -> None:
    """After weeks of downtime the next regular meeting is planned from today on."""
    hall.pass_time(shanghai("04-20 12:00"))
    assert [each.at for each in planned(hall)] == [shanghai("04-28 19:30")]
