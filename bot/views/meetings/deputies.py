"""The reminder that a people's deputy gets before a meeting."""

from datetime import datetime

from markupsafe import Markup

from bot.domain.matters.matter import Matter
from bot.domain.shared.button_intent import Intent
from bot.locales import Words
from bot.ports import Button, Card
from bot.read_models.meetings import ShownDeputy
from bot.views.matters import lists
from bot.views.shared import dates, names
from bot.views.shared.button_rows import button_rows
from bot.views.shared.text_fit import BR

IN_A_ROW = 5


def deputy_card(_: Words, shown: ShownDeputy, now: datetime) -> Card | None:
    """The time and place of a meeting, and the deputy's matters in hand; None once it has begun."""
    meeting, council = shown.meeting, shown.council
    if now >= meeting.at:
        return None
    left = dates.format_time_left(_, meeting.at, meeting.at - now, council.zone)
    lines = [
        _(
            "🏮 {who}，{council}的会议{left}。",
            who=names.mention_person(_, shown.deputy),
            council=council.name,
            left=left,
        ),
        _("时间：<b>{when}</b>", when=dates.format_moment(_, meeting.at, council.zone)),
    ]
    if meeting.place:
        lines.append(_("地点：{place}", place=meeting.place))
    lines += [
        Markup(""),
        _("您手上有 {n} 件事，请到会上说说办到哪一步了：", n=shown.total),
        *(_line(_, matter, council.zone) for matter in shown.matters),
    ]
    if shown.total > len(shown.matters):
        lines.append(_("… 还有 {n} 个议题", n=shown.total - len(shown.matters)))
    every = [Button(f"#{each.number}", Intent("details", council.number, each.number)) for each in shown.matters]
    rows = button_rows(every, IN_A_ROW)
    return Card(BR.join(lines), buttons=rows)


def _line(_: Words, matter: Matter, zone: str) -> Markup:
    line = lists.matter_line(_, matter, zone)
    due = matter.assignment.due
    return _("{line}，期限 {day}", line=line, day=dates.format_day(_, due)) if due else line
