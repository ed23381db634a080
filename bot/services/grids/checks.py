"""Checks as they are answered, and as they are counted for a day."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

from bot.domain.councils.council import Account, Member
from bot.domain.grids.check import CheckState, GridCheck, GridDay, answer_check, may_answer
from bot.domain.grids.errors import NotYourGrid
from bot.domain.shared.button_intent import Intent
from bot.domain.shared.deed import Deed, DeedKind
from bot.domain.shared.reply import Reply
from bot.index_rows import GridOverdueRow
from bot.ports import Tx
from bot.read_models.grids import NamedGrid, ShownCheck, ShownDay
from bot.services.councils import members
from bot.services.grids.checkers import NUDGE, redraw_check
from bot.services.grids.day_counts import count_day
from bot.services.grids.stored_maps import get_grid
from bot.services.shared.audit import append_entry
from bot.services.shared.council_time import day_now
from bot.services.shared.dispatch import authorise_button
from bot.services.shared.enqueue import ReplyTo

NAMED = 30  # grids without an answer


def get_check(tx: Tx, council: int, number: int, who: Member) -> GridCheck:
    """Return a check that a person may answer; raises NotYourGrid."""
    check = tx.get(GridCheck, GridCheck.key_of(council, number))
    if check is None or not may_answer(check, get_grid(tx, council, check.grid), who.person):
        raise NotYourGrid
    return check


def press_fine(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
    """Record that a grid was checked and nothing found; again it changes nothing.

    Raises NotYourGrid, CheckOver, CheckHasMatter.
    """
    _answer(tx, intent, by, reply_to, CheckState.FINE, now=now)
    return Reply("grid_fine")


def press_found(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
    """Record that a grid was checked and a problem found; the card offers what becomes of it.

    Raises NotYourGrid, CheckOver.
    """
    _answer(tx, intent, by, reply_to, CheckState.FOUND, now=now)
    return Reply("grid_found")


def _answer(tx: Tx, intent: Intent, by: Account, reply_to: ReplyTo, state: CheckState, *, now: datetime) -> None:
    council, who = authorise_button(tx, intent, by, reply_to)
    check = get_check(tx, council.number, intent.subject, who)
    answered = answer_check(check, state, who.person, today=day_now(council, now), now=now)
    if answered.state is not check.state:
        keep_answer(tx, check, answered, now=now)


def keep_answer(tx: Tx, before: GridCheck, answered: GridCheck, *, now: datetime) -> None:
    """Store an answered check, with the deed that its first answer is, and redraw the messages that ask for it."""
    tx.put(answered)
    append_entry(
        tx,
        answered.council,
        f"grid_{answered.state}",
        person=answered.by,
        now=now,
        facts={"number": answered.number},
    )
    if before.state is CheckState.ASKED:
        tx.notes.append(
            Deed(
                council=answered.council,
                person=answered.by,
                kind=DeedKind.PATROL,
                number=answered.number,
                at=now,
            )
        )
    for person in {answered.person, answered.by} - {0}:
        redraw_check(tx, answered, person, now=now)


def load_check(tx: Tx, council: int, number: int, reader: int, *, part: str, now: datetime) -> ShownCheck | None:
    """Return a check for the one who is asked, or was."""
    check = tx.get(GridCheck, GridCheck.key_of(council, number))
    if check is None:
        return None
    its_council, grid = members.get_council(tx, council), get_grid(tx, council, check.grid)
    return ShownCheck(
        council=its_council,
        check=check,
        grid=grid,
        names=members.members_of(tx, council, (grid.officer, check.person, check.by)),
        reader=reader,
        is_today=check.day == day_now(its_council, now),
        is_nudge=part == NUDGE,
    )


# Days


def load_day(tx: Tx, council: int, day: date, now: datetime) -> ShownDay | None:
    """Return the checks of a day that were not answered in time, with the grids; None for a day without checks."""
    kept = tx.get(GridDay, GridDay.key_of(council, day))
    if kept is None:
        return None
    its_council = members.get_council(tx, council)
    rows = tx.rows(GridOverdueRow, council, day.isoformat(), True, limit=NAMED)
    return ShownDay(
        council=its_council,
        count=count_day(tx, kept),
        overdue=tuple(_name_grids(tx, council, [row.key for row in rows])),
        is_today=day == day_now(its_council, now),
    )


def _name_grids(tx: Tx, council: int, keys: list[str]) -> Iterator[NamedGrid]:
    checks = [check for key in keys if (check := tx.get(GridCheck, key))]
    for check in checks:
        grid = get_grid(tx, council, check.grid)
        person = check.person or grid.officer
        yield NamedGrid(grid, check, members.members_of(tx, council, (person,)).get(person))


def link_matter(tx: Tx, check: GridCheck, matter: int, by: Member, *, now: datetime) -> None:
    """Store the matter that came of a check, and redraw the messages that ask for it."""
    changed = replace(check, matter=matter)
    tx.put(changed)
    for person in {check.person, by.person} - {0}:
        redraw_check(tx, changed, person, now=now)
