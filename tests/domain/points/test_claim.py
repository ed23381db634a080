"""A majority of the reviewers decides about a report."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.points.claim import ClaimState, PointClaim, ReviewVote, decide, has_voted

CLAIM = PointClaim(
    council=1,
    number=1,
    account_number=1,
    rule=1,
    title="打扫楼道",
    points=5,
    month="2026-03",
    at=datetime(2026, 3, 2, tzinfo=UTC),
)


def voted(*answers: tuple[int, bool]) -> PointClaim:
    claim = CLAIM
    for person, agrees in answers:
        claim = claim.with_vote(ReviewVote(person=person, agrees=agrees))
    return claim


@pytest.mark.parametrize(
    ("answers", "reviewers", "state"),
    [
        ((), {1, 2, 3}, ClaimState.PENDING),
        (((1, True),), {1}, ClaimState.AGREED),
        (((1, False),), {1}, ClaimState.REFUSED),
        (((1, True),), {1, 2}, ClaimState.PENDING),
        (((1, False),), {1, 2}, ClaimState.REFUSED),
        (((1, True), (2, True)), {1, 2, 3}, ClaimState.AGREED),
        (((1, True), (2, False)), {1, 2, 3}, ClaimState.PENDING),
        (((1, True), (9, True)), {1, 2, 3}, ClaimState.PENDING),
        (((1, True), (1, False)), {1, 2, 3}, ClaimState.PENDING),
        (((1, True),), set(), ClaimState.PENDING),
    ],
)
def test_decisions(answers: tuple[tuple[int, bool], ...], reviewers: set[int], state: ClaimState) -> None:
    """More than half agree, or agree no more; who is no reviewer, or answers again, counts once or not at all."""
    assert decide(voted(*answers), reviewers) is state


@given(st.lists(st.tuples(st.integers(1, 7), st.booleans()), max_size=20), st.sets(st.integers(1, 7), min_size=1))
def test_never_both(answers: list[tuple[int, bool]], reviewers: set[int]) -> None:
    """When all have answered a report is decided, by the greater number; half are no majority."""
    claim = voted(*answers, *((each, True) for each in reviewers if each not in {person for person, _ in answers}))
    last = {vote.person: vote.agrees for vote in claim.votes if vote.person in reviewers}
    agreed = sum(last.values()) * 2 > len(reviewers)
    assert decide(claim, reviewers) is (ClaimState.AGREED if agreed else ClaimState.REFUSED)
    assert all(has_voted(claim.voted, each) for each in last)


def test_who_has_answered() -> None:
    """Person 1 has not answered where person 11 has; an answer taken back is none."""
    claim = voted((11, True), (2, False))
    assert [has_voted(claim.voted, each) for each in (1, 2, 11)] == [False, True, True]
    assert not has_voted(claim.without_vote(2).voted, 2)
