"""Read models of points."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.councils.council import Council, Member
from bot.domain.points.account import PointAccount, PointEntry
from bot.domain.points.book import PointBook
from bot.domain.points.claim import PointClaim, ReviewVote
from bot.domain.points.prize import Prize, PrizeOrder
from bot.domain.points.rule import PointRule
from bot.read_models.shared import Names


@dataclass(frozen=True)
class ShownHolder:
    """An account, and the member whose it is; None: a household's, or a member who is erased."""

    account: PointAccount
    member: Member | None


@dataclass(frozen=True)
class ShownBook:
    """The settings of points; `begun`: something was reported, so who has an account cannot be changed."""

    council: Council
    book: PointBook
    reviewers: tuple[Member, ...]
    keepers: tuple[Member, ...]
    rules: tuple[PointRule, ...]
    begun: bool


@dataclass(frozen=True, kw_only=True)
class ShownPoints:
    """The points of one reader: their account, None before the first report, and what they may do.

    `ready`: something can be reported. `homeless`: households have accounts, and they are linked to none.
    """

    council: Council
    holder: ShownHolder | None
    entries: tuple[PointEntry, ...]
    pending: tuple[PointClaim, ...]
    earned: int
    ready: bool
    homeless: bool
    to_review: int | None = None  # for a reviewer
    to_hand_out: int | None = None  # for a keeper
    officer: bool = False
    head: bool = False


@dataclass(frozen=True)
class ShownRules:
    """The rules that can be reported: for the reader, or by an officer for the holder of an account."""

    council: Council
    rules: tuple[PointRule, ...]
    holder: ShownHolder | None
    whom: int


@dataclass(frozen=True)
class ShownClaim:
    """A report with whose it is, and who reported it; None: it followed from a deed."""

    claim: PointClaim
    holder: ShownHolder
    by: Member | None


@dataclass(frozen=True, kw_only=True)
class ShownReview:
    """The reports that wait for one reviewer, a page of them; `vote` is the answer about the one they did last."""

    council: Council
    late: bool
    claims: tuple[ShownClaim, ...]
    waiting: int
    page: int
    pages: int
    answered: ShownClaim | None
    vote: ReviewVote | None


@dataclass(frozen=True)
class ShownResult:
    """A page of the entries of a review, each with whose they are, and how many reports were not agreed to."""

    council: Council
    number: int
    entries: tuple[tuple[PointEntry, ShownHolder], ...]
    total: int
    refused: int
    at: datetime
    page: int
    pages: int


@dataclass(frozen=True)
class ShownOutcome:
    """The outcome of the reports of one person in a review, with the balance of each account now."""

    council: Council
    claims: tuple[ShownClaim, ...]


@dataclass(frozen=True)
class ShownEntries:
    """A page of the ledger of one account, the newest first; an `officer` may correct an entry."""

    council: Council
    holder: ShownHolder
    entries: tuple[PointEntry, ...]
    corrected: frozenset[int]
    page: int
    pages: int
    officer: bool


@dataclass(frozen=True)
class ShownBoard:
    """The first ten of a month, each with what they earned in it."""

    council: Council
    month: str
    places: tuple[tuple[ShownHolder, int], ...]


@dataclass(frozen=True)
class ShownShop:
    """A page of the shop for one reader: the prizes, their points, what they have reserved; officers change it."""

    council: Council
    prizes: tuple[Prize, ...]
    balance: int | None
    orders: tuple[PrizeOrder, ...]
    page: int
    pages: int
    officer: bool


@dataclass(frozen=True)
class ShownOrder:
    """A reservation for one reader: their own (`mine`), or as a keeper; `keepers` hand the prize out."""

    council: Council
    order: PrizeOrder
    holder: ShownHolder
    person: Member | None
    mine: bool
    keeps: bool
    keepers: tuple[Member, ...]


@dataclass(frozen=True)
class ShownOrders:
    """The reservations that wait to be fetched, the oldest first; a page of them."""

    council: Council
    orders: tuple[ShownOrder, ...]
    page: int
    pages: int


@dataclass(frozen=True)
class LedgerLine:
    """A line of the ledger's file: an entry, whose it is, and the people in it."""

    entry: PointEntry
    holder: ShownHolder
    names: Names
