"""Read models of a council's levels, its parent and its child councils."""

from dataclasses import dataclass

from bot.domain.councils.council import Council
from bot.read_models.shared import Names


@dataclass(frozen=True)
class ShownLadder:
    """A council's ladder, the members who are on duty on it, and the parent council."""

    council: Council
    names: Names
    parent: Council | None = None


@dataclass(frozen=True)
class ShownParent:
    """A council, its parent, and the number of its children."""

    council: Council
    parent: Council | None
    branches: int
    code_waits: str = ""  # the beginning of the hash of a code that waits to be used


@dataclass(frozen=True)
class Branch:
    """A child council: how many members it has, how many of its matters are open."""

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
