"""Figures of practices: of all time, of a period, and over the councils below."""

from datetime import timedelta

import pytest

from bot.domain.councils.practice import Practice
from bot.domain.shared.button_intent import Intent
from bot.services.councils import practices
from bot.services.notices import notices
from bot.services.reports.dated_rows import Span
from bot.services.reports.practice_figures import load_figures, sum_figures
from tests import cast
from tests.builders import back
from tests.services.hall import Hall

DAY = timedelta(days=1)


@pytest.fixture
def noticed(hall: Hall) -> Hall:
    """A council that has notices switched on has posted two on two days; one was read twice."""
    hall.tap(practices.press_practice, Intent("set_practice", 1, 1, Practice.NOTICES), cast.HEAD)
    for text in ("明天停水", "后天停电"):
        hall.at(notices.post_notice, council=1, text=text, by=cast.CLERK, reply_to=back())
        hall.now += DAY
    for by in (cast.RESIDENT, cast.NEIGHBOUR):
        hall.tap(notices.press_read, Intent("notice_read", 1, 2), by)
    return hall


def test_of_all_time_and_of_a_span(noticed: Hall) -> None:
    """All that happened counts, or what happened from the beginning of a span up to its end."""
    tx, council = noticed.tx(), noticed.council()
    (every,) = load_figures(tx, council)
    assert every.figures == {"notices": 2, "reads": 2}
    begins = noticed.now - 2 * DAY
    (first_day,) = load_figures(tx, council, Span(begins, begins + DAY))
    assert first_day.figures == {"notices": 1, "reads": 0}
    (later,) = load_figures(tx, council, Span(begins + DAY, noticed.now + DAY))
    assert later.figures == {"notices": 1, "reads": 2}


def test_only_what_is_switched_on(noticed: Hall) -> None:
    """A practice that is off is not named, whatever was done with it."""
    noticed.tap(practices.press_practice, Intent("set_practice", 1, 0, Practice.NOTICES), cast.HEAD)
    assert load_figures(noticed.tx(), noticed.council()) == ()


def test_summed(noticed: Hall) -> None:
    """The sums are those of every council together."""
    (summed,) = sum_figures(noticed.tx(), [1, 1])
    assert summed.figures == {"notices": 4, "reads": 4}
