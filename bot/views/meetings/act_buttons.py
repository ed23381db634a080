"""Buttons of a meeting beyond what everybody may do: the one of its cards in the group, and the acts of one reader."""

from collections.abc import Mapping

from bot.domain.matters.acts import Act
from bot.domain.matters.matter import Matter
from bot.domain.meetings.meeting import Meeting, MeetingState
from bot.domain.meetings.meeting_acts import MeetingAct
from bot.domain.shared.button_intent import OFF, ON, Intent
from bot.locales import N_, Words
from bot.ports import Button, Card
from bot.views.matters.act_buttons import act_button
from bot.views.shared import dates
from bot.views.shared.text_fit import BR

Rows = tuple[tuple[Button, ...], ...]
LABELS: Mapping[MeetingAct, str] = {
    MeetingAct.OPEN: N_("开会"),
    MeetingAct.CANCEL: N_("取消会议"),
    MeetingAct.POSTPONE: N_("改期"),
    MeetingAct.REVIVE: N_("恢复会议"),
    MeetingAct.NEXT: N_("下一项"),
    MeetingAct.ADJOURN: N_("散会"),
    MeetingAct.ON_SITE: N_("防代签"),
    MeetingAct.PROMPTS: N_("规则提示"),
    MeetingAct.RESUME: N_("继续开会"),
}
IN_ROWS = (
    (MeetingAct.OPEN,),
    (MeetingAct.CANCEL, MeetingAct.POSTPONE),
    (MeetingAct.REVIVE,),
    (MeetingAct.NEXT, MeetingAct.ADJOURN),
    (MeetingAct.ON_SITE, MeetingAct.PROMPTS),
    (MeetingAct.RESUME,),
)
HEADINGS: Mapping[MeetingState, str] = {
    MeetingState.PLANNED: N_("🗓 <b>{when} 开会</b>"),
    MeetingState.CANCELLED: N_("❌ <b>{when} 开会</b>（已取消）"),
    MeetingState.OPEN: N_("🟢 <b>正在开会</b>"),
    MeetingState.HELD: N_("🏁 <b>{when} 开会</b>（已结束）"),
    MeetingState.UNOPENED: N_("⚪ <b>{when} 开会</b>（已经过了）"),
    MeetingState.INQUORATE: N_("⚪ <b>{when} 开会</b>（流会）"),
}


def menu_button(_: Words, meeting: Meeting, matter: int = 0) -> Button:
    """Return the button of a card in the group that shows each presser alone what they may do."""
    return Button(str(_("办理…")), Intent("meeting_acts", meeting.council, meeting.number, str(matter or "")))


def act_rows(_: Words, meeting: Meeting, acts: tuple[MeetingAct, ...]) -> Rows:
    """Return the buttons of what one person may do with a meeting."""
    rows = (tuple(_act_button(_, meeting, act) for act in row if act in acts) for row in IN_ROWS)
    return tuple(row for row in rows if row)


def rows_for(_: Words, meeting: Meeting, acts: tuple[MeetingAct, ...] | None) -> Rows:
    """Return the acts of the only reader of a card, or the one button of a card that all read (None)."""
    return ((menu_button(_, meeting),),) if acts is None else act_rows(_, meeting, acts)


def _act_button(_: Words, meeting: Meeting, act: MeetingAct) -> Button:
    label, arg = _(LABELS[act]), ""
    if act is MeetingAct.ON_SITE:
        label, arg = (_("关防代签"), OFF) if meeting.on_site else (label, ON)
    if act is MeetingAct.PROMPTS:
        label, arg = (_("不再提示规则"), OFF) if meeting.prompts else (label, ON)
    if act is MeetingAct.NEXT:
        arg = str(meeting.called)
    return Button(str(label), Intent(act, meeting.council, meeting.number, arg))


def meeting_acts_card(
    _: Words,
    meeting: Meeting,
    zone: str,
    acts: tuple[MeetingAct, ...],
    matter: Matter | None,
    on_matter: frozenset[Act],
) -> Card:
    """The menu of what one person may do with a meeting now, and with the matter of the card that was pressed."""
    lines = [_(HEADINGS[meeting.state], when=dates.format_moment(_, meeting.at, zone))]
    if matter and on_matter:
        lines.append(_("<b>#{number}</b> {title}", number=matter.number, title=matter.title))
    if acts or on_matter:
        lines.append(_("您现在可以："))
    elif meeting.state is MeetingState.OPEN:
        lines.append(_("现在不用您办什么。到了请点「签到」，有话会上说。"))
    else:
        lines.append(_("现在不用您办什么。能来请点「参加」，来不了请点「请假」。"))
    writing: tuple[Button, ...] = ()
    if matter:
        writing = tuple(act_button(_, act, matter) for act in (Act.OPINION, Act.RESOLVE) if act in on_matter)
    return Card(BR.join(lines), buttons=(*((writing,) if writing else ()), *act_rows(_, meeting, acts)))
