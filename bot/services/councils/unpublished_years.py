"""Years without published public holidays: the head of each council is warned once of each such year that is near."""

from datetime import date, datetime, timedelta

from bot.domain.councils.council import Council
from bot.domain.meetings.meeting import Meeting, MeetingState
from bot.domain.shared.job import Job, JobParams
from bot.domain.shared.reminder import ReminderKind
from bot.index_rows import CouncilRow
from bot.ports import Tx
from bot.services.councils import members
from bot.services.meetings import rescheduling
from bot.services.shared import jobs
from bot.services.shared.council_time import day_now, morning_after
from bot.services.shared.holidays import holidays
from bot.services.shared.morning_jobs import BEFORE_THE_LIST, remind

AHEAD = timedelta(days=60)  # so long before a year it is near
FIRST_CHECK_AFTER = timedelta(hours=1)  # after a start, or after the council was set up: let that be read first
DAY = timedelta(days=1)
ACT = "unpublished_year"


def schedule_year_check(tx: Tx, council: Council, *, now: datetime) -> None:
    """Schedule the check of years: soon if a near year is not published, else when the next year is near."""
    _wait(tx, council, 0, now + FIRST_CHECK_AFTER if unpublished_year(council, 0, now) else _next_look(council, now))


def look_at_all(tx: Tx, *, now: datetime) -> None:
    """Schedule checks of all councils and their meetings at the start, as the holidays may have changed."""
    for row in tx.rows(CouncilRow):
        council = members.get_council(tx, row.number)
        job = next(iter(tx.find(Job, "about", _about(council.number))), None)
        if job is None:
            schedule_year_check(tx, council, now=now)
        elif job.at > now + FIRST_CHECK_AFTER and unpublished_year(council, job.params.told, now):
            _wait(tx, council, job.params.told, now + FIRST_CHECK_AFTER)
    for meeting in tx.find(Meeting, "unsure", MeetingState.PLANNED, False):
        rescheduling.replan_meeting(tx, meeting, now=now)


def check_year(tx: Tx, row: Job, now: datetime) -> None:
    """Warn the head of near years without published holidays: in a morning list, or without a chat in the group."""
    council = members.get_council(tx, row.params.council)
    told = row.params.told
    head = members.find_head(tx, council.number)
    for year in unpublished_year(council, told, now):
        remind(tx, council, head, ReminderKind.YEAR, number=year, now=now)
        told = year
    _wait(tx, council, told, _next_look(council, now))


def unpublished_year(council: Council, told: int, now: datetime) -> list[int]:
    """Return the years after `told`, this one and the one that is near, whose holidays are not known."""
    day = day_now(council, now)
    return [year for year in range(max(day.year, told + 1), _near(day) + 1) if year not in holidays().years]


def _near(day: date) -> int:
    return (day + AHEAD).year


def _next_look(council: Council, now: datetime) -> datetime:
    """Return the morning on which the next year is near, ahead of its list."""
    return morning_after(council, date(_near(day_now(council, now)) + 1, 1, 1) - AHEAD - DAY) - BEFORE_THE_LIST


def _about(council: int) -> str:
    return f"{ACT}/{council}"


def _wait(tx: Tx, council: Council, told: int, at: datetime) -> None:
    jobs.schedule(tx, ACT, _about(council.number), at, params=JobParams(council=council.number, told=told))
