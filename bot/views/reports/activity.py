"""The chart of a council: matters solved and not yet by category, days until an answer, turnout."""

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from markupsafe import Markup

from bot.domain.matters.category import Category
from bot.locales import N_, Words
from bot.ports import Bars, Chart, Series
from bot.read_models.reports import Activity, Turnout
from bot.views.shared import dates, labels
from bot.views.shared.charts import make_chart

# The last day of each span, and its name.
SPANS = ((0, N_("当天")), (3, N_("1–3 天")), (7, N_("4–7 天")), (None, N_("7 天以上")))


MEETINGS_SHOWN = 8  # and votes, the newest


def activity_chart(_: Words, activity: Activity, zone: str) -> Chart | None:
    """Return the chart; None when there is nothing to show."""
    return make_chart(_, [*_categories(_, activity), *_days(_, activity), *_turnout(_, activity, zone)])


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


def _turnout(_: Words, activity: Activity, zone: str) -> Iterator[Bars]:
    shown = activity.turnout[-MEETINGS_SHOWN:]
    if shown:
        yield Bars(
            title=str(_("到会和投票的人，占应到的")),
            labels=tuple(str(_turnout_label(_, each, zone)) for each in shown),
            series=(Series(str(_("到了")), tuple(round(100 * each.came / each.expected) for each in shown)),),
            unit="%",
            whole=100,
        )


def _turnout_label(_: Words, each: Turnout, zone: str) -> Markup:
    if each.at is None:
        return _("#{number} 表决 {came}/{expected}", number=each.matter, came=each.came, expected=each.expected)
    day = dates.format_day(_, each.at.astimezone(ZoneInfo(zone)).date())
    return _("{day}会议 {came}/{expected}", day=day, came=each.came, expected=each.expected)
