"""Renderers of messages about clues."""

from collections.abc import Callable, Mapping

from bot.messages.render_context import Drawn, RenderContext
from bot.read_models.clues import ShownClues
from bot.services.clues import clue_lists, intake, results, sources
from bot.services.clues.readers import get_clue
from bot.views.clues.clue_pages import clue_page, clues_card, left_clues_card, meeting_clues_card, passed_on_card
from bot.views.clues.intake import clue_draft_card, clue_draft_over_card, clue_template_card
from bot.views.clues.sources import (
    clues_file_card,
    results_card,
    source_card,
    source_gone_card,
    sources_card,
    told_card,
)


def _clue(scene: RenderContext) -> Drawn:
    """Draw a clue for its reader; one who may not read it any more before it was sent gets nothing."""
    params = scene.params
    shown = clue_lists.load_clue(scene.tx, scene.council, params.number, params.person)
    if shown is None:
        return passed_on_card(scene.words, params.number) if scene.outgoing.in_place else None
    return clue_page(scene.words, shown)


def _load_list(scene: RenderContext) -> ShownClues:
    params = scene.params
    return clue_lists.load_list(scene.tx, scene.council, params.person, params.which, params.page)


def _draft(scene: RenderContext) -> Drawn:
    params = scene.params
    shown = None if params.chosen else intake.load_draft(scene.tx, scene.council, params.number)
    return clue_draft_card(scene.words, shown) if shown else clue_draft_over_card(scene.words, params.chosen)


def _source(scene: RenderContext) -> Drawn:
    shown = sources.load_source(scene.tx, scene.council, scene.params.number)
    return source_card(scene.words, shown) if shown else source_gone_card(scene.words)


def _told(scene: RenderContext) -> Drawn:
    shown = results.load_told(scene.tx, scene.council, scene.params.number)
    return told_card(scene.words, shown) if shown else None


def _left(scene: RenderContext) -> Drawn:
    params = scene.params
    left = [get_clue(scene.tx, scene.council, number) for number in params.matters]
    return left_clues_card(scene.words, scene.member(params.whom), left)


def _file(scene: RenderContext) -> Drawn:
    from bot.documents.clue_list import make_clue_list  # noqa: PLC0415  # a spreadsheet that only lists need

    shown = clue_lists.load_export(scene.tx, scene.council, scene.now)
    return clues_file_card(scene.words, shown, make_clue_list(scene.words, shown))


def _template(scene: RenderContext) -> Drawn:
    from bot.documents.clue_list import make_template  # noqa: PLC0415  # as above

    return clue_template_card(scene.words, make_template(scene.words))


RENDERERS: Mapping[str, Callable[[RenderContext], Drawn]] = {
    "clue": _clue,
    "clues": lambda scene: clues_card(scene.words, _load_list(scene)),
    "clues.meeting": lambda scene: meeting_clues_card(scene.words, _load_list(scene)),
    "clues.left": _left,
    "clue.draft": _draft,
    "clue.sources": lambda scene: sources_card(scene.words, sources.load_sources(scene.tx, scene.council)),
    "clue.source": _source,
    "clue.told": _told,
    "clue.results": lambda scene: results_card(scene.words, results.load_waiting(scene.tx, scene.council)),
    "clues.file": _file,
    "clues.template": _template,
}
