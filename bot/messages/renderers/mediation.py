"""Renderers of messages about mediations."""

from collections.abc import Callable, Mapping

from bot.messages.render_context import Drawn, RenderContext
from bot.read_models.mediation import ShownMediation
from bot.services.mediation import mediations
from bot.views.mediation.mediations import mediation_card, mediation_note_card


def _load(scene: RenderContext) -> ShownMediation | None:
    return mediations.load_mediation(scene.tx, scene.council, scene.params.mediation, scene.params.person)


def _mediation(scene: RenderContext) -> Drawn:
    shown = _load(scene)
    return mediation_card(scene.words, shown)


def _mediation_note(scene: RenderContext) -> Drawn:
    shown = _load(scene)
    return mediation_note_card(scene.words, shown, scene.params.note) if shown else None


RENDERERS: Mapping[str, Callable[[RenderContext], Drawn]] = {
    "mediation": _mediation,
    "mediation.note": _mediation_note,
}
