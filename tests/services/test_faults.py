"""What could not be handled: set aside, said, and shown to whoever must look at it."""

import pytest

from bot.domain.inbox import SetAside
from bot.domain.telling import Telling
from bot.ports import Tx
from bot.services import faults, people
from tests import cast
from tests.builders import NOW

ASIDE = SetAside(update=77, at=NOW, reason="KeyError: 'x'", raw="{}")


def told(tx: Tx) -> dict[int, str]:
    found = [*tx.find(Telling, "chat", cast.GROUP), *tx.find(Telling, "chat", cast.HEAD.id)]
    return {telling.chat: str(telling.params["key"]) for telling in found if telling.params.get("reference") == 77}


@pytest.mark.usefixtures("home")
class TestSetAside:
    """An update of the council's group that failed."""

    def test_who_asked_is_told(self, tx: Tx) -> None:
        """Who asked for something is told in the same chat that it did not work."""
        faults.set_aside(tx, ASIDE, chat=cast.GROUP, asked=True)
        assert told(tx) == {cast.GROUP: "fault"}
        assert tx.get(SetAside, "77") == ASIDE

    def test_the_head_is_told(self, tx: Tx) -> None:
        """A head with a private chat is told that somebody must look at it, and the group hears nothing."""
        people.reachable(tx, cast.HEAD.id)
        faults.set_aside(tx, ASIDE, chat=cast.GROUP, asked=False)
        assert told(tx) == {cast.HEAD.id: "fault_for_head"}

    def test_from_nowhere(self, tx: Tx) -> None:
        """An update that names no chat is kept and told to nobody."""
        faults.set_aside(tx, ASIDE, chat=None, asked=True)
        assert told(tx) == {}
        assert tx.get(SetAside, "77") == ASIDE
