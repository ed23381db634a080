"""The words of all practices, in the order of the settings."""

from bot.views.clues.words import CLUES_WORDS
from bot.views.duty.words import DUTY_WORDS
from bot.views.events.words import EVENTS_WORDS
from bot.views.grids.words import GRIDS_WORDS
from bot.views.hosts.words import HOSTS_WORDS
from bot.views.notices.words import NOTICES_WORDS
from bot.views.pledges.words import PLEDGES_WORDS
from bot.views.points.words import POINTS_WORDS
from bot.views.shared.practice_words import PracticeWords
from bot.views.stars.words import STARS_WORDS
from bot.views.surveys.words import SURVEYS_WORDS
from bot.views.wishes.words import WISHES_WORDS

ALL_WORDS: tuple[PracticeWords, ...] = (
    NOTICES_WORDS,
    DUTY_WORDS,
    EVENTS_WORDS,
    GRIDS_WORDS,
    WISHES_WORDS,
    SURVEYS_WORDS,
    HOSTS_WORDS,
    PLEDGES_WORDS,
    POINTS_WORDS,
    STARS_WORDS,
    CLUES_WORDS,
)
