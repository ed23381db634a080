"""Renderers of messages about grids."""

from collections.abc import Callable, Mapping
from datetime import date

from markupsafe import Markup

from bot.domain.grids.grid import Grid
from bot.domain.matters.matter import Matter
from bot.domain.shared.reminder import Reminder
from bot.messages.render_context import Drawn, RenderContext
from bot.ports import Card
from bot.services.grids import checks, grid_page, grid_people, maps, matter_grids, months
from bot.views.grids.checks import check_card, day_card, grid_matter_card, left_card, matter_line
from bot.views.grids.files import month_card
from bot.views.grids.grids import draft_card, draft_over_card, found_card, grids_card


def _page(scene: RenderContext) -> Drawn:
    return grids_card(scene.words, grid_page.load_page(scene.tx, scene.council, scene.params.person, scene.now))


def _found(scene: RenderContext) -> Drawn:
    params = scene.params
    return found_card(scene.words, grid_page.load_found(scene.tx, scene.council, params.words, params.person))


def _draft(scene: RenderContext) -> Drawn:
    params = scene.params
    shown = None if params.chosen else maps.load_draft(scene.tx, scene.council, params.number)
    return draft_card(scene.words, shown) if shown else draft_over_card(scene.words, params.chosen)


def _check(scene: RenderContext) -> Drawn:
    params = scene.params
    shown = checks.load_check(scene.tx, scene.council, params.number, params.person, part=params.part, now=scene.now)
    return check_card(scene.words, shown) if shown else None


def _matter(scene: RenderContext) -> Drawn:
    matter = scene.tx.get(Matter, Matter.key_of(scene.council, scene.params.matter))
    grid = scene.tx.get(Grid, Grid.key_of(scene.council, scene.params.number))
    return grid_matter_card(scene.words, grid, matter) if matter and grid else None


def _left(scene: RenderContext) -> Drawn:
    return left_card(scene.words, grid_people.load_departure(scene.tx, scene.council, scene.params.whom))


def _month(scene: RenderContext) -> Drawn:
    shown = months.load_month(scene.tx, scene.council, date.fromisoformat(scene.params.first))
    return month_card(scene.words, shown, late=scene.params.what == months.IS_LATE)


def remind_of_checks(scene: RenderContext, reminder: Reminder) -> Card | None:
    """Draw what officers hear in the morning of the checks of a day."""
    shown = checks.load_day(scene.tx, scene.council, date.fromordinal(reminder.number), scene.now)
    return day_card(scene.words, shown) if shown else None


def draw_matter_line(scene: RenderContext, matter: Matter) -> Markup | None:
    """Draw the line of a matter's page that names its grid."""
    shown = matter_grids.load_grid_of(scene.tx, matter)
    return matter_line(scene.words, shown) if shown else None


RENDERERS: Mapping[str, Callable[[RenderContext], Drawn]] = {
    "grids": _page,
    "grid.found": _found,
    "grid.draft": _draft,
    "grid.check": _check,
    "grid.matter": _matter,
    "grid.left": _left,
    "grid.month": _month,
}
