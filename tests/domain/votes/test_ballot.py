"""The commitment, the receipt and the paper entry of a ballot."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.votes.ballot import ALPHABET, Ballot, Paper, commitments_digest, new_receipt, receipt_of
from bot.domain.votes.tally import Choice

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


def test_a_commitment_fixes_its_ballot() -> None:
    """Another choice, nonce, unit or envelope makes another commitment; who cast it does not."""
    named = Ballot(council=1, vote=2, unit="1-101", head=1, person=5, choice=Choice.AGREE, nonce="ab")
    sealed = Ballot(council=1, vote=2, unit="1-101", head=1, person=5, sealed="xyz")
    changed = [
        replace(named, choice=Choice.AGAINST),
        replace(named, nonce="cd"),
        replace(named, unit="1-102"),
        sealed,
        replace(sealed, sealed="zyx"),
    ]
    assert len({each.commitment for each in (named, *changed)}) == 6
    assert replace(named, person=6, receipt="r").commitment == named.commitment


@given(st.lists(st.text("ab", min_size=1), max_size=5))
def test_a_root_knows_no_order(commitments: list[str]) -> None:
    """The root is the same in whatever order the ballots came."""
    assert commitments_digest(commitments) == commitments_digest(reversed(commitments))


def test_an_entry_anew_is_another_entry() -> None:
    """A paper ballot entered again has another ticket."""
    paper = Paper(council=1, vote=2, unit="1-101", by=2, choice=Choice.AGREE, at=NOW)
    assert replace(paper, at=NOW + timedelta(seconds=1)).ticket != paper.ticket
    assert replace(paper, choice=Choice.AGAINST).ticket == paper.ticket


def test_receipts() -> None:
    """A code is found however it is typed, no two are alike, and what is no code has no hash."""
    code = new_receipt()
    assert code != new_receipt()
    assert set(code) <= {*ALPHABET, "-"}
    assert receipt_of(code) == receipt_of(code.lower().replace("-", " "))
    assert receipt_of(code) == receipt_of("".join(chr(ord(sign) + 0xFEE0) for sign in code))
    assert receipt_of(code[:-1]) is receipt_of("") is receipt_of(code + "2") is receipt_of("你好") is None
    assert receipt_of("K7QF-2M9T-XH40") is None
