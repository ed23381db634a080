"""Summaries of a month or a quarter, sent to the group on the first working day after it.

Its figures come from indexes that end where the period begins: what they cost grows with the period, not with the
council's matters.
"""

from collections import Counter
from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from itertools import islice

from bot.domain.councils.council import Council
from bot.domain.matters.acts import Act
from bot.domain.matters.category import Category
from bot.domain.matters.matter import Matter
from bot.domain.matters.response_time import days_until_answer, find_answer
from bot.domain.matters.satisfaction import SATISFIED
from bot.domain.matters.state import ENDED, LOOKING_BACK, OPEN, State
from bot.domain.shared.job import Job, JobParams
from bot.domain.shared.message_params import MessageParams
from bot.domain.shared.reporting_period import Period, month_before, quarter_before
from bot.index_rows import AnsweredRow, DueDayRow, TouchedRow
from bot.ports import Tx
from bot.read_models.reports import Activity, ShownSummary
from bot.services.councils import members
from bot.services.reports.dated_rows import Span, iso_instant, rows_since
from bot.services.reports.practice_figures import load_figures
from bot.services.reports.turnout import load_turnout
from bot.services.shared import jobs
from bot.services.shared.council_time import day_now, first_working_morning, next_working_month
from bot.services.shared.enqueue import notify_group

STALE_AFTER = timedelta(days=14)  # after this it is no news any more
RECENTLY = timedelta(days=90)
MATTERS_READ = 300  # of which the days are counted, where no period bounds them
MATTERS_LISTED = 8  # matters that wait, by name
SOLVED = LOOKING_BACK | ENDED | {State.ARCHIVED}


def job_subject(council: int) -> str:
    """Return the subject of the jobs of a council's summaries."""
    return f"summary/{council}"


def schedule_summary(tx: Tx, council: Council, *, now: datetime) -> None:
    """Schedule the next summary, unless one is scheduled or the council wants none."""
    if council.summaries and not tx.count(Job, "about", job_subject(council.number)):
        _wait(tx, council, now)


def _wait(tx: Tx, council: Council, now: datetime) -> None:
    jobs.schedule(
        tx,
        "summary",
        job_subject(council.number),
        next_working_month(council, now),
        params=JobParams(council=council.number),
    )


def send_summary(tx: Tx, row: Job, now: datetime) -> None:
    """Send the newest summary, after a quarter its review as well, unless it is too late (`STALE_AFTER`)."""
    council = members.get_council(tx, row.params.council)
    day = day_now(council, now)
    if council.summaries and timedelta() <= now - first_working_morning(council, day) <= STALE_AFTER:
        _tell(tx, council, month_before(day), now)
        if day.month % 3 == 1:
            _tell(tx, council, quarter_before(day), now)
    if council.summaries:
        _wait(tx, council, now)


def _tell(tx: Tx, council: Council, period: Period, now: datetime) -> None:
    if load_summary(tx, council.number, period):
        notify_group(
            tx,
            council,
            id=f"summary/{council.number}/{period.first}/{period.last}",
            view="summary",
            params=MessageParams(council=council.number, first=period.first.isoformat(), last=period.last.isoformat()),
            now=now,
            respect_quiet_hours=True,
        )


def load_summary(tx: Tx, council_number: int, period: Period) -> ShownSummary | None:
    """Return the figures of a period; None when nothing happened in it and nothing waits."""
    council = members.get_council(tx, council_number)
    begins, ends = period.bounds(council.zone)
    touched = [
        matter
        for row in rows_since(tx, TouchedRow, council_number, first=iso_instant(begins))
        if (matter := tx.get(Matter, row.key))
    ]
    solved = [matter for matter in touched if _last(matter, Act.DONE, begins, ends) and matter.state in SOLVED]
    handed = [matter for matter in touched if _last(matter, Act.ASSIGN, begins, ends)]
    answers = [row.answer for row in rows_since(tx, AnsweredRow, council_number, first=iso_instant(begins), upto=ends)]
    promised = [
        State(row.state)
        for row in rows_since(tx, DueDayRow, council_number, first=str(period.first), upto=str(period.last))
    ]
    shown = ShownSummary(
        council=council,
        period=period,
        proposed=sum(begins <= matter.at < ends for matter in touched),
        solved=len(solved),
        overdue=tx.count(Matter, "marked_overdue", council_number, True),
        handed=len(handed),
        answered_in_time=sum(bool(matter.assignment.acknowledged) for matter in handed),
        promised=len(promised),
        kept=sum(state in SOLVED - {State.UNVERIFIED} for state in promised),
        answers=len(answers),
        satisfied=sum(answer in SATISFIED for answer in answers),
        waiting=tx.count(Matter, "open", council_number, True),
        oldest=tuple(tx.find(Matter, "open", council_number, True, limit=MATTERS_LISTED)),
        activity=Activity(
            solved=Counter(matter.category for matter in solved),
            waiting=count_waiting(tx, council_number),
            days=answered_days(touched, council.zone, begins, ends),
            turnout=load_turnout(tx, council_number, touched, Span(begins, ends)),
        ),
        practices=load_figures(tx, council, Span(begins, ends)),
    )
    return shown if touched or shown.waiting or shown.has_figures else None


def count_waiting(tx: Tx, council: int) -> dict[Category, int]:
    """Count the matters that are not solved yet by category, from an index alone."""
    return _count(tx, council, OPEN - LOOKING_BACK)


def _count(tx: Tx, council: int, states: Collection[State]) -> dict[Category, int]:
    return {
        category: sum(tx.count(Matter, "category", council, category, state) for state in states)
        for category in Category
    }


def answered_days(matters: Iterable[Matter], zone: str, begins: datetime, ends: datetime) -> tuple[int, ...]:
    """Return after how many days each of the matters was answered whose answer falls into a period."""
    answers = ((find_answer(matter), days_until_answer(matter, zone)) for matter in matters)
    return tuple(days for answer, days in answers if answer and days is not None and begins <= answer.at < ends)


def load_activity(tx: Tx, council_number: int, now: datetime) -> Activity:
    """Count all matters of a council by category; days and turnout are of the last `RECENTLY`, of so many matters."""
    begins = now - RECENTLY
    rows = islice(rows_since(tx, TouchedRow, council_number, first=iso_instant(begins)), MATTERS_READ)
    recent = [matter for row in rows if (matter := tx.get(Matter, row.key))]
    return Activity(
        solved=_count(tx, council_number, SOLVED),
        waiting=count_waiting(tx, council_number),
        days=answered_days(recent, members.get_council(tx, council_number).zone, begins, now),
        turnout=load_turnout(tx, council_number, recent, Span(begins, now)),
    )


def _last(matter: Matter, what: Act, begins: datetime, ends: datetime) -> bool:
    """Return whether something happened to a matter in the period for the last time."""
    at = next((entry.at for entry in reversed(matter.timeline) if entry.what == what), None)
    return at is not None and begins <= at < ends
