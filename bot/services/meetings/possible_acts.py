"""The acts that a person may do with a meeting now, and the menu that offers them to that person alone."""

from datetime import datetime

from bot.domain.councils.council import Account, Member
from bot.domain.councils.permissions import is_allowed
from bot.domain.matters.acts import Act
from bot.domain.meetings.meeting import NEAR, Meeting, MeetingState
from bot.domain.meetings.meeting_acts import MEETING_ACTS, MeetingAct
from bot.domain.shared.button_intent import Intent
from bot.domain.shared.message_params import MessageParams
from bot.domain.shared.outbox_message import PrivateReply
from bot.domain.shared.undo import UNDO_TIME
from bot.ports import Tx
from bot.services.matters import possible_acts as matter_acts
from bot.services.matters import repository
from bot.services.meetings import meetings
from bot.services.meetings.attendance import find_open_meeting
from bot.services.shared.dispatch import authorise_button
from bot.services.shared.enqueue import ReplyTo

OF_CALLED = frozenset({Act.OPINION, Act.RESOLVE})  # what is written down of a matter that was called


def possible_acts(tx: Tx, meeting: Meeting, member: Member, now: datetime) -> tuple[MeetingAct, ...]:
    """Return the acts that this person may do with the meeting now, beyond what everybody may."""
    fitting = _fitting_acts(tx, meeting, now)
    return tuple(act for act in MeetingAct if act in fitting and is_allowed(MEETING_ACTS[act], member))


def possible_acts_on_called(tx: Tx, council: int, number: int, member: Member, now: datetime) -> frozenset[Act]:
    """Return what this person may write down of a matter that was called; nothing without a number."""
    if not number:
        return frozenset()
    matter = repository.get_matter(tx, council, number)
    return matter_acts.possible_acts(tx, matter, member, now) & OF_CALLED


def _fitting_acts(tx: Tx, meeting: Meeting, now: datetime) -> frozenset[MeetingAct]:
    """Return the acts that the state of the meeting admits now."""
    if meeting.state is MeetingState.PLANNED:
        is_near = meeting.at - now <= NEAR and find_open_meeting(tx, meeting.council) is None
        opening = {MeetingAct.OPEN} if is_near else set()
        return frozenset({*opening, MeetingAct.CANCEL, MeetingAct.POSTPONE})
    if meeting.state is MeetingState.OPEN:
        calling = {MeetingAct.NEXT} if meeting.called < len(meeting.agenda) else set()
        return frozenset({*calling, MeetingAct.ADJOURN, MeetingAct.ON_SITE, MeetingAct.PROMPTS})
    if meeting.state is MeetingState.CANCELLED and meeting.at > now:
        return frozenset({MeetingAct.REVIVE})
    is_fresh = meeting.closed is not None and meeting.closer is not None and now - meeting.closed <= UNDO_TIME
    return frozenset({MeetingAct.RESUME} if is_fresh and find_open_meeting(tx, meeting.council) is None else set())


def find_menu(
    tx: Tx,
    *,
    intent: Intent,
    by: Account,
    reply_to: ReplyTo,
    now: datetime,  # noqa: ARG001  # every act is given the time
) -> PrivateReply:
    """Return the menu of what the person who pressed may do with a meeting, and with the matter of its card."""
    _, who = authorise_button(tx, intent, by, reply_to)
    meeting = meetings.get_meeting(tx, intent.council, intent.subject)
    matter = int(intent.arg) if intent.arg.isdecimal() else 0
    return menu_of(meeting, who, matter)


def menu_of(meeting: Meeting, who: Member, matter: int = 0) -> PrivateReply:
    """Return the menu of a meeting for one person."""
    params = MessageParams(council=meeting.council, meeting=meeting.number, matter=matter, person=who.person)
    return PrivateReply("meeting.acts", params, remember=True)
