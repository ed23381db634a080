"""What was handed over is taken, given back once, or stops its clock for a reason."""

from datetime import timedelta

import pytest

from bot.domain.matters.errors import ReturnedOnce
from bot.domain.matters.state import State
from bot.domain.shared.errors import NotAllowed
from bot.services.matters import assignments, progress
from tests import cast
from tests.services.hall import Hall


@pytest.fixture
def handed(hall: Hall) -> Hall:
    """A matter that was handed to the handler on a Monday."""
    hall.stand(State.RESOLVED, resolution="装灯")
    assign(hall)
    hall.deliver()
    return hall


def assign(hall: Hall) -> None:
    """The clerk hands it over."""
    day = hall.now.date() + timedelta(days=5)
    hall.at(
        assignments.assign_matter, council=1, number=1, by=hall.by(cast.CLERK), handler=hall.by(cast.HANDLER), day=day
    )


@pytest.mark.parametrize(("days", "in_time"), [(0, True), (1, True), (2, False)])
def test_taken(handed: Hall, days: int, in_time: bool) -> None:  # noqa: FBT001  # pytest hands it over
    """The handler says that they have it: within a working day that is in time."""
    assert handed.matter().assignment.acknowledged is False
    handed.now += timedelta(days=days)
    handed.at(assignments.acknowledge, council=1, number=1, by=handed.by(cast.HANDLER))
    assert (handed.matter().state, handed.matter().assignment.acknowledged) == (State.IN_PROGRESS, in_time)
    assert handed.news() == []


def test_progress_is_an_answer_too(handed: Hall) -> None:
    """Who reports at once needs not say that they have it."""
    handed.at(progress.report_progress, council=1, number=1, by=handed.by(cast.HANDLER), text="灯买到了")
    assert handed.matter().assignment.acknowledged is True


def test_only_the_handler(handed: Hall) -> None:
    """Nobody else takes it or gives it back."""
    for use, words in ((assignments.acknowledge, {}), (assignments.return_matter, {"reason": "不归我"})):
        handed.refuses(NotAllowed, use, council=1, number=1, by=handed.by(cast.NEIGHBOUR), **words)


def test_given_back_once(handed: Hall) -> None:
    """It is given back with a reason, nobody is in charge any more and no day runs; a second time is refused."""
    wishes = {"council": 1, "number": 1, "by": handed.by(cast.HANDLER), "reason": "这是物业的事"}
    handed.at(assignments.return_matter, **wishes)
    matter = handed.matter()
    assert (matter.state, matter.assignment.handler, matter.assignment.due) == (State.RESOLVED, None, None)
    assert handed.waits("overdue") == []
    assign(handed)
    handed.refuses(ReturnedOnce, assignments.return_matter, **wishes)


def test_a_long_matter(handed: Hall) -> None:
    """For what others must be won first the clock stops, and goes on when it is handed over with a new day."""
    wishes = {"council": 1, "number": 1, "by": handed.by(cast.CLERK), "reason": "等区里批"}
    handed.at(assignments.start_long_run, **wishes)
    handed.pass_time(timedelta(days=90))
    assert (handed.matter().state, handed.news()) == (State.LONG_RUN, ["long_run"])
    assign(handed)
    assert (handed.matter().state, len(handed.waits("overdue"))) == (State.DISPATCHED, 1)
