"""Cards of stars: the round in its group, for one reader, and as a list."""

from markupsafe import Markup

from bot.domain.polls.poll import PollState
from bot.domain.shared.button_intent import Intent
from bot.domain.stars.star_round import NOMINATIONS_LIMIT, Nominee, StarState
from bot.locales import Words
from bot.ports import Button, Card
from bot.read_models.stars import ShownRound, ShownRounds
from bot.views.polls.polls import poll_result_line
from bot.views.shared.button_rows import button_rows
from bot.views.shared.text_fit import BR, shorten

IN_A_LIST = 24
ON_A_BUTTON = 10
LEAVES_OUT = 20  # nominees with a button
IN_A_ROW = 4


def round_card(_: Words, shown: ShownRound) -> Card:
    """The round in its group, with [提名]."""
    buttons: tuple[tuple[Button, ...], ...] = ()
    if shown.round.state is StarState.NOMINATING:
        buttons = ((_button(shown, "star_nominate", _("提名 {n}", n=shown.nominations)), _details(_, shown)),)
    elif shown.round.state is StarState.POLLED:
        buttons = ((_details(_, shown),),)
    return Card(BR.join(_describe(_, shown)), buttons=buttons, thread=shown.council.thread)


def round_page(_: Words, shown: ShownRound) -> Card:
    """The round for one reader: what they nominated, and for officers who was nominated and what can be done."""
    lines = _describe(_, shown)
    if shown.nominees:
        lines += [Markup(""), *(_nominee_line(_, place, each) for place, each in enumerate(shown.nominees, 1))]
    rows: list[tuple[Button, ...]] = []
    if shown.round.state is StarState.NOMINATING and shown.has_reader:
        if shown.own:
            own = _("、").join(each.name for each in shown.own)
            lines += [Markup(""), _("您提名了：{names}", names=own)]
        rows.append((_button(shown, "star_nominate", _("提名")),))
        rows += [
            (_button(shown, "star_back", _("收回 {name}", name=shorten(each.name, ON_A_BUTTON)), str(each.place)),)
            for each in shown.own
        ]
    if shown.is_officer:
        rows += _officer_rows(_, shown)
    return Card(BR.join(lines), buttons=tuple(rows))


def rounds_card(_: Words, shown: ShownRounds) -> Card:
    """The newest rounds, each with a button that opens it."""
    if not shown.rounds:
        return Card(_("还没有评过星。"))
    states = {
        StarState.NOMINATING: _("在提名"),
        StarState.POLLED: _("投票了"),
        StarState.CANCELLED: _("没有评"),
    }
    lines = [_("⭐ <b>评星</b>")]
    lines += [
        _(
            "{number}. {what}（{state}）",
            number=each.number,
            what=shorten(each.what, IN_A_LIST),
            state=states[each.state],
        )
        for each in shown.rounds
    ]
    lines.append(_("点下面的号码看详情、提名。"))
    every = [Button(str(each.number), Intent("star_open", each.council, each.number)) for each in shown.rounds]
    return Card(BR.join(lines), buttons=button_rows(every, 5))


def _describe(_: Words, shown: ShownRound) -> list[Markup]:
    current = shown.round
    lines = [_("⭐ <b>评星 {number}</b>：{what}", number=current.number, what=current.what)]
    if current.state is StarState.CANCELLED:
        return [*lines, _("这次不评了。")]
    if current.state is StarState.NOMINATING:
        lines.append(_("请大家提名，一人最多 {most} 位；点「提名」，名字后面写一句为什么。", most=NOMINATIONS_LIMIT))
        lines.append(_("已有 {n} 个提名。谁提的名不公开。", n=shown.nominations))
    elif shown.poll and shown.poll.state is PollState.CLOSED:
        lines.append(_("投票结果：{result}", result=poll_result_line(_, shown.poll)))
    else:
        lines.append(_("提名截止了，正在群里投票。"))
    if current.monthly and shown.is_officer:
        lines.append(_("每月第一个工作日，自动再评一次。"))
    return lines


def _nominee_line(_: Words, place: int, nominee: Nominee) -> Markup:
    line = _("{place}. {name}（{n} 人提名）", place=place, name=nominee.name, n=nominee.count)
    if nominee.reasons:
        line = _("{nominee}：{reasons}", nominee=line, reasons=_("；").join(nominee.reasons))
    return _("✗ {nominee}", nominee=line) if nominee.is_left_out else line


def _officer_rows(_: Words, shown: ShownRound) -> list[tuple[Button, ...]]:
    rows: list[tuple[Button, ...]] = []
    if shown.round.state is StarState.NOMINATING:
        choices = [
            _button(
                shown,
                "star_leave_out",
                _("放回 {place}", place=place) if each.is_left_out else _("去掉 {place}", place=place),
                f"{each.first.person}-{each.first.place}",
            )
            for place, each in enumerate(shown.nominees[:LEAVES_OUT], 1)
        ]
        rows += button_rows(choices, IN_A_ROW)
        rows.append((_button(shown, "star_poll", _("截止提名，开始投票")),))
        rows.append((_button(shown, "star_cancel", _("不评了")),))
    if shown.round.monthly:
        rows.append((_button(shown, "star_stop", _("下个月不再自动评")),))
    return rows


def _details(_: Words, shown: ShownRound) -> Button:
    return _button(shown, "star_open", _("详情"))


def _button(shown: ShownRound, act: str, label: Markup, arg: str = "") -> Button:
    return Button(label.striptags(), Intent(act, shown.council.number, shown.round.number, arg))
