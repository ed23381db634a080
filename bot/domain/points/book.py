"""The settings of a council's points: who has an account, who reviews, who keeps the shop, what New Year leaves."""

import re
from dataclasses import dataclass
from datetime import time
from enum import StrEnum

from bot.domain.points.errors import BadReviewTime

REVIEWED_AT = time(8, 30)
_HOUR = re.compile(r"(?:早上|上午)?\s*(\d{1,2})\s*(?:[:：点时]\s*(半|\d{1,2})?)?\s*分?")
_HALF = "半"


class AccountKind(StrEnum):
    """Holders of accounts."""

    HOUSEHOLD = "household"
    PERSON = "person"


class CarryOver(StrEnum):
    """Parts of a balance that are left in the new year."""

    ALL = "all"
    HALF = "half"
    NONE = "none"


@dataclass(frozen=True, kw_only=True)
class PointBook:
    """The settings of a council's points.

    Without `kind` nothing can be reported yet. Without `reviewers` or `keepers` the officers are.
    """

    council: int
    kind: AccountKind | None = None
    reviewers: tuple[int, ...] = ()
    keepers: tuple[int, ...] = ()
    review_at: str = REVIEWED_AT.isoformat("minutes")
    carry_over: CarryOver = CarryOver.ALL

    @staticmethod
    def key_of(council: int) -> str:
        """Return the key of a council's settings."""
        return str(council)

    @property
    def key(self) -> str:
        """The council's number."""
        return self.key_of(self.council)


def points_kept(balance: int, carry_over: CarryOver) -> int:
    """Return how many points of a balance the new year begins with; half of an odd number is rounded up."""
    if carry_over is CarryOver.ALL:
        return balance
    return 0 if carry_over is CarryOver.NONE else (balance + 1) // 2


def parse_review_time(text: str) -> str:
    """Return the hour of the review as 08:30. Raises BadReviewTime."""
    found = _HOUR.fullmatch(text.strip())
    if found is None:
        raise BadReviewTime
    minutes = 30 if found[2] == _HALF else int(found[2] or 0)
    try:
        return time(int(found[1]), minutes).isoformat("minutes")
    except ValueError:
        raise BadReviewTime from None
