"""Refusals about events."""

from bot.domain.shared.errors import CouncilError


class NoEvent(CouncilError):
    """There is no event of this `number`."""

    key = "no_event"


class EventOver(CouncilError):
    """The event has begun, is over or was cancelled: nobody can sign up, leave or change it."""

    key = "event_over"


class SignUpClosed(CouncilError):
    """The sign-up for the event is closed."""

    key = "sign_up_closed"


class NotOrganiser(CouncilError):
    """The organiser of the event, and the officers, may do this, and nobody else."""

    key = "not_organiser"


class NoCheckIn(CouncilError):
    """Check-in is from half an hour before the event to its end."""

    key = "no_check_in"


class TooLateToNote(CouncilError):
    """The list of those who were there can be changed for `days` days after the event at most."""

    key = "too_late_to_note"


class BadPlaces(CouncilError):
    """The number of places is from 1 to `most`, or without limit."""

    key = "bad_places"


class BadSignUpEnd(CouncilError):
    """The sign-up ends at a moment to come, and not after the event begins."""

    key = "bad_sign_up_end"


class EventUnclear(CouncilError):
    """The words for a new event lack what it is, when, or where."""

    key = "event_unclear"
