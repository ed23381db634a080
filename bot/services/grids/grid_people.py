"""People of a grid as officers change them, and when one of them leaves the group or is erased."""

from dataclasses import replace
from datetime import datetime

from bot.domain.councils.council import Account, Member
from bot.domain.councils.errors import SeveralPeople
from bot.domain.councils.permissions import CouncilAct, check_allowed
from bot.domain.grids.check import CheckState, GridCheck
from bot.domain.grids.errors import SeveralGridPeople
from bot.domain.grids.grid import Grid
from bot.domain.shared.button_intent import Intent
from bot.domain.shared.message_params import MessageParams
from bot.domain.shared.question_params import QuestionParams
from bot.domain.shared.reply import Reply
from bot.ports import Tx
from bot.read_models.grids import ShownDeparture
from bot.services.councils import members
from bot.services.grids.checkers import pass_on, pass_on_checks
from bot.services.grids.stored_maps import get_grid, grids_of
from bot.services.shared.audit import append_entry
from bot.services.shared.council_time import day_now
from bot.services.shared.dispatch import ask_presser, authorise_button
from bot.services.shared.enqueue import ReplyTo, notify_person


def ask_person(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
    """Ask an officer who shall look after a grid, or with arg "deputy" be its deputy. Raises NotAllowed, NoGrid."""
    _, who = authorise_button(tx, intent, by, reply_to)
    check_allowed(CouncilAct.GRIDS, who)
    grid = get_grid(tx, intent.council, intent.subject)
    ask = "grid_deputy" if intent.arg == "deputy" else "grid_officer"
    params = QuestionParams(number=grid.number, name=grid.name)
    return ask_presser(tx, ask, params, by=by, who=who, reply_to=reply_to, now=now)


def change_person(
    tx: Tx, *, council: int, number: int, text: str, whom: Account | None, deputy: bool, by: Member, now: datetime
) -> Reply:
    """Replace the officer or the deputy of a grid, by name; a check that waits goes to them.

    Raises NotAllowed, NoGrid, SeveralGridPeople.
    """
    check_allowed(CouncilAct.GRIDS, by)
    grid = get_grid(tx, council, number)
    try:
        found = (members.find_member(tx, council, whom.id) if whom else None) or members.find_named(tx, council, text)
    except SeveralPeople as several:
        raise SeveralGridPeople(name=text.strip()) from several
    person, name = (found.person, "") if found else (0, text.strip())
    before = grid.deputy if deputy else grid.officer
    if deputy:
        tx.put(replace(grid, deputy=person, deputy_name=name))
    else:
        tx.put(replace(grid, officer=person, officer_name=name))
    append_entry(tx, council, "grid_person", person=by.person, now=now, facts={"number": number, "whom": person})
    its_council = members.get_council(tx, council)
    for check in tx.find(GridCheck, "grid", council, number, day_now(its_council, now).isoformat()):
        if check.state is CheckState.ASKED and check.person in {0, before}:
            pass_on(tx, its_council, check, now=now)
    reached = found is not None and found.open_chat is not None
    return Reply("grid_person" if reached else "grid_person_unreached", {"name": grid.name, "council": council})


def hand_over(tx: Tx, member: Member, now: datetime) -> None:
    """Pass on the checks of a person who left the group, and tell the officers once whose grids those are."""
    council = members.get_council(tx, member.council)
    pass_on_checks(tx, council, member.person, now=now)
    if not grids_of(tx, member.council, member.person):
        return
    for officer in members.list_reachable_officers(tx, member.council):
        if officer.person != member.person:
            notify_person(
                tx,
                council,
                officer,
                id=f"grid_left/{council.number}/{member.person}/{officer.person}",
                view="grid.left",
                params=MessageParams(council=council.number, person=officer.person, whom=member.person),
                now=now,
                respect_quiet_hours=True,
                remember=True,
            )


def load_departure(tx: Tx, council: int, person: int) -> ShownDeparture:
    """Return the grids in force that a person who left still stands for."""
    grids = tuple(grids_of(tx, council, person))
    deputies = members.members_of(tx, council, (grid.deputy for grid in grids))
    return ShownDeparture(tx.get(Member, Member.key_of(council, person)), grids, deputies)


def clear_officer(tx: Tx, grid: Grid, _now: datetime) -> None:
    """Take the officer out of a grid who is erased."""
    tx.put(replace(grid, officer=0))


def clear_deputy(tx: Tx, grid: Grid, _now: datetime) -> None:
    """Take the deputy out of a grid who is erased."""
    tx.put(replace(grid, deputy=0))
