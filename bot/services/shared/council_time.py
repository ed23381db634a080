"""The council's day, its mornings, and its regular meeting days."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.councils.council import Council
from bot.domain.meetings.meeting_days import Occurrence, occurrences
from bot.domain.shared.date_parsing import next_year
from bot.domain.shared.errors import PastDay, PastThisYear
from bot.domain.shared.local_time import DAY, local_time
from bot.domain.shared.quiet_hours import end_of_quiet
from bot.domain.shared.reporting_period import month_period
from bot.domain.shared.working_days import add_working_days
from bot.services.shared.holidays import holidays

MORNING = time(9)


def day_now(council: Council, now: datetime) -> date:
    """Return the council's day."""
    return now.astimezone(ZoneInfo(council.zone)).date()


def morning_after(council: Council, day: date) -> datetime:
    """Return nine in the morning of the day after (UTC)."""
    return datetime.combine(day + timedelta(days=1), MORNING, ZoneInfo(council.zone)).astimezone(UTC)


def first_working_morning(council: Council, day: date) -> datetime:
    """Return nine in the morning of the first working day in the month of a day (UTC)."""
    before = day.replace(day=1) - timedelta(days=1)
    return local_time(add_working_days(before, 1, holidays()).day, MORNING, council.zone)


def next_working_month(council: Council, now: datetime) -> datetime:
    """Return nine in the morning of the next first working day of a month (UTC)."""
    day = day_now(council, now)
    soonest = first_working_morning(council, day)
    return soonest if soonest > now else first_working_morning(council, month_period(day.replace(day=1), 1).last + DAY)


def next_on_working_day(council: Council, at: time, now: datetime) -> datetime:
    """Return the next time that the council's clocks show `at` on a working day (UTC)."""
    first = add_working_days(day_now(council, now) - DAY, 1, holidays()).day
    found = local_time(first, at, council.zone)
    return found if found > now else local_time(add_working_days(first, 1, holidays()).day, at, council.zone)


def end_of_night(council: Council, now: datetime) -> datetime | None:
    """Return when the council's quiet hours end (UTC); None outside of them."""
    end = end_of_quiet(now, council.zone)
    return end if end > now else None


def past_day_error(text: str, today: date) -> PastDay:
    """Return the refusal of a day that is over; without a year in `text`, next year's may be meant."""
    later = next_year(text, today)
    return PastThisYear(day=later[0].isoformat(), text=later[1]) if later else PastDay()


def coming_days(council: Council, after: datetime, count: int = 3) -> list[Occurrence]:
    """Return the next regular meeting days after an instant (UTC)."""
    if council.schedule is None:
        return []
    return occurrences(council.schedule, ZoneInfo(council.zone), after, holidays(), council.holiday, count)
