"""The card of the settings of points, for the head."""

from collections.abc import Mapping

from bot.domain.points.book import AccountKind, CarryOver
from bot.domain.shared.button_intent import Intent
from bot.locales import N_, Words
from bot.ports import Button, Card
from bot.read_models.points import ShownBook
from bot.views.points.points import rule_line
from bot.views.shared import names
from bot.views.shared.button_rows import button_rows, ticked
from bot.views.shared.screen import fold
from bot.views.shared.text_fit import BR

KINDS: Mapping[AccountKind, str] = {AccountKind.HOUSEHOLD: N_("一户一本"), AccountKind.PERSON: N_("一人一本")}
LEFT: Mapping[CarryOver, str] = {
    CarryOver.ALL: N_("年底全留"),
    CarryOver.HALF: N_("年底留一半"),
    CarryOver.NONE: N_("年底清零"),
}


def settings_card(_: Words, shown: ShownBook) -> Card:
    """The settings, with what can be changed; who has an account only before the first report."""
    book, council = shown.book, shown.council.number
    lines = [_("🎫 <b>积分设置</b>")]
    lines.append(
        _("账户：{kind}", kind=_(KINDS[book.kind]))
        if book.kind
        else _("账户：请先选一户一本，还是一人一本。报了第一笔就不能改了。")
    )
    officers = _("议事长和专人")
    lines.append(_("审核人：{who}", who=names.list_names(_, shown.reviewers) if shown.reviewers else officers))
    lines.append(_("审核时间：工作日 {time}", time=book.review_at))
    lines.append(_("超市管理员：{who}", who=names.list_names(_, shown.keepers) if shown.keepers else officers))
    lines.append(_("余下的分：{rule}", rule=_(LEFT[book.carry_over])))
    lines.append(fold(rule_line(_, rule) for rule in shown.rules) if shown.rules else _("规则：还没有写。"))
    rows = []
    if not shown.begun:
        rows.append(tuple(_choice(_, label, council, kind, on=book.kind is kind) for kind, label in KINDS.items()))
    rows += button_rows(
        [
            Button(str(_("改规则")), Intent("points_list", council, 0, "rules")),
            Button(str(_("审核人")), Intent("points_reviewers", council)),
            Button(str(_("审核时间")), Intent("points_time", council)),
            Button(str(_("管理员")), Intent("points_keepers", council)),
        ],
        2,
    )
    rows.append(tuple(_choice(_, label, council, rule, on=book.carry_over is rule) for rule, label in LEFT.items()))
    return Card(BR.join(lines), buttons=tuple(rows))


def _choice(_: Words, label: str, council: int, choice: str, *, on: bool) -> Button:
    return Button(ticked(_(label), on=on), Intent("points_set", council, 0, choice))
