"""Regular meeting days, and the dates on which they fall."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.shared.working_days import DAY, HolidayPolicy, Holidays, move_meeting_day

LAST = -1  # 每月最后一个, 每月最后一天
USUAL_TIME = time(19, 30)  # after work and supper
LONGEST_MONTH = 31
LONGEST_MOVE = timedelta(days=31)  # no holiday lasts longer
HORIZON = timedelta(days=366)  # the rarest meeting, on a fifth Sunday, comes within it


@dataclass(frozen=True, kw_only=True)
class Schedule:
    """The regular meeting days of a council: `days` of each month and `weekdays`, at a time of the council's zone.

    `nth` narrows the weekdays to the first (1) … fifth (5) or LAST one of each month; empty means every week.
    """

    days: tuple[int, ...] = ()  # 1 … 31, or LAST; a month without that day has no meeting
    weekdays: tuple[int, ...] = ()  # 0 Monday … 6 Sunday
    nth: tuple[int, ...] = ()
    hour: int = USUAL_TIME.hour
    minute: int = USUAL_TIME.minute

    def has(self, day: date) -> bool:
        """Return whether `day` is a meeting day, holidays left aside."""
        if day.day in self.days or (LAST in self.days and (day + DAY).month != day.month):
            return True
        if day.weekday() not in self.weekdays:
            return False
        is_last = (day + timedelta(weeks=1)).month != day.month
        return not self.nth or (day.day + 6) // 7 in self.nth or (is_last and LAST in self.nth)


@dataclass(frozen=True, kw_only=True)
class Occurrence:
    """A meeting day. `known` is False when a holiday not published yet could still move it."""

    day: date
    planned_day: date  # before a holiday moved it
    starts_at: datetime  # UTC
    known: bool


def occurrences(  # noqa: PLR0917 - in the order one would say them
    schedule: Schedule, zone: ZoneInfo, after: datetime, holidays: Holidays, policy: HolidayPolicy, count: int
) -> list[Occurrence]:
    """Return the next `count` meetings that start after `after` (UTC), holidays minded.

    Two that fall on one day become one. A time that the clocks skip is the one they show instead.
    """
    found: list[Occurrence] = []
    planned = after.astimezone(zone).date() - LONGEST_MOVE
    end = planned + LONGEST_MOVE + HORIZON * count
    while len(found) < count and planned < end:
        held = move_meeting_day(planned, policy, holidays) if schedule.has(planned) else None
        if held and not (found and found[-1].day == held.day):
            at = datetime.combine(held.day, time(schedule.hour, schedule.minute), zone).astimezone(UTC)
            if at > after:
                found.append(Occurrence(day=held.day, planned_day=planned, starts_at=at, known=held.known))
        planned += DAY
    return found


def close_together(a: Occurrence, b: Occurrence, days: int = 3) -> bool:
    """Return whether a holiday moved one of two meetings so near the other that holding both makes little sense."""
    moved = a.day != a.planned_day or b.day != b.planned_day
    return moved and abs(b.day - a.day) <= timedelta(days=days)
