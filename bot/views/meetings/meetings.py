"""Cards of a meeting: its card, news, reminders, regular days."""

from collections.abc import Mapping
from datetime import timedelta

from markupsafe import Markup

from bot.domain.meetings.meeting import NEAR, MeetingState
from bot.domain.meetings.meeting_acts import MeetingAct
from bot.domain.meetings.meeting_days import Occurrence, close_together
from bot.domain.shared.button_intent import Intent
from bot.domain.shared.working_days import HolidayPolicy
from bot.locales import N_, Words
from bot.ports import Button, Card
from bot.read_models.meetings import Days, ShownMeeting
from bot.views.meetings.act_buttons import rows_for
from bot.views.meetings.practice_items import describe_items
from bot.views.shared import dates, labels, names
from bot.views.shared.text_fit import BR

AGENDA_SHOWN = 20
NAMES_SHOWN = 20
MEETING_STATES: Mapping[MeetingState, str] = {
    MeetingState.PLANNED: N_("🗓 <b>{kind}</b>"),
    MeetingState.CANCELLED: N_("❌ <b>{kind}</b>（已取消）"),
    MeetingState.OPEN: N_("🟢 <b>{kind}</b>（正在开）"),
    MeetingState.HELD: N_("🏁 <b>{kind}</b>（已结束）"),
    MeetingState.UNOPENED: N_("⚪ <b>{kind}</b>（已经过了）"),
    MeetingState.INQUORATE: N_("⚪ <b>{kind}</b>（流会）"),
}
PAST: Mapping[MeetingState, str] = {
    MeetingState.PLANNED: N_("时间到了"),
    MeetingState.CANCELLED: N_("会议取消了"),
    MeetingState.OPEN: N_("正在开"),
    MeetingState.HELD: N_("会议结束了"),
    MeetingState.UNOPENED: N_("已经过了"),
    MeetingState.INQUORATE: N_("流会", "past"),
}
MEETING_NEWS: Mapping[str, str] = {
    "cancelled": N_("❌ <b>会议取消了</b>，请互相转告。"),
    "revived": N_("🗓 <b>会议照常举行</b>，请互相转告。"),
    "resumed": N_("▶️ <b>刚才散会点早了，会议继续</b>。纪要等散会了再写。"),
    "refitted": N_("🗓 <b>原定那天放假，会议改期</b>，新的时间请看下面。能不能来，请再点一次。"),
    "left_out": N_("❌ <b>原定那天放假，这次会议不开了</b>，请互相转告。"),
    "missed": N_("⏱ <b>这次会议我没有赶上</b>：那时我不在，没有签到，也没有纪要。议程上的事留到下次会议。"),
    "unopened": N_("⚪ {when}的议事日没有在这里开会。{following}"),
    "postponed": N_("🗓 <b>会议改期了</b>，新的时间请看下面。能不能来，请再点一次。"),
}


def _facts(_: Words, shown: ShownMeeting) -> list[Markup]:
    meeting = shown.meeting
    lines = [_("时间：<b>{when}</b>", when=dates.format_moment(_, meeting.at, shown.council.zone))]
    if meeting.planned_day:
        lines.append(_("（原定 {day}，因法定节假日改期）", day=dates.format_day(_, meeting.planned_day)))
    if not meeting.holidays_known:
        lines.append(_("（那时的放假安排还没有公布，时间可能会调整）"))
    if meeting.place:
        lines.append(_("地点：{place}", place=meeting.place))
    if meeting.reason:
        lines.append(_("事由：{reason}", reason=meeting.reason))
    return lines


def _agenda(_: Words, shown: ShownMeeting) -> list[Markup]:
    return [*_new(_, shown), *describe_items(_, shown.practices), *_looked_back(_, shown)]


def _looked_back(_: Words, shown: ShownMeeting) -> list[Markup]:
    """Return the lines on matters reported done, which every meeting looks back on."""
    if not shown.look_back:
        return []
    lines = [
        _("回头议（真的办好了吗）："),
        *(
            _("· <b>#{number}</b> {title}", number=matter.number, title=matter.title)
            for matter in shown.look_back[:AGENDA_SHOWN]
        ),
    ]
    if len(shown.look_back) > AGENDA_SHOWN:
        lines.append(_("… 还有 {n} 个议题", n=len(shown.look_back) - AGENDA_SHOWN))
    return lines


