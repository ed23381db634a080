"""The acts that a person may do with a matter now."""

from bot.domain.councils.council import Account
from bot.domain.matters.acts import Act
from bot.domain.matters.matter import check_permitted
from bot.domain.matters.state import State
from bot.services.matters.possible_acts import possible_acts
from tests import cast
from tests.services.hall import Hall

SORTING = {Act.ACCEPT, Act.REJECT, Act.MERGE, Act.CATEGORISE}


def offered(hall: Hall, by: Account) -> frozenset[Act]:
    return possible_acts(hall.tx(), hall.matter(), hall.member(by), hall.now)


def test_each_is_offered_their_own(hall: Hall) -> None:
    """Of a new matter the clerk may sort, its proposer may withdraw but not support it, a neighbour may support it."""
    hall.propose(by=cast.RESIDENT)
    hall.support(1, cast.NEIGHBOUR)
    assert offered(hall, cast.CLERK) >= SORTING
    assert not offered(hall, cast.RESIDENT) & SORTING
    assert Act.WITHDRAW in offered(hall, cast.RESIDENT)
    assert Act.SUPPORT not in offered(hall, cast.RESIDENT)
    assert Act.SUPPORT in offered(hall, cast.NEIGHBOUR)
    assert not offered(hall, cast.NEIGHBOUR) & {*SORTING, Act.WITHDRAW}


def test_what_has_passed_is_not_offered(hall: Hall) -> None:
    """What the state of the matter no longer allows is offered to nobody."""
    hall.stand(State.ARCHIVED)
    for by in (cast.HEAD, cast.CLERK, cast.RESIDENT):
        assert not offered(hall, by) & {*SORTING, Act.WITHDRAW, Act.DONE}


def test_whatever_is_offered_is_permitted(hall: Hall) -> None:
    """Nothing is offered that would be refused to the person in the matter's state."""
    hall.propose(by=cast.RESIDENT)
    for act in offered(hall, cast.HEAD) - {Act.WHISTLE, Act.SATISFIED, Act.SUPPORT, Act.OBJECT}:
        check_permitted(hall.matter(), act, hall.member(cast.HEAD), supports=False)
