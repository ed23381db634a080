"""The services of all practices, in the order of the settings."""

from collections.abc import Mapping

from bot.domain.councils.practice import Practice
from bot.ports import Tx
from bot.services.clues.rows import ROWS as CLUES
from bot.services.councils import members
from bot.services.duty.rows import ROWS as DUTY
from bot.services.events.rows import ROWS as EVENTS
from bot.services.grids.rows import ROWS as GRIDS
from bot.services.hosts.rows import ROWS as HOSTS
from bot.services.notices.rows import ROWS as NOTICES
from bot.services.pledges.rows import ROWS as PLEDGES
from bot.services.points.rows import ROWS as POINTS
from bot.services.practice_services import PracticeServices
from bot.services.stars.rows import ROWS as STARS
from bot.services.surveys.rows import ROWS as SURVEYS
from bot.services.wishes.rows import ROWS as WISHES

PRACTICE_SERVICES: tuple[PracticeServices, ...] = (
    NOTICES,
    DUTY,
    EVENTS,
    GRIDS,
    WISHES,
    SURVEYS,
    HOSTS,
    PLEDGES,
    POINTS,
    STARS,
    CLUES,
)


def load_agenda(tx: Tx, council: int, meeting: int) -> Mapping[Practice, int]:
    """Return how many things of the practices that a council wants stand on the agenda of a meeting."""
    wanted = members.get_council(tx, council).practices
    counts = {
        each.practice: each.count_on_agenda(tx, council, meeting)
        for each in PRACTICE_SERVICES
        if each.count_on_agenda and each.practice in wanted
    }
    return {practice: count for practice, count in counts.items() if count}
