"""Reminders of one person by the clock, which stand in their next morning list."""

from dataclasses import dataclass
from enum import StrEnum


class ReminderKind(StrEnum):
    """Kinds of reminders. A value is stored with the job of a morning list, and never changes."""

    # of a matter, for its handler
    HANDED_UP = "handed_up"  # the clock brought it to the next level
    GRACE = "day_more"  # it has a day more, after a downtime of the bot
    PROGRESS = "how_it_stands"  # a long one, of which a month was not heard
    # for the officers
    LETTER = "letter"  # it waits for an answer
    MINUTES = "minutes"  # they are not confirmed
    UNOPENED = "unopened"  # a meeting day that passed
    TERM_SOON = "term_soon"
    TERM_OVER = "term_over"
    YEAR = "year"  # its public holidays are not known
    DUTY_GAPS = "duty_gaps"  # days on which nobody is on duty
    WISHES_STUCK = "wishes_stuck"  # nobody has claimed or done them for two weeks
    # of a wish, for the one who claimed it or who confirms it
    WISH = "wish"
    GRID_CHECKS = "grid_checks"  # grids that were not checked in time
    CLUES = "clues"  # nobody handles them, or they have no result for long
    # of clues, for their handler
    OWN_CLUES = "own_clues"


@dataclass(frozen=True, kw_only=True)
class Reminder:
    """A reminder for a `person`. `number`: of the matter, letter or meeting, the year, or the ordinal of a day.

    `whom` and `role`: whose term ends.
    """

    kind: ReminderKind
    person: int
    number: int = 0
    whom: int = 0
    role: str = ""
