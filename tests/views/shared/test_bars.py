"""Bars made of letters."""

from fractions import Fraction

import pytest

from bot.views.shared.bars import draw_bar


@pytest.mark.parametrize(
    ("share", "bar"),
    [
        (Fraction(0), "░░░░░░░░░░"),
        (Fraction(1, 1000), "▓░░░░░░░░░"),
        (Fraction(2, 3), "▓▓▓▓▓▓░░░░"),
        (Fraction(999, 1000), "▓▓▓▓▓▓▓▓▓░"),
        (Fraction(1), "▓▓▓▓▓▓▓▓▓▓"),
    ],
)
def test_a_bar(share: Fraction, bar: str) -> None:
    """A bar has ten places; the first ballot shows, and only the last one fills it."""
    assert draw_bar(share) == bar
