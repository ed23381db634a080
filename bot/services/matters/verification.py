"""Verification of what was reported done (回头议): the question to those who proposed it, then closing or reopening."""

from dataclasses import replace
from datetime import date, datetime

from bot.domain.councils.council import Member
from bot.domain.hierarchy import escalation_ladder
from bot.domain.matters.acts import Act
from bot.domain.matters.errors import NotAsked
from bot.domain.matters.matter import (
    LOOK_BACK_TIME,
    Answer,
    Entry,
    Feedback,
    Matter,
    can,
    check_permitted,
    is_alone,
    is_asked,
    transition,
    wrong_state,
)
from bot.domain.matters.procedure import PROCEDURES
from bot.domain.shared.job import Job
from bot.domain.shared.reply import Reply
from bot.ports import Tx
from bot.services.councils import members
from bot.services.hierarchy.escalation import escalate
from bot.services.matters.assignments import (
    cancel_deadlines,
    job_params,
    job_subject,
    notify_persons,
    schedule_overdue_check,
)
from bot.services.matters.closings import close
from bot.services.matters.repository import REASON_LIMIT, clean_text, get_matter, list_supporters, save
from bot.services.shared import jobs
from bot.services.shared.council_time import day_now, morning_after
from bot.services.shared.holidays import holidays

ANSWER_ACTS = {
    Answer.YES: Act.ANSWER_YES,
    Answer.MOSTLY: Act.ANSWER_MOSTLY,
}  # discontent reopens and is written as that


def start_look_back(tx: Tx, matter: Matter, *, now: datetime) -> None:
    """Ask the participants whether the matter is solved, and schedule the end of the look-back."""
    cancel_deadlines(tx, matter)
    if matter.below:
        return  # those below are asked, where it came from
    jobs.schedule(tx, "look_back_over", job_subject(matter), now + LOOK_BACK_TIME, params=job_params(matter))
    notify_persons(tx, matter, matter.asked, "look_back", now=now)


def look_back_participants(tx: Tx, matter: Matter) -> tuple[int, ...]:
    """Return the proposer and the supporters present, to be asked; without a proposer who alone solved it."""
    if matter.below:
        return ()
    proposers = () if is_alone(matter) else (matter.proposer,)
    wanted = dict.fromkeys([*proposers, *list_supporters(tx, matter)])
    known = members.members_of(tx, matter.council, wanted)
    return tuple(person for person in wanted if known[person].present)


def record_feedback(
    tx: Tx, *, council: int, number: int, by: Member, answer: Answer, reason: str = "", now: datetime
) -> Reply:
    """Store an answer in the look-back; the newest of a person counts.

    "No", with a reason, reopens the matter at once; when everybody is satisfied it is closed, which the last of them
    may take back. Raises NotAsked, WrongState.
    """
    matter = get_matter(tx, council, number)
    check_asked(matter, by)
    given = Feedback(council=council, matter=number, round=matter.reopened, person=by.person, answer=answer, at=now)
    before = tx.get(Feedback, given.key)
    if before is None or before.answer is not answer:
        tx.put(given)
        if answer is Answer.NO:
            return _reopen(tx, matter, by, reason, now=now)
        changed = transition(_without(matter, before), Act.SATISFIED, entry=_entry(given))
        save(tx, changed, Act.SATISFIED, by=by, now=now, news=False, facts={"answer": answer})
        is_last = tx.count(Feedback, "matter", council, number, matter.reopened) >= len(matter.asked)
        if is_last and close_matter(tx, changed, by=by, now=now):
            return Reply("closed_by_answer", {"number": number})
    return Reply("thanks_for_answer", {"number": number})


def _entry(given: Feedback) -> Entry:
    return Entry(at=given.at, what=ANSWER_ACTS[given.answer], person=given.person)


def _without(matter: Matter, before: Feedback | None) -> Matter:
    """Remove a replaced answer from the timeline, which must not grow with every press."""
    gone = before and _entry(before)
    return replace(matter, timeline=tuple(entry for entry in matter.timeline if entry != gone))


