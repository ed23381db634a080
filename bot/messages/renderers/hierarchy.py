"""Renderers of messages about ladders, parents and children."""

from collections.abc import Callable, Mapping

from bot.messages.render_context import Drawn, RenderContext
from bot.messages.renderers.shared import for_reader
from bot.services.councils import members
from bot.services.hierarchy import child_councils, joining, ladder_settings
from bot.views.hierarchy.ladders import ladder_card, limits_card
from bot.views.hierarchy.parents import children_card, parent_card, parent_code_card, parent_news_card


def _parent_news(scene: RenderContext) -> Drawn:
    council, other = (members.get_council(scene.tx, number) for number in (scene.params.council, scene.params.other))
    return parent_news_card(scene.words, council, other, scene.params.what, scene.params.up, child=scene.params.child)


RENDERERS: Mapping[str, Callable[[RenderContext], Drawn]] = {
    "parent": lambda scene: parent_card(
        scene.words, joining.load_parent(scene.tx, scene.council), sure=bool(scene.params.sure)
    ),
    "parent.code": lambda scene: parent_code_card(scene.words, scene.params.code),
    "parent.news": _parent_news,
    "branches": lambda scene: for_reader(
        scene,
        children_card(
            scene.words,
            child_councils.load_children(scene.tx, scene.council, scene.params.page),
            sure=scene.params.sure,
        ),
    ),
    "ladder": lambda scene: for_reader(
        scene, ladder_card(scene.words, ladder_settings.load_ladder(scene.tx, scene.council))
    ),
    "limits": lambda scene: for_reader(scene, limits_card(scene.words, members.get_council(scene.tx, scene.council))),
}
