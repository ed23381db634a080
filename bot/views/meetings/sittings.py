"""Cards of an open meeting: attendance, the matter that was called, the check-in code."""

from collections.abc import Iterable, Mapping

from markupsafe import Markup

from bot.domain.matters.state import State
from bot.domain.meetings.meeting import Attendance, MeetingState, is_quorate
from bot.domain.meetings.meeting_acts import MeetingAct
from bot.domain.shared.button_intent import Intent
from bot.locales import N_, Words
from bot.ports import Button, Card
from bot.read_models.matters import ShownMatter
from bot.read_models.meetings import ShownSitting
from bot.read_models.shared import Names
from bot.views.councils import parties
from bot.views.matters import matters
from bot.views.meetings.act_buttons import menu_button, rows_for
from bot.views.meetings.practice_items import describe_items
from bot.views.shared import dates, names
from bot.views.shared.text_fit import BR, shorten

AGENDA_SHOWN = 8  # it stands below a picture, where there is less room than in a message
NAMES_SHOWN = 12
TEXT_SHOWN = 600
HEADINGS: Mapping[MeetingState, str] = {
    MeetingState.OPEN: N_("🟢 <b>{kind}，正在开会</b>"),
    MeetingState.HELD: N_("🏁 <b>{kind}</b>（已结束）"),
    MeetingState.INQUORATE: N_("⚪ <b>{kind}</b>（流会：到会不足三分之二）"),
}
# Rules of debate, one with each matter, when the chair has them shown.
PROMPTS = (
    N_("主持人只管次序，不评谁对谁错；要参加讨论，先请别人主持。"),
    N_("先说清楚要做什么、谁做、哪天做，再讨论好不好。"),
    N_("想说话先举手，主持人点到名再开口。"),
    N_("开口先说「我赞成」或「我反对」，再说理由。"),
    N_("话对着主持人说，不和邻座争。"),
    N_("一次不超过 3 分钟，同一件事每人最多说两次；还没说过的人先说。"),
    N_("别人说话时不插嘴，等他说完。"),
    N_("一次只说眼前这件事，说远了主持人可以提醒。"),
    N_("谁违反了规矩，主持人马上请他停下，大家一样对待。"),
    N_("只说事，不说人；不猜别人安什么心，不翻旧账。"),
    N_("要等大家都没有话说了，再问赞成不赞成。"),
    N_("先问谁赞成，再问谁反对；主持人最后表态。"),
    N_("赞成的比反对的多才算通过，一样多就是没有通过。"),
)


def meeting_kind(_: Words, shown: ShownSitting) -> Markup:
    """Return the kind of meeting."""
    return _("议事会") if shown.meeting.regular else _("临时议事会")


def attendee_name(_: Words, names_: Names, each: Attendance) -> Markup:
    """Return the name of an attendee, and of their proxy."""
    name = names.person_name(_, names_.get(each.person)) if each.person else Markup.escape(each.name)
    return _("{who}（委托 {proxy}）", who=name, proxy=each.proxy) if each.proxy else name


def attendee_names(_: Words, shown: ShownSitting, these: Iterable[Attendance], most: int | None = None) -> Markup:
    """Return the names of attendees as a list."""
    every = [attendee_name(_, shown.there.names, each) for each in these]
    line = _("、").join(every[:most])
    return line if most is None or len(every) <= most else _("{names} 等", names=line)


