"""Renderers of messages about pledges."""

from collections.abc import Callable, Mapping

from bot.messages.render_context import Drawn, RenderContext
from bot.ports import Card
from bot.read_models.pledges import ShownPledges
from bot.services.pledges import pledges
from bot.services.shared.jobs import IS_LATE
from bot.views.pledges.pledges import call_card, list_card, month_card, pledges_page, reminder_card, result_card


def _load(scene: RenderContext) -> ShownPledges:
    return pledges.load_pledges(scene.tx, scene.council, scene.params.person, scene.now)


def _page(scene: RenderContext) -> Drawn:
    return pledges_page(scene.words, _load(scene))


def _call(scene: RenderContext) -> Drawn:
    return call_card(scene.words, _load(scene))


def _reminder(scene: RenderContext) -> Drawn:
    """Draw the reminder of a month; nothing when that month is over, or they have done something before it is sent."""
    shown = _load(scene)
    if not scene.outgoing.in_place and (shown.mine or shown.month != scene.params.first):
        return None
    return reminder_card(scene.words, shown, is_late=scene.params.what == IS_LATE)


def _of_month(view: Callable[..., Card]) -> Callable[[RenderContext], Drawn]:
    def draw_month(scene: RenderContext) -> Drawn:
        shown = pledges.load_month(scene.tx, scene.council, scene.params.first)
        return view(scene.words, shown, is_late=scene.params.what == IS_LATE) if shown else None

    return draw_month


def _list(scene: RenderContext) -> Drawn:
    from bot.documents.pledge_sheet import make_pledge_sheet  # noqa: PLC0415  # a spreadsheet that only lists need

    shown = pledges.load_list(scene.tx, scene.council, scene.params.first, scene.now)
    return list_card(scene.words, shown, make_pledge_sheet(scene.words, shown))


RENDERERS: Mapping[str, Callable[[RenderContext], Drawn]] = {
    "pledges": _page,
    "pledge.call": _call,
    "pledge.reminder": _reminder,
    "pledge.result": _of_month(result_card),
    "pledge.month": _of_month(month_card),
    "pledge.list": _list,
}
