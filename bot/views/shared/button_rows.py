"""Buttons side by side, those that turn a page, and the mark of what was chosen."""

from collections.abc import Callable, Sequence

from markupsafe import Markup

from bot.domain.shared.button_intent import Intent
from bot.locales import Words
from bot.ports import Button


def button_rows(buttons: Sequence[Button], width: int) -> tuple[tuple[Button, ...], ...]:
    """Return buttons in rows of `width`; the last row may be shorter."""
    return tuple(tuple(buttons[start : start + width]) for start in range(0, len(buttons), width))


def ticked(label: Markup | str, *, on: bool) -> str:
    """Return the label of a button, with a tick where it is what was chosen."""
    return f"✓ {label}" if on else str(label)


def turning_row(
    _: Words, page: int, pages: int, turn_to: Callable[[Markup, int], Button]
) -> tuple[tuple[Button, ...], ...]:
    """Return the row of buttons that turn to the pages beside this one, from 1; no row for a single page.

    `turn_to` makes the button of a label and a page.
    """
    before = (turn_to(_("◀ 上一页"), page - 1),) if page > 1 else ()
    after = (turn_to(_("下一页 ▶"), page + 1),) if page < pages else ()
    return ((*before, *after),) if before or after else ()


def page_row(_: Words, council: int, page: int, pages: int) -> tuple[tuple[Button, ...], ...]:
    """Return the row of buttons that turn a list of a council in place; no row for a single page."""
    return turning_row(_, page, pages, lambda label, number: Button(str(label), Intent("page", council, number)))