def _quorum(_: Words, shown: ShownSitting) -> Markup:
    there, expected = len(shown.there.seated), len(shown.there.seats)
    counted = _("应到 {expected} 人，到了 <b>{there}</b> 人，", there=there, expected=expected)
    if is_quorate(there, expected):
        return counted + _("够三分之二了。")
    return counted + _("再来 {n} 人才够。", n=-(-2 * expected // 3) - there)


def _agenda(_: Words, shown: ShownSitting) -> list[Markup]:
    if not shown.agenda:
        return [_("议程：还没有议题")]
    called = shown.meeting.called
    first = max(0, min(called - 2, len(shown.agenda) - AGENDA_SHOWN))
    lines = [_("议程：")]
    for place, matter in enumerate(shown.agenda[first : first + AGENDA_SHOWN], first + 1):
        mark = "·" if place > called else "▶" if place == called and not shown.meeting.closed else "✓"
        title = shorten(matter.title, 24)
        number = matter.number
        line = _("{mark} {place}. <b>#{number}</b> {title}", mark=mark, place=place, number=number, title=title)
        lines.append(line + (_("（临时动议）") if number in shown.meeting.motions else ""))
    if len(shown.agenda) > AGENDA_SHOWN:
        lines.append(_("一共 {n} 个议题", n=len(shown.agenda)))
    return lines


def session_card(_: Words, shown: ShownSitting, acts: tuple[MeetingAct, ...] | None = None) -> Card:
    """The card of an open meeting: who is present, how many are missing, the current matter; the code to scan.

    `acts` are those of its only reader; None: all read it.
    """
    meeting, there = shown.meeting, shown.there
    lines = [
        _(HEADINGS[meeting.state], kind=meeting_kind(_, shown)),
        _("时间：<b>{when}</b>", when=dates.format_moment(_, meeting.at, shown.council.zone)),
    ]
    if meeting.place:
        lines.append(_("地点：{place}", place=meeting.place))
    lines.append(_quorum(_, shown) if meeting.state is MeetingState.OPEN else _counted(_, shown))
    if there.seated:
        lines.append(_("到会：{who}", who=attendee_names(_, shown, there.seated, NAMES_SHOWN)))
    if there.others:
        lines.append(_("列席：{who}", who=attendee_names(_, shown, there.others, NAMES_SHOWN)))
    if there.parties:
        lines.append(parties.describe_balance(_, there))
    lines += [Markup(""), *_agenda(_, shown), *describe_items(_, shown.practices)]
    if meeting.state is not MeetingState.OPEN:
        return Card(BR.join(lines), thread=shown.council.thread)
    lines.append(Markup(""))
    if meeting.on_site:
        lines.append(_("签到要扫会场里的二维码，每分钟换一次。没带手机，请找专人。"))
    else:
        lines.append(_("到了请点「签到」，或者扫这张码。没带手机，请找专人。"))
    return Card(
        BR.join(lines),
        buttons=(*_check_in(_, shown), *rows_for(_, meeting, acts)),
        qr=f"start:c-{shown.code.code}" if shown.code and not meeting.on_site else None,
        thread=shown.council.thread,
    )


def _counted(_: Words, shown: ShownSitting) -> Markup:
    return _("签到 <b>{there}/{expected}</b>", there=len(shown.there.seated), expected=len(shown.there.seats))


def _check_in(_: Words, shown: ShownSitting) -> tuple[tuple[Button, ...], ...]:
    """Return the button by which people check in, unless that takes the code in the room."""
    if shown.meeting.on_site:
        return ()
    return ((Button(str(_("签到")), Intent("check_in", shown.council.number, shown.meeting.number)),),)


def agenda_item_card(_: Words, shown: ShownSitting, matter: ShownMatter, place: int) -> Card:
    """The matter that was called: its subject, its proposer, and rules of debate."""
    about = matter.matter
    lines = [
        _("💬 <b>第 {place} 项：#{number} {title}</b>", place=place, number=about.number, title=about.title),
        _("提出人：{who}，附议 {n} 人", who=matters.proposer_name(_, matter), n=matter.supporters),
    ]
    if about.text.strip() != about.title:
        lines.append(Markup.escape(shorten(about.text.strip(), TEXT_SHOWN)))
    if about.state is State.DELIBERATING:
        lines.append(_("请提出人先说，再轮流说，每人 3 分钟。"))
    if shown.meeting.prompts:
        rule = PROMPTS[(place - 1) % len(PROMPTS)]
        lines.append(_("📏 {rule}", rule=_(rule)))
    lines.append(_("商量好了，请专人点「办理…」，写下协商意见或者决议。"))
    details = Button(str(_("详情")), Intent("details", shown.council.number, about.number))
    row = (details, menu_button(_, shown.meeting, about.number))
    return Card(BR.join(lines), buttons=(row,), thread=shown.council.thread)


def check_in_code_card(_: Words, shown: ShownSitting) -> Card:
    """The check-in code that head and clerk show in the room, on their own phone."""
    if not shown.meeting.on_site or shown.code is None:
        return Card(_("这里的签到码用完了。"))
    address = f"start:c-{shown.code.code}"
    return Card(
        BR.join(
            [
                _("📷 <b>{council}：会场签到码</b>", council=shown.council.name),
                _("请到会的人用手机扫。每分钟换一张，请不要转发。"),
                _counted(_, shown),
            ]
        ),
        buttons=((Button(str(_("我也签到")), url=address),),),
        qr=address,
        turning=True,
    )
