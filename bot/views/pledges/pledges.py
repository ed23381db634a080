"""Cards of pledges: the page of one reader, the reminder of the 25th, the result of a month."""

from collections.abc import Mapping

from markupsafe import Markup

from bot.domain.councils.council import Role
from bot.domain.pledges.pledge import OWN, PLEDGING_ROLES, PledgeDeed, first_day
from bot.domain.shared.button_intent import Intent
from bot.domain.shared.deed import DeedKind
from bot.domain.shared.reporting_period import month_period
from bot.locales import N_, Words
from bot.ports import Button, Card, File
from bot.read_models.pledges import PledgeList, ShownPledgeMonth, ShownPledges
from bot.views.shared import dates, names
from bot.views.shared.button_rows import button_rows, ticked
from bot.views.shared.late_note import late_note
from bot.views.shared.screen import fold
from bot.views.shared.text_fit import BR, shorten

IN_A_LIST = 24
NAMED_OPENLY = 5  # people of the head's list; the others open at a touch
DEED_LABELS: Mapping[str, str] = {
    DeedKind.MATTER: N_("办好了 #{number}"),
    DeedKind.ON_THE_SPOT: N_("随手办好了 #{number}"),
    DeedKind.EVENT: N_("参加了活动 {number}"),
    DeedKind.WISH: N_("圆了心愿 {number}"),
    DeedKind.PATROL: N_("巡查了网格"),
}
OTHER_DEED = N_("做了一件实事")  # of a kind that another practice brings
ROLE_LABELS: Mapping[Role, str] = {Role.MEMBER: N_("议事员都承诺"), Role.CAPTAIN: N_("楼栋长都承诺")}
COUNTS = N_("圆一个心愿、办好一件事、随手办好、巡查网格、参加活动，都自动算；别的自己报一下。")


def pledges_page(_: Words, shown: ShownPledges) -> Card:
    """The page of pledges for one reader; the head finds below it who pledges."""
    lines = [_("🤝 <b>承诺践诺</b>：每人每月至少为邻居做一件事"), _("这个月大家一共做了 {n} 件。", n=shown.deeds)]
    if shown.has_pledged:
        lines += [Markup(""), *_own_lines(_, shown)]
    elif shown.reader:
        lines += [Markup(""), _("您还没有承诺。"), _(COUNTS)]
    if shown.pledgers is not None:
        lines += [Markup(""), _("现在有 {n} 人承诺。谁还没有做，每月第一个工作日私下告诉您。", n=shown.pledgers)]
    return Card(BR.join(lines), buttons=(*_own_rows(_, shown), *_head_rows(_, shown)))


def reminder_card(_: Words, shown: ShownPledges, *, is_late: bool) -> Card:
    """The reminder on the 25th for a pledger; once they have done something, their page."""
    page = pledges_page(_, shown)
    if shown.mine:
        return page
    lines = [_("🤝 这个月快过完了，您承诺的还没有做。月底前做一件就好。"), _(COUNTS)]
    return Card(BR.join(lines) + late_note(_, is_late=is_late), buttons=page.buttons)


def call_card(_: Words, shown: ShownPledges) -> Card:
    """The call in the group for those who will pledge."""
    lines = [_("🤝 <b>承诺践诺</b>：每人每月至少为邻居做一件事"), _(COUNTS), _("愿意的，点一下「我也承诺」。")]
    rows = (_button(shown, "pledge_join", _("我也承诺")), _button(shown, "pledge_open", _("我的承诺")))
    return Card(BR.join(lines), buttons=(rows,), thread=shown.council.thread)


def result_card(_: Words, shown: ShownPledgeMonth, *, is_late: bool) -> Card:
    """The result of a month in the group: numbers alone."""
    return Card(_result(_, shown) + late_note(_, is_late=is_late), thread=shown.council.thread)


def month_card(_: Words, shown: ShownPledgeMonth, *, is_late: bool) -> Card:
    """The result of a month for the head: those who have done nothing, and whether they were reminded."""
    lines = [_result(_, shown) + late_note(_, is_late=is_late)]
    every = [_named(_, shown, place) for place in range(len(shown.nothing))]
    if every:
        lines += [_("还没有做的 {n} 人，只有您看得到：", n=len(every)), *every[:NAMED_OPENLY]]
        if len(every) > NAMED_OPENLY:
            lines.append(fold(every[NAMED_OPENLY:]))
    return Card(BR.join(lines))


def list_card(_: Words, shown: PledgeList, content: bytes) -> Card:
    """The pledgers of a month as a file, for the head."""
    text = _("这个月承诺的人，各做了什么。里面有名字，请不要外传。")
    return Card(text, file=File(_("承诺践诺{month}.xlsx", month=shown.month).unescape(), content))


def describe_deed(_: Words, deed: PledgeDeed) -> Markup:
    """Return what a deed was; one of a kind without words of its own is a deed all the same."""
    if deed.kind == OWN:
        return Markup.escape(shorten(deed.text, IN_A_LIST)) if deed.text else _("自己报的一件")
    return _(DEED_LABELS.get(deed.kind, OTHER_DEED), number=deed.number)


def _own_lines(_: Words, shown: ShownPledges) -> list[Markup]:
    if not shown.mine:
        return [_("您这个月还没有做。"), _(COUNTS)]
    listed = [
        _("· {day} {what}", day=dates.format_moment(_, each.at, shown.council.zone), what=describe_deed(_, each))
        for each in shown.mine
    ]
    return [_("✓ 您这个月做到了："), *listed]


def _own_rows(_: Words, shown: ShownPledges) -> tuple[tuple[Button, ...], ...]:
    if shown.reader is None:
        return ()
    if not shown.has_pledged:
        return ((_button(shown, "pledge_join", _("我也承诺")),),)
    rows = [_button(shown, "pledge_report", _("自报一件"))]
    if shown.can_undo:
        rows.append(_button(shown, "pledge_undo", _("撤回刚报的")))
    if shown.is_listed:
        rows.append(_button(shown, "pledge_leave", _("不承诺了")))
    return button_rows(rows, 2)


def _head_rows(_: Words, shown: ShownPledges) -> tuple[tuple[Button, ...], ...]:
    if shown.pledgers is None:
        return ()
    council = shown.council.number
    roles = [
        Button(ticked(_(ROLE_LABELS[each]), on=each in shown.roles), Intent("pledge_role", council, arg=each))
        for each in PLEDGING_ROLES
    ]
    more = (
        ("pledge_add", _("加人")),
        ("pledge_remove", _("去掉人")),
        ("pledge_call", _("在群里征集")),
        ("pledge_month", _("上个月谁没做")),
        ("pledge_list", _("本月表格")),
    )
    return (tuple(roles), *button_rows([_button(shown, act, label) for act, label in more], 2))


def _result(_: Words, shown: ShownPledgeMonth) -> Markup:
    result = shown.month
    month = dates.format_period(_, month_period(first_day(result.month), 1))
    return _(
        "🤝 {month}承诺践诺：{pledged} 人承诺，{kept} 人做到，一共 {deeds} 件。",
        month=month,
        pledged=result.pledged,
        kept=result.kept,
        deeds=result.deeds,
    )


def _named(_: Words, shown: ShownPledgeMonth, place: int) -> Markup:
    name = names.person_name(_, shown.nothing[place])
    if shown.month.nothing[place] in shown.month.reminded:
        return _("· {name}（25 日提醒过）", name=name)
    return _("· {name}（没有提醒到）", name=name)


def _button(shown: ShownPledges, act: str, label: Markup) -> Button:
    return Button(str(label), Intent(act, shown.council.number))
