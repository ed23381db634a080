"""Hazards that are not closed yet, each with the days that are left."""

from datetime import date

from markupsafe import Markup

from bot.domain.matters.matter import Matter
from bot.domain.matters.state import LOOKING_BACK
from bot.locales import Words
from bot.ports import Card
from bot.read_models.matters import ShownHazards
from bot.views.matters.lists import describe_hazards, list_footer, matter_line, page_buttons
from bot.views.shared.text_fit import BR


def hazards_card(_: Words, shown: ShownHazards) -> Card:
    """The counts of hazards, then a page of the open ones."""
    if not shown.counted.total:
        return Card(_("还没有登记隐患。看到隐患，请写「隐患」，空一格，再写在哪里，可以带照片。"))
    lines = [
        _("⚠️ <b>{counted}</b>", counted=describe_hazards(_, shown.counted)),
        *([Markup("")] if shown.matters else []),
        *(
            _("{line}，{left}", line=matter_line(_, matter, shown.council.zone), left=_left(_, matter, shown.today))
            for matter in shown.matters
        ),
        *list_footer(_, shown.page, shown.pages, shown.matters),
    ]
    return Card(BR.join(lines), buttons=page_buttons(_, shown.council.number, shown.page, shown.pages, shown.matters))


def _left(_: Words, matter: Matter, today: date) -> Markup:
    """Return the time left to solve a hazard; of one that is not being worked on, the step that it waits for."""
    if matter.state in LOOKING_BACK:
        return _("等大家评价")
    if matter.assignment.due is None:
        return _("还没有定期限")
    if matter.assignment.paused:
        return _("暂停计时")
    days = (matter.assignment.due - today).days
    if days < 0:
        return _("超期 {n} 天", n=-days)
    return _("还有 {n} 天", n=days) if days else _("今天到期")
