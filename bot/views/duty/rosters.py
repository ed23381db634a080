"""Cards of duty: who is on duty, a turn for the one whose it is, a roster to confirm, days without anybody."""

from collections.abc import Iterable
from datetime import date

from markupsafe import Markup

from bot.domain.duty.turn import DAY, DutyLine, DutyPerson, DutyTurn, Part
from bot.domain.shared.button_intent import Intent
from bot.locales import N_, Words
from bot.ports import Button, Card
from bot.read_models.duty import ShownDuty, ShownDutyDays, ShownDutyDraft, ShownReminder, ShownTurn, Turns
from bot.views.shared import dates, names
from bot.views.shared.button_rows import button_rows
from bot.views.shared.dates import WEEKDAY_LABELS
from bot.views.shared.screen import fold
from bot.views.shared.text_fit import BR, shorten

LISTED = 31  # lines of a roster to confirm
NAMED = 10


def duty_card(_: Words, shown: ShownDuty) -> Card:
    """The people on duty today and in the coming days; an officer sees what is missing and what can be done."""
    lines = [_("🗓 <b>值班</b>")]
    (day, today), *later = shown.days
    who = _describe_day(_, today, officer=shown.officer)
    lines.append(_("今天（{day}）：{who}", day=dates.format_day(_, day), who=who))
    if shown.telephone:
        lines.append(_("办公室电话：{telephone}", telephone=shown.telephone))
    lines.append(
        fold(
            _("{day}：{who}", day=dates.format_day(_, each), who=_describe_day(_, turns, officer=shown.officer))
            for each, turns in later
        )
    )
    rows: list[tuple[Button, ...]] = []
    if shown.mine:
        lines += [Markup(""), _("您的值班：{days}", days=_list_days(_, (turn.day for turn in shown.mine)))]
        rows += button_rows([_swap_button(_, turn) for turn in shown.mine if turn.day > shown.today], 2)
    if shown.officer:
        rows += _officer_rows(_, shown)
        if shown.gaps:
            lines += [Markup(""), _("还没有人值班：{days}", days=_list_days(_, shown.gaps))]
    return Card(BR.join(lines), buttons=tuple(rows))


def reminder_card(_: Words, shown: ShownReminder) -> Card:
    """A turn for the one whose it is, with [知道了] and [换班]."""
    turn, day = shown.turn, dates.format_day(_, shown.turn.day)
    on_duty = turn.part is Part.ON_DUTY
    if turn.day == shown.today:
        line = _("🗓 今天（{day}）您值班。", day=day) if on_duty else _("🗓 今天（{day}）您带班。", day=day)
    elif turn.day == shown.today + DAY:
        line = _("🗓 明天（{day}）您值班。", day=day) if on_duty else _("🗓 明天（{day}）您带班。", day=day)
    else:
        line = _("🗓 {day} 您值班。", day=day) if on_duty else _("🗓 {day} 您带班。", day=day)
    lines = [line]
    if shown.late:
        lines.append(_("本来昨天晚上要提醒您，晚了，对不起。"))
    if shown.others:
        lines.append(_("一起的：{who}", who=_describe_day(_, shown.others, officer=False)))
    if turn.confirmed:
        lines.append(_("✓ 您知道了。"))
    rows: list[Button] = []
    if not turn.confirmed:
        rows.append(Button(str(_("知道了")), Intent("duty_known", turn.council, turn.number)))
    if turn.day > shown.today and not shown.running:
        rows.append(Button(str(_("换班")), Intent("duty_swap", turn.council, turn.number)))
    return Card(BR.join(lines), buttons=(tuple(rows),) if rows else ())


def passed_on_card(_: Words) -> Card:
    """The reminder of a turn that is somebody else's by now."""
    return Card(_("🗓 值班表改过了，这一班不是您的了。发 /duty 看看现在的。"))


def gaps_card(_: Words, shown: ShownDutyDays) -> Card:
    """Days of the coming week without anybody, each with a button."""
    if not shown.days:
        return Card(_("✓ 七天里每天都有人值班。"))
    days = [day for day, _turns in shown.days]
    text = _("🗓 七天里还有 {n} 天没有人值班：{days}", n=len(days), days=_list_days(_, days))
    return Card(text, buttons=_fill_rows(_, shown.council.number, days))


def unreached_card(_: Words, shown: ShownDutyDays) -> Card:
    """Those on duty whom the bot cannot write to."""
    ((day, turns),) = shown.days
    if not turns:
        return Card(_("✓ {day} 值班的人都通知到了。", day=dates.format_day(_, day)))
    text = _(
        "🗓 {day} 值班的这几位没有和我私聊过，我通知不到，请您转告：{who}",
        day=dates.format_day(_, day),
        who=_describe_day(_, turns, officer=True),
    )
    return Card(text)


