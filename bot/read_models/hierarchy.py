"""Read models of a council's levels, its parent and its child councils."""

from dataclasses import dataclass

from bot.domain.councils.council import Council
from bot.read_models.shared import Names


@dataclass(frozen=True)
class ShownLadder:
    """A council's ladder, those members who are on duty on it, and the council above."""

    council: Council
    names: Names
    parent: Council | None = None


@dataclass(frozen=True)
class ShownParent:
    """A council, the one it is under, and how many are under it."""

    council: Council
    parent: Council | None
    branches: int


@dataclass(frozen=True)
class Branch:
    """A council that is under another: how many people it knows, how many of its matters are open."""

    council: Council
    people: int
    open: int


@dataclass(frozen=True)
class Branches:
    """A page of a council's child councils; `page` and `pages` count from 1."""

    council: Council
    branches: tuple[Branch, ...]
    page: int
    pages: int
    total: int
