"""The services of all practices, in the order of the settings."""

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
)
