"""Renderers of messages about events."""

from collections.abc import Callable, Mapping

from bot.documents import ics
from bot.locales import Words
from bot.messages.render_context import Drawn, RenderContext
from bot.ports import Card
from bot.read_models.events import ShownEvent
from bot.services.events import event_cards
from bot.services.shared.jobs import IS_LATE
from bot.views.events.events import (
    calendar_card,
    calendar_item,
    change_card,
    closed_card,
    ended_card,
    event_card,
    event_page,
    events_card,
    is_coming,
    moved_up_card,
    reminder_card,
    sign_ups_card,
    thanks_card,
)


def _event(view: Callable[[Words, ShownEvent], Card]) -> Callable[[RenderContext], Drawn]:
    def draw_event(scene: RenderContext) -> Drawn:
        shown = _load(scene)
        return view(scene.words, shown) if shown else None

    return draw_event


def _at_its_time(view: Callable[..., Card]) -> Callable[[RenderContext], Drawn]:
    """Draw what is told at a time, which says so when it is late."""

    def draw_event(scene: RenderContext) -> Drawn:
        shown = _load(scene)
        return view(scene.words, shown, is_late=scene.params.what == IS_LATE) if shown else None

    return draw_event


def _load(scene: RenderContext) -> ShownEvent | None:
    params = scene.params
    return event_cards.load_event(scene.tx, scene.council, params.number, params.person, scene.now)


def _to_those_who_come(view: Callable[[Words, ShownEvent, bool], Card]) -> Callable[[RenderContext], Drawn]:
    """Draw what only people on the list are told; nothing when they left it, or it began, before it was sent."""

    def draw_event(scene: RenderContext) -> Drawn:
        shown = _load(scene)
        if shown and is_coming(shown):
            return view(scene.words, shown, scene.outgoing.group)
        return event_page(scene.words, shown) if shown and scene.outgoing.in_place else None

    return draw_event


def _calendar(scene: RenderContext) -> Drawn:
    shown = _load(scene)
    if shown is None:
        return None
    content = ics.calendar(shown.council.name, [calendar_item(scene.words, shown)], scene.now)
    return calendar_card(scene.words, shown, content)


def _sign_ups(scene: RenderContext) -> Drawn:
    from bot.documents.sign_up_sheet import make_sign_up_sheet  # noqa: PLC0415  # a spreadsheet that only lists need

    shown = event_cards.load_sign_ups(scene.tx, scene.council, scene.params.number)
    return sign_ups_card(scene.words, shown, make_sign_up_sheet(scene.words, shown)) if shown else None


def _events(scene: RenderContext) -> Drawn:
    return events_card(scene.words, event_cards.load_events(scene.tx, scene.council, scene.params.person, scene.now))


RENDERERS: Mapping[str, Callable[[RenderContext], Drawn]] = {
    "event.card": _event(event_card),
    "event.page": _event(event_page),
    "event.moved": _event(change_card),
    "event.cancelled": _event(change_card),
    "event.reminder": _to_those_who_come(lambda _, shown, _group: reminder_card(_, shown)),
    "event.moved_up": _to_those_who_come(lambda _, shown, group: moved_up_card(_, shown, group=group)),
    "event.closed": _at_its_time(closed_card),
    "event.ended": _at_its_time(ended_card),
    "event.thanks": _at_its_time(thanks_card),
    "event.ics": _calendar,
    "event.list": _sign_ups,
    "events": _events,
}
