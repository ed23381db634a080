"""Lines about the practices that are switched on, in statistics and summaries."""

from collections.abc import Iterable, Mapping

from markupsafe import Markup

from bot.domain.councils.practice import Practice
from bot.locales import Words
from bot.read_models.practices import PracticeFigures
from bot.views.shared.practices import ALL_WORDS

SENTENCES: Mapping[Practice, str] = {
    **{each.practice: each.figures for each in ALL_WORDS},
}


def describe_figures(_: Words, every: Iterable[PracticeFigures]) -> list[Markup]:
    """Return a line for each practice of which there is anything to say."""
    return [_(SENTENCES[each.practice], **each.figures) for each in every if any(each.figures.values())]
