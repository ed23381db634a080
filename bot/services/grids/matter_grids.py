"""The grid of a matter, by the building that it names; whoever looks after the grid is told of the matter once."""

from bot.domain.councils.practice import Practice
from bot.domain.grids.check import GridMatter
from bot.domain.grids.grid import Grid
from bot.domain.grids.places import place_labels
from bot.domain.matters.acts import Act
from bot.domain.matters.change import Change
from bot.domain.matters.matter import Matter
from bot.domain.shared.message_params import MessageParams
from bot.ports import Tx
from bot.read_models.grids import GridOfMatter
from bot.services.councils import members
from bot.services.grids.checkers import find_checker
from bot.services.grids.stored_maps import find_by_labels
from bot.services.shared.enqueue import notify_person

TEXT_ACTS = frozenset({Act.SUBMIT, Act.EDIT})  # after which a matter may name another building


def find_grid(tx: Tx, matter: Matter) -> Grid | None:
    """Return the grid of a matter: in force by its building, else the one that was found before."""
    found = find_by_labels(tx, matter.council, place_labels(matter.plain))
    if found:
        return found
    kept = tx.get(GridMatter, GridMatter.key_of(matter.council, matter.number))
    return tx.get(Grid, Grid.key_of(matter.council, kept.grid)) if kept else None


def tell_grid(tx: Tx, change: Change) -> None:
    """React to a new matter, or new words of one: keep its grid, and tell in private whoever looks after it."""
    matter, now = change.matter, change.at
    if change.act not in TEXT_ACTS:
        return
    council = members.get_council(tx, matter.council)
    if Practice.GRIDS not in council.practices:
        return
    kept = tx.get(GridMatter, GridMatter.key_of(matter.council, matter.number))
    grid = None if kept else find_grid(tx, matter)
    if grid is None:
        return
    tx.put(GridMatter(council=matter.council, matter=matter.number, grid=grid.number, at=now))
    member = find_checker(tx, grid, now).member
    if member and member.open_chat and member.person not in matter.proposers:
        notify_person(
            tx,
            council,
            member,
            id=f"grid_matter/{matter.key}/{member.person}",
            view="grid.matter",
            params=MessageParams(
                council=matter.council, matter=matter.number, number=grid.number, person=member.person
            ),
            now=now,
            respect_quiet_hours=True,
            remember=True,
        )


def load_grid_of(tx: Tx, matter: Matter) -> GridOfMatter | None:
    """Return the grid of a matter with its officer, where grids are switched on."""
    if Practice.GRIDS not in members.get_council(tx, matter.council).practices:
        return None
    grid = find_grid(tx, matter)
    if grid is None:
        return None
    return GridOfMatter(grid, members.members_of(tx, matter.council, (grid.officer,)).get(grid.officer))
