"""A closed matter is filed after a month, and not before it was deliberated once."""

from datetime import timedelta

import pytest

from bot.domain.matters.acts import Act
from bot.domain.matters.errors import NotDeliberated, TooEarly
from bot.domain.matters.matter import Entry
from bot.domain.matters.state import State
from bot.domain.shared.errors import NotAllowed
from bot.services.matters import archives
from tests import cast
from tests.services.hall import Hall

MONTH = timedelta(days=30)


@pytest.fixture
def closed(hall: Hall) -> Hall:
    """A matter that was on an agenda, resolved and closed."""
    steps = (Act.SUBMIT, Act.ACCEPT, Act.AGENDA, Act.RESOLVE, Act.DONE, Act.CLOSE)
    hall.stand(State.CLOSED, open=False, timeline=tuple(Entry(at=hall.now, what=what) for what in steps))
    return hall


def archive(hall: Hall, by: object = cast.CLERK) -> None:
    """File it."""
    hall.at(archives.archive_matter, council=1, number=1, by=hall.by(by))  # type: ignore[arg-type]


def test_filed(closed: Hall) -> None:
    """The clerk files it a month after it was closed."""
    closed.now += MONTH
    archive(closed)
    assert closed.matter().state is State.ARCHIVED


def test_too_early(closed: Hall) -> None:
    """A day before, the clerk is told from when on."""
    closed.now += MONTH - timedelta(days=1)
    refusal = closed.refuses(TooEarly, archives.archive_matter, council=1, number=1, by=closed.by(cast.CLERK))
    assert refusal.params["day"] == "2026-04-01"


def test_not_everybody(closed: Hall) -> None:
    """Residents do not file."""
    closed.now += MONTH
    closed.refuses(NotAllowed, archives.archive_matter, council=1, number=1, by=closed.by(cast.RESIDENT))


@pytest.mark.parametrize("instead", [Act.OPINION, Act.DECIDED, Act.VOTED])
def test_must_be_deliberated(closed: Hall, instead: Act) -> None:
    """What nobody sat down over is not filed; an opinion at a meeting or a vote is enough."""
    closed.now += MONTH
    steps = tuple(entry for entry in closed.matter().timeline if entry.what != Act.AGENDA)
    closed.stand(State.CLOSED, open=False, timeline=steps)
    wishes = {"council": 1, "number": 2, "by": closed.by(cast.CLERK)}
    closed.refuses(NotDeliberated, archives.archive_matter, **wishes)
    spoken = (*steps, Entry(at=closed.now, what=instead))
    closed.stand(State.CLOSED, open=False, timeline=spoken)
    closed.at(archives.archive_matter, **{**wishes, "number": 3})
