"""The stored grids of a council: its settings, the map in force, a grid by its number, its name or its places."""

from collections.abc import Iterable

from bot.domain.grids.errors import NoGrid
from bot.domain.grids.grid import Grid, GridMap, GridPlace, GridSettings
from bot.domain.grids.places import typed_labels
from bot.ports import Tx
from bot.services.councils import members


def get_settings(tx: Tx, council: int) -> GridSettings:
    """Return the settings of a council's grids; those of a council without a map are the usual ones."""
    return tx.get(GridSettings, GridSettings.key_of(council)) or GridSettings(council=council)


def load_map(tx: Tx, council: int, version: int) -> GridMap | None:
    """Return a version of the map."""
    return tx.get(GridMap, GridMap.key_of(council, version))


def get_grid(tx: Tx, council: int, number: int) -> Grid:
    """Return the grid of this number; raises NoGrid."""
    found = tx.get(Grid, Grid.key_of(council, number))
    if found is None:
        raise NoGrid
    return found


def find_by_labels(tx: Tx, council: int, labels: Iterable[str]) -> Grid | None:
    """Return the grid in force of the first of these places that has one."""
    places = (tx.get(GridPlace, GridPlace.key_of(council, label)) for label in labels)
    place = next(filter(None, places), None)
    return tx.get(Grid, Grid.key_of(council, place.grid)) if place else None


def find_typed(tx: Tx, council: int, text: str) -> Grid | None:
    """Return the grid in force that a text means, by its name or by one of its places."""
    named = tx.find(Grid, "name", council, get_settings(tx, council).map, text.strip(), limit=1)
    return named[0] if named else find_by_labels(tx, council, typed_labels(text))


def grids_of(tx: Tx, council: int, person: int) -> list[Grid]:
    """Return the grids in force that a person looks after, or is the deputy of."""
    where = council, person, get_settings(tx, council).map
    return [*tx.find(Grid, "officer", *where), *tx.find(Grid, "deputy", *where)] if person else []


def match_person(tx: Tx, council: int, name: str) -> int:
    """Return the number of the member whom a name means, 0 for nobody whom the council knows. Raises SeveralPeople."""
    found = members.find_named(tx, council, name) if name else None
    return found.person if found else 0
