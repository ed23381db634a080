"""The words of all practices, in the order of the settings."""

from bot.views.clues.words import WORDS as CLUES
from bot.views.duty.words import WORDS as DUTY
from bot.views.events.words import WORDS as EVENTS
from bot.views.grids.words import WORDS as GRIDS
from bot.views.hosts.words import WORDS as HOSTS
from bot.views.notices.words import WORDS as NOTICES
from bot.views.pledges.words import WORDS as PLEDGES
from bot.views.points.words import WORDS as POINTS
from bot.views.shared.practice_words import PracticeWords
from bot.views.stars.words import WORDS as STARS
from bot.views.surveys.words import WORDS as SURVEYS
from bot.views.wishes.words import WORDS as WISHES

ALL_WORDS: tuple[PracticeWords, ...] = (
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
