"""Leaves of people who look after grids: as long as one lasts, deputies check."""

from datetime import datetime

from bot.domain.councils.council import Account, Member
from bot.domain.grids.check import GridLeave
from bot.domain.grids.errors import BadLeave
from bot.domain.shared.button_intent import Intent
from bot.domain.shared.date_parsing import parse_day, parse_duration
from bot.domain.shared.local_time import DAY
from bot.domain.shared.reply import Reply
from bot.ports import Tx
from bot.services.councils import members
from bot.services.grids.checkers import find_checker, pass_on_checks
from bot.services.grids.stored_maps import grids_of
from bot.services.shared.audit import append_entry
from bot.services.shared.council_time import day_now
from bot.services.shared.dispatch import ask_presser, authorise_button
from bot.services.shared.enqueue import ReplyTo

LONGEST_LEAVE = 180 * DAY


def ask_leave(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
    """Ask a person who looks after grids until when they are on leave."""
    _, who = authorise_button(tx, intent, by, reply_to)
    return ask_presser(tx, "grid_leave", by=by, who=who, reply_to=reply_to, now=now)


def begin_leave(tx: Tx, *, council: int, by: Member, text: str, now: datetime) -> Reply:
    """Begin a person's leave, today included: 3天, or up to a day; what waits for them goes to the deputies.

    Raises BadLeave.
    """
    its_council = members.get_council(tx, council)
    today, lasts = day_now(its_council, now), parse_duration(text)
    until = today + lasts - DAY if lasts else parse_day(text, today)
    if until is None or not today <= until <= today + LONGEST_LEAVE:
        raise BadLeave
    tx.put(GridLeave(council=council, person=by.person, until=until))
    append_entry(tx, council, "grid_leave", person=by.person, now=now, facts={"last": until.isoformat()})
    pass_on_checks(tx, its_council, by.person, now=now)
    alone = [grid for grid in grids_of(tx, council, by.person) if find_checker(tx, grid, now).member is None]
    return Reply("grid_leave_alone" if alone else "grid_leave", {"last_day": until.isoformat(), "council": council})


def press_back(tx: Tx, *, intent: Intent, by: Account, reply_to: ReplyTo, now: datetime) -> Reply:
    """End a person's leave; again it changes nothing."""
    _, who = authorise_button(tx, intent, by, reply_to)
    leave = tx.get(GridLeave, GridLeave.key_of(intent.council, who.person))
    if leave:
        drop_leave(tx, leave, now)
        append_entry(tx, intent.council, "grid_back", person=who.person, now=now)
    return Reply("grid_back")


def drop_leave(tx: Tx, leave: GridLeave, now: datetime) -> None:  # noqa: ARG001  # as everything that is erased
    """Delete a leave."""
    tx.drop(GridLeave, leave.key)
