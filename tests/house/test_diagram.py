"""The page about a matter's life shows the table that the program goes by."""

from bot.domain.matters.matter import State
from tests.house import diagram


def test_the_page_is_the_table() -> None:
    """Diagram and table are those drawn from the code; else: python -m tests.house.diagram."""
    assert diagram.kept() == diagram.generated()


def test_every_state_is_there() -> None:
    """Every state but the first is reached by some way."""
    drawn = diagram.diagram()
    assert [state for state in State if f"--> {state.value}" not in drawn] == []
