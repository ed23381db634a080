"""Buttons side by side, and those that turn a page."""

import pytest

from bot.locales import words
from bot.ports import Button
from bot.views.shared.button_rows import button_rows, turning_row

ZH = words("zh-CN")


@pytest.mark.parametrize(("count", "width", "rows"), [(0, 2, []), (1, 2, [1]), (4, 2, [2, 2]), (5, 2, [2, 2, 1])])
def test_rows(count: int, width: int, rows: list[int]) -> None:
    """Buttons stand in their order, so many side by side, and the last row has the rest."""
    buttons = [Button(str(number)) for number in range(count)]
    found = button_rows(buttons, width)
    assert [len(row) for row in found] == rows
    assert [button for row in found for button in row] == buttons


@pytest.mark.parametrize(("page", "pages", "turned"), [(1, 1, []), (1, 3, [2]), (2, 3, [1, 3]), (3, 3, [2])])
def test_turning(page: int, pages: int, turned: list[int]) -> None:
    """The pages beside the shown one can be turned to, the one before first; a single page has no row."""
    rows = turning_row(ZH, page, pages, lambda label, to: Button(f"{label}{to}"))
    labels = {page - 1: f"◀ 上一页{page - 1}", page + 1: f"下一页 ▶{page + 1}"}
    assert [button.label for row in rows for button in row] == [labels[to] for to in turned]
    assert len(rows) == bool(turned)
