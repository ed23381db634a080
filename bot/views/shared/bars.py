"""Bars made of letters, for a share that is read at a glance."""

from fractions import Fraction

FULL, EMPTY = "▓", "░"
CELLS = 10


def draw_bar(share: Fraction) -> str:
    """Return a bar of a share between 0 and 1: it is empty for nothing alone, and full for all alone.

    Its number must stand beside it, and before it: a screen reader does not say the bar.
    """
    full = max(int(share * CELLS), 1 if share else 0)
    return FULL * full + EMPTY * (CELLS - full)
