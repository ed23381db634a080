"""Practices: off at first, switched on and off by the head alone."""

import pytest

from bot.domain.councils.errors import PracticeOff
from bot.domain.councils.practice import Practice
from bot.domain.shared.button_intent import Intent
from bot.domain.shared.errors import NotAllowed, OldButton
from bot.services.councils import practices
from tests import cast
from tests.services.hall import Hall


def press(hall: Hall, practice: str, *, on: bool, by: object = cast.HEAD) -> str:
    answer = hall.tap(practices.press_practice, Intent("set_practice", 1, int(on), practice), by)  # type: ignore[arg-type]  # an account
    return str(answer.key)


@pytest.mark.parametrize("practice", Practice)
def test_on_and_off(hall: Hall, practice: Practice) -> None:
    """A practice is off until it is switched on; pressed again it stays as it is, recorded once."""
    with pytest.raises(PracticeOff):
        practices.check_on(hall.tx(), 1, practice)
    before = len(hall.lines)
    for _ in range(2):
        assert press(hall, practice, on=True) == "practice_on"
        practices.check_on(hall.tx(), 1, practice)
    assert len(hall.lines) == before + 1
    for _ in range(2):
        assert press(hall, practice, on=False) == "practice_off_now"
    assert hall.council().practices == ()
    assert hall.verify() == []


def test_who_may(hall: Hall) -> None:
    """The head alone switches a practice on or off; a name that is no practice is an old button."""
    with pytest.raises(NotAllowed):
        press(hall, Practice.NOTICES, on=True, by=cast.CLERK)
    with pytest.raises(OldButton):
        press(hall, "lotteries", on=True)
    assert hall.council().practices == ()
