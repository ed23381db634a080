"""Cards about parent and child councils: the relation, the join code, the list of children."""

from collections.abc import Mapping

from markupsafe import Markup

from bot.domain.councils.council import Council
from bot.domain.councils.join_code import OWN, format_code
from bot.domain.hierarchy.escalation_ladder import Level
from bot.domain.shared.button_intent import Intent
from bot.locales import N_, Words
from bot.ports import Button, Card
from bot.read_models.hierarchy import Branch, Branches, ShownParent
from bot.views.shared import labels
from bot.views.shared.button_rows import button_rows, ticked, turning_row
from bot.views.shared.text_fit import BR, shorten

BUTTON_LABEL_LIMIT = 20  # characters of a button
SURE = "sure"
PARENT_NEWS_TEXTS: Mapping[tuple[str, bool], str] = {  # what happened, and whether it is told to the one below
    ("joined", True): N_("🏘 我们议事会现在属于「{name}」了。"),
    ("joined", False): N_("🏘「{name}」现在是我们的下级议事会了。发 /branches 看全部。"),
    ("left", True): N_("🏘 我们议事会不再属于「{name}」了。"),
    ("left", False): N_("🏘「{name}」解除了上级，不再是我们的下级议事会了。"),
    ("released", True): N_("🏘「{name}」把我们移出了下级议事会。要再加入，请他们的议事长再给一个加入码。"),
    ("deaf", True): N_(
        "🏘 我不在「{name}」的群里了，他们看不到我们上报的 {n} 个议题。\n"
        "议事长可以发 /return、议题编号和原因，收回来另请人。"
    ),
    ("released", False): N_("🏘「{name}」移出了，不再是我们的下级议事会。"),
}

PARTED = frozenset({"left", "released"})


def parent_card(_: Words, shown: ShownParent, *, sure: bool = False) -> Card:
    """The council's parent, its own level and how others join it. `sure`: "leave the parent" was pressed once."""
    council = shown.council
    if shown.parent:
        lines = [_("🏘 我们议事会的上级是「<b>{name}</b>」。", name=shown.parent.name)]
    else:
        lines = [_("🏘 我们议事会还没有上级。要加入，请上级的议事长给一个加入码，再在这个群里发 /parent 和加入码。")]
    lines.append(_("这个群现在是「{level}」这一级。", level=_(labels.LEVELS[council.level])))
    if shown.branches:
        lines.append(_("下级议事会有 {n} 个，发 /branches 看。", n=shown.branches))
    lines += [Markup(""), _("要请下级议事会加入，就点一下这个群是哪一级，我给一个加入码。")]
    rows = [*button_rows([_level(_, council, level) for level in OWN], 2)]
    if shown.code_waits:
        rows.append((Button(str(_("换一个加入码")), Intent("parent_code", council.number, 0, shown.code_waits)),))
    if shown.parent:
        leave = Button(str(_("解除上级")), Intent("parent_leave", council.number))
        again = Button(str(_("确定解除上级")), Intent("parent_leave", council.number, 0, SURE))
        rows.append((again if sure else leave,))
    return Card(BR.join(lines), buttons=tuple(rows))


def _level(_: Words, council: Council, level: Level) -> Button:
    label = ticked(_(labels.LEVELS[level]), on=level is council.level)
    return Button(label, Intent("parent_level", council.number, 0, str(level.value)))


def parent_code_card(_: Words, code_: str) -> Card:
    """A join code, in a sentence to pass on."""
    lines = [
        _("请下级议事会的议事长在自己的群里发：<code>/parent {code}</code>", code=format_code(code_)),
        _("这个加入码只能用一次，7 天内有效。再要一个，这个就不能用了。"),
    ]
    return Card(BR.join(lines))


def parent_news_card(_: Words, council: Council, other: Council, what: str, up: int, *, child: bool) -> Card:
    """The news for either group that a child council joined or left its parent, with the number of matters sent up."""
    text = _(PARENT_NEWS_TEXTS[what, child], name=other.name, n=up)
    if up and what in PARTED:
        text += BR + (
            _("已经上报的 {n} 个议题，还由他们办完。", n=up)
            if child
            else _("他们上报的 {n} 个议题，请继续办完。", n=up)
        )
    return Card(text, thread=council.thread)


def children_card(_: Words, shown: Branches, *, sure: int = 0) -> Card:
    """A page of the child councils, with buttons for the head; `sure`: the council whose button was pressed once."""
    council = shown.council
    if not shown.total:
        return Card(_("还没有下级议事会。议事长发 /parent，可以请他们加入。"))
    lines = [
        _("🏘 <b>{name}</b>：下级议事会 {total} 个", name=council.name, total=shown.total),
        Markup(""),
        *(_line(_, branch) for branch in shown.branches),
    ]
    rows: list[tuple[Button, ...]] = [
        (_release(_, council, branch.council, sure=sure == branch.council.number),) for branch in shown.branches
    ]
    if shown.pages > 1:
        lines += [Markup(""), _("第 {page} 页，共 {pages} 页", page=shown.page, pages=shown.pages)]

    def turn_to(label: Markup, page: int) -> Button:
        return Button(str(label), Intent("page", council.number, page))

    return Card(BR.join(lines), buttons=(*rows, *turning_row(_, shown.page, shown.pages, turn_to)))


def _release(_: Words, council: Council, child: Council, *, sure: bool) -> Button:
    text = _("确定移出 {name}", name=child.name) if sure else _("移出 {name}", name=child.name)
    label = shorten(text.unescape(), BUTTON_LABEL_LIMIT)
    return Button(label, Intent("release", council.number, child.number, SURE if sure else ""))


def _line(_: Words, branch: Branch) -> Markup:
    line = _(
        "<b>{name}</b>（{level}）：{people} 人，没办完的议题 {open} 个",
        name=branch.council.name,
        level=_(labels.LEVELS[branch.council.level]),
        people=branch.people,
        open=branch.open,
    )
    return line if branch.council.present else _("{line}。⚠️ 我不在那个群里了", line=line)
