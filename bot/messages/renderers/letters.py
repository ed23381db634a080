"""Renderers of messages about letters."""

from collections.abc import Callable, Mapping

from bot.messages.render_context import Drawn, RenderContext
from bot.services.letters import letters
from bot.views.letters.letters import letter_attachment_card, letter_card, letter_news_card, letter_sent_card


def _letter(scene: RenderContext) -> Drawn:
    shown = letters.load_letter(scene.tx, scene.council, scene.params.letter, scene.params.person)
    return letter_card(scene.words, shown, scene.params.letter)


def _letter_attachment(scene: RenderContext) -> Drawn:
    shown = letters.load_letter(scene.tx, scene.council, scene.params.letter, scene.params.person)
    return letter_attachment_card(scene.words, shown, scene.params.place) if shown else None


def _letter_sent(scene: RenderContext) -> Drawn:
    return letter_sent_card(scene.words, letters.load_letter(scene.tx, scene.council, scene.params.letter))


def _letter_news(scene: RenderContext) -> Drawn:
    shown = letters.load_letter(scene.tx, scene.council, scene.params.letter)
    return letter_news_card(scene.words, shown, scene.params.what) if shown else None


RENDERERS: Mapping[str, Callable[[RenderContext], Drawn]] = {
    "letter": _letter,
    "letter.attachment": _letter_attachment,
    "letter.sent": _letter_sent,
    "letter.news": _letter_news,
}
