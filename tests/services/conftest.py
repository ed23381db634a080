import pytest

from tests import builders, cast
from tests.services.hall import OTHER_HEAD, Hall


@pytest.fixture(scope="session")
def first_hall() -> Hall:
    """A council with its officers, and residents who have been seen in its group; made once, and left as it is."""
    made = Hall()
    made.do(builders.council)
    for account in (cast.RESIDENT, cast.NEIGHBOUR, cast.STRANGER):
        made.by(account)
    made.deliver()
    return made


@pytest.fixture(scope="session")
def first_two(first_hall: Hall) -> Hall:
    """The same hall with a second council in another group, whose head the first one does not know."""
    made = first_hall.copy()
    made.found(cast.OTHER_GROUP, OTHER_HEAD, "幸福里小区")
    made.deliver()
    return made


@pytest.fixture
def hall(first_hall: Hall) -> Hall:
    """A council with its officers, and residents who have been seen in its group."""
    return first_hall.copy()


@pytest.fixture
def two(first_two: Hall) -> Hall:
    """A hall with a second council in another group, whose head the first one does not know."""
    return first_two.copy()
