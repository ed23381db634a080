"""Plan meetings: the regular days, extraordinary meetings, and changes of a planned one."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from bot.domain.councils.council import Account, Council, Member
from bot.domain.councils.counter import Numbered
from bot.domain.councils.permissions import CouncilAct, check_allowed
from bot.domain.meetings.errors import BadSchedule
from bot.domain.meetings.meeting import (
    EVE,
    PLACE_LIMIT,
    POSTED,
    REASON_LIMIT,
    Meeting,
    MeetingState,
    reminders,
)
from bot.domain.meetings.meeting_days import Occurrence, Schedule
from bot.domain.meetings.places import PLACE_LABEL, labelled, mentions_when
from bot.domain.meetings.schedule_text import parse_policy, parse_schedule
from bot.domain.shared import masking
from bot.domain.shared.date_parsing import parse_moment
from bot.domain.shared.errors import NoSuchMoment, UnclearPlace
from bot.domain.shared.message_params import MessageParams
from bot.ports import Tx
from bot.services.councils import members
from bot.services.matters.repository import clean_text
from bot.services.meetings import calendar_file
from bot.services.meetings.meeting_cards import (
    job_params,
    job_subject,
    params_of,
)
from bot.services.shared import jobs
from bot.services.shared.audit import append_entry
from bot.services.shared.council_time import coming_days, past_day_error
from bot.services.shared.enqueue import ReplyTo, reply

PLACE_SHOWN = 60  # characters of what is asked about


# As the card writes it.
_WHEN = re.compile(r"\A\s*(?:时间|when) ?[:：]", re.IGNORECASE)


_REASON = re.compile(r"(?:事由|about) ?[:：]", re.IGNORECASE)


def set_schedule(tx: Tx, *, by: Account, text: str, now: datetime, reply_to: ReplyTo) -> None:
    """Set the regular meeting days, their policy for public holidays, or both from one line.

    Raises BadSchedule, UnclearPlace, TooLong, NotAllowed.
    """
    council, actor = members.council_and_member(tx, reply_to.chat, by)
    write_schedule(tx, council, actor, text, now=now)
    reply(tx, reply_to.for_all, "schedule", MessageParams(council=council.number), now=now)


def write_schedule(tx: Tx, council: Council, actor: Member, text: str, *, now: datetime) -> None:
    """Set days, policy and place as one line says. Raises BadSchedule, UnclearPlace, TooLong, NotAllowed."""
    policy, words = parse_policy(text.strip())
    if policy:
        council = replace(council, holiday=policy)
    if words or policy is None:
        usual = council.schedule or Schedule()
        parsed = parse_schedule(words, time(usual.hour, usual.minute))
        if parsed is None:
            raise BadSchedule
        days, said = parsed
        place = parse_place(said, words.removesuffix(said), f" {policy}" if policy else "")
        place = clean_text(place, PLACE_LIMIT, shortest=0)[0] or council.place  # days alone leave the place as it is
        council = replace(council, schedule=days, place=place)
    keep_schedule(tx, council, actor, now=now)


def keep_schedule(tx: Tx, council: Council, actor: Member, *, now: datetime) -> None:
    """Store a council whose meeting days or place changed, and plan its next meeting anew. Raises NotAllowed."""
    check_allowed(CouncilAct.SCHEDULE, actor)
    if council != members.get_council(tx, council.number):
        tx.put(council)
        append_entry(tx, council.number, "schedule", person=actor.person, now=now)
    _fit(tx, council, now=now)
    plan_next(tx, council.number, now=now)
    calendar_file.update_calendar(tx, council.number, now=now)


def _fit(tx: Tx, council: Council, *, now: datetime) -> None:
    """Withdraw the meeting planned by an earlier schedule, unless it has begun or the new schedule has the same day."""
    waiting = list_planned(tx, council.number)
    next_day = find_free_day(council, now, [meeting for meeting in waiting if not meeting.regular])
    for meeting in waiting:
        if meeting.regular and next_day and meeting.at == next_day.starts_at:
            tx.put(replace(meeting, place=council.place))
        elif meeting.regular and meeting.at > now:
            withdraw_meeting(tx, meeting)


def withdraw_meeting(tx: Tx, meeting: Meeting) -> None:
    """Cancel a planned meeting without a word, as its day changes."""
    jobs.cancel(tx, job_subject(meeting))
    tx.put(replace(meeting, state=MeetingState.CANCELLED))


def list_planned(tx: Tx, council: int) -> list[Meeting]:
    """Return the planned meetings, the next one first."""
    return tx.find(Meeting, "planned", council, MeetingState.PLANNED)


def plan_next(tx: Tx, council_number: int, *, now: datetime, after: datetime | None = None) -> None:
    """Plan the first regular meeting after an instant (default: now), unless a regular one is planned already."""
    council = members.get_council(tx, council_number)
    waiting = list_planned(tx, council_number)
    held = tx.find(Meeting, "planned", council_number, MeetingState.OPEN)  # opened early: its day is not planned again
    day = find_free_day(council, after or now, [*waiting, *held])
    if day is None or any(meeting.regular for meeting in waiting):
        return
    add_meeting(
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


def find_free_day(council: Council, after: datetime, others: Sequence[Meeting]) -> Occurrence | None:
    """Return the first regular day after an instant on which, or in place of which, none of the others is held."""
    taken = {meeting.at for meeting in others}
    moved = {meeting.original_day(ZoneInfo(council.zone)) for meeting in others}
    days = coming_days(council, after, len(taken) + len(moved) + 1)
    return next((day for day in days if day.starts_at not in taken and day.planned_day not in moved), None)


def add_meeting(tx: Tx, council: Council, meeting: Meeting, *, now: datetime) -> None:
    """Store a planned meeting, record it and schedule its reminders."""
    tx.put(meeting)
    append_entry(
        tx,
        council.number,
        "meeting",
        person=None,
        now=now,
        facts={"meeting": meeting.number, "at": meeting.at.isoformat()},
    )
    schedule_reminders(tx, council, meeting, now=now)
    calendar_file.update_calendar(tx, council.number, now=now)


def schedule_reminders(tx: Tx, council: Council, meeting: Meeting, *, now: datetime) -> None:
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


def convene_meeting(tx: Tx, *, by: Account, text: str, now: datetime, reply_to: ReplyTo) -> Meeting:
    """Call an extraordinary meeting: time, place and reason in one line; return it.

    Raises NoSuchMoment, PastDay, UnclearPlace, TooLong, NotAllowed.
    """
    council, actor = members.council_and_member(tx, reply_to.chat, by)
    check_allowed(CouncilAct.CONVENE, actor)
    at, rest = parse_begin(council, text, now)
    said, reason = _place_and_reason(masking.mask(rest))
    place = parse_place(said, f"{at.astimezone(ZoneInfo(council.zone)):%Y-%m-%d %H:%M} ", f"\n{reason}")
    meeting = Meeting(
        council=council.number,
        number=tx.next_number(council.number, Numbered.MEETING),
        at=at,
        place=clean_text(place, PLACE_LIMIT, shortest=0)[0],
        reason=clean_text(reason, REASON_LIMIT, shortest=0)[0],
    )
    add_meeting(tx, council, meeting, now=now)
    reply(tx, reply_to.for_all, "meeting", params_of(meeting), now=now, remember=True)
    return meeting


def parse_begin(council: Council, text: str, now: datetime) -> tuple[datetime, str]:
    """Return when a meeting begins (UTC), and the words behind the time; raises NoSuchMoment, PastDay."""
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


def parse_place(said: str, before: str, behind: str) -> str:
    """Return the place that is said; raises UnclearPlace where it still looks like a day or a time.

    `before` and `behind` are the words around it, as they can be read again.
    """
    place = labelled(said)
    if place is None and mentions_when(said):
        raise UnclearPlace(place=masking.shown_text(said, PLACE_SHOWN), text=f"{before}{PLACE_LABEL}{said}{behind}")
    return said if place is None else place
