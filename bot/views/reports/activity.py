"""The chart of a council's matters: solved and not yet by category, and after how many days they were answered."""

from collections.abc import Iterator

from bot.domain.matters.category import Category
from bot.locales import N_, Words
from bot.ports import Bars, Chart, Series
from bot.read_models.reports import Activity
from bot.views.shared import labels
from bot.views.shared.charts import make_chart

# The last day of each span, and its name.
SPANS = ((0, N_("当天")), (3, N_("1–3 天")), (7, N_("4–7 天")), (None, N_("7 天以上")))


def activity_chart(_: Words, activity: Activity) -> Chart | None:
    """Return the chart; None when there is nothing to show."""
    return make_chart(_, [*_categories(_, activity), *_days(_, activity)])


def _categories(_: Words, activity: Activity) -> Iterator[Bars]:
    shown = [each for each in Category if activity.solved.get(each) or activity.waiting.get(each)]
    shown.sort(key=lambda each: -activity.solved.get(each, 0) - activity.waiting.get(each, 0))
    if shown:
        yield Bars(
            title=str(_("各类议题，件")),
            labels=tuple(str(_(labels.CATEGORIES[each])) for each in shown),
            series=(
                Series(str(_("办结")), tuple(activity.solved.get(each, 0) for each in shown)),
                Series(str(_("没办完")), tuple(activity.waiting.get(each, 0) for each in shown)),
            ),
        )


def _days(_: Words, activity: Activity) -> Iterator[Bars]:
    counts = [0] * len(SPANS)
    for days in activity.days:
        counts[next(place for place, (last, _name) in enumerate(SPANS) if last is None or days <= last)] += 1
    if activity.days:
        yield Bars(
            title=str(_("多久有答复，件")),
            labels=tuple(str(_(name)) for _last, name in SPANS),
            series=(Series(str(_("有答复")), tuple(counts)),),
        )
