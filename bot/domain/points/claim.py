"""Reports of points, which count nothing until a majority of the reviewers agreed, and the review of a morning."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from bot.domain.shared.incoming_message import Attachment
from bot.domain.shared.numbered_document import NumberedDocument

WITHOUT_WORDS = frozenset({"就这样报", "Just report it"})  # what stands on the button for a report without a word


class ClaimState(StrEnum):
    """States of a report."""

    PENDING = "pending"
    AGREED = "agreed"
    REFUSED = "refused"
    TAKEN_BACK = "taken_back"  # by who reported it, or because what was counted was undone


@dataclass(frozen=True, kw_only=True)
class ReviewVote:
    """The answer of a reviewer."""

    person: int
    agrees: bool


@dataclass(frozen=True, kw_only=True)
class PointClaim(NumberedDocument):
    """A report that `person` did what a rule gives `points` for, 0 where an officer named a household.

    `by` is who reported it, 0: it followed from the deed `source`. `title` is the rule's. `voted` are the numbers of
    those who answered, each between blanks, as they are looked through without reading the report. `review` is the one
    in which it was decided, `entry` what it became.
    """

    account_number: int
    rule: int
    title: str
    points: int
    month: str
    person: int = 0
    by: int = 0
    text: str = ""
    attachments: tuple[Attachment, ...] = ()
    source: str | None = None
    state: ClaimState = ClaimState.PENDING
    votes: tuple[ReviewVote, ...] = ()
    voted: str = " "
    review: int = 0
    entry: int = 0
    at: datetime  # UTC

    def vote_of(self, person: int) -> ReviewVote | None:
        """Return the answer of a reviewer, if they gave one."""
        return next((vote for vote in self.votes if vote.person == person), None)

    def with_vote(self, vote: ReviewVote) -> "PointClaim":
        """Return the report with a reviewer's answer, in place of an earlier one."""
        return self._with_votes((*(each for each in self.votes if each.person != vote.person), vote))

    def without_vote(self, person: int) -> "PointClaim":
        """Return the report without a reviewer's answer."""
        return self._with_votes(tuple(each for each in self.votes if each.person != person))

    def _with_votes(self, votes: tuple[ReviewVote, ...]) -> "PointClaim":
        return replace(self, votes=votes, voted=" ".join(["", *(str(each.person) for each in votes), ""]))


@dataclass(frozen=True, kw_only=True)
class PointReview(NumberedDocument):
    """The review of a morning: of the reports up to the number `upto`. `posted`: its result was."""

    upto: int
    late: bool = False
    posted: bool = False
    at: datetime  # UTC


def has_voted(voted: str, person: int) -> bool:
    """Return whether a person is among those who answered."""
    return f" {person} " in voted


def decide(claim: PointClaim, reviewers: Collection[int]) -> ClaimState:
    """Return what the answers of these reviewers make of a report: more than half of them decide.

    The answers of others, who are no reviewers any more, do not count.
    """
    votes = [vote for vote in claim.votes if vote.person in reviewers]
    agreed = sum(vote.agrees for vote in votes)
    majority = len(reviewers) // 2 + 1
    if not reviewers:
        return ClaimState.PENDING
    if agreed >= majority:
        return ClaimState.AGREED
    return ClaimState.REFUSED if len(votes) - agreed > len(reviewers) - majority else ClaimState.PENDING