def _new(_: Words, shown: ShownMeeting) -> list[Markup]:
    if not shown.agenda:
        return [_("议程：还没有议题")]
    lines = [
        _("议程："),
        *(
            _("{place}. <b>#{number}</b> {title}", place=place, number=matter.number, title=matter.title)
            + (_("（临时动议）") if matter.number in shown.meeting.motions else "")
            for place, matter in enumerate(shown.agenda[:AGENDA_SHOWN], 1)
        ),
    ]
    if len(shown.agenda) > AGENDA_SHOWN:
        lines.append(_("… 还有 {n} 个议题", n=len(shown.agenda) - AGENDA_SHOWN))
    return lines


def _people(_: Words, shown: ShownMeeting) -> list[Markup]:
    lines = []
    if shown.coming:
        lines.append(_("参加 {n} 人：{who}", n=len(shown.coming), who=names.list_names(_, shown.coming, NAMES_SHOWN)))
    if shown.excused:
        lines.append(_("请假 {n} 人：{who}", n=len(shown.excused), who=names.list_names(_, shown.excused, NAMES_SHOWN)))
    return lines or [_("还没有人报名。")]


def _rsvp(_: Words, shown: ShownMeeting) -> tuple[Button, ...]:
    """Return the buttons that answer the invitation; the only reader sees their answer marked."""
    where, moves = (shown.council.number, shown.meeting.number), shown.meeting.moves or ""

    def answer(label: Markup, arg: str, *, is_mine: bool) -> Button:
        return Button(str(_("✓ {label}", label=label) if is_mine else label), Intent("rsvp", *where, f"{arg}{moves}"))

    answers = (
        answer(_("参加"), "yes", is_mine=shown.comes is True),
        answer(_("请假"), "no", is_mine=shown.comes is False),
    )
    if shown.is_for_one and shown.comes is None:  # there is no answer to take back
        return answers
    return (*answers, answer(_("不来了"), "off", is_mine=False))


def _still_on(shown: ShownMeeting) -> bool:
    return shown.meeting.state is MeetingState.PLANNED and shown.left > timedelta(0)


def _everything(_: Words, shown: ShownMeeting) -> list[Markup]:
    """Return time and place, the agenda and the attendees; the last two only for the next meeting."""
    if shown.meeting.state is not MeetingState.PLANNED:
        return _facts(_, shown)
    return [*_facts(_, shown), Markup(""), *_agenda(_, shown), Markup(""), *_people(_, shown)]


def meeting_card(_: Words, shown: ShownMeeting, acts: tuple[MeetingAct, ...] | None = None) -> Card:
    """The page of a meeting, with its buttons while it is planned; `acts` of its only reader, None: all read it."""
    kind = _("议事会") if shown.meeting.regular else _("临时议事会")
    head = _(MEETING_STATES[shown.meeting.state], kind=kind)
    rows: list[tuple[Button, ...]] = []
    if shown.meeting.state is MeetingState.PLANNED:
        rows = [_rsvp(_, shown), *rows_for(_, shown.meeting, acts)]
    return Card(BR.join([head, *_everything(_, shown)]), buttons=tuple(rows), thread=shown.council.thread)


def meeting_news_card(_: Words, shown: ShownMeeting, what: str) -> Card:
    """The news that a meeting was cancelled, moved, missed or revived."""
    rows: tuple[tuple[Button, ...], ...] = ()
    if what in {"cancelled", "left_out"} and shown.meeting.state is MeetingState.CANCELLED:
        rows = rows_for(_, shown.meeting, None)
    elif _still_on(shown) and what not in {"cancelled", "left_out"}:
        rows = (_rsvp(_, shown),)
    if what == "unopened":  # one line: what to do about it is told to the head
        when = dates.format_moment(_, shown.meeting.at, shown.council.zone)
        line = _(MEETING_NEWS[what], when=when, following=Markup(" ").join(_following(_, shown)))
        return Card(line, buttons=rows, thread=shown.council.thread)
    return Card(BR.join([_(MEETING_NEWS[what]), *_facts(_, shown)]), buttons=rows, thread=shown.council.thread)


