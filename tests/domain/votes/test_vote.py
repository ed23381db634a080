"""What fixes a vote, a ballot and a receipt."""

from dataclasses import fields, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from bot.domain.votes.vote import Result, Totals, Vote, VoteState, opening_digest, result_digest
from tests.rows import each_row

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
VOTE = Vote(
    council=1,
    number=2,
    matter=3,
    by=1,
    at=NOW,
    state=VoteState.OPEN,
    rule="council.default",
    on=date(2026, 3, 2),
    official=True,
    secret=False,
    scope="",
    question="换路灯",
    opens=NOW,
    closes=NOW + timedelta(days=3),
    entitled=Totals(units=3, heads=3),
)
OTHERS: dict[str, Any] = {
    "council": 2,
    "number": 3,
    "matter": 4,
    "rule": "cn.owners.ordinary",
    "on": date(2026, 3, 3),
    "official": False,
    "secret": True,
    "scope": "3",
    "question": "换路灯吧",
    "opens": NOW + timedelta(seconds=1),
    "closes": NOW,
    "entitled": Totals(units=3, heads=2),
}


@each_row("name", OTHERS)
def test_everything_fixed_is_in_the_digest(name: str) -> None:
    """Whatever is fixed at the opening changes the digest, and so does the roll."""
    assert opening_digest(replace(VOTE, **{name: OTHERS[name]}), "roll") != opening_digest(VOTE, "roll")
    assert opening_digest(VOTE, "another roll") != opening_digest(VOTE, "roll")


def test_what_goes_on_is_not_in_the_digest() -> None:
    """What happens after the opening leaves the digest as it is."""
    later: dict[str, Any] = {
        "state": VoteState.CLOSED,
        "turnout": Totals(units=1),
        "urged": NOW,
        "result": Result(outcome="passed"),
        "reason": "x",
    }
    assert opening_digest(replace(VOTE, **later), "roll") == opening_digest(VOTE, "roll")
    assert {field.name for field in fields(Vote)} >= later.keys() | OTHERS.keys()


def test_the_stored_instant_decides() -> None:
    """A ballot counts until the instant of the close and not at it, and never in a vote that is not open."""
    assert VOTE.closes
    assert VOTE.takes(VOTE.closes - timedelta(microseconds=1))
    assert not VOTE.takes(VOTE.closes)
    assert not replace(VOTE, state=VoteState.VOID).takes(NOW)
    assert not replace(VOTE, closes=None).takes(NOW)


def test_totals() -> None:
    """Areas add up exactly, and a head counts once."""
    totals = Totals().plus(head=True, area="0.1", share="1").plus(head=False, area="0.2", share="2")
    assert totals == Totals(units=2, heads=1, area="0.3", share="3")


def test_a_result_has_its_digest() -> None:
    """Every number of a result is in its digest."""
    assert result_digest(Result(outcome="passed", heads={"agree": 1})) != result_digest(
        Result(outcome="passed", heads={"agree": 2})
    )
