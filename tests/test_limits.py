"""The limits of a platform, as its folder hands them in."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from bot.domain.rolls.roll import Problem
from bot.domain.shared.outbox_message import Pace, SendQueue
from bot.limits import Limits, limits, use_limits
from bot.locales import words
from bot.services.shared.enqueue import enqueue
from bot.views.rolls import rolls
from bot.views.shared.text_fit import text_length
from tests.builders import NOW
from tests.cast import GROUP
from tests.services.hall import Hall


@pytest.fixture(
    params=[Limits(), Limits(text=300, per_second=1, pace=Pace(gap=timedelta(seconds=9)))], ids=["own", "narrow"]
)
def platform(request: pytest.FixtureRequest) -> Iterator[Limits]:
    """A platform whose limits are kept to during a test."""
    before = limits()
    use_limits(request.param)
    yield request.param
    use_limits(before)


def test_text(platform: Limits) -> None:
    """What is drawn is cut to what one message holds."""
    problems = [Problem(line, "empty") for line in range(200)]
    card = rolls.roll_problems_card(words("zh-CN"), problems, len(problems))
    assert text_length(card.text) <= platform.text


def test_pace(platform: Limits) -> None:
    """Behind a message the next one waits for the platform's gap."""
    hall = Hall()
    hall.do(lambda tx: tx.put(SendQueue(chat=GROUP, group=True, recent=(NOW,))))
    hall.at(enqueue, id="a", chat=GROUP, group=True, view="menu")
    assert hall.get(SendQueue, SendQueue.key_of(GROUP)).next == NOW + platform.pace.gap
