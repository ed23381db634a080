"""Figures of the practices that a council has switched on, of all time or of a period, and their sums over councils."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping

from bot.domain.councils.council import Council
from bot.domain.councils.practice import Practice
from bot.ports import Tx
from bot.read_models.practices import Figures, PracticeFigures
from bot.services.clues.figures import count_clues
from bot.services.councils import members
from bot.services.duty.figures import count_duty
from bot.services.events.figures import count_events
from bot.services.grids.figures import count_grids
from bot.services.hosts.figures import count_benches
from bot.services.notices.figures import count_notices
from bot.services.pledges.figures import count_pledges
from bot.services.points.figures import count_points
from bot.services.reports.dated_rows import Span
from bot.services.stars.figures import count_stars
from bot.services.surveys.figures import count_surveys
from bot.services.wishes.figures import count_wishes

Count = Callable[[Tx, int, Span | None], Figures]
COUNTS: Mapping[Practice, Count] = {
    Practice.NOTICES: count_notices,
    Practice.DUTY: count_duty,
    Practice.EVENTS: count_events,
    Practice.GRIDS: count_grids,
    Practice.WISHES: count_wishes,
    Practice.SURVEYS: count_surveys,
    Practice.HOSTS: count_benches,
    Practice.PLEDGES: count_pledges,
    Practice.POINTS: count_points,
    Practice.STARS: count_stars,
    Practice.CLUES: count_clues,
}


def load_figures(tx: Tx, council: Council, span: Span | None = None) -> tuple[PracticeFigures, ...]:
    """Return the figures of each practice that a council has switched on; without a span those of all time."""
    return tuple(PracticeFigures(each, COUNTS[each](tx, council.number, span)) for each in council.practices)


def sum_figures(tx: Tx, councils: Iterable[int]) -> tuple[PracticeFigures, ...]:
    """Return the sums over several councils of the practices that any of them has switched on."""
    sums: dict[Practice, Counter[str]] = {}
    for number in councils:
        for each in load_figures(tx, members.get_council(tx, number)):
            sums.setdefault(each.practice, Counter()).update(each.figures)
    return tuple(PracticeFigures(each, sums[each]) for each in Practice if each in sums)
