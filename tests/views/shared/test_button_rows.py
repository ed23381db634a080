"""Buttons side by side."""

import pytest

from bot.ports import Button
from bot.views.shared.button_rows import button_rows


@pytest.mark.parametrize(("count", "width", "rows"), [(0, 2, []), (1, 2, [1]), (4, 2, [2, 2]), (5, 2, [2, 2, 1])])
def test_rows(count: int, width: int, rows: list[int]) -> None:
    """Buttons stand in their order, so many side by side, and the last row has the rest."""
    buttons = [Button(str(number)) for number in range(count)]
    found = button_rows(buttons, width)
    assert [len(row) for row in found] == rows
    assert [button for row in found for button in row] == buttons