def check_asked(matter: Matter, by: Member) -> None:
    """Raise NotAsked or WrongState unless this person is being asked whether the matter is solved."""
    if not can(matter, Act.SATISFIED):
        raise wrong_state(matter, Act.SATISFIED)
    if not is_asked(matter, by.person):
        raise NotAsked


def reopen_matter(tx: Tx, *, council: int, number: int, by: Member, reason: str, now: datetime) -> Reply:
    """Reopen a matter, for a person who was asked, the proposer or an officer."""
    matter = get_matter(tx, council, number)
    if can(matter, Act.SATISFIED) and is_asked(matter, by.person):
        return record_feedback(tx, council=council, number=number, by=by, answer=Answer.NO, reason=reason, now=now)
    check_permitted(matter, Act.REOPEN, by)
    return _reopen(tx, matter, by, reason, now=now)


def _reopen(tx: Tx, matter: Matter, by: Member, reason: str, *, now: datetime) -> Reply:
    """Return a matter to its handler; when it is reopened again, escalate it to the next level."""
    words, _ = clean_text(reason, REASON_LIMIT)
    council = members.get_council(tx, matter.council)
    jobs.cancel(tx, job_subject(matter))
    again = replace(matter, reopened=matter.reopened + 1)
    step = escalation_ladder.level_above(council.ladder, matter.level) if matter.reopened else None
    if step:
        escalate(tx, council, again, step, Act.REOPEN_ABOVE, by=by, text=words, now=now)
        return Reply("reopened", {"number": matter.number})
    limit = escalation_ladder.last_day(council.limits, matter.level, day_now(council, now), holidays())
    day = max(matter.assignment.due or date.min, limit.day)
    known = limit.known if day == limit.day else matter.assignment.due_known
    assignment = matter.assignment.with_deadline(day, known=known)
    entry = Entry(at=now, what=Act.REOPEN, person=by.person, text=words)
    again = transition(again, Act.REOPEN, entry=entry, assignment=assignment, result=None, verified=None)
    schedule_overdue_check(tx, council, again)
    save(tx, again, Act.REOPEN, by=by, now=now)
    notify_persons(tx, again, [again.assignment.handler], "matter.yours", now=now)
    return Reply("reopened", {"number": matter.number})


def end_look_back(tx: Tx, row: Job, now: datetime) -> None:
    """End the look-back: a matter that nobody disputed is closed."""
    matter = get_matter(tx, row.params.council, row.params.matter)
    if can(matter, Act.CLOSE):
        close_matter(tx, matter, now=now)


def close_matter(tx: Tx, matter: Matter, *, by: Member | None = None, now: datetime) -> bool:
    """Close a matter nobody disputed (UNVERIFIED if nobody answered), and return whether it is closed.

    If its result is or must be published, the end of that publication closes it. `by`: the person whose answer was the
    last.
    """
    result, council = matter.result, members.get_council(tx, matter.council)
    if result is None and PROCEDURES[matter.procedure].result:
        return False
    if result and day_now(council, now) <= result.last:
        jobs.schedule(
            tx, "look_back_over", job_subject(matter), morning_after(council, result.last), params=job_params(matter)
        )
        return False
    verified = sum(count_answers(tx, matter).values()) > 0
    entry = Entry(at=now, what=Act.CLOSE if verified else Act.UNVERIFIED)
    closed = close(tx, matter, entry.what, entry=entry, by=by.person if by else None, verified=verified)
    jobs.cancel(tx, job_subject(matter))
    save(tx, closed, entry.what, by=None, now=now)
    return True


def count_answers(tx: Tx, matter: Matter) -> dict[Answer, int]:
    """Count the answers of the present round."""
    return {
        answer: tx.count(Feedback, "matter", matter.council, matter.number, matter.reopened, answer)
        for answer in Answer
    }
