"""Renderers of messages about points."""

from collections.abc import Callable, Mapping

from bot.domain.points.claim import PointClaim
from bot.messages.render_context import Drawn, RenderContext
from bot.services.points import pages, reviews, settings, years
from bot.services.points.reports import get_claim
from bot.views.points.points import claim_card, entries_card, outcome_card, points_card, rules_card
from bot.views.points.reviews import board_card, photos_card, result_card, review_card, review_door_card
from bot.views.points.settings import settings_card
from bot.views.points.shop import order_card, orders_card, shop_card
from bot.views.shared import names


def _points(scene: RenderContext) -> Drawn:
    return points_card(scene.words, pages.load_page(scene.tx, scene.council, scene.params.person, scene.now))


def _rules(scene: RenderContext) -> Drawn:
    params = scene.params
    return rules_card(scene.words, pages.load_rules(scene.tx, scene.council, params.number, params.whom))


def _claim(scene: RenderContext) -> Drawn:
    claim = scene.tx.get(PointClaim, PointClaim.key_of(scene.council, scene.params.number))
    return claim_card(scene.words, reviews.show_claim(scene.tx, claim), scene.params.person) if claim else None


def _photos(scene: RenderContext) -> Drawn:
    return photos_card(scene.words, get_claim(scene.tx, scene.council, scene.params.number))


def _review(scene: RenderContext) -> Drawn:
    params = scene.params
    last = int(params.chosen) if params.chosen.isdecimal() else 0
    return review_card(scene.words, reviews.load_review(scene.tx, scene.council, params.person, params.page, last))


def _review_door(scene: RenderContext) -> Drawn:
    shown = reviews.load_review(scene.tx, scene.council, scene.params.person, 1, 0)
    return review_door_card(scene.words, shown, names.mention_person(scene.words, scene.member(scene.params.person)))


def _outcome(scene: RenderContext) -> Drawn:
    params = scene.params
    return outcome_card(scene.words, pages.load_outcome(scene.tx, scene.council, params.number, params.person))


def _result(scene: RenderContext) -> Drawn:
    params = scene.params
    shown = pages.load_result(scene.tx, scene.council, params.number, params.page)
    return result_card(scene.words, shown, private=bool(params.person)) if shown else None


def _entries(scene: RenderContext) -> Drawn:
    params = scene.params
    shown = pages.load_entries(scene.tx, scene.council, params.number, params.person, params.page)
    return entries_card(scene.words, shown) if shown else None


def _board(scene: RenderContext) -> Drawn:
    return board_card(scene.words, years.load_board(scene.tx, scene.council, scene.params.first))


def _shop(scene: RenderContext) -> Drawn:
    params = scene.params
    return shop_card(scene.words, pages.load_shop(scene.tx, scene.council, params.person, params.page))


def _order(scene: RenderContext) -> Drawn:
    params = scene.params
    shown = pages.load_order(scene.tx, scene.council, params.number, params.person)
    return order_card(scene.words, shown) if shown else None


def _orders(scene: RenderContext) -> Drawn:
    params = scene.params
    return orders_card(scene.words, pages.load_orders(scene.tx, scene.council, params.person, params.page))


def _settings(scene: RenderContext) -> Drawn:
    return settings_card(scene.words, settings.load_settings(scene.tx, scene.council))


RENDERERS: Mapping[str, Callable[[RenderContext], Drawn]] = {
    "points": _points,
    "points.rules": _rules,
    "points.claim": _claim,
    "points.photos": _photos,
    "points.review": _review,
    "points.review_door": _review_door,
    "points.outcome": _outcome,
    "points.result": _result,
    "points.entries": _entries,
    "points.board": _board,
    "points.shop": _shop,
    "points.order": _order,
    "points.orders": _orders,
    "points.settings": _settings,
}
