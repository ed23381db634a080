"""Renderers of messages about wishes."""

from collections.abc import Callable, Mapping

from bot.locales import Words
from bot.messages.render_context import Drawn, RenderContext
from bot.ports import Card
from bot.read_models.wishes import ShownWish
from bot.services.shared.jobs import IS_LATE
from bot.services.wishes import wish_cards, wish_drafts
from bot.views.wishes.drafts import draft_card
from bot.views.wishes.wishes import call_card, list_card, task_card, thanks_card, wish_card, wish_page, wishes_card


def _wish(view: Callable[[Words, ShownWish], Card]) -> Callable[[RenderContext], Drawn]:
    def draw_wish(scene: RenderContext) -> Drawn:
        shown = _load(scene)
        return view(scene.words, shown) if shown else None

    return draw_wish


def _to_one(view: Callable[[Words, ShownWish, str], Card]) -> Callable[[RenderContext], Drawn]:
    def draw_wish(scene: RenderContext) -> Drawn:
        shown = _load(scene)
        return view(scene.words, shown, scene.params.what) if shown else None

    return draw_wish


def _load(scene: RenderContext) -> ShownWish | None:
    return wish_cards.load_wish(scene.tx, scene.council, scene.params.number, scene.params.person, scene.now)


def _task(scene: RenderContext) -> Drawn:
    """Draw a wish with name and contact; never in a group, whatever was sent there."""
    return _to_one(wish_page if scene.outgoing.group else task_card)(scene)


def _draft(scene: RenderContext) -> Drawn:
    return draft_card(scene.words, wish_drafts.load_draft(scene.tx, scene.council, scene.params.person))


def _wishes(scene: RenderContext) -> Drawn:
    return wishes_card(
        scene.words, wish_cards.load_wishes(scene.tx, scene.council, scene.params.person, scene.params.page)
    )


def _call(scene: RenderContext) -> Drawn:
    shown = wish_cards.load_wishes(scene.tx, scene.council, 0)
    return call_card(scene.words, shown, is_late=scene.params.what == IS_LATE)


def _list(scene: RenderContext) -> Drawn:
    from bot.documents.wish_sheet import make_wish_sheet  # noqa: PLC0415  # a spreadsheet that only lists need

    shown = wish_cards.load_list(scene.tx, scene.council)
    return list_card(scene.words, shown, make_wish_sheet(scene.words, shown))


RENDERERS: Mapping[str, Callable[[RenderContext], Drawn]] = {
    "wish.card": _wish(wish_card),
    "wish.page": _to_one(wish_page),
    "wish.task": _task,
    "wish.thanks": _wish(thanks_card),
    "wish.draft": _draft,
    "wish.call": _call,
    "wish.list": _list,
    "wishes": _wishes,
}
