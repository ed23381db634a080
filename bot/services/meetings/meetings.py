"""Meetings: regular and extraordinary ones, invitations, reminders."""

from dataclasses import replace
from datetime import datetime

from bot.domain.councils.council import Account, Member
from bot.domain.councils.permissions import CouncilAct, check_allowed
from bot.domain.matters.matter import Matter
from bot.domain.matters.state import State
from bot.domain.meetings.errors import (
    AnotherInstead,
    AnotherMeeting,
    CalledOff,
    MeetingMoved,
    MeetingOver,
    MeetingRunning,
    NoMeeting,
)
from bot.domain.meetings.meeting import (
    Meeting,
    MeetingState,
    Rsvp,
)
from bot.domain.shared.ids import ChatId, MessageId
from bot.domain.shared.outbox_message import SentMessage
from bot.domain.shared.reply import Reply
from bot.ports import Tx
from bot.read_models.meetings import Days, ShownMeeting
from bot.services.councils import members
from bot.services.meetings.meeting_cards import params_of, redraw_newest
from bot.services.shared.audit import append_entry
from bot.services.shared.council_time import coming_days, day_now
from bot.services.shared.enqueue import ReplyTo, refresh_message, reply


def find_upcoming(tx: Tx, council: int) -> Meeting | None:
    """Return the next planned meeting."""
    found = tx.find(Meeting, "planned", council, MeetingState.PLANNED, limit=1)
    return found[0] if found else None


def get_meeting(tx: Tx, council: int, number: int) -> Meeting:
    """Return the meeting of this number; raises NoMeeting."""
    found = tx.get(Meeting, Meeting.key_of(council, number))
    if found is None:
        raise NoMeeting
    return found


def get_planned(tx: Tx, council: int, number: int) -> Meeting:
    """Return the meeting of this number if it still is to come; raises NoMeeting, MeetingRunning, MeetingOver."""
    found = get_meeting(tx, council, number)
    if found.state is MeetingState.OPEN:
        raise MeetingRunning
    if found.state is not MeetingState.PLANNED:
        raise meeting_over_error(tx, found)
    return found


def meeting_over_error(tx: Tx, meeting: Meeting) -> MeetingOver:
    """Return the refusal with the day of a meeting that is over or cancelled, and the day of the next one."""
    council, following = members.get_council(tx, meeting.council), find_upcoming(tx, meeting.council)
    day = day_now(council, meeting.at).isoformat()
    is_off = meeting.state is MeetingState.CANCELLED
    if following is None:
        return CalledOff(day=day) if is_off else MeetingOver(day=day)
    next_day = day_now(council, following.at).isoformat()
    return AnotherInstead(day=day, next_day=next_day) if is_off else AnotherMeeting(day=day, next_day=next_day)


def show_meetings(tx: Tx, *, council: int, by: Account, now: datetime, reply_to: ReplyTo) -> None:
    """Show the next meeting; raises NoMeeting."""
    who = members.acting_member(tx, council, by, reply_to.chat)
    held = tx.find(Meeting, "planned", council, MeetingState.OPEN, limit=1)
    meeting = held[0] if held else find_upcoming(tx, council)
    if meeting is None:
        raise NoMeeting
    params = replace(params_of(meeting), person=who.person if reply_to.has_one_reader else 0)
    reply(tx, reply_to, "meeting", params, now=now, remember=True)


def answer_invitation(
    tx: Tx,
    *,
    council: int,
    number: int,
    by: Member,
    comes: bool,
    moves: int = 0,
    shown: tuple[ChatId, MessageId],
    now: datetime,
) -> Reply:
    """Record that a member comes or asks to be excused; the same reply again changes nothing.

    `moves` is how often the meeting had been moved when the button was drawn, `shown` the chat and message that carry
    it: it shows the replies. Raises MeetingMoved.
    """
    meeting = get_planned(tx, council, number)
    if moves != meeting.moves:
        raise MeetingMoved(day=day_now(members.get_council(tx, council), meeting.at).isoformat())
    check_allowed(CouncilAct.RSVP, by)
    answered = Rsvp(council=council, meeting=number, person=by.person, comes=comes)
    key = "rsvp_comes" if comes else "rsvp_excused"
    if tx.get(Rsvp, answered.key) != answered:
        tx.put(answered)
        append_entry(tx, council, key, person=by.person, now=now, facts={"meeting": meeting.number})
        _redraw(tx, meeting, *shown, now=now)
    return Reply(key)


def withdraw_answer(
    tx: Tx, *, council: int, number: int, by: Member, shown: tuple[ChatId, MessageId], now: datetime
) -> Reply:
    """Withdraw what a member said about coming; without an answer nothing changes."""
    meeting = get_planned(tx, council, number)
    check_allowed(CouncilAct.RSVP, by)
    key = Rsvp.key_of(council, meeting.number, by.person)
    if tx.get(Rsvp, key):
        tx.drop(Rsvp, key)
        append_entry(tx, council, "rsvp_gone", person=by.person, now=now, facts={"meeting": meeting.number})
        _redraw(tx, meeting, *shown, now=now)
    return Reply("rsvp_gone")


def _redraw(tx: Tx, meeting: Meeting, chat: ChatId, message: MessageId, *, now: datetime) -> None:
    """Redraw the message below which was pressed, and the group's newest one where only one person reads that.

    Not urgent: many press at once.
    """
    refresh_message(tx, chat, message, now=now, urgent=False)
    pressed = tx.get(SentMessage, SentMessage.key_of(chat, message))
    if pressed and (pressed.is_alone or not pressed.group):
        redraw_newest(tx, meeting, now=now)


def on_agenda(tx: Tx, council: int) -> list[Matter]:
    """Return the matters that wait for the next meeting."""
    return tx.find(Matter, "state", council, State.AGENDA)


def look_back_at_meeting(tx: Tx, council: int) -> list[Matter]:
    """Return the matters that are reported done: the next meeting looks back at them (回头议)."""
    done = [
        *tx.find(Matter, "state", council, State.DONE),
        *tx.find(Matter, "state", council, State.RESULT_PUBLIC),
    ]
    return [matter for matter in done if not matter.below]  # those below look back at what came from them


def load_meeting(tx: Tx, council: int, number: int, now: datetime, reader: int = 0) -> ShownMeeting | None:
    """Return a meeting with everything its message says, how long it is until then, and who alone reads it."""
    meeting = tx.get(Meeting, Meeting.key_of(council, number))
    if meeting is None:
        return None
    answers = tx.find(Rsvp, "meeting", council, number)
    people_by_number = members.members_of(tx, council, (answered.person for answered in answers))

    def who(*, comes: bool) -> tuple[Member, ...]:
        return tuple(
            people_by_number[answered.person]
            for answered in answers
            if answered.comes is comes and answered.person in people_by_number
        )

    return ShownMeeting(
        members.get_council(tx, council),
        meeting,
        tuple(on_agenda(tx, council)),
        tuple(look_back_at_meeting(tx, council)),
        who(comes=True),
        who(comes=False),
        members.find_head(tx, council),
        meeting.at - now,
        find_upcoming(tx, council) if meeting.state is MeetingState.UNOPENED else None,
        reader > 0,
        next((answered.comes for answered in answers if answered.person == reader), None),
    )


def load_days(tx: Tx, council_number: int, now: datetime) -> Days:
    """Return the regular meeting days and the next three dates."""
    council = members.get_council(tx, council_number)
    return Days(council, council.schedule, tuple(coming_days(council, now)))
