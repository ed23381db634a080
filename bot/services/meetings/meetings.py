"""Meetings: regular and extraordinary ones, invitations, reminders."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from bot.domain.councils.council import Account, Council, Member
from bot.domain.councils.counter import Numbered
from bot.domain.councils.permissions import CouncilAct, check_allowed
from bot.domain.matters.matter import Matter
from bot.domain.matters.state import State
from bot.domain.meetings.errors import AnotherMeeting, BadSchedule, MeetingMoved, MeetingOver, MeetingRunning, NoMeeting
from bot.domain.meetings.meeting import (
    EVE,
    PLACE_LIMIT,
    POSTED,
    REASON_LIMIT,
    Meeting,
    MeetingState,
    Rsvp,
    reminders,
    worth_sending,
)
from bot.domain.meetings.meeting_days import Occurrence, Schedule
from bot.domain.meetings.places import PLACE_LABEL, labelled, mentions_when
from bot.domain.meetings.schedule_text import parse_policy, parse_schedule
from bot.domain.shared import masking
from bot.domain.shared.audit_log import Facts
from bot.domain.shared.date_parsing import parse_duration, parse_moment
from bot.domain.shared.errors import NoSuchMoment, UnclearPlace
from bot.domain.shared.ids import ChatId, MessageId
from bot.domain.shared.job import Job
from bot.domain.shared.reply import Reply
from bot.domain.shared.working_days import move_meeting_day
from bot.ports import Tx
from bot.read_models.meetings import Days, ShownMeeting
from bot.services.councils import members
from bot.services.matters.repository import clean_text
from bot.services.meetings import calendar_file
from bot.services.meetings.meeting_cards import (
    announce_meeting,
    job_params,
    job_subject,
    params_of,
    redraw_cards,
    tell_unopened,
)
from bot.services.shared import jobs
from bot.services.shared.audit import append_entry
from bot.services.shared.council_time import coming_days, day_now, past_day_error
from bot.services.shared.enqueue import ReplyTo, notify_group, refresh_message, reply
from bot.services.shared.holidays import holidays

PLACE_SHOWN = 60  # characters of what is asked about
# As the card writes it.
_WHEN = re.compile(r"\A\s*(?:时间|when) ?[:：]", re.IGNORECASE)
_REASON = re.compile(r"(?:事由|about) ?[:：]", re.IGNORECASE)


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
    if following is None:
        return MeetingOver(day=day)
    return AnotherMeeting(day=day, next_day=day_now(council, following.at).isoformat())


def set_schedule(tx: Tx, *, by: Account, text: str, now: datetime, reply_to: ReplyTo) -> None:
    """Set the regular meeting days, their policy for public holidays, or both from one line.

    Raises BadSchedule, UnclearPlace, TooLong, NotAllowed.
    """
    council, actor = members.council_and_member(tx, reply_to.chat, by)
    check_allowed(CouncilAct.SCHEDULE, actor)
    policy, words = parse_policy(text.strip())
    if policy:
        council = replace(council, holiday=policy)
    if words or policy is None:
        usual = council.schedule or Schedule()
        parsed = parse_schedule(words, time(usual.hour, usual.minute))
        if parsed is None:
            raise BadSchedule
        days, said = parsed
        place = _place(said, words.removesuffix(said), f" {policy}" if policy else "")
        council = replace(council, schedule=days, place=clean_text(place, PLACE_LIMIT, shortest=0)[0])
    tx.put(council)
    append_entry(tx, council.number, "schedule", person=actor.person, now=now)
    _fit(tx, council, now=now)
    plan_next(tx, council.number, now=now)
    calendar_file.update_calendar(tx, council.number, now=now)
    reply(tx, reply_to, "schedule", {"council": council.number}, now=now)


def _fit(tx: Tx, council: Council, *, now: datetime) -> None:
    """Withdraw the meeting planned by an earlier schedule, unless it has begun or the new schedule has the same day."""
    waiting = _planned(tx, council.number)
    next_day = _free_day(council, now, [meeting for meeting in waiting if not meeting.regular])
    for meeting in waiting:
        if meeting.regular and next_day and meeting.at == next_day.starts_at:
            tx.put(replace(meeting, place=council.place))
        elif meeting.regular and meeting.at > now:
            _take_back(tx, meeting)


def _take_back(tx: Tx, meeting: Meeting) -> None:
    jobs.cancel(tx, job_subject(meeting))
    tx.put(replace(meeting, state=MeetingState.CANCELLED))


def _planned(tx: Tx, council: int) -> list[Meeting]:
    return tx.find(Meeting, "planned", council, MeetingState.PLANNED)


def plan_next(tx: Tx, council_number: int, *, now: datetime, after: datetime | None = None) -> None:
    """Plan the first regular meeting after an instant (default: now), unless a regular one is planned already."""
    council = members.get_council(tx, council_number)
    waiting = _planned(tx, council_number)
    held = tx.find(Meeting, "planned", council_number, MeetingState.OPEN)  # opened early: its day is not planned again
    day = _free_day(council, after or now, [*waiting, *held])
    if day is None or any(meeting.regular for meeting in waiting):
        return
    _plan(
        tx,
        council,
        Meeting(
            council=council_number,
            number=tx.next_number(council_number, Numbered.MEETING),
            at=day.starts_at,
            place=council.place,
            regular=True,
            planned_day=day.planned_day if day.planned_day != day.day else None,
            regular_day=day.planned_day,
            holidays_known=day.known,
        ),
        now=now,
    )


def _free_day(council: Council, after: datetime, others: Sequence[Meeting]) -> Occurrence | None:
    """Return the first regular day after an instant on which, or in place of which, none of the others is held."""
    taken = {meeting.at for meeting in others}
    moved = {meeting.original_day(ZoneInfo(council.zone)) for meeting in others}
    days = coming_days(council, after, len(taken) + len(moved) + 1)
    return next((day for day in days if day.starts_at not in taken and day.planned_day not in moved), None)


def _plan(tx: Tx, council: Council, meeting: Meeting, *, now: datetime) -> None:
    tx.put(meeting)
    append_entry(
        tx,
        council.number,
        "meeting",
        person=None,
        now=now,
        facts={"meeting": meeting.number, "at": meeting.at.isoformat()},
    )
    _arm(tx, council, meeting, now=now)
    calendar_file.update_calendar(tx, council.number, now=now)


def _arm(tx: Tx, council: Council, meeting: Meeting, *, now: datetime) -> None:
    """Schedule the reminders still to come, and the end of the meeting."""
    jobs.cancel(tx, job_subject(meeting))
    for name, at in reminders(meeting.at, ZoneInfo(council.zone), council.reminders, council.reminder_time):
        if at > now:
            jobs.schedule(tx, "remind", job_subject(meeting), at, name=name, params=job_params(meeting))
    for act, before in (("post_agenda", POSTED), ("deputies", EVE)):
        day = meeting.at.astimezone(ZoneInfo(council.zone)).date() - before
        at = datetime.combine(day, time.fromisoformat(council.reminder_time), ZoneInfo(council.zone)).astimezone(UTC)
        if at > now or act == "deputies":  # who is called at short notice hears at once what is in their hands
            jobs.schedule(tx, act, job_subject(meeting), max(at, now), params=job_params(meeting))
    jobs.schedule(tx, "meeting_over", job_subject(meeting), meeting.ends, params=job_params(meeting))


def convene_meeting(tx: Tx, *, by: Account, text: str, now: datetime, reply_to: ReplyTo) -> None:
    """Call an extraordinary meeting: time, place and reason in one line.

    Raises NoSuchMoment, PastDay, UnclearPlace, TooLong, NotAllowed.
    """
    council, actor = members.council_and_member(tx, reply_to.chat, by)
    check_allowed(CouncilAct.CONVENE, actor)
    at, rest = _moment(council, text, now)
    said, reason = _place_and_reason(masking.mask(rest))
    place = _place(said, f"{at.astimezone(ZoneInfo(council.zone)):%Y-%m-%d %H:%M} ", f"\n{reason}")
    meeting = Meeting(
        council=council.number,
        number=tx.next_number(council.number, Numbered.MEETING),
        at=at,
        place=clean_text(place, PLACE_LIMIT, shortest=0)[0],
        reason=clean_text(reason, REASON_LIMIT, shortest=0)[0],
    )
    _plan(tx, council, meeting, now=now)
    reply(tx, reply_to, "meeting", params_of(meeting), now=now, remember=True)


def _moment(council: Council, text: str, now: datetime) -> tuple[datetime, str]:
    zone = ZoneInfo(council.zone)
    today = now.astimezone(zone).date()
    said = _WHEN.sub("", text, count=1)
    parsed = parse_moment(said, today, zone)
    if parsed is None:
        raise NoSuchMoment
    if parsed[0] <= now:
        raise past_day_error(said, today)
    return parsed


def _place_and_reason(text: str) -> tuple[str, str]:
    """Split 凉亭 商量停车 into place and reason: at 事由：, a line end, or else the first space."""
    text = text.strip()
    if label := _REASON.search(text):
        return text[: label.start()].strip(), text[label.end() :].strip()
    place = labelled(text)
    said = text if place is None else place
    first, *rest = said.split("\n", 1) if "\n" in said else said.split(None, 1) or [""]
    return f"{'' if place is None else PLACE_LABEL}{first}", "".join(rest).strip()


def _place(said: str, before: str, behind: str) -> str:
    """Return the place that is said; raises UnclearPlace where it still looks like a day or a time.

    `before` and `behind` are the words around it, as they can be read again.
    """
    place = labelled(said)
    if place is None and mentions_when(said):
        raise UnclearPlace(place=masking.shown_text(said, PLACE_SHOWN), text=f"{before}{PLACE_LABEL}{said}{behind}")
    return said if place is None else place


def show_meetings(tx: Tx, *, council: int, by: Account, now: datetime, reply_to: ReplyTo) -> None:
    """Show the next meeting; raises NoMeeting."""
    members.acting_member(tx, council, by, reply_to.chat)
    held = tx.find(Meeting, "planned", council, MeetingState.OPEN, limit=1)
    meeting = held[0] if held else find_upcoming(tx, council)
    if meeting is None:
        raise NoMeeting
    reply(tx, reply_to, "meeting", params_of(meeting), now=now, remember=True)


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
    """Record that a member comes or asks to be excused; the same reply again withdraws it.

    `moves` is how often the meeting had been moved when the button was drawn, `shown` the chat and message that carry
    it: it shows the replies. Raises MeetingMoved.
    """
    meeting = get_planned(tx, council, number)
    if moves != meeting.moves:
        raise MeetingMoved(day=day_now(members.get_council(tx, council), meeting.at).isoformat())
    check_allowed(CouncilAct.RSVP, by)
    answered = Rsvp(council=council, meeting=number, person=by.person, comes=comes)
    if tx.get(Rsvp, answered.key) == answered:
        tx.drop(Rsvp, answered.key)
        key = "rsvp_gone"
    else:
        tx.put(answered)
        key = "rsvp_comes" if comes else "rsvp_excused"
    append_entry(tx, council, key, person=by.person, now=now, facts={"meeting": meeting.number})
    refresh_message(tx, *shown, now=now, urgent=False)
    return Reply(key)


def cancel_meeting(tx: Tx, *, council: int, number: int, by: Member, now: datetime) -> Reply:
    """Cancel a meeting and its reminders, and announce it."""
    check_allowed(CouncilAct.CONVENE, by)
    meeting = get_planned(tx, council, number)
    _call_off(tx, meeting, by=by.person, what="cancelled", now=now)
    return Reply("meeting_cancelled")


def _call_off(tx: Tx, meeting: Meeting, *, by: int | None, what: str, now: datetime) -> None:
    _take_back(tx, meeting)
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
        for instead in _planned(tx, council):
            if instead.regular:
                _take_back(tx, instead)
    back_on = replace(meeting, state=MeetingState.PLANNED)
    tx.put(back_on)
    _arm(tx, its_council, back_on, now=now)
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
    at, rest = _moment(its_council, text, now)
    said = _place(rest, f"{at.astimezone(zone):%Y-%m-%d %H:%M} ", "")
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
    _arm(tx, council, moved, now=now)
    if meeting.regular:
        plan_next(tx, council.number, now=now, after=meeting.at)
    calendar_file.update_calendar(tx, council.number, now=now)
    facts: Facts = {"meeting": moved.number, "at": moved.at.isoformat()}
    append_entry(tx, council.number, "postpone", person=by, now=now, facts=facts)
    redraw_cards(tx, moved, now=now)
    announce_meeting(tx, moved, what, now=now)


def remind_members(tx: Tx, due_row: Job, now: datetime) -> None:
    """Remind the group of a meeting, unless the reminder is pointless by now."""
    meeting = get_meeting(tx, due_row.params.council, due_row.params.meeting)
    council = members.get_council(tx, meeting.council)
    others = [row.at for row in tx.find(Job, "about", job_subject(meeting)) if row.act == "remind"]
    if worth_sending(due_row.at, others, meeting, now):
        notify_group(
            tx,
            council,
            id=f"{job_subject(meeting)}/reminder/{due_row.at.isoformat()}",  # its buttons go in the end
            view="meeting.reminder",
            params=params_of(meeting),
            now=now,
            remember=True,
        )


def post_agenda(tx: Tx, due_row: Job, now: datetime) -> None:
    """Post the agenda three days before the meeting, in a reminder due at that time or by itself.

    An empty agenda is not fixed: matters may still be added in time.
    """
    meeting = get_meeting(tx, due_row.params.council, due_row.params.meeting)
    if meeting.state is not MeetingState.PLANNED or now >= meeting.at:
        return
    tx.put(replace(meeting, posted=bool(on_agenda(tx, meeting.council))))
    council = members.get_council(tx, meeting.council)
    if POSTED not in map(parse_duration, council.reminders):
        params = params_of(meeting)
        notify_group(
            tx,
            council,
            id=f"{job_subject(meeting)}/agenda",
            view="meeting.agenda",
            params=params,
            now=now,
            remember=True,
        )


def end_day(tx: Tx, due_row: Job, now: datetime) -> None:
    """Announce that nobody opened a meeting before its time was over, once, and plan the next regular one."""
    meeting = get_meeting(tx, due_row.params.council, due_row.params.meeting)
    if meeting.state is not MeetingState.PLANNED:
        return
    unopened = replace(meeting, state=MeetingState.UNOPENED)
    tx.put(unopened)
    jobs.cancel(tx, job_subject(meeting))
    append_entry(tx, meeting.council, "unopened", person=None, now=now, facts={"meeting": meeting.number})
    if meeting.regular:
        plan_next(tx, meeting.council, now=now)
    redraw_cards(tx, unopened, now=now)
    tell_unopened(tx, unopened, now=now)


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


def load_meeting(tx: Tx, council: int, number: int, now: datetime) -> ShownMeeting | None:
    """Return a meeting with everything its message says, and how long it is until then."""
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
    )


def load_days(tx: Tx, council_number: int, now: datetime) -> Days:
    """Return the regular meeting days and the next three dates."""
    council = members.get_council(tx, council_number)
    return Days(council, council.schedule, tuple(coming_days(council, now)))
