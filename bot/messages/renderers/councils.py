"""Renderers of messages about the council itself."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from bot.domain.councils.council import Council
from bot.messages.render_context import Drawn, RenderContext
from bot.messages.renderers.shared import append_text, draw_notice, for_reader
from bot.services.councils import councils, members, personal_data, roles, settings_pages
from bot.services.reports import rollups
from bot.services.shared.holidays import holidays
from bot.views.councils.councils import (
    choose_council_card,
    confirm_erasure_card,
    members_card,
    my_data_card,
    procedure_card,
    setting_card,
    setup_card,
    welcome_card,
)
from bot.views.councils.parties import parties_card
from bot.views.councils.settings import settings_card
from bot.views.councils.unpublished_years import unpublished_year_card
from bot.views.reports.rollups import describe_composition


def _which_council(scene: RenderContext) -> Drawn:
    memberships = members.list_memberships(scene.tx, scene.params.account)
    homes = [members.get_council(scene.tx, each.council) for each in memberships]
    return choose_council_card(scene.words, [(council.number, council.name) for council in homes], scene.params.draft)


def _setup(scene: RenderContext) -> Drawn:
    shown = councils.load_settings(scene.tx, scene.council)
    return for_reader(scene, setup_card(scene.words, shown, hears_all=scene.params.hears_all)) if shown else None


def _settings(scene: RenderContext) -> Drawn:
    params = scene.params
    return settings_card(scene.words, settings_pages.load_page(scene.tx, scene.council, params.section, params.person))


def _members(scene: RenderContext) -> Drawn:
    shown = roles.read_roster(scene.tx, scene.council)
    if shown is None:
        return None
    card = members_card(scene.words, shown, officer=scene.params.officer)
    below = rollups.count_members(scene.tx, scene.council)
    return append_text(card, describe_composition(scene.words, below)) if below else card


def _choice(scene: RenderContext) -> Drawn:
    council = scene.tx.get(Council, Council.key_of(scene.council))
    return setting_card(scene.words, council, scene.params.what) if council else None


def _my_data(scene: RenderContext) -> Drawn:
    content = personal_data.my_data(scene.tx, scene.params.account, scene.outgoing.chat)
    return my_data_card(scene.words, content) if content else None


def _unpublished_year(scene: RenderContext) -> Drawn:
    year = scene.params.year
    if year in holidays().years:
        return None
    card = unpublished_year_card(scene.words, members.get_council(scene.tx, scene.council), year)
    return card if scene.outgoing.group else replace(card, thread=None)


RENDERERS: Mapping[str, Callable[[RenderContext], Drawn]] = {
    "welcome": lambda scene: welcome_card(scene.words),
    "setup": _setup,
    "settings": _settings,
    "term": draw_notice,
    "unpublished_year": _unpublished_year,
    "parties": lambda scene: for_reader(scene, parties_card(scene.words, members.get_council(scene.tx, scene.council))),
    "members": _members,
    "procedure": lambda scene: for_reader(
        scene,
        procedure_card(scene.words, members.get_council(scene.tx, scene.council)),
    ),
    "which_council": _which_council,
    "my_data": _my_data,
    "confirm_forget": lambda scene: confirm_erasure_card(scene.words),
    "choice": _choice,
}
