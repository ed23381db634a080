"""Briefings of people's deputies (人大代表) before each meeting, with the matters assigned to them."""

from dataclasses import replace
from datetime import datetime

from bot.domain.councils.council import Role
from bot.domain.matters.matter import Matter
from bot.domain.matters.state import AT_WORK
from bot.domain.meetings.meeting import MeetingState
from bot.domain.shared.job import Job
from bot.domain.shared.outbox_message import SentMessage
from bot.ports import Tx
from bot.read_models.meetings import ShownDeputy
from bot.services.councils import members
from bot.services.meetings import meetings
from bot.services.meetings.meeting_cards import job_subject, params_of
from bot.services.shared.enqueue import notify_person

MATTERS_LISTED = 20  # matters in one message
LOOKED_AT = 100  # of those in somebody's hands, the oldest first


def brief_deputy(tx: Tx, row: Job, now: datetime) -> None:
    """Brief each deputy on the day before a meeting, in the group when there is no private chat."""
    meeting = meetings.get_meeting(tx, row.params.council, row.params.meeting)
    council = members.get_council(tx, meeting.council)
    if meeting.state is not MeetingState.PLANNED or now >= meeting.at:
        return
    for deputy in members.list_roster(tx, council.number):
        is_busy = Role.DEPUTY in deputy.roles and bool(_in_hand(tx, council.number, deputy.person))
        name = f"{job_subject(meeting)}/deputy/{deputy.person}/{meeting.at.date()}"
        was_told = tx.find(SentMessage, "about", name, limit=1)  # of one that was called off and is on again
        if not is_busy or was_told:
            continue
        params = replace(params_of(meeting), person=deputy.person)
        notify_person(tx, council, deputy, id=name, view="deputy", params=params, now=now, remember=True)


def load_briefing(tx: Tx, council: int, number: int, person: int) -> ShownDeputy | None:
    """Return a meeting to come with the matters assigned to a deputy; None when there are none."""
    meeting = meetings.get_meeting(tx, council, number)
    member = members.members_of(tx, council, [person]).get(person)
    found = _in_hand(tx, council, person)
    if member is None or not found or meeting.state is not MeetingState.PLANNED:
        return None
    return ShownDeputy(members.get_council(tx, council), meeting, member, tuple(found[:MATTERS_LISTED]), len(found))


def _in_hand(tx: Tx, council: int, person: int) -> list[Matter]:
    """Return the matters that a person still works on, without those reported done."""
    every = tx.find(Matter, "handler", council, person, True, limit=LOOKED_AT)
    return [matter for matter in every if matter.state in AT_WORK]
