"""Formatting of days and times in the council's zone."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from markupsafe import Markup

from bot.domain.meetings.meeting_days import LAST, Schedule
from bot.domain.shared.reporting_period import Period
from bot.locales import N_, Words

WEEKDAY_LABELS = (N_("周一"), N_("周二"), N_("周三"), N_("周四"), N_("周五"), N_("周六"), N_("周日"))
MONTHS = (
    N_("1月"),
    N_("2月"),
    N_("3月"),
    N_("4月"),
    N_("5月"),
    N_("6月"),
    N_("7月"),
    N_("8月"),
    N_("9月"),
    N_("10月"),
    N_("11月"),
    N_("12月"),
)
# Up to which hour people call the time of day so.
DAY_PARTS = (
    (6, N_("凌晨 {time}")),
    (9, N_("早上 {time}")),
    (12, N_("上午 {time}")),
    (13, N_("中午 {time}")),
    (18, N_("下午 {time}")),
    (24, N_("晚上 {time}")),
)
NTH = {1: N_("第一个"), 2: N_("第二个"), 3: N_("第三个"), 4: N_("第四个"), 5: N_("第五个"), LAST: N_("最后一个")}
ZONES = {"Asia/Shanghai": N_("北京时间")}
SENDING = timedelta(minutes=5)  # a reminder that took a moment to send still says the round number


def format_day(_: Words, value: date) -> Markup:
    """12月3日 周四; of another year than the reader's 2027年1月8日 周五."""
    if _.today and value.year != _.today.year:
        return format_full_day(_, value)
    return _(
        "{month}{day}日 {weekday}",
        month=_(MONTHS[value.month - 1]),
        day=value.day,
        weekday=_(WEEKDAY_LABELS[value.weekday()]),
    )


def format_full_day(_: Words, value: date) -> Markup:
    """2026年12月3日 周四: where it is read in any year."""
    return _(
        "{year}年{month}{day}日 {weekday}",
        year=value.year,
        month=_(MONTHS[value.month - 1]),
        day=value.day,
        weekday=_(WEEKDAY_LABELS[value.weekday()]),
    )


def format_day_of_year(_: Words, value: date) -> Markup:
    """12月3日."""
    return _("{month}{day}日", month=_(MONTHS[value.month - 1]), day=value.day)


def format_moment(_: Words, value: datetime, zone: str) -> Markup:
    """12月3日 周四 晚上 19:30, in the zone of that IANA name; the year stands before another year's."""
    return _moment(_, value, zone, format_day)


def format_full_moment(_: Words, value: datetime, zone: str) -> Markup:
    """2026年12月3日 周四 晚上 19:30: where it is read in any year."""
    return _moment(_, value, zone, format_full_day)


def _moment(_: Words, value: datetime, zone: str, day_: Callable[[Words, date], Markup]) -> Markup:
    local = value.astimezone(ZoneInfo(zone))
    return _("{day} {time}", day=day_(_, local.date()), time=_clock(_, local.hour, local.minute))


def _clock(_: Words, hour: int, minute: int) -> Markup:
    part = next(part for end, part in DAY_PARTS if hour < end)
    return _(part, time=f"{hour:02}:{minute:02}")


def format_iso_day(value: datetime, zone: str) -> str:
    """2026-12-03: for lines of a timeline."""
    return f"{value.astimezone(ZoneInfo(zone)):%Y-%m-%d}"


def format_time_left(_: Words, at: datetime, wait: timedelta, zone: str) -> Markup:
    """Return the time until `at` (UTC), `wait` from now: in calendar days of `zone`, on the day itself in hours."""
    here = ZoneInfo(zone)
    days = (at.astimezone(here).date() - (at - wait).astimezone(here).date()).days
    if days > 1:
        return _("还有 {n} 天", n=days)
    if days == 1:
        return _("就在明天")
    round_up = -(-wait // SENDING) * SENDING
    if round_up >= timedelta(hours=2):
        return _("还有 {n} 小时", n=round_up // timedelta(hours=1))
    return _("还有 {n} 分钟", n=round_up // timedelta(minutes=1))


def format_schedule(_: Words, schedule: Schedule) -> Markup:
    """每月 8、18、28 日 晚上 19:30: the regular meeting days."""
    comma = _("、")
    if schedule.days:
        numbers = comma.join(str(day) for day in schedule.days if day != LAST)
        if LAST not in schedule.days:
            days = _("每月 {days} 日", days=numbers)
        else:
            days = _("每月 {days} 日、最后一天", days=numbers) if numbers else _("每月最后一天")
    else:
        weekdays = comma.join(_(WEEKDAY_LABELS[weekday]) for weekday in schedule.weekdays)
        which = comma.join(_(NTH[nth]) for nth in sorted(schedule.nth, key=lambda nth: (nth == LAST, nth)))
        days = _("每月{which}{weekdays}", which=which, weekdays=weekdays) if which else _("每{days}", days=weekdays)
    return _("{day} {time}", day=days, time=_clock(_, schedule.hour, schedule.minute))


def zone_name(_: Words, name: str) -> Markup:
    """Return the name that people have for a zone, or else its IANA name."""
    return _(ZONES[name]) if name in ZONES else Markup.escape(name)


def format_period(_: Words, period: Period) -> Markup:
    """2026年3月, 2026年1月到3月, or a whole 2026年: whole months of one year."""
    first, last = period.first.month, period.last.month
    if (first, last) == (1, 12):
        return _("{year}年", year=period.first.year)
    if first == last:
        return _("{year}年{month}", year=period.first.year, month=_(MONTHS[first - 1]))
    return _("{year}年{first}到{last}", year=period.first.year, first=_(MONTHS[first - 1]), last=_(MONTHS[last - 1]))
