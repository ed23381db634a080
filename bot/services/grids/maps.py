"""The grid map of a council: imported, confirmed, looked up by place; old versions are kept with their grids."""

from collections.abc import Iterable
from dataclasses import asdict, replace
from datetime import datetime

from bot.domain.councils.council import Account, Council, Member
from bot.domain.councils.counter import Numbered
from bot.domain.councils.errors import SeveralPeople
from bot.domain.councils.permissions import CouncilAct, check_allowed
from bot.domain.grids.errors import GridDraftGone, NoGrid
from bot.domain.grids.grid import NAME_LIMIT, Grid, GridDraft, GridLine, GridMap, GridPlace
from bot.domain.grids.places import parse_places
from bot.domain.grids.sheet import GridSheet, GridSheetLine
from bot.domain.shared.button_intent import Intent
from bot.domain.shared.ids import ChatId
from bot.domain.shared.reply import Reply
from bot.domain.shared.sheet_problem import SheetProblem
from bot.index_rows import GridRow
from bot.ports import Tx
from bot.read_models.grids import ShownGridDraft
from bot.services.councils import members
from bot.services.grids import check_jobs
from bot.services.grids.stored_maps import get_settings, load_map, match_person
from bot.services.shared import questions
from bot.services.shared.audit import append_entry
from bot.services.shared.dispatch import authorise_button
from bot.services.shared.enqueue import ReplyTo, refresh_message
from bot.services.shared.held_drafts import HeldDrafts

DRAFTS = HeldDrafts(GridDraft, "grid_draft", "forget_grid_draft")

PREVIEW = "grid.draft"


def hold_sheet(
    tx: Tx, *, council: int, sheet: GridSheet, by: Account, now: datetime
) -> GridDraft | tuple[SheetProblem, ...]:
    """Keep the lines of a file until they are confirmed; with anything wrong in it return that, and keep nothing.

    Raises NotAllowed.
    """
    check_allowed(CouncilAct.GRIDS, members.get_member(tx, council, by.id))
    lines, problems = _match_sheet(tx, council, sheet)
    if problems:
        return problems
    number = tx.next_number(council, Numbered.GRID_DRAFT)
    return DRAFTS.hold(tx, GridDraft(council=council, number=number, account=by.id, lines=lines, at=now), now=now)


def _match_sheet(tx: Tx, council: int, sheet: GridSheet) -> tuple[tuple[GridLine, ...], tuple[SheetProblem, ...]]:
    """Return the grids of a file, with the members whom its names mean, and all that is wrong with it."""
    problems = list(sheet.problems)
    found: list[GridLine] = []
    named: dict[str, int] = {}
    placed: dict[str, int] = {}
    for line in sheet.lines:
        made = _match_line(tx, council, line)
        if isinstance(made, GridLine):
            made = _find_repeated(line.number, made, named, placed) or made
        if isinstance(made, SheetProblem):
            problems.append(made)
            continue
        named[made.name] = line.number
        placed.update(dict.fromkeys(made.places, line.number))
        found.append(made)
    return tuple(found), tuple(sorted(problems, key=lambda each: each.line))


def _match_line(tx: Tx, council: int, line: GridSheetLine) -> GridLine | SheetProblem:
    for column, text in (("name", line.name), ("area", line.area), ("officer", line.officer), ("deputy", line.deputy)):
        if len(text) > NAME_LIMIT:
            return SheetProblem(line.number, "long", {"column": column})
    places = parse_places(line.places)
    if not places:
        return SheetProblem(line.number, "bad_places", {"text": line.places[:20]})
    try:
        officer, deputy = match_person(tx, council, line.officer), match_person(tx, council, line.deputy)
    except SeveralPeople as several:
        return SheetProblem(line.number, "several", {"text": str(several.params.get("name", line.officer))})
    return GridLine(
        name=line.name,
        area=line.area,
        officer=officer,
        officer_name="" if officer else line.officer,
        deputy=deputy,
        deputy_name="" if deputy else line.deputy,
        places=places,
    )


def _find_repeated(number: int, made: GridLine, named: dict[str, int], placed: dict[str, int]) -> SheetProblem | None:
    if made.name in named:
        return SheetProblem(number, "twice", {"text": str(named[made.name])})
    again = next((place for place in made.places if place in placed), None)
    return SheetProblem(number, "place_twice", {"text": again, "limit": placed[again]}) if again else None


def load_draft(tx: Tx, council: int, number: int) -> ShownGridDraft | None:
    """Return a map that waits for a yes, with what it changes; None when it does not wait any more."""
    draft = tx.get(GridDraft, GridDraft.key_of(council, number))
    if draft is None:
        return None
    old = load_map(tx, council, get_settings(tx, council).map)
    before = {row.name for row in tx.rows(GridRow, council, old.number)} if old else set()
    names = {line.name for line in draft.lines}
    people = (each for line in draft.lines for each in (line.officer, line.deputy))
    return ShownGridDraft(
        council=members.get_council(tx, council),
        draft=draft,
        names=members.members_of(tx, council, people),
        old=old,
        new=len(names - before),
        gone=len(before - names),
    )


