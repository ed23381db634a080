"""Read models of the roll of units and of the codes that link accounts to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.councils.council import Council
from bot.domain.rolls.owner_doubts import Doubts
from bot.domain.rolls.roll import Difference, Problem, Roll, Unit


@dataclass(frozen=True)
class ShownRoll:
    """The roll in force, and how many of its units have a linked account."""

    council: Council
    roll: Roll
    linked: int


@dataclass(frozen=True)
class ShownImport:
    """The preview of a roll import; `changed` is None for the first roll."""

    council: int
    draft: int
    version: Roll
    units: Sequence[Unit]
    doubts: Doubts
    changed: Difference | None
    losing: int  # units whose accounts would be cut
    unused: Sequence[str]  # columns
    notes: Sequence[Problem] = ()  # what was not read, and what may mean something else


@dataclass(frozen=True)
class ShownLink:
    """A unit, for the question whether it is the reader's."""

    council: Council
    unit: Unit


@dataclass(frozen=True)
class Invitation:
    """A unit's new code, in clear: here and on the slip, and nowhere else."""

    unit: Unit
    code: str


@dataclass(frozen=True)
class Invited:
    """Codes that were made; `left` units of those asked for have none yet."""

    council: Council
    invitations: tuple[Invitation, ...]
    expires: datetime  # UTC
    left: int


@dataclass(frozen=True)
class InvitationAsked:
    """The question /invite asks first. `building` is a number in the roll's list (0: all), `unit` a label or "".

    `unlinked` units have no account yet; for `outstanding` of them a code is on its way already.
    """

    council: Council
    building: int
    unit: str
    unlinked: int
    outstanding: int
