"""Hotline tickets: how many are answered, and the list of open ones."""

from markupsafe import Markup

from bot.locales import Words
from bot.ports import Card
from bot.read_models.matters import ShownTickets
from bot.views.matters.lists import list_footer, matter_line, page_buttons
from bot.views.shared.text_fit import BR


def tickets_card(_: Words, shown: ShownTickets) -> Card:
    """The counts of tickets, then a page of those without an answer."""
    total = shown.answered + shown.waiting
    if not total:
        return Card(_("还没有 12345 工单。专人或议事长可以发 /ticket 录入。"))
    counted = _("工单 {total} 件，有答复 {n} 件", total=total, n=shown.answered)
    if not shown.waiting:
        return Card(_("📞 <b>{counted}</b>，件件有答复。", counted=counted))
    zone, found = shown.council.zone, [matter for matter, _days in shown.matters]
    lines = [
        _("📞 <b>{counted}</b>，还没有答复 {n} 件：", counted=counted, n=shown.waiting),
        Markup(""),
        *(
            _(
                "{line}，工单 {ticket}，{waits}",
                line=matter_line(_, each, zone),
                ticket=each.ticket,
                waits=_waits(_, days),
            )
            for each, days in shown.matters
        ),
        *list_footer(_, shown.page, shown.pages, found),
    ]
    return Card(BR.join(lines), buttons=page_buttons(_, shown.council.number, shown.page, shown.pages, found))


def _waits(_: Words, days: int) -> Markup:
    return _("等了 {n} 天", n=days) if days else _("今天来的")
