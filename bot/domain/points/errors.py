"""Refusals about points."""

from bot.domain.shared.errors import CouncilError


class PointsNotReady(CouncilError):
    """The head has not chosen yet who has an account, or there are no rules."""

    key = "points_not_ready"


class AccountsChosen(CouncilError):
    """There are entries already: who has an account cannot be changed any more."""

    key = "points_accounts_chosen"


class NoRollForPoints(CouncilError):
    """Households can have accounts only where the council has a roll."""

    key = "points_no_roll"


class NoHousehold(CouncilError):
    """The person is linked to no household, so that nobody knows whose points these are."""

    key = "points_no_household"


class NoSuchAccount(CouncilError):
    """Neither a household of the roll nor a member is called `name`."""

    key = "points_no_account"


class BadPointLine(CouncilError):
    """Line `n` of the typed rules or prizes is not understood."""

    key = "bad_point_line"


class BadPrizeLine(CouncilError):
    """Line `n` of the typed prizes is not understood."""

    key = "bad_prize_line"


class NoPointRule(CouncilError):
    """There is no such rule any more."""

    key = "no_point_rule"


class MonthFull(CouncilError):
    """`title` was reported `times` times this month, which is the limit of its rule."""

    key = "points_month_full"


class NoClaim(CouncilError):
    """There is no such report."""

    key = "no_point_claim"


class ClaimDecided(CouncilError):
    """The report was decided or taken back."""

    key = "point_claim_decided"


class NotReviewer(CouncilError):
    """The reviewers of the council decide about reports, and nobody else."""

    key = "not_point_reviewer"


class OwnClaim(CouncilError):
    """A reviewer does not decide about what they or their household reported."""

    key = "own_point_claim"


class NotInReview(CouncilError):
    """The report came after the review began: it waits for the next one."""

    key = "point_claim_not_in_review"


class NotReporter(CouncilError):
    """The report is somebody else's."""

    key = "not_point_reporter"


class NoEntry(CouncilError):
    """There is no such entry, or none that can be corrected."""

    key = "no_point_entry"


class EntryCorrected(CouncilError):
    """The entry was corrected before."""

    key = "point_entry_corrected"


class TooFewPoints(CouncilError):
    """The account has `balance` points, fewer than the `price`."""

    key = "too_few_points"


class PointsSpent(CouncilError):
    """The account has `balance` points left of the `points` that a correction would take back."""

    key = "points_spent"


class NoPrize(CouncilError):
    """There is no such prize, or it is not offered any more."""

    key = "no_prize"


class PrizeGone(CouncilError):
    """All of the prize called `name` are taken."""

    key = "prize_gone"


class PrizeReserved(CouncilError):
    """The account has reserved the prize called `name` before, and did not fetch it yet."""

    key = "prize_reserved_before"


class OrderOver(CouncilError):
    """The reservation was fetched, given back or is over."""

    key = "prize_order_over"


class NotKeeper(CouncilError):
    """The keepers of the shop hand prizes out, and nobody else."""

    key = "not_prize_keeper"


class NotYourOrder(CouncilError):
    """The reservation is somebody else's."""

    key = "not_your_prize_order"


class BadReviewTime(CouncilError):
    """The hour of the review is not understood."""

    key = "bad_review_time"