def draft_card(_: Words, shown: ShownDutyDraft) -> Card:
    """A roster that waits for a yes, with what it changes."""
    lines = [_("🗓 <b>值班表，请看一遍</b>，共 {n} 行", n=len(shown.draft.lines))]
    if shown.unknown:
        named = _("、").join(Markup.escape(name) for name in shown.unknown[:NAMED])
        lines.append(_("「{names}」不在成员里，就写这个名字，我通知不到本人。", names=named))
    if shown.replaced:
        lines.append(_("有 {n} 天会换掉原来的人。", n=shown.replaced))
    if shown.swaps:
        lines.append(_("有 {n} 个正在问的换班就不算了。", n=shown.swaps))
    if shown.draft.past:
        lines.append(_("过去的 {n} 天不算。", n=shown.draft.past))
    if shown.gaps:
        lines.append(_("还没有人值班：{days}", days=_list_days(_, shown.gaps)))
    every = [_describe_line(_, line, shown) for line in shown.draft.lines[:LISTED]]
    if len(shown.draft.lines) > LISTED:
        every.append(_("后面还有 {n} 行", n=len(shown.draft.lines) - LISTED))
    lines.append(fold(every))
    where = shown.council.number, shown.draft.number
    return Card(
        BR.join(lines),
        buttons=(
            (
                Button(str(_(N_("确认", "duty"))), Intent("duty_draft", *where, "yes")),
                Button(str(_(N_("取消", "duty"))), Intent("duty_draft", *where, "no")),
            ),
        ),
    )


def draft_over_card(_: Words, chosen: str) -> Card:
    """The end of a roster that waited for a yes."""
    if chosen == "yes":
        return Card(_("✓ 值班表记好了。发 /duty 看看。"))
    return Card(_("好的，值班表没有改。") if chosen == "no" else _("这份值班表不用确认了。"))


def _describe_day(_: Words, turns: Turns, *, officer: bool) -> Markup:
    """Return who is on duty and who leads, for officers with the telephones of the roster and who knows of it."""
    on_duty, leads = (
        _("、").join(_describe_turn(_, each, officer=officer) for each in turns if each.turn.part is part)
        for part in Part
    )
    parts = [on_duty] if on_duty or leads else [_("没有人值班")]
    parts += [_("带班 {who}", who=leads)] if leads else []
    return _("，").join(part for part in parts if part)


def _describe_turn(_: Words, shown: ShownTurn, *, officer: bool) -> Markup:
    turn = shown.turn
    text = names.person_name(_, shown.member) if shown.member else Markup.escape(turn.name)
    if officer and turn.phone:
        text += _("（{phone}）", phone=turn.phone)
    return text + " ✓" if officer and turn.confirmed else text


def _describe_line(_: Words, line: DutyLine, shown: ShownDutyDraft) -> Markup:
    if line.day:
        when = dates.format_day(_, line.day)
    elif line.weekday is not None:
        when = _("每{weekday}", weekday=_(WEEKDAY_LABELS[line.weekday]))
    else:
        when = _("每月 {n} 日", n=line.monthday)
    if line.cleared:
        return _("{day}：{who}", day=when, who=_("没有人值班"))
    who = [_people(_, line.on_duty, shown)] if line.on_duty else []
    who += [_("带班 {who}", who=_people(_, line.leads, shown))] if line.leads else []
    return _("{day}：{who}", day=when, who=_("，").join(who))


def _people(_: Words, people: Iterable[DutyPerson], shown: ShownDutyDraft) -> Markup:
    return _("、").join(
        names.person_name(_, shown.names.get(each.person)) if each.person else Markup.escape(each.name)
        for each in people
    )


def _list_days(_: Words, days: Iterable[date]) -> Markup:
    return _("、").join(dates.format_day_of_year(_, day) for day in days)


def _swap_button(_: Words, turn: DutyTurn) -> Button:
    label = _("换班 {day}", day=dates.format_day_of_year(_, turn.day))
    return Button(shorten(label.striptags(), 20), Intent("duty_swap", turn.council, turn.number))


def _fill_rows(_: Words, council: int, days: Iterable[date]) -> tuple[tuple[Button, ...], ...]:
    every = [
        Button(str(_("排 {day}", day=dates.format_day_of_year(_, day))), Intent("duty_day", council, day.toordinal()))
        for day in days
    ]
    return button_rows(every, 2)


def _officer_rows(_: Words, shown: ShownDuty) -> list[tuple[Button, ...]]:
    council = shown.council.number
    rows = list(_fill_rows(_, council, shown.gaps[:4]))
    every = (
        (_("写值班表"), "duty_day"),
        (_("导入文件"), "duty_file"),
        (_("本月值班表"), "duty_month"),
        (_("办公室电话"), "duty_telephone"),
    )
    rows += button_rows([Button(str(label), Intent(act, council)) for label, act in every], 2)
    return rows
