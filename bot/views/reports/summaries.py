"""The summary of a month or a quarter for the group."""

from markupsafe import Markup

from bot.domain.matters.satisfaction import percent
from bot.locales import Words
from bot.ports import Card
from bot.read_models.reports import ShownSummary
from bot.views.matters.lists import matter_line
from bot.views.reports.activity import activity_chart
from bot.views.reports.practice_figures import describe_figures
from bot.views.shared import dates
from bot.views.shared.screen import fold
from bot.views.shared.text_fit import BR


def summary_card(_: Words, shown: ShownSummary) -> Card:
    """The figures of a period, the three rates with their bases, and the matters that wait.

    A quarter comes together with its last month, which lists what waits.
    """
    days = dates.format_period(_, shown.period)
    quarter = shown.period.first.month != shown.period.last.month
    title = _("📊 <b>{days} 季度回顾</b>", days=days) if quarter else _("📊 <b>{days} 小结</b>", days=days)
    lines = [
        title,
        Markup(""),
        _("新提 {n} 件，办结 {solved} 件", n=shown.proposed, solved=shown.solved),
        _rate(
            _,
            _("满意率"),
            shown.satisfied,
            shown.answers,
            _("评价 {n} 次，满意或基本满意 {part} 次", n=shown.answers, part=shown.satisfied),
        ),
        _(
            "交办 {n} 件，按时签收 {part} 件。响应率 {rate}",
            n=shown.handed,
            part=shown.answered_in_time,
            rate=percent(shown.answered_in_time, shown.handed),
        )
        if shown.handed
        else _("响应率：还没有"),
        _rate(
            _,
            _("解决率"),
            shown.kept,
            shown.promised,
            _("到期 {n} 件，办好 {part} 件", n=shown.promised, part=shown.kept),
        ),
    ]
    lines += describe_figures(_, shown.practices)
    chart = activity_chart(_, shown.activity, shown.council.zone)
    if quarter:
        return Card(BR.join(lines), thread=shown.council.thread, chart=chart)
    lines += [
        Markup(""),
        _("现在还没有销号的 {n} 件，其中过了期限的 {late} 件。", n=shown.waiting, late=shown.overdue)
        if shown.waiting
        else _("现在没有等着办的议题。"),
    ]
    oldest = [matter_line(_, matter, shown.council.zone) for matter in shown.oldest]
    if shown.waiting > len(shown.oldest):
        oldest.append(_("… 还有 {n} 件，发 /matters 看全部。", n=shown.waiting - len(shown.oldest)))
    if oldest:
        lines.append(fold(oldest))
    return Card(BR.join(lines), thread=shown.council.thread, chart=chart)


def _rate(_: Words, name: Markup, part: int, whole: int, of: Markup) -> Markup:
    if not whole:
        return _("{name}：还没有", name=name)
    return _("{name}：{rate}（{of}）", name=name, rate=percent(part, whole), of=of)
