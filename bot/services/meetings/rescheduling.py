"""Cancel, revive and move a planned meeting."""

from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from bot.domain.councils.council import Council, Member
from bot.domain.councils.permissions import CouncilAct, check_allowed
from bot.domain.meetings.meeting import (
    PLACE_LIMIT,
    Meeting,
    MeetingState,
    Rsvp,
)
from bot.domain.shared.audit_log import Facts
from bot.domain.shared.reply import Reply
from bot.domain.shared.working_days import move_meeting_day
from bot.ports import Tx
from bot.services.councils import members
from bot.services.matters.repository import clean_text
from bot.services.meetings import calendar_file
from bot.services.meetings.meeting_cards import (
    announce_meeting,
    redraw_cards,
)
from bot.services.meetings.meetings import get_meeting, get_planned, meeting_over_error
from bot.services.meetings.planning import (
    list_planned,
    parse_begin,
    parse_place,
    plan_next,
    schedule_reminders,
    withdraw_meeting,
)
from bot.services.shared.audit import append_entry
from bot.services.shared.holidays import holidays


def cancel_meeting(tx: Tx, *, council: int, number: int, by: Member, now: datetime) -> Reply:
    """Cancel a meeting and its reminders, and announce it."""
    check_allowed(CouncilAct.CONVENE, by)
    meeting = get_planned(tx, council, number)
    _call_off(tx, meeting, by=by.person, what="cancelled", now=now)
    return Reply("meeting_cancelled")


def _call_off(tx: Tx, meeting: Meeting, *, by: int | None, what: str, now: datetime) -> None:
    withdraw_meeting(tx, meeting)
    if meeting.regular:
        plan_next(tx, meeting.council, now=now, after=meeting.at)
    calendar_file.update_calendar(tx, meeting.council, now=now)
    append_entry(tx, meeting.council, "cancel", person=by, now=now, facts={"meeting": meeting.number})
    redraw_cards(tx, meeting, now=now)
    announce_meeting(tx, meeting, what, now=now)


def revive_meeting(tx: Tx, *, council: int, number: int, by: Member, now: datetime) -> Reply:
    """Undo the cancellation of a meeting that is still to come."""
    check_allowed(CouncilAct.CONVENE, by)
    meeting = get_meeting(tx, council, number)
    if meeting.state is not MeetingState.CANCELLED or meeting.at <= now:
        raise meeting_over_error(tx, meeting)
    its_council = members.get_council(tx, council)
    if meeting.regular:
        for instead in list_planned(tx, council):
            if instead.regular:
                withdraw_meeting(tx, instead)
    back_on = replace(meeting, state=MeetingState.PLANNED)
    tx.put(back_on)
    schedule_reminders(tx, its_council, back_on, now=now)
    calendar_file.update_calendar(tx, council, now=now)
    append_entry(tx, council, "revive", person=by.person, now=now, facts={"meeting": number})
    redraw_cards(tx, back_on, now=now)
    announce_meeting(tx, back_on, "revived", now=now)
    return Reply("meeting_revived")


def postpone_meeting(tx: Tx, *, council: int, number: int, by: Member, text: str, now: datetime) -> Reply:
    """Move a meeting to another day and time; replies to the invitation are asked for again.

    It counts as extraordinary from now on: the regular days that follow stay. Raises NoSuchMoment, PastDay,
    UnclearPlace, TooLong.
    """
    check_allowed(CouncilAct.CONVENE, by)
    meeting = get_planned(tx, council, number)
    its_council = members.get_council(tx, council)
    zone = ZoneInfo(its_council.zone)
    at, rest = parse_begin(its_council, text, now)
    said = parse_place(rest, f"{at.astimezone(zone):%Y-%m-%d %H:%M} ", "")
    place = clean_text(said, PLACE_LIMIT, shortest=0)[0] or meeting.place
    moved = replace(
        meeting,
        at=at,
        place=place,
        regular=False,
        planned_day=None,
        regular_day=meeting.original_day(zone),
        moves=meeting.moves + 1,
        holidays_known=True,
        posted=False,
    )
    _hold_anew(tx, its_council, meeting, moved, by=by.person, what="postponed", now=now)
    return Reply("meeting_postponed")


def replan_meeting(tx: Tx, meeting: Meeting, *, now: datetime) -> None:
    """Move a regular meeting to its right day once the holidays are known, and announce the change."""
    council = members.get_council(tx, meeting.council)
    zone = ZoneInfo(council.zone)
    planned_day = meeting.original_day(zone)
    if planned_day is None:
        return
    held = move_meeting_day(planned_day, council.holiday, holidays())
    if held is None:
        tx.put(replace(meeting, holidays_known=True))
        _call_off(tx, meeting, by=None, what="left_out", now=now)
        return
    at = datetime.combine(held.day, meeting.at.astimezone(zone).time(), zone).astimezone(UTC)
    if at == meeting.at or at <= now:
        if held.known:
            tx.put(replace(meeting, holidays_known=True))
        return
    moved = replace(
        meeting,
        at=at,
        planned_day=planned_day if held.day != planned_day else None,
        holidays_known=held.known,
        posted=False,
    )
    _hold_anew(tx, council, meeting, moved, by=None, what="refitted", now=now)


def _hold_anew(
    tx: Tx, council: Council, meeting: Meeting, moved: Meeting, *, by: int | None, what: str, now: datetime
) -> None:
    """Store a meeting with its new time; replies to the invitation are asked for again."""
    tx.put(moved)
    for answered in tx.find(Rsvp, "meeting", moved.council, moved.number):
        tx.drop(Rsvp, answered.key)
    schedule_reminders(tx, council, moved, now=now)
    if meeting.regular:
        plan_next(tx, council.number, now=now, after=meeting.at)
    calendar_file.update_calendar(tx, council.number, now=now)
    facts: Facts = {"meeting": moved.number, "at": moved.at.isoformat()}
    append_entry(tx, council.number, "postpone", person=by, now=now, facts=facts)
    redraw_cards(tx, moved, now=now)
    announce_meeting(tx, moved, what, now=now)
