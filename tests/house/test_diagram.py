"""The diagram of a matter's life."""

from bot.domain.matters.state import State
from docs.generator import matter


def test_every_state_is_there() -> None:
    """Every state but the first is reached by some way."""
    drawn = matter.diagram()
    assert [state for state in State if f"--> {state.value}" not in drawn] == []
