"""Remind officers once, privately, when a matter exceeds the council's response limit."""

from datetime import date, datetime, timedelta

from bot.domain.councils.council import Council
from bot.domain.matters.matter import Matter
from bot.domain.matters.officer_duty import Part, waits_for
from bot.domain.shared.job import Job, JobParams
from bot.domain.shared.message_params import MessageParams
from bot.domain.shared.quiet_hours import end_of_quiet
from bot.domain.shared.working_days import add_working_days
from bot.ports import Tx
from bot.services.councils import members
from bot.services.shared import jobs
from bot.services.shared.council_time import day_now, morning_after
from bot.services.shared.enqueue import enqueue
from bot.services.shared.holidays import holidays

DAY = timedelta(days=1)


def schedule_reminder(tx: Tx, matter: Matter, *, now: datetime) -> None:
    """Schedule a reminder of the decision that a matter waits for; cancel it when the matter waits for none.

    The time follows from the matter: one that is past was sent, or is about to be.
    """
    waits = waits_for(matter)
    if waits is None:
        tx.drop(Job, Job.key_of(reminder_subject(matter), "nudge"))
        return
    at = _at(members.get_council(tx, matter.council), *waits)
    if at > now:
        params = JobParams(council=matter.council, matter=matter.number, part=waits[0])
        jobs.schedule(tx, "nudge", reminder_subject(matter), at, params=params)


def reminder_subject(matter: Matter) -> str:
    """Return the subject of the officers' reminders, separate from the matter's deadlines, cancelled elsewhere."""
    return f"nudge/{matter.key}"


def last_day_of(council: Council, part: Part, since: datetime) -> date:
    """Return the last day that the council allows its officers for a decision, in its zone."""
    begun = day_now(council, since)
    if part is Part.SORT:
        return add_working_days(begun, council.limits.accept, holidays()).day
    return begun + council.limits.post * DAY


def _at(council: Council, part: Part, since: datetime) -> datetime:
    """Return nine in the morning of the first working day after the limit (UTC)."""
    last = last_day_of(council, part, since)
    return morning_after(council, add_working_days(last, 1, holidays()).day - DAY)


def remind_officers(tx: Tx, row: Job, now: datetime) -> None:
    """Remind the clerks, or the head, who have a private chat."""
    matter = tx.get(Matter, Matter.key_of(row.params.council, row.params.matter))
    waits = waits_for(matter) if matter else None
    if matter is None or waits is None or waits[0] != row.params.part:
        return
    council = members.get_council(tx, matter.council)
    if _at(council, *waits) > now:
        schedule_reminder(tx, matter, now=now)  # the council gave more time meanwhile
        return
    for member, chat in members.private_chats(members.list_reachable_officers(tx, matter.council)):
        enqueue(
            tx,
            id=f"{reminder_subject(matter)}/{waits[0]}/{member.person}",
            chat=chat,
            group=False,
            view="nudge",
            params=MessageParams(council=matter.council, matter=matter.number, part=waits[0], person=member.person),
            now=now,
            not_before=end_of_quiet(now, council.zone),
        )
