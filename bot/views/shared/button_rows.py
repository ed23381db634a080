"""Buttons side by side."""

from collections.abc import Sequence

from bot.ports import Button


def button_rows(buttons: Sequence[Button], width: int) -> tuple[tuple[Button, ...], ...]:
    """Return buttons in rows of `width`; the last row may be shorter."""
    return tuple(tuple(buttons[start : start + width]) for start in range(0, len(buttons), width))
