"""The chart of a vote's result: who agreed, was against, abstained and did not vote, by every measure."""

from bot.domain.matters.satisfaction import rounded
from bot.domain.votes.rules import Basis, Measure, Part
from bot.domain.votes.tally import ZERO, Tally
from bot.locales import N_, Words
from bot.ports import Bars, Chart, Series
from bot.views.shared.charts import make_chart

PARTS = (
    (Part.AGREE, N_("赞成")),
    (Part.AGAINST, N_("反对")),
    (Part.ABSTAIN, N_("弃权")),
    (None, N_("没有投")),
)


def turnout_chart(_: Words, tally: Tally) -> Chart | None:
    """Return the chart, in percent of all; None when nobody was entitled."""
    names = {
        Measure.HEADS: _("户数") if tally.basis is Basis.HOUSEHOLDS else _("人数"),
        Measure.AREA: _("面积"),
        Measure.SHARE: _("份额"),
    }
    measures = {measure: each for measure, each in tally.measures.items() if each.all}
    if not measures:
        return None
    series = []
    for part, name in PARTS:
        have = [each.all - each.took_part if part is None else each.of(part) or ZERO for each in measures.values()]
        rates = [have_ / each.all * 100 for have_, each in zip(have, measures.values(), strict=True)]
        series.append(Series(str(_(name)), tuple(float(rounded(rate, 1)) for rate in rates)))
    labels = tuple(str(names[measure]) for measure in measures)
    return make_chart(_, [Bars(str(_("参与和选择，占全体")), labels, tuple(series), unit="%")])
