"""The services of all practices, in the order of the settings."""

from collections.abc import Mapping

from bot.domain.councils.practice import Practice
from bot.ports import Tx
from bot.services.clues.rows import CLUES_SERVICES
from bot.services.councils import members
from bot.services.duty.rows import DUTY_SERVICES
from bot.services.events.rows import EVENTS_SERVICES
from bot.services.grids.rows import GRIDS_SERVICES
from bot.services.hosts.rows import HOSTS_SERVICES
from bot.services.notices.rows import NOTICES_SERVICES
from bot.services.pledges.rows import PLEDGES_SERVICES
from bot.services.points.rows import POINTS_SERVICES
from bot.services.practice_services import PracticeServices
from bot.services.stars.rows import STARS_SERVICES
from bot.services.surveys.rows import SURVEYS_SERVICES
from bot.services.wishes.rows import WISHES_SERVICES

PRACTICE_SERVICES: tuple[PracticeServices, ...] = (
    NOTICES_SERVICES,
    DUTY_SERVICES,
    EVENTS_SERVICES,
    GRIDS_SERVICES,
    WISHES_SERVICES,
    SURVEYS_SERVICES,
    HOSTS_SERVICES,
    PLEDGES_SERVICES,
    POINTS_SERVICES,
    STARS_SERVICES,
    CLUES_SERVICES,
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
