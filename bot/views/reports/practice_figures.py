"""Lines about the practices that are switched on, in statistics and summaries."""

from collections.abc import Iterable, Mapping

from markupsafe import Markup

from bot.domain.councils.practice import Practice
from bot.locales import N_, Words
from bot.read_models.practices import PracticeFigures

SENTENCES: Mapping[Practice, str] = {
    Practice.NOTICES: N_("通知 {notices} 条，看过 {reads} 人次"),
    Practice.DUTY: N_("值班排了 {turns} 人次，换班 {swaps} 次"),
    Practice.EVENTS: N_("活动 {events} 次，到场 {came} 人次"),
}


def describe_figures(_: Words, every: Iterable[PracticeFigures]) -> list[Markup]:
    """Return a line for each practice of which there is anything to say."""
    return [_(SENTENCES[each.practice], **each.figures) for each in every if any(each.figures.values())]