def unopened_card(_: Words, shown: ShownMeeting) -> Card:
    """The notice to the head that a meeting day passed without a meeting, and the ways to catch up."""
    lines = [
        _("⚪ {when}的议事日，没有人点「开会」。", when=dates.format_moment(_, shown.meeting.at, shown.council.zone)),
        _("会开过了：议定的事发 /resolve 记下来。"),
        _("没有开：议程上的事（{n} 件）留到下次会议。", n=len(shown.agenda)),
        *_following(_, shown),
        _("下次开会时，请在群里点「开会」，签到、纪要就都有了。"),
    ]
    return Card(BR.join(lines))


def _following(_: Words, shown: ShownMeeting) -> list[Markup]:
    if shown.following is None:
        return [_("下次会议还没有定。")]
    return [_("下次：<b>{when}</b>", when=dates.format_moment(_, shown.following.at, shown.council.zone))]


def meeting_reminder_card(_: Words, shown: ShownMeeting, *, sent: bool) -> Card | None:
    """The reminder of a meeting; None when it has begun or is cancelled, unless it was `sent`: then it says so."""
    if not _still_on(shown):
        return _past(_, shown, N_("🔔 <b>开会提醒：{state}</b>")) if sent else None
    left = dates.format_time_left(_, shown.meeting.at, shown.left, shown.council.zone)
    lines = [
        _("🔔 <b>开会提醒：{left}</b>", left=left),
        *_everything(_, shown),
        _("能来请点「参加」，来不了请点「请假」。"),
    ]
    rows = (_rsvp(_, shown), *(rows_for(_, shown.meeting, None) if shown.left <= NEAR else ()))
    return Card(BR.join(lines), buttons=rows, thread=shown.council.thread)


def agenda_card(_: Words, shown: ShownMeeting, *, sent: bool) -> Card | None:
    """The agenda; None when the meeting has begun or is cancelled, unless it was `sent`: then it says so."""
    if not _still_on(shown):
        return _past(_, shown, N_("📋 <b>会议议程公布：{state}</b>")) if sent else None
    fixed = _("议程定了。再加的是临时动议，要请议事长来加。")
    lines = [_("📋 <b>会议议程公布</b>"), *_everything(_, shown), *([Markup(""), fixed] if shown.agenda else [])]
    return Card(BR.join(lines), buttons=(_rsvp(_, shown),), thread=shown.council.thread)


def _past(_: Words, shown: ShownMeeting, head: str) -> Card:
    """An earlier message about a meeting that is cancelled, over or under way: its state, without buttons."""
    state = _(PAST[shown.meeting.state])
    return Card(BR.join([_(head, state=state), *_facts(_, shown)]), thread=shown.council.thread)


def schedule_card(_: Words, shown: Days) -> Card:
    """The regular meeting days, and the next three dates."""
    council = shown.council
    if shown.schedule is None or not shown.days:
        return Card(_("现在没有定期的议事日。议事长可以发 /schedule 定下来。"))
    lines = [_("🗓 <b>议事日：{days}</b>", days=dates.format_schedule(_, shown.schedule))]
    if council.place:
        lines.append(_("地点：{place}", place=council.place))
    lines += [
        Markup(""),
        _("接下来三次："),
        *(_occurrence(_, day, council.zone) for day in shown.days),
        Markup(""),
        _("{policy}。要改，请发 /schedule 加上：顺延、提前、照开或跳过。", policy=_(labels.HOLIDAYS[council.holiday])),
    ]
    if council.holiday is not HolidayPolicy.KEEP:
        lines += [
            _(
                "提示：{first} 和 {second} 离得很近，可以考虑合并开会。",
                first=dates.format_day(_, first.day),
                second=dates.format_day(_, second.day),
            )
            for first, second in zip(shown.days, shown.days[1:], strict=False)
            if close_together(first, second)
        ]
    return Card(BR.join(lines), thread=council.thread)


def _occurrence(_: Words, day: Occurrence, zone: str) -> Markup:
    text = _("· {when}", when=dates.format_moment(_, day.starts_at, zone))
    if day.day != day.planned_day:
        text += _("（原定 {day}，因法定节假日改期）", day=dates.format_day(_, day.planned_day))
    if not day.known:
        text += _("（放假安排还没有公布，可能会调整）")
    return text
