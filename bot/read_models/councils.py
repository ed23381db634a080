"""Read models of a council and its members."""

from dataclasses import dataclass

from bot.domain.councils.council import Council, Member
from bot.domain.meetings.meeting import Meeting


@dataclass(frozen=True)
class ShownCouncil:
    """A council with its head and next meeting."""

    council: Council
    head: Member | None
    next: Meeting | None
    clerk: bool  # whether there is one


@dataclass(frozen=True)
class Roster:
    """A council's people by role."""

    council: Council
    members: tuple[Member, ...]
    known: int
    without_captain: tuple[str, ...] = ()  # buildings
