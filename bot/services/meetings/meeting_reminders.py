"""Remind members of a meeting, post its agenda, and end its day."""

from dataclasses import replace
from datetime import datetime

from bot.domain.meetings.meeting import (
    POSTED,
    MeetingState,
    worth_sending,
)
from bot.domain.shared.date_parsing import parse_duration
from bot.domain.shared.job import Job
from bot.ports import Tx
from bot.services.councils import members
from bot.services.meetings.meeting_cards import (
    job_subject,
    params_of,
    redraw_cards,
    tell_unopened,
)
from bot.services.meetings.meetings import get_meeting, on_agenda
from bot.services.meetings.planning import plan_next
from bot.services.shared import jobs
from bot.services.shared.audit import append_entry
from bot.services.shared.enqueue import notify_group


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
