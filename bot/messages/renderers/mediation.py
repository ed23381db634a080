"""Renderers of messages about mediations."""

from collections.abc import Callable, Mapping

from bot.messages.scene import Drawn, Scene
from bot.read_models.mediation import ShownMediation
from bot.services.mediation import mediations
from bot.views.mediation.mediations import mediation_card, mediation_note_card


def _load(scene: Scene) -> ShownMediation | None:
    return mediations.load_mediation(scene.tx, scene.council, scene.params.mediation, scene.params.person)


def _mediation(scene: Scene) -> Drawn:
    shown = _load(scene)
    return mediation_card(scene.words, shown)


def _mediation_note(scene: Scene) -> Drawn:
    shown = _load(scene)
    return mediation_note_card(scene.words, shown, scene.params.note) if shown else None


RENDERERS: Mapping[str, Callable[[Scene], Drawn]] = {
    "mediation": _mediation,
    "mediation.note": _mediation_note,
}
