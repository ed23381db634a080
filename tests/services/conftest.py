import pytest

from tests import builders, cast
from tests.services.hall import OTHER_HEAD, Hall


@pytest.fixture
def hall() -> Hall:
    """A council with its officers, and residents who have been seen in its group."""
    made = Hall()
    made.do(builders.council)
    for account in (cast.RESIDENT, cast.NEIGHBOUR, cast.STRANGER):
        made.by(account)
    made.deliver()
    return made


@pytest.fixture
def two(hall: Hall) -> Hall:
    """The same hall with a second council in another group, whose head the first one does not know."""
    hall.found(cast.OTHER_GROUP, OTHER_HEAD, "幸福里小区")
    hall.deliver()
    return hall
