"""The ladder and its limits, to read and to change."""

from markupsafe import Markup

from bot.domain.councils.council import Council
from bot.domain.hierarchy.escalation_ladder import (
    IN_WORKING_DAYS,
    LadderStep,
    Level,
    is_staffed,
    level_above,
    step_of,
    steps,
)
from bot.domain.shared.button_intent import Intent
from bot.locales import Words
from bot.ports import Button, Card
from bot.read_models.hierarchy import ShownLadder
from bot.views.shared import labels, names
from bot.views.shared.button_rows import button_rows
from bot.views.shared.text_fit import BR, shorten

BUTTON_LABEL_LIMIT = 20  # of a level's name that a button shows


def level_name(_: Words, council: Council, which: Level) -> Markup:
    """Return the name of a level: the council's own, or the usual one."""
    own = step_of(council.ladder, which).name
    return Markup.escape(own) if own else _(labels.LEVELS[which])


def describe_escalation(_: Words, council: Council, levels: tuple[Level, ...]) -> Markup:
    """Return the two levels of an escalation, from and to (L1→L2 社区); empty without levels."""
    if not levels:
        return Markup("")
    low, high = levels
    return _("L{low}→L{high} {name}", low=low.value, high=high.value, name=level_name(_, council, high))


def ladder_card(_: Words, shown: ShownLadder) -> Card:
    """Every level with the person on duty and its time limit, and a button for each."""
    council = shown.council
    lines = [_("🪜 事情办不动，就往上一级报。"), Markup("")]
    lines += [_rung(_, shown, each) for each in steps(council.ladder)]
    lines.append(Markup(""))
    if is_staffed(council.ladder) or _parent_is_next(shown):
        lines.append(
            _(
                "交办后 {n} 个工作日没有签收，或者过了期限，会自动上报一级。",
                n=council.limits.acknowledge,
            )
        )
    else:
        lines.append(_("还没有定值守人，现在不会自动上报。"))
    lines.append(_("议事长点「吹哨」，或者有 {n} 位附议的邻居点了「吹哨」，也会上报一级。", n=council.limits.callers))
    if by_name := [Markup.escape(each.person_name) for each in steps(council.ladder) if each.person_name]:
        names_ = _("、").join(by_name)
        lines.append(
            _("{names} 只记了名字，收不到消息。人在群里的话，请回复他的一条消息，发 /ladder 和第几级。", names=names_)
        )
    lines.append(_("议事长点下面的按钮，定每一级由谁值守。"))
    every = [
        Button(
            shorten(f"L{each.value} {level_name(_, council, each).unescape()}", BUTTON_LABEL_LIMIT),
            Intent("rung", council.number, each.value),
        )
        for each in Level
    ]
    return Card(BR.join(lines), buttons=button_rows(every, 2))


def _parent_is_next(shown: ShownLadder) -> bool:
    following = level_above(shown.council.ladder, shown.council.level)
    return following is not None and shown.parent is not None and following.level >= shown.parent.level


def _rung(_: Words, shown: ShownLadder, each: LadderStep) -> Markup:
    council = shown.council
    own, days = level_name(_, council, each.level), _days(_, council, each.level)
    on_duty = shown.names.get(each.person or 0)
    who = names.person_name(_, on_duty) if on_duty else Markup.escape(each.person_name)
    if shown.parent and each.level >= shown.parent.level:
        who = _("上级「{name}」", name=shown.parent.name)
    if not who and each.level is council.level:
        return _("L{level} <b>{name}</b>（我们）：限 {days}", level=each.level.value, name=own, days=days)
    return _(
        "L{level} <b>{name}</b>：{who}，限 {days}",
        level=each.level.value,
        name=own,
        who=who or _("还没有值守人"),
        days=days,
    )


def _days(_: Words, council: Council, which: Level) -> Markup:
    days = council.limits.levels[which]
    return _("{n} 个工作日", n=days) if which in IN_WORKING_DAYS else _("{n} 天", n=days)


def limit_value(council: Council, limit: str) -> int:
    """Return the number of a time limit, or of the neighbours whom a whistle needs."""
    now = council.limits
    named = {"accept": now.accept, "acknowledge": now.acknowledge, "post": now.post, "callers": now.callers}
    return named[limit] if limit in named else now.levels[int(limit)]


def describe_limit(_: Words, council: Council, limit: str) -> Markup:
    """Return a time limit with its unit."""
    if limit == "callers":
        return _("{n} 位", n=limit_value(council, limit))
    if limit == "post":
        return _("{n} 天", n=limit_value(council, limit))
    return (
        _days(_, council, Level(int(limit))) if limit.isdecimal() else _("{n} 个工作日", n=limit_value(council, limit))
    )


def limits_card(_: Words, council: Council) -> Card:
    """The time limits of every step of a matter in this council, and a button that changes each."""
    now = council.limits
    lines = [_("⏱ 每一步最多多久："), Markup("")]
    lines += [
        _("受理：{n} 个工作日", n=now.accept),
        _("签收：{n} 个工作日", n=now.acknowledge),
        _("公示：决定或办结后 {n} 天内", n=now.post),
    ]
    lines += [
        _("办理（{name}）：{days}", name=level_name(_, council, each.level), days=_days(_, council, each.level))
        for each in steps(council.ladder)
    ]
    lines += [
        _("吹哨：附议的邻居满 {n} 位", n=now.callers),
        Markup(""),
        _("工作日按国家放假安排算。议事长点下面的按钮改，改了以后从下一次算起。"),
    ]
    every = [
        Button(str(_(label)), Intent("limit", council.number, 0, limit)) for limit, label in labels.LIMIT_LABELS.items()
    ]
    every += [
        Button(
            shorten(level_name(_, council, each.level).unescape(), BUTTON_LABEL_LIMIT),
            Intent("limit", council.number, 0, str(each.level.value)),
        )
        for each in steps(council.ladder)
    ]
    return Card(BR.join(lines), buttons=button_rows(every, 3))
