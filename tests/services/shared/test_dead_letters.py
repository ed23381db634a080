"""What could not be handled: set aside, said, and shown to whoever must look at it."""

from bot.domain.shared.inbox import DeadLetter
from bot.services.councils import members
from bot.services.shared import dead_letters
from tests import cast
from tests.builders import NOW
from tests.cast import private
from tests.services.hall import Hall

ASIDE = DeadLetter(update=77, at=NOW, reason="KeyError: 'x'", raw="{}")


def test_who_asked_is_told(hall: Hall) -> None:
    """Who asked for something is told in the same chat that it did not work."""
    hall.do(dead_letters.set_aside, ASIDE, chat=cast.GROUP, group=True, asked=True)
    assert hall.notices() == ["fault"]
    assert hall.get(DeadLetter, "77") == ASIDE


def test_the_head_is_told(hall: Hall) -> None:
    """A head with a private chat is told that somebody must look at it, and the group hears nothing."""
    hall.do(members.record_private_chat, cast.HEAD.id, private(cast.HEAD))
    hall.do(dead_letters.set_aside, ASIDE, chat=cast.GROUP, group=True, asked=False)
    assert hall.notices(private(cast.HEAD)) == hall.notices() == ["fault_for_head"]


def test_from_nowhere(hall: Hall) -> None:
    """An update that names no chat is kept and told to nobody."""
    hall.do(dead_letters.set_aside, ASIDE, chat=None, group=False, asked=True)
    assert hall.notices() == []
    assert hall.get(DeadLetter, "77") == ASIDE
