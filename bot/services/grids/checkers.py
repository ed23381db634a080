"""The people who check a grid: its officer, in their leave and after they left the group its deputy."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.councils.council import Council, Member
from bot.domain.grids.check import CheckState, GridCheck, GridLeave
from bot.domain.grids.grid import Grid
from bot.domain.shared.message_params import MessageParams
from bot.ports import Tx
from bot.services.councils import members
from bot.services.grids.stored_maps import get_grid
from bot.services.shared.council_time import day_now
from bot.services.shared.enqueue import notify_person, redraw_message

CHECK = "grid.check"
NUDGE = "nudge"


@dataclass(frozen=True)
class Checker:
    """The person who checks a grid, as a member; `stands_in`: the deputy. None: nobody can be asked."""

    member: Member | None
    stands_in: bool = False


def find_checker(tx: Tx, grid: Grid, now: datetime) -> Checker:
    """Return who checks a grid: the first of officer and deputy who is there, not on leave, and can be written to."""
    council = members.get_council(tx, grid.council)
    for person in filter(None, (grid.officer, grid.deputy)):
        member = tx.get(Member, Member.key_of(grid.council, person))
        if member and member.open_chat and not find_leave(tx, council, person, now):
            return Checker(member, person != grid.officer)
    return Checker(None)


def find_leave(tx: Tx, council: Council, person: int, now: datetime) -> GridLeave | None:
    """Return the leave that a person is on."""
    leave = tx.get(GridLeave, GridLeave.key_of(council.number, person))
    return leave if leave and leave.until >= day_now(council, now) else None


def check_message(check: GridCheck, person: int, part: str = "") -> str:
    """Return the id of the message that asks a person for a check; `part`: of the one that nudges."""
    return f"grid_check/{check.key}/{person}/{part}"


def send_check(tx: Tx, council: Council, check: GridCheck, member: Member, *, part: str = "", now: datetime) -> None:
    """Send a check to the one who is asked, in private; not at night."""
    if member.open_chat:
        notify_person(
            tx,
            council,
            member,
            id=check_message(check, member.person, part),
            view=CHECK,
            params=MessageParams(council=council.number, number=check.number, person=member.person, part=part),
            now=now,
            respect_quiet_hours=True,
            remember=True,
        )


def redraw_check(tx: Tx, check: GridCheck, person: int, *, now: datetime) -> None:
    """Redraw the messages that asked a person for a check."""
    for part in ("", NUDGE):
        redraw_message(tx, check_message(check, person, part), now=now)


def pass_on_checks(tx: Tx, council: Council, person: int, *, now: datetime) -> None:
    """Pass the open checks of today that a person was asked for to whoever checks those grids now."""
    for check in tx.find(GridCheck, "person", council.number, person, day_now(council, now).isoformat()):
        if check.state is CheckState.ASKED:
            pass_on(tx, council, check, now=now)


def pass_on(tx: Tx, council: Council, check: GridCheck, *, now: datetime) -> None:
    """Ask whoever checks the grid now for a check that waits."""
    checker = find_checker(tx, get_grid(tx, check.council, check.grid), now)
    asked = checker.member.person if checker.member else 0
    if asked == check.person:
        return
    changed = replace(check, person=asked, stands_in=checker.stands_in, late=False)
    tx.put(changed)
    if check.person:
        redraw_check(tx, check, check.person, now=now)
    if checker.member:
        send_check(tx, council, changed, checker.member, now=now)
