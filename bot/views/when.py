"""Days and times as people read them, in the council's zone."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from markupsafe import Markup

from bot.locales import N_, Words

WEEKDAYS = (N_("周一"), N_("周二"), N_("周三"), N_("周四"), N_("周五"), N_("周六"), N_("周日"))


def day(_: Words, value: date) -> Markup:
    """12月3日 周四."""
    return _("{month}月{day}日 {weekday}", month=value.month, day=value.day, weekday=_(WEEKDAYS[value.weekday()]))


def moment(_: Words, value: datetime, zone: str) -> Markup:
    """12月3日 周四 19:30, in the zone of that IANA name."""
    local = value.astimezone(ZoneInfo(zone))
    return _("{day} {time}", day=day(_, local.date()), time=f"{local:%H:%M}")


def short(_: Words, value: datetime, zone: str) -> Markup:
    """2026-12-03: for lines of a timeline."""
    return Markup.escape(value.astimezone(ZoneInfo(zone)).strftime("%Y-%m-%d"))


def left(_: Words, value: timedelta) -> Markup:
    """How long it still is, in the largest unit that is honest."""
    if value >= timedelta(days=2):
        return _("{n} 天", n=value // timedelta(days=1))
    if value >= timedelta(hours=2):
        return _("{n} 小时", n=value // timedelta(hours=1))
    return _("{n} 分钟", n=max(0, value // timedelta(minutes=1)))
