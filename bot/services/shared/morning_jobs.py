"""The job of a council's morning list, and the reminders that wait for it.

A reminder of the clock is no message of its own. What is due at nine leaves its reminders before the list of that
morning is made: jobs of one instant run in the order of their ids, and `letter/`, `matter/` and `minutes/` come before
`morning/`. What would sort behind it is due a minute earlier.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.councils.council import Council, Member
from bot.domain.shared.job import Job, JobParams
from bot.domain.shared.message_params import MessageParams
from bot.domain.shared.reminder import Reminder, ReminderKind
from bot.domain.shared.reply import Reply, Values
from bot.ports import Tx
from bot.services.shared import jobs
from bot.services.shared.council_time import MORNING, day_now, next_on_working_day
from bot.services.shared.enqueue import notify_group

ACT = "morning"
LOOKS_BACK = timedelta(days=31)  # of the first list of a council: nothing was said before it
BEFORE_THE_LIST = timedelta(minutes=1)
# What draws a reminder in the group for somebody who has no private chat.
GROUP_VIEWS: Mapping[ReminderKind, str] = {
    ReminderKind.HANDED_UP: "matter.yours",
    ReminderKind.GRACE: "matter.grace",
    ReminderKind.PROGRESS: "matter.long_run",
    ReminderKind.MINUTES: "minutes.nag",
    ReminderKind.TERM_SOON: "term",
    ReminderKind.TERM_OVER: "term",
    ReminderKind.YEAR: "unpublished_year",
}
NAMED_IN_NEWS = frozenset({ReminderKind.HANDED_UP, ReminderKind.GRACE})  # the step itself is told to the group


def job_subject(council: int) -> str:
    """Return the subject of the job of a council's morning list."""
    return f"{ACT}/{council}"


def is_scheduled(tx: Tx, council: int) -> bool:
    """Return whether a council's next morning list is scheduled."""
    return tx.count(Job, "about", job_subject(council)) > 0


def schedule_first(tx: Tx, council: Council, *, now: datetime) -> None:
    """Schedule a council's morning list, unless it is scheduled."""
    if not is_scheduled(tx, council.number):
        schedule_next(tx, council, JobParams(since=(now - LOOKS_BACK).isoformat()), now=now)


def schedule_next(tx: Tx, council: Council, params: JobParams, *, now: datetime) -> None:
    """Schedule a council's next morning list, of what came after the one before and with the reminders in `params`."""
    params = replace(params, council=council.number)
    jobs.schedule(tx, ACT, job_subject(council.number), next_morning(council, now), params=params)


def next_morning(council: Council, now: datetime) -> datetime:
    """Return the next nine in the morning of a working day (UTC)."""
    return next_on_working_day(council, MORNING, now)


def remind(
    tx: Tx,
    council: Council,
    member: Member | None,
    kind: ReminderKind,
    *,
    number: int = 0,
    whom: int = 0,
    role: str = "",
    now: datetime,
) -> None:
    """Add a reminder to the next morning list of a member; without a private chat the group reads it, or has its news.

    A letter and what to do about an unopened day are no news for the group.
    """
    person = member.person if member else 0
    reminder = Reminder(kind=kind, person=person, number=number, whom=whom, role=role)
    if member and member.open_chat:
        schedule_first(tx, council, now=now)
        job = tx.get(Job, Job.key_of(job_subject(council.number), ACT))
        if job and reminder not in job.params.reminders:
            tx.put(replace(job, params=replace(job.params, reminders=(*job.params.reminders, reminder))))
    elif kind not in NAMED_IN_NEWS:
        tell_group(tx, council, reminder, now=now)


def tell_group(tx: Tx, council: Council, reminder: Reminder, *, now: datetime) -> None:
    """Send a reminder to the group, for somebody who cannot be reached in private; not at night."""
    view = GROUP_VIEWS.get(reminder.kind)
    if view is None:
        return
    params = MessageParams(council=council.number, person=reminder.person)
    match reminder.kind:
        case ReminderKind.MINUTES:
            params = replace(params, meeting=reminder.number)
        case ReminderKind.YEAR:
            params = replace(params, year=reminder.number)
        case ReminderKind.TERM_SOON | ReminderKind.TERM_OVER as kind:
            values: Values = {"council": council.number, "whom": reminder.whom, "role": reminder.role}
            params = MessageParams.of_reply(Reply(kind, values))
        case _:
            params = replace(params, matter=reminder.number)
    about = f"{reminder.kind}/{reminder.number}/{reminder.whom}/{reminder.person}"
    notify_group(
        tx,
        council,
        id=f"reminder/{council.number}/{about}/{day_now(council, now)}",
        view=view,
        params=params,
        now=now,
        respect_quiet_hours=True,
        remember=True,
    )
