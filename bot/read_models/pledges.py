"""Read models of pledges."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.councils.council import Council, Member, Role
from bot.domain.pledges.pledge import PledgeDeed, PledgeMonth


@dataclass(frozen=True, kw_only=True)
class ShownPledges:
    """The pledges of a council for one reader, or for all.

    `deeds` of all in this `month`; `mine` are the reader's, the newest first. `roles` pledge as a whole. `pledgers` is
    for the head alone, and so is what they may change. `can_undo`: the newest of `mine` can still be taken back.
    """

    council: Council
    month: str
    deeds: int
    roles: tuple[Role, ...] = ()
    reader: Member | None = None
    is_listed: bool = False
    has_role: bool = False
    mine: tuple[PledgeDeed, ...] = ()
    can_undo: bool = False
    pledgers: int | None = None

    @property
    def has_pledged(self) -> bool:
        """Return whether the reader is a pledger."""
        return self.is_listed or self.has_role


@dataclass(frozen=True)
class ShownPledgeMonth:
    """The result of a month, with those who have done nothing."""

    council: Council
    month: PledgeMonth
    nothing: tuple[Member | None, ...]


@dataclass(frozen=True)
class PledgeList:
    """Every pledger of a month with what they have done, for the head's file."""

    council: Council
    month: str
    people: tuple[tuple[Member, tuple[PledgeDeed, ...]], ...]
    at: datetime
