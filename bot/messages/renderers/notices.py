"""Renderers of messages about notices."""

from collections.abc import Callable, Mapping

from bot.locales import Words
from bot.messages.render_context import Drawn, RenderContext
from bot.ports import Card
from bot.read_models.notices import ShownNotice
from bot.services.notices import notices
from bot.views.notices.notices import notice_card, notice_page, notices_card, reminder_card


def _notice(view: Callable[[Words, ShownNotice], Card]) -> Callable[[RenderContext], Drawn]:
    def draw_notice(scene: RenderContext) -> Drawn:
        shown = _load(scene)
        return view(scene.words, shown) if shown else None

    return draw_notice


def _load(scene: RenderContext) -> ShownNotice | None:
    params = scene.params
    return notices.load_notice(scene.tx, scene.council, params.number, params.person, scene.now)


def _reminder(scene: RenderContext) -> Drawn:
    """Draw a reminder; one that was not sent before its notice was read, or over, is not sent any more."""
    shown = _load(scene)
    if shown is None or (not scene.outgoing.in_place and (shown.has_read or not shown.is_open)):
        return None
    return reminder_card(scene.words, shown)


def _notices(scene: RenderContext) -> Drawn:
    return notices_card(scene.words, notices.load_notices(scene.tx, scene.council, scene.params.person, scene.now))


RENDERERS: Mapping[str, Callable[[RenderContext], Drawn]] = {
    "notice.card": _notice(notice_card),
    "notice.page": _notice(notice_page),
    "notice.reminder": _reminder,
    "notices": _notices,
}
