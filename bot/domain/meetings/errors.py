"""Refusals about meetings and their minutes."""

from bot.domain.shared.errors import CouncilError


class BadSchedule(CouncilError):
    """The words name no regular meeting days."""

    key = "bad_schedule"


class NoMeeting(CouncilError):
    """The council has no planned meeting."""

    key = "no_meeting"


class MeetingOver(CouncilError):
    """The meeting of that `day` is over, and none is planned."""

    key = "meeting_over"


class AnotherMeeting(MeetingOver):
    """The meeting of that `day` is over; the next one is on the day `next_day`."""

    key = "another_meeting"


class CalledOff(MeetingOver):
    """The meeting of that `day` was called off, and none is planned."""

    key = "called_off"


class AnotherInstead(MeetingOver):
    """The meeting of that `day` was called off; the next one is on the day `next_day`."""

    key = "another_instead"


class MeetingMoved(CouncilError):
    """The button is of another day: the meeting was moved to that `day` since."""

    key = "meeting_moved"


class MeetingRunning(CouncilError):
    """A meeting of this council is being held already."""

    key = "meeting_running"


class NoMeetingOpen(CouncilError):
    """No meeting is in session."""

    key = "no_meeting_open"


class NotedBefore(CouncilError):
    """All who were named are recorded already."""

    key = "noted_before"


class OnSite(CouncilError):
    """Checking in requires the code shown in the room."""

    key = "on_site"


class OldEntryCode(CouncilError):
    """The code has changed since, or its meeting is over."""

    key = "old_entry_code"


class NoMoreMatters(CouncilError):
    """No matter of the agenda is left."""

    key = "no_more_matters"


class NoDoor(CouncilError):
    """No member who could show the code has a private chat with the bot."""

    key = "no_door"


class MinutesConfirmed(CouncilError):
    """The minutes are confirmed, or were corrected too often: they stay as they are."""

    key = "minutes_confirmed_already"


class AgendaPosted(CouncilError):
    """The agenda of the next meeting is posted; what comes later only the head may put on it."""

    key = "agenda_posted"


class TooLateToResume(CouncilError):
    """The meeting ended more than ten minutes ago, or by itself."""

    key = "too_late_to_resume"