def press_draft(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
    """Put the map that waits into force, or drop it. Raises NotAllowed, GridDraftGone."""
    council, who = authorise_button(tx, intent, by, reply_to)
    check_allowed(CouncilAct.GRIDS, who)
    draft = tx.get(GridDraft, GridDraft.key_of(intent.council, intent.subject))
    if draft is None or draft.account != by.id:
        raise GridDraftGone
    DRAFTS.drop(tx, draft, now)
    chosen = "yes" if intent.arg == "yes" else "no"
    if chosen == "yes":
        put_into_force(tx, council, draft.lines, who, now=now)
    refresh_message(tx, reply_to.chat, reply_to.message, now=now, chosen=chosen)
    return Reply("grids_written" if chosen == "yes" else "grids_cancelled")


def put_into_force(tx: Tx, council: Council, lines: Iterable[GridLine], who: Member, *, now: datetime) -> None:
    """Make the next version of a council's map, in one transaction; the grids of the old one stay as they are."""
    every = tuple(lines)
    areas = {line.area for line in every} - {""}
    new = GridMap(
        council=council.number,
        number=tx.next_number(council.number, Numbered.GRID_MAP),
        grids=len(every),
        areas=len(areas),
        by=who.person,
        at=now,
    )
    tx.put(new)
    for old in tx.find(GridPlace, "council", council.number):
        tx.drop(GridPlace, old.key)
    for line in every:
        number = tx.next_number(council.number, Numbered.GRID)
        tx.put(Grid(council=council.number, number=number, map=new.number, **asdict(line)))
        for label in line.places:
            tx.put(GridPlace(council=council.number, label=label, grid=number))
    tx.put(replace(get_settings(tx, council.number), map=new.number))
    append_entry(tx, council.number, "grids", person=who.person, now=now, facts={"number": new.number, "n": new.grids})
    check_jobs.schedule_jobs(tx, council, now)


def press_match(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
    """Look again for the members behind names that nobody had when the map was imported. Raises NotAllowed."""
    _, who = authorise_button(tx, intent, by, reply_to)
    check_allowed(CouncilAct.GRIDS, who)
    council, found = intent.council, 0
    for grid in tx.find(Grid, "map", council, get_settings(tx, council).map):
        officer = grid.officer or _match_again(tx, council, grid.officer_name)
        deputy = grid.deputy or _match_again(tx, council, grid.deputy_name)
        if (officer, deputy) == (grid.officer, grid.deputy):
            continue
        found += (officer != grid.officer) + (deputy != grid.deputy)
        tx.put(
            replace(
                grid,
                officer=officer,
                officer_name="" if officer else grid.officer_name,
                deputy=deputy,
                deputy_name="" if deputy else grid.deputy_name,
            )
        )
    if found:
        append_entry(tx, council, "grid_people", person=who.person, now=now, facts={"n": found})
        refresh_message(tx, reply_to.chat, reply_to.message, now=now)
    return Reply("grid_people_found" if found else "grid_people_not_found", {"n": found})


def _match_again(tx: Tx, council: int, name: str) -> int:
    try:
        return match_person(tx, council, name)
    except SeveralPeople:
        return 0


def begin_file(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> ChatId | None:
    """Ask an officer for a file in private; return their chat. None: they have no private chat. Raises NotAllowed."""
    _, who = authorise_button(tx, intent, by, reply_to)
    check_allowed(CouncilAct.GRIDS, who)
    if who.open_chat is None:
        return None
    to = ReplyTo(reply_to.id, who.open_chat, group=False)
    questions.ask_question(tx, name="grid_file", council=intent.council, by=by, now=now, reply_to=to)
    return who.open_chat


def find_map(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> ChatId | None:
    """Return an officer's private chat, for the map of a version. Raises NotAllowed, NoGrid."""
    del now
    _, who = authorise_button(tx, intent, by, reply_to)
    check_allowed(CouncilAct.GRIDS, who)
    if load_map(tx, intent.council, intent.subject) is None:
        raise NoGrid
    return who.open_chat


def load_lines(tx: Tx, council: int, version: int) -> tuple[tuple[Grid, ...], dict[int, Member]]:
    """Return the grids of a version of the map, and the members who look after them."""
    grids = tuple(tx.find(Grid, "map", council, version))
    people = (person for grid in grids for person in (grid.officer, grid.deputy))
    return grids, dict(members.members_of(tx, council, people))
