"""What was handed over is taken, given back once, or stops its clock for a reason."""

from datetime import timedelta

import pytest

from bot.domain.councils.council import Account
from bot.domain.matters.errors import ReturnedOnce, SameAssignment
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


def again(hall: Hall, who: Account | str, days: int = 5, by: Account = cast.CLERK) -> str:
    """An officer hands it over once more; give the answer."""
    handler = who if isinstance(who, str) else hall.by(who)
    wishes = {"handler": handler, "day": hall.now.date() + timedelta(days=days)}
    return hall.at(assignments.assign_matter, council=1, number=1, by=hall.by(by), **wishes).key


@pytest.mark.parametrize("taken", [False, True])
def test_given_to_another(handed: Hall, taken: bool) -> None:  # noqa: FBT001  # pytest hands it over
    """The step keeps what stood before; who had it is told, and then has no say in it; the new one must sign."""
    handed.opens_private_chat(cast.HANDLER, cast.CAPTAIN)
    if taken:
        handed.at(assignments.acknowledge, council=1, number=1, by=handed.by(cast.HANDLER))
    before = handed.matter().assignment
    assert again(handed, cast.CAPTAIN, 8) == "did_reassign"
    matter = handed.matter()
    step = matter.timeline[-1]
    assert (step.given, step.taken) == (matter.assignment, before)
    assert (matter.state, matter.assignment.acknowledged) == (State.DISPATCHED, False)
    (told,) = handed.told("matter.taken")
    assert (told.chat, told.params.entry) == (cast.private(cast.HANDLER), len(matter.timeline) - 1)
    assert handed.told("matter.yours", cast.private(cast.CAPTAIN))
    handed.refuses(NotAllowed, assignments.acknowledge, council=1, number=1, by=handed.by(cast.HANDLER))
    assert len(handed.waits("overdue")) == len(handed.waits("unacknowledged")) == 1


def test_another_day(handed: Hall) -> None:
    """A handler who stays is told of the new day, and not that it was taken from them."""
    handed.opens_private_chat(cast.HANDLER)
    assert again(handed, cast.HANDLER, 8) == "did_reassign"
    assert handed.told("matter.yours", cast.private(cast.HANDLER))
    assert handed.told("matter.taken") == []


def test_taken_from_oneself(handed: Hall) -> None:
    """An officer who gives their own errand to somebody else needs no notice of it."""
    handed.opens_private_chat(cast.CLERK)
    again(handed, cast.CLERK)
    again(handed, "王师傅")
    assert handed.told("matter.taken") == []


@pytest.mark.parametrize("who", [cast.HANDLER, "王师傅"])
@pytest.mark.parametrize("begun", [False, True])
def test_the_same_again(handed: Hall, who: Account | str, begun: bool) -> None:  # noqa: FBT001  # pytest hands it over
    """The same handler and day again is refused, before and after it was begun, and nothing is written or told."""
    again(handed, who, 6)
    if begun:
        handed.at(progress.report_progress, council=1, number=1, by=handed.by(cast.CLERK), text="灯买到了")
    before, lines = handed.state(), len(handed.lines)
    wishes = {"handler": who if isinstance(who, str) else handed.by(who), "day": handed.now.date() + timedelta(days=6)}
    handed.refuses(SameAssignment, assignments.assign_matter, council=1, number=1, by=handed.by(cast.HEAD), **wishes)
    assert (handed.state(), len(handed.lines)) == (before, lines)


def test_the_same_after_a_pause(handed: Hall) -> None:
    """While its clock stands still, the same handler and day make it run again, and nobody reads of a change."""
    handed.at(assignments.pause_clock, council=1, number=1, by=handed.by(cast.CLERK), reason="等配件")
    assert again(handed, cast.HANDLER) == "did_assign"
    matter = handed.matter()
    assert (matter.assignment.paused, matter.timeline[-1].taken) == (None, None)
