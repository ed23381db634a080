"""The totals of all child councils, shown below the parent's own figures."""

from fractions import Fraction

from markupsafe import Markup

from bot.domain.matters.satisfaction import rounded
from bot.locales import Words
from bot.read_models.reports import Composition, Rollup
from bot.views.matters.lists import describe_rates
from bot.views.reports.practice_figures import describe_figures
from bot.views.shared import labels
from bot.views.shared.text_fit import BR

SECTORS = 20  # that are named, the largest first


def describe_rollup(_: Words, shown: Rollup) -> Markup:
    """Return the totals, each rate with its base, and the attendance of meetings."""
    lines = [
        _("🏘 <b>下级议事会 {n} 个</b>", n=shown.councils),
        _(
            "议题 {total} 个，没办完的 {open} 个，超期 {late} 个",
            total=shown.total,
            open=shown.open,
            late=shown.rates.overdue,
        ),
        _("销号 {n} 个", n=shown.rates.solved),
        *describe_rates(_, shown.rates),
    ]
    if shown.meetings:
        lines.append(
            _(
                "会议 {n} 次，到会 {came} 人次，平均每次 {each} 人",
                n=shown.meetings,
                came=shown.came,
                each=rounded(Fraction(shown.came, shown.meetings), 2),
            )
        )
    return BR.join([*lines, *describe_figures(_, shown.practices)])


def describe_composition(_: Words, shown: Composition) -> Markup:
    """Return the numbers of members by role and by sector in the child councils."""
    lines = [
        _("🏘 <b>下级议事会 {n} 个</b>（一个人只算最高的角色）", n=shown.councils),
        *(_("{label} {n} 人", label=_(labels.ROLES[role]), n=n) for role, n in shown.roles.items() if n),
    ]
    if shown.sectors:
        most = sorted(shown.sectors.items(), key=lambda each: (-each[1], each[0]))
        every = [_("{label} {n} 人", label=sector, n=n) for sector, n in most[:SECTORS]]
        left_out = len(most) - SECTORS
        listed = _("、").join(every)
        lines.append(_("界别：{listed}", listed=listed))
        if left_out > 0:
            lines.append(_("… 还有 {n} 个界别。", n=left_out))
    return BR.join(lines)
