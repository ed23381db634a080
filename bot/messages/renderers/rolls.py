"""Renderers of messages about the roll."""

from collections.abc import Callable, Mapping

from bot.messages.render_context import Drawn, RenderContext
from bot.services.rolls import rolls, unit_links
from bot.views.rolls.invitations import link_card, linked_card
from bot.views.rolls.rolls import roll_card


def _roll(scene: RenderContext) -> Drawn:
    shown = rolls.load_roll(scene.tx, scene.council)
    return roll_card(scene.words, shown) if shown else None


def _link(scene: RenderContext) -> Drawn:
    if scene.params.unit:  # they said that it is theirs
        return linked_card(scene.words, scene.council, scene.params.unit)
    code = scene.params.code
    shown = unit_links.load_code(scene.tx, code)
    return link_card(scene.words, shown, code) if shown else None


RENDERERS: Mapping[str, Callable[[RenderContext], Drawn]] = {
    "roll": _roll,
    "link": _link,
}
