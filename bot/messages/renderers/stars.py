"""Renderers of messages about stars."""

from collections.abc import Callable, Mapping

from bot.locales import Words
from bot.messages.render_context import Drawn, RenderContext
from bot.ports import Card
from bot.read_models.stars import ShownRound
from bot.services.stars import star_rounds
from bot.views.stars.stars import round_card, round_page, rounds_card


def _round(view: Callable[[Words, ShownRound], Card]) -> Callable[[RenderContext], Drawn]:
    def draw_round(scene: RenderContext) -> Drawn:
        shown = star_rounds.load_round(scene.tx, scene.council, scene.params.number, scene.params.person)
        return view(scene.words, shown) if shown else None

    return draw_round


def _rounds(scene: RenderContext) -> Drawn:
    return rounds_card(scene.words, star_rounds.load_rounds(scene.tx, scene.council))


RENDERERS: Mapping[str, Callable[[RenderContext], Drawn]] = {
    "star.card": _round(round_card),
    "star.page": _round(round_page),
    "stars": _rounds,
}
