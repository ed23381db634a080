"""Renderers of messages about duty."""

from collections.abc import Callable, Mapping
from datetime import date

from bot.messages.render_context import Drawn, RenderContext
from bot.services.duty import duty, duty_reminders, swaps
from bot.views.duty.rosters import (
    draft_card,
    draft_over_card,
    duty_card,
    gaps_card,
    passed_on_card,
    reminder_card,
    unreached_card,
)
from bot.views.duty.swaps import swap_card


def _page(scene: RenderContext) -> Drawn:
    return duty_card(scene.words, duty.load_page(scene.tx, scene.council, scene.params.person, scene.now))


def _reminder(scene: RenderContext) -> Drawn:
    """Draw a reminder; one whose turn went to somebody else before it was sent is not sent any more."""
    params = scene.params
    late = params.part == duty_reminders.LATE_PART
    shown = duty.load_reminder(scene.tx, scene.council, params.number, scene.now, late=late)
    if shown and shown.turn.person == params.person:
        return reminder_card(scene.words, shown)
    return passed_on_card(scene.words) if scene.outgoing.in_place else None


def _draft(scene: RenderContext) -> Drawn:
    params = scene.params
    shown = None if params.chosen else duty.load_draft(scene.tx, scene.council, params.number, scene.now)
    return draft_card(scene.words, shown) if shown else draft_over_card(scene.words, params.chosen)


def _swap(scene: RenderContext) -> Drawn:
    shown = swaps.load_swap(scene.tx, scene.council, scene.params.number, scene.params.person)
    return swap_card(scene.words, shown) if shown else None


def _unreached(scene: RenderContext) -> Drawn:
    day = date.fromisoformat(scene.params.first)
    return unreached_card(scene.words, duty_reminders.load_unreached(scene.tx, scene.council, day))


RENDERERS: Mapping[str, Callable[[RenderContext], Drawn]] = {
    "duty": _page,
    "duty.reminder": _reminder,
    "duty.draft": _draft,
    "duty.swap": _swap,
    "duty.gaps": lambda scene: gaps_card(scene.words, duty_reminders.load_gaps(scene.tx, scene.council, scene.now)),
    "duty.unreached": _unreached,
}
