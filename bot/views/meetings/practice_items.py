"""Lines below the agenda of a meeting about what practices bring to it besides matters."""

from collections.abc import Mapping

from markupsafe import Markup

from bot.domain.councils.practice import Practice
from bot.locales import Words
from bot.views.shared.practices import ALL_WORDS

SENTENCES: Mapping[Practice, str] = {each.practice: each.agenda for each in ALL_WORDS if each.agenda}


def describe_items(_: Words, counts: Mapping[Practice, int]) -> list[Markup]:
    """Return a line for each practice that brings anything."""
    return [_(SENTENCES[practice], n=count) for practice, count in counts.items()]
