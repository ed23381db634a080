"""The hand-over of a matter as a value."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.matters.assignment import UNASSIGNED, Assignment

DAY = date(2026, 3, 10)
PAUSED = Assignment(
    handler=3,
    due=DAY,
    due_known=False,
    acknowledged=True,
    overdue=True,
    escalated_unsigned=True,
    paused=DAY - timedelta(days=2),
)


@given(st.integers(-3, 3), st.none() | st.just(DAY))
def test_overdue(days: int, paused: date | None) -> None:
    """It is overdue when its day is over and its clock does not rest; without a day it never is."""
    given_until = Assignment(handler=3, due=DAY, paused=paused)
    assert given_until.is_overdue(DAY + timedelta(days=days)) is (days > 0 and not paused)
    assert not UNASSIGNED.is_overdue(DAY)


def test_released() -> None:
    """In nobody's hands it keeps nothing but whether it was answered in time."""
    assert PAUSED.is_given
    assert PAUSED.released() == Assignment(acknowledged=True)
    assert not PAUSED.released().is_given


def test_at_rest() -> None:
    """Finished work is neither overdue nor paused, and keeps its handler and day."""
    assert PAUSED.with_clock_stopped() == Assignment(
        handler=3, due=DAY, due_known=False, acknowledged=True, escalated_unsigned=True
    )


def test_without_deadline() -> None:
    """A long matter has no day, and so is neither overdue nor paused."""
    assert PAUSED.without_deadline() == Assignment(handler=3, acknowledged=True, escalated_unsigned=True)


def test_given_to_an_office() -> None:
    """A person without an account, or an office, is a handler as well."""
    assert Assignment(handler_name="王师傅").is_given
