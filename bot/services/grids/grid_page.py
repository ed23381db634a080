"""The page of grids for one reader: where a building belongs, one's own grids, and for officers how today stands."""

from dataclasses import replace
from datetime import datetime
from itertools import islice

from bot.domain.councils.council import OFFICERS, Account, Member
from bot.domain.councils.permissions import CouncilAct, check_allowed, is_allowed
from bot.domain.grids.check import GridCheck
from bot.domain.grids.grid import Grid, parse_hour
from bot.domain.shared.button_intent import Intent
from bot.domain.shared.reply import Reply
from bot.ports import Tx
from bot.read_models.grids import OwnGrid, ShownGrid, ShownGrids
from bot.services.councils import members
from bot.services.grids.check_jobs import schedule_cards
from bot.services.grids.checkers import find_leave
from bot.services.grids.checks import load_day
from bot.services.grids.stored_maps import find_typed, get_settings, grids_of, load_map
from bot.services.shared.audit import append_entry
from bot.services.shared.council_time import day_now
from bot.services.shared.dispatch import ask_presser, authorise_button
from bot.services.shared.enqueue import ReplyTo, refresh_message

PAGE, FOUND = "grids", "grid.found"
OWN_SHOWN = 5
UNKNOWN_SHOWN = 20


def load_page(tx: Tx, council_number: int, person: int, now: datetime) -> ShownGrids:
    """Return what one person may see of the grids; 0: what all may."""
    council, settings = members.get_council(tx, council_number), get_settings(tx, council_number)
    reader = tx.get(Member, Member.key_of(council_number, person)) if person else None
    officer = bool(reader and OFFICERS & set(reader.roles))
    leave = find_leave(tx, council, person, now) if reader else None
    today = day_now(council, now)
    mine = grids_of(tx, council_number, person)[:OWN_SHOWN] if reader else []
    return ShownGrids(
        council=council,
        map=load_map(tx, council_number, settings.map),
        settings=settings,
        mine=tuple(OwnGrid(grid, _find_check(tx, grid, today.isoformat())) for grid in mine),
        leave=leave.until if leave else None,
        officer=officer,
        head=reader is not None and is_allowed(CouncilAct.PRACTICES, reader),
        day=load_day(tx, council_number, today, now) if officer else None,
        unknown=tuple(islice(_unknown(tx, council_number, settings.map), UNKNOWN_SHOWN)) if officer else (),
    )


def _find_check(tx: Tx, grid: Grid, day: str) -> GridCheck | None:
    return next(iter(tx.find(GridCheck, "grid", grid.council, grid.number, day)), None)


def _unknown(tx: Tx, council: int, version: int) -> list[str]:
    """Return the names on the map behind which there is no member: officers, whom nobody can ask, first."""
    nameless = tx.find(Grid, "officer", council, 0, version, limit=UNKNOWN_SHOWN)
    return [grid.officer_name for grid in nameless if grid.officer_name]


def load_found(tx: Tx, council: int, text: str, person: int) -> ShownGrid:
    """Return the grid that a text means, for one reader; without one what was looked for."""
    grid = find_typed(tx, council, text)
    reader = tx.get(Member, Member.key_of(council, person)) if person else None
    return ShownGrid(
        council=members.get_council(tx, council),
        text=text,
        grid=grid,
        names=members.members_of(tx, council, (grid.officer, grid.deputy)) if grid else {},
        officer=bool(reader and OFFICERS & set(reader.roles)),
    )


def ask_hour(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
    """Ask the head when the cards of a day are sent. Raises NotAllowed."""
    _, who = authorise_button(tx, intent, by, reply_to)
    check_allowed(CouncilAct.PRACTICES, who)
    return ask_presser(tx, "grid_hour", by=by, who=who, reply_to=reply_to, now=now)


def set_hour(tx: Tx, *, council: int, by: Member, text: str, now: datetime) -> Reply:
    """Set when the cards of a day are sent. Raises NotAllowed, BadGridHour."""
    check_allowed(CouncilAct.PRACTICES, by)
    hour, settings = parse_hour(text), get_settings(tx, council)
    tx.put(replace(settings, hour=hour))
    append_entry(tx, council, "grid_hour", person=by.person, now=now)
    if settings.map:
        schedule_cards(tx, members.get_council(tx, council), now)
    return Reply("grid_hour_set", {"text": hour})


def press_weekends(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
    """Have checks on ordinary weekends as well (subject 1) or not (0); again it changes nothing. Raises NotAllowed."""
    _, who = authorise_button(tx, intent, by, reply_to)
    check_allowed(CouncilAct.PRACTICES, who)
    settings, on = get_settings(tx, intent.council), intent.subject == 1
    if settings.weekends is not on:
        tx.put(replace(settings, weekends=on))
        append_entry(tx, intent.council, "grid_weekends", person=who.person, now=now, facts={"on": on})
        refresh_message(tx, reply_to.chat, reply_to.message, now=now)
    return Reply("grid_weekends_on" if on else "grid_weekends_off")
