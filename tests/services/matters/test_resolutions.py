"""A resolution is amended after it was handed over, and both versions can be read."""

from datetime import timedelta

import pytest

from bot.domain.councils.council import Account
from bot.domain.matters.acts import Act
from bot.domain.matters.assignment import UNASSIGNED
from bot.domain.matters.errors import DecidedByVote, SameResolution, WrongState
from bot.domain.matters.matter import Entry, earlier_resolution
from bot.domain.matters.publication import Publication
from bot.domain.matters.state import State
from bot.domain.shared.errors import CouncilError, NotAllowed
from bot.domain.shared.job import Job
from bot.services.matters import assignments, resolutions
from bot.services.matters.possible_acts import possible_acts
from tests import cast
from tests.services.hall import Hall


def handed_over(hall: Hall, publication: Publication | None = None) -> None:
    """Put a matter with a resolution where its handler has it for eight days, in private too."""
    hall.opens_private_chat(cast.HANDLER)
    resolved = (Entry(at=hall.now, what=Act.RESOLVE, text="换新灯"),)
    hall.stand(State.RESOLVED, resolution="换新灯", timeline=resolved, publication=publication)
    wishes = {"council": 1, "number": 1, "by": hall.by(cast.CLERK)}
    day = hall.now.date() + timedelta(days=8)
    hall.at(assignments.assign_matter, **wishes, handler=hall.by(cast.HANDLER), day=day)
    hall.deliver()


def clocks(hall: Hall) -> list[Job]:
    return [*hall.waits(Act.OVERDUE), *hall.waits(Act.UNACKNOWLEDGED)]


def amend(hall: Hall, text: str = "装感应灯") -> str:
    return hall.at(resolutions.amend_resolution, council=1, number=1, by=hall.by(cast.CLERK), text=text).key


def refuses(hall: Hall, refusal: type[CouncilError], text: str = "装感应灯", by: Account = cast.CLERK) -> None:
    hall.refuses(refusal, resolutions.amend_resolution, council=1, number=1, by=hall.by(by), text=text)


def test_amended(hall: Hall) -> None:
    """State, handler, day and reminders stay; the handler is told; each version stands in the timeline."""
    handed_over(hall)
    before, waiting = hall.matter(), clocks(hall)
    refuses(hall, NotAllowed, by=cast.RESIDENT)
    refuses(hall, SameResolution, text=" 换新灯 ")
    assert amend(hall) == "did_amend"
    after = hall.matter()
    assert (after.state, after.assignment, after.resolution) == (before.state, before.assignment, "装感应灯")
    assert clocks(hall) == waiting
    assert amend(hall, "装两盏") == "did_amend"
    first, second = hall.matter().timeline[-2:]
    assert [earlier_resolution(hall.matter(), each) for each in (first, second)] == ["换新灯", "装感应灯"]
    assert hall.told("matter.step", cast.private(cast.HANDLER))


def test_publicised(hall: Hall) -> None:
    """One that was posted is to be posted and handed over again: nobody is left in charge of it meanwhile."""
    day = hall.now.date()
    handed_over(hall, Publication(posted=day, days=7, last=day))
    given = hall.matter().assignment
    assert amend(hall) == "amended_to_publish"
    assert hall.matter().timeline[-1].taken == given
    matter = hall.matter()
    assert (matter.state, matter.publication, matter.assignment.handler) == (State.RESOLVED, None, UNASSIGNED.handler)
    assert clocks(hall) == []
    refuses(hall, WrongState)


@pytest.mark.parametrize(("resolution", "refusal"), [("换新灯", DecidedByVote), ("", WrongState)])
def test_voted(hall: Hall, resolution: str, refusal: type[CouncilError]) -> None:
    """One that a formal vote took is refused and not offered; nor can one be amended that there is not."""
    timeline = (Entry(at=hall.now, what=Act.DECIDED, text="1"),) if resolution else ()
    hall.stand(State.IN_PROGRESS, resolution=resolution, timeline=timeline)
    refuses(hall, refusal)
    assert Act.AMEND not in possible_acts(hall.tx(), hall.matter(), hall.by(cast.CLERK), hall.now)
