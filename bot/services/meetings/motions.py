"""Motions out of turn (临时动议), added to an agenda after it was posted, which only the head may allow."""

from dataclasses import replace

from bot.domain.councils.council import Member, Role
from bot.domain.councils.permissions import is_allowed
from bot.domain.matters.acts import Act
from bot.domain.meetings.errors import AgendaPosted
from bot.domain.meetings.meeting import Meeting, MeetingState
from bot.ports import Tx


def meeting_posted(tx: Tx, council: int, by: Member) -> Meeting | None:
    """Return the meeting whose posted agenda is changed; None before it is posted.

    While a meeting is open a clerk's changes are for the next one. Raises AgendaPosted.
    """
    if not is_allowed(Act.AGENDA, by):
        return None  # they are refused for that
    is_head = Role.HEAD in by.roles
    held = tx.find(Meeting, "planned", council, MeetingState.OPEN, limit=1)
    if held and is_head:
        return held[0]
    coming = tx.find(Meeting, "planned", council, MeetingState.PLANNED, limit=1)
    if not coming or not coming[0].posted:
        return None
    if not is_head:
        raise AgendaPosted
    return coming[0]


def add_motions(tx: Tx, meeting: Meeting | None, numbers: tuple[int, ...]) -> None:
    """Mark matters as motions out of turn of a meeting; in an open one they are called last."""
    if meeting is None:
        return
    motions = (*meeting.motions, *(each for each in numbers if each not in meeting.motions))
    more = tuple(each for each in numbers if each not in meeting.agenda)
    agenda = (*meeting.agenda, *more) if meeting.state is MeetingState.OPEN else meeting.agenda
    tx.put(replace(meeting, motions=motions, agenda=agenda))
