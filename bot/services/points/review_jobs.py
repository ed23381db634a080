"""The review of each working day: it begins at its hour with what was reported until then, and ends with a result."""

from dataclasses import replace
from datetime import datetime, time, timedelta

from bot.domain.councils.council import Council, Member
from bot.domain.councils.counter import Numbered
from bot.domain.points.claim import ClaimState, PointReview
from bot.domain.shared.job import Job, JobParams
from bot.domain.shared.message_params import MessageParams
from bot.index_rows import PointClaimRow
from bot.ports import Tx
from bot.services.councils import members
from bot.services.points import accounts
from bot.services.shared import jobs
from bot.services.shared.audit import append_entry
from bot.services.shared.council_time import next_on_working_day
from bot.services.shared.enqueue import notify_group, notify_person

ACT = "points_review"
REVIEW, DOOR, RESULT = "points.review", "points.review_door", "points.result"
LATE = timedelta(hours=1)  # after the hour of the review


def job_subject(council: int) -> str:
    """Return the subject of the jobs of a council's points."""
    return f"points/{council}"


def schedule_review(tx: Tx, council: Council, now: datetime) -> None:
    """Schedule the next review, unless it is; it is only scheduled where something was reported."""
    if tx.get(Job, Job.key_of(job_subject(council.number), ACT)) is None:
        hour = time.fromisoformat(accounts.get_book(tx, council.number).review_at)
        at = next_on_working_day(council, hour, now)
        jobs.schedule(tx, ACT, job_subject(council.number), at, params=JobParams(council=council.number))


def move_review(tx: Tx, council: Council, now: datetime) -> None:
    """Move the scheduled review to its new hour."""
    if tx.get(Job, Job.key_of(job_subject(council.number), ACT)):
        jobs.cancel(tx, job_subject(council.number), ACT)
        schedule_review(tx, council, now)


def find_review(tx: Tx, council: int) -> PointReview | None:
    """Return the newest review."""
    return tx.get(PointReview, PointReview.key_of(council, tx.last_number(council, Numbered.POINT_REVIEW)))


def list_waiting(tx: Tx, review: PointReview, *, limit: int | None = None) -> list[PointClaimRow]:
    """Return the reports of a review that are not decided, the oldest first."""
    return tx.rows(PointClaimRow, review.council, ClaimState.PENDING, upto=review.upto, limit=limit)


def begin_review(tx: Tx, row: Job, now: datetime) -> None:
    """Post the result of the review before, as far as it was decided, and show the reviewers what is to be reviewed.

    After a downtime it is done once, and said to be late.
    """
    council = members.get_council(tx, row.params.council)
    before = find_review(tx, council.number)
    if before:
        _end(tx, before, now)
    upto = tx.last_number(council.number, Numbered.POINT_CLAIM)
    review = PointReview(
        council=council.number,
        number=tx.next_number(council.number, Numbered.POINT_REVIEW),
        upto=upto,
        late=now - row.at > LATE,
        at=now,
    )
    if not list_waiting(tx, review, limit=1):
        tx.put(replace(review, posted=True))
        return
    tx.put(review)
    append_entry(tx, council.number, "points_review", person=None, now=now, facts={"number": review.number})
    schedule_review(tx, council, now)
    for member in list_reviewers(tx, council.number):
        notify_person(
            tx,
            council,
            member,
            id=f"points_review/{review.key}/{member.person}",
            view=REVIEW if member.open_chat else DOOR,
            params=MessageParams(council=council.number, number=review.number, person=member.person, page=1),
            now=now,
            remember=True,
        )


def list_reviewers(tx: Tx, council: int) -> list[Member]:
    """Return the reviewers whom the head chose, as far as they are here; without any of them the officers."""
    chosen = members.members_of(tx, council, accounts.get_book(tx, council).reviewers)
    here = [member for member in chosen.values() if member.present]
    return here or list_officers(tx, council)


def list_officers(tx: Tx, council: int) -> list[Member]:
    """Return the clerks and the head."""
    head = members.find_head(tx, council)
    every = {each.person: each for each in (*members.list_clerks(tx, council), head) if each and each.present}
    return list(every.values())


def end_if_decided(tx: Tx, council: int, now: datetime) -> None:
    """Post the result of the review when nothing of it waits any more."""
    review = find_review(tx, council)
    if review and not review.posted and not list_waiting(tx, review, limit=1):
        _end(tx, review, now)


def _end(tx: Tx, review: PointReview, now: datetime) -> None:
    """Post the result of a review in the group, once; not one that decided nothing."""
    if review.posted:
        return
    tx.put(replace(review, posted=True))
    notify_group(
        tx,
        members.get_council(tx, review.council),
        id=f"points_result/{review.key}",
        view=RESULT,
        params=MessageParams(council=review.council, number=review.number, page=1),
        now=now,
        respect_quiet_hours=True,
        remember=True,
    )
