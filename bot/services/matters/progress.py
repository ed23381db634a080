"""Progress of the work on a matter: reports, its end, and overdue deadlines."""

from dataclasses import replace
from datetime import datetime

from bot.domain.councils.council import Member
from bot.domain.matters.acts import Act
from bot.domain.matters.assignment import Assignment
from bot.domain.matters.matter import (
    Entry,
    Matter,
    can,
    check_permitted,
    check_photo,
    is_overdue,
    progress_act,
    transition,
)
from bot.domain.shared.incoming_message import Attachment
from bot.domain.shared.job import Job
from bot.domain.shared.reply import Reply
from bot.ports import Tx
from bot.services.councils import members
from bot.services.hierarchy.escalation import escalate, next_level
from bot.services.matters.assignments import (
    acknowledged_in_time,
    job_params,
    job_subject,
)
from bot.services.matters.closings import close
from bot.services.matters.procedures import check_stages
from bot.services.matters.repository import clean_text, get_matter, save
from bot.services.matters.resolutions import WORDS_LIMIT
from bot.services.matters.verification import look_back_participants, start_look_back
from bot.services.shared import jobs
from bot.services.shared.council_time import day_now, morning_after


def mark_overdue(tx: Tx, row: Job, now: datetime) -> None:
    """Escalate an overdue matter, where the next level has somebody on duty.

    Elsewhere tell the group, the first time; the next check is tomorrow. Handler and officers have it in their lists.
    """
    matter = get_matter(tx, row.params.council, row.params.matter)
    council = members.get_council(tx, matter.council)
    if not is_overdue(matter, day_now(council, now)):
        return
    step = next_level(tx, council, matter)
    if step and can(matter, Act.ESCALATE):
        escalate(tx, council, matter, step, Act.ESCALATE, by=None, now=now)
        return
    if not row.params.told:
        matter = transition(
            matter,
            Act.OVERDUE,
            entry=Entry(at=now, what=Act.OVERDUE),
            assignment=replace(matter.assignment, overdue=True),
        )
        save(tx, matter, Act.OVERDUE, by=None, now=now)
    again = morning_after(council, day_now(council, now))
    jobs.schedule(tx, Act.OVERDUE, job_subject(matter), again, params=replace(job_params(matter), told=1))


def report_progress(
    tx: Tx,
    *,
    council: int,
    number: int,
    by: Member,
    text: str,
    attachments: tuple[Attachment, ...] = (),
    now: datetime,
) -> Reply:
    """Add a progress report to the timeline and announce it in the group."""
    return _step(tx, council, number, Act.PROGRESS, by=by, text=text, attachments=attachments, now=now)


def report_done(
    tx: Tx,
    *,
    council: int,
    number: int,
    by: Member,
    text: str,
    attachments: tuple[Attachment, ...] = (),
    now: datetime,
) -> Reply:
    """Report a matter done, announce it, and ask proposer and supporters whether it is really solved."""
    notice = _step(tx, council, number, Act.DONE, by=by, text=text, attachments=attachments, now=now)
    start_look_back(tx, get_matter(tx, council, number), now=now)
    return notice


def done_on_the_spot(tx: Tx, matter: Matter, photos: tuple[Attachment, ...], *, by: Member, now: datetime) -> None:
    """Record that `by`, who may, solved a new matter on the spot, with the photos that prove it."""
    entry = Entry(at=now, what=Act.ON_THE_SPOT, person=by.person, attachments=photos)
    asked = look_back_participants(tx, matter)
    done_by = Assignment(handler=by.person)
    changed = close(tx, matter, Act.ON_THE_SPOT, entry=entry, by=by.person, asked=asked, assignment=done_by)
    save(tx, changed, Act.ON_THE_SPOT, by=by, now=now)
    start_look_back(tx, changed, now=now)


def _step(
    tx: Tx,
    council: int,
    number: int,
    act: Act,
    *,
    by: Member,
    text: str,
    attachments: tuple[Attachment, ...],
    now: datetime,
) -> Reply:
    matter = get_matter(tx, council, number)
    thanks = Reply(f"did_{act}", {"number": number})
    if act == Act.PROGRESS:
        act = progress_act(matter)
    check_permitted(matter, act, by)
    check_stages(tx, matter, act, now)
    if act == Act.DONE:
        check_photo(matter, attachments)
    # A picture can speak for itself.
    words, _ = clean_text(text, WORDS_LIMIT, shortest=0 if attachments else 1)
    entry = Entry(at=now, what=act, person=by.person, text=words, attachments=attachments)
    assignment = replace(matter.assignment, acknowledged=acknowledged_in_time(tx, matter, now))
    if act == Act.DONE:
        asked, assignment = look_back_participants(tx, matter), assignment.with_clock_stopped()
        changed = close(tx, matter, act, entry=entry, by=by.person, asked=asked, assignment=assignment)
    else:
        changed = transition(matter, act, entry=entry, assignment=assignment)
    jobs.cancel(tx, job_subject(matter), Act.UNACKNOWLEDGED)
    save(tx, changed, act, by=by, now=now)
    return thanks
