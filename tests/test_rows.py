"""Tables of examples name the rows that do not hold."""

import pytest

from tests.rows import each_row


def test_all_hold() -> None:
    """A table of which every row holds passes, and each row was tried."""
    tried = []

    @each_row(("half", "whole"), [(1, 2), (2, 4)])
    def check(half: int, whole: int) -> None:
        tried.append(half)
        assert half * 2 == whole

    check()
    assert tried == [1, 2]


def test_one_does_not() -> None:
    """A row that does not hold is named, and what was wrong is raised."""

    @each_row("number", [1, 2, 3])
    def check(number: int) -> None:
        assert number != 2

    with pytest.raises(AssertionError) as caught:
        check()
    assert caught.value.__notes__ == ["in the row 2"]


def test_several_do_not() -> None:
    """Of several rows that do not hold each is named: the first hides none of the others."""

    @each_row("number", [1, 2, 3])
    def check(number: int) -> None:
        raise ValueError(number) if number > 1 else AssertionError

    with pytest.raises(ExceptionGroup, match="3 of 3 rows") as caught:
        check()
    assert [error.__notes__ for error in caught.value.exceptions] == [[f"in the row {number}"] for number in (1, 2, 3)]
