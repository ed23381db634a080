"""Meetings: the card, the news, the reminder, the regular days."""

from collections.abc import Mapping
from datetime import timedelta

from markupsafe import Markup

from bot.domain.calendar import HolidayPolicy
from bot.domain.intents import Intent
from bot.domain.meeting import MeetingState
from bot.domain.meeting_days import Occurrence, close_together
from bot.locales import N_, Words
from bot.ports import Button, Card
from bot.services.meetings import Days, Shown
from bot.views import labels, names, when

BR = Markup("\n")
STATES: Mapping[MeetingState, str] = {
    MeetingState.CANCELLED: N_("（已取消）"),
    MeetingState.HELD: N_("（已结束）"),
}


def _facts(_: Words, shown: Shown) -> list[Markup]:
    meeting = shown.meeting
    lines = [_("时间：{when}", when=when.moment(_, meeting.at, shown.council.zone))]
    if meeting.planned_day:
        lines.append(_("（原定 {day}，遇公休假日改期）", day=when.day(_, meeting.planned_day)))
    if not meeting.holidays_known:
        lines.append(_("（那一年的放假安排还没有公布，到时可能要调整）"))
    if meeting.place:
        lines.append(_("地点：{place}", place=meeting.place))
    if meeting.reason:
        lines.append(_("事由：{reason}", reason=meeting.reason))
    return lines


def _agenda(_: Words, shown: Shown) -> list[Markup]:
    if not shown.agenda:
        return [_("议程：还没有议题")]
    return [
        _("议程："),
        *(
            _("{place}. <b>#{number}</b> {title}", place=place, number=matter.number, title=matter.title)
            for place, matter in enumerate(shown.agenda, 1)
        ),
    ]


def _people(_: Words, shown: Shown) -> list[Markup]:
    lines = []
    if shown.coming:
        lines.append(_("参加 {n} 人：{who}", n=len(shown.coming), who=names.listed(_, shown.coming)))
    if shown.excused:
        lines.append(_("请假 {n} 人：{who}", n=len(shown.excused), who=names.listed(_, shown.excused)))
    return lines


def _rsvp(_: Words, shown: Shown) -> tuple[Button, ...]:
    where = shown.council.number, shown.meeting.number
    return (
        Button(str(_("参加")), Intent("rsvp", *where, "yes")),
        Button(str(_("请假")), Intent("rsvp", *where, "no")),
    )


def _still_on(shown: Shown) -> bool:
    return shown.meeting.state is MeetingState.PLANNED and shown.left > timedelta(0)


def card(_: Words, shown: Shown) -> Card:
    """Everything about one meeting, with its buttons."""
    kind = _("议事会") if shown.meeting.regular else _("临时议事会")
    state = _(STATES[shown.meeting.state]) if shown.meeting.state in STATES else Markup("")
    lines = [
        _("🗓 <b>{kind}</b>{state}", kind=kind, state=state),
        *_facts(_, shown),
        *_agenda(_, shown),
        *_people(_, shown),
    ]
    rows: list[tuple[Button, ...]] = []
    if shown.meeting.state is MeetingState.PLANNED:
        where = shown.council.number, shown.meeting.number
        rows = [
            _rsvp(_, shown),
            (
                Button(str(_("取消会议")), Intent("cancel", *where)),
                Button(str(_("改期")), Intent("postpone", *where)),
            ),
        ]
    return Card(BR.join(lines), buttons=tuple(rows), thread=shown.council.thread)


def news(_: Words, shown: Shown, what: str) -> Card:
    """A meeting was called off, moved, or is on again."""
    heads = {
        "cancelled": _("❌ <b>会议取消</b>"),
        "revived": _("🗓 <b>会议照常举行</b>"),
        "postponed": _("🗓 <b>会议改期</b>"),
    }
    rows: tuple[tuple[Button, ...], ...] = ()
    if what == "cancelled" and shown.meeting.state is MeetingState.CANCELLED:
        undo = Intent("revive", shown.council.number, shown.meeting.number)
        rows = ((Button(str(_("恢复会议")), undo),),)
    elif _still_on(shown):
        rows = (_rsvp(_, shown),)
    return Card(BR.join([heads[what], *_facts(_, shown)]), buttons=rows, thread=shown.council.thread)


def reminder(_: Words, shown: Shown) -> Card | None:
    """Remind the group, or nothing when the meeting has begun or is off by now."""
    if not _still_on(shown):
        return None
    head = _("🔔 <b>开会提醒</b>：还有 {left}", left=when.left(_, shown.left))
    lines = [head, *_facts(_, shown), *_agenda(_, shown), *_people(_, shown)]
    return Card(BR.join(lines), buttons=(_rsvp(_, shown),), thread=shown.council.thread)


def schedule(_: Words, shown: Days) -> Card:
    """The regular days, and the next three dates."""
    home = shown.council
    if not shown.days:
        return Card(_("现在没有定期议事日。"))
    lines = [_("🗓 <b>议事日</b>定好了。接下来三次："), *(_occurrence(_, day, home.zone) for day in shown.days)]
    if home.place:
        lines.append(_("地点：{place}", place=home.place))
    lines.append(_("{policy}", policy=_(labels.HOLIDAYS[home.holiday])))
    if home.holiday is not HolidayPolicy.KEEP:
        lines += [
            _(
                "提示：{first} 和 {second} 离得很近，可以考虑合并开会。",
                first=when.day(_, first.day),
                second=when.day(_, second.day),
            )
            for first, second in zip(shown.days, shown.days[1:], strict=False)
            if close_together(first, second)
        ]
    return Card(BR.join(lines), thread=home.thread)


def _occurrence(_: Words, day: Occurrence, zone: str) -> Markup:
    text = _("· {when}", when=when.moment(_, day.starts_at, zone))
    if day.day != day.planned_day:
        text += _("（原定 {day}，遇公休假日改期）", day=when.day(_, day.planned_day))
    if not day.known:
        text += _("（放假安排还没有公布）")
    return text
