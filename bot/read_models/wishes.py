"""Read models of wishes."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.councils.council import Council, Member
from bot.domain.wishes.wish import Wish, WishDraft


@dataclass(frozen=True, kw_only=True)
class ShownWish:
    """A wish as one reader may see it; without `reader` as all may.

    `sees_contact`: name and contact of the beneficiary may be told them. `keeps` and `confirms`: what they may do.
    """

    council: Council
    wish: Wish
    now: datetime
    reader: Member | None = None
    claimer: Member | None = None
    sees_contact: bool = False
    keeps: bool = False
    confirms: bool = False


@dataclass(frozen=True)
class ShownDraft:
    """A wish that is being recorded; `text` and `masked`, the name, as the group would read them."""

    council: Council
    draft: WishDraft
    text: str
    masked: str


@dataclass(frozen=True, kw_only=True)
class ShownWishes:
    """A page of the wishes that nobody has claimed, the oldest first, of `total`, and those that are the reader's."""

    council: Council
    open: tuple[Wish, ...]
    total: int
    page: int = 1
    pages: int = 1
    mine: tuple[Wish, ...] = ()
    is_officer: bool = False
    records: bool = False


@dataclass(frozen=True)
class StuckWishes:
    """Wishes that wait long: those nobody has claimed, and those whose claimer has not done them."""

    council: Council
    open: tuple[Wish, ...]
    claimed: tuple[Wish, ...]


@dataclass(frozen=True)
class WishList:
    """All wishes of a council with those who claimed them, for the officers' file."""

    council: Council
    wishes: tuple[tuple[Wish, Member | None, Member | None], ...]  # who recorded it, who claimed it
