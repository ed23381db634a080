"""Who sits for whom and until when, as people write it after a role."""

from datetime import date

import pytest

from bot.domain.councils.errors import NoSuchTerm, TooManyParties
from bot.domain.councils.seat import Seat, missing_parties, parse_seat, parties
from bot.domain.shared.errors import CouncilError, PastDay, TooLong

TODAY = date(2026, 3, 2)
END = date(2028, 12, 31)


@pytest.mark.parametrize(
    ("text", "words", "term"),
    [
        ("", None, None),
        ("退休教师", "退休教师", None),
        ("退休教师 任期2028-12", "退休教师", END),
        ("任期：2028年12月底，退休教师", "退休教师", END),
        ("（退休教师）任期到2028年12月31日", "退休教师", END),
        ("3号楼 任期 2028-12-31", "3号楼", END),
        ("retired teacher until 2028-12", "retired teacher", END),
        ("任期2028-2", None, date(2028, 2, 29)),
        ("任期12月3日", None, date(2026, 12, 3)),
        ("沿街 商户", "沿街 商户", None),
    ],
)
def test_read(text: str, words: str | None, term: date | None) -> None:
    """A sector or a building, and a term to a day or to the end of a month, in either order."""
    assert parse_seat(text, TODAY) == Seat(words, term)


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("任期很久", NoSuchTerm),
        ("任期", NoSuchTerm),
        ("任期2025-12", PastDay),
        ("界" * 21, TooLong),
    ],
)
def test_not_read(text: str, refusal: type[CouncilError]) -> None:
    """A term that names no day, one that is over, and too many words are refused."""
    with pytest.raises(refusal):
        parse_seat(text, TODAY)


def test_a_number_is_masked() -> None:
    """A telephone number after the role is masked before it is kept."""
    assert parse_seat("教师 13800138000", TODAY).words == "教师 138****8000"


def test_parties() -> None:
    """Parties are parted by any mark, each once; who is missing is named in their order."""
    four = parties("党支部、居委会，业委会 物业、物业")
    assert four == ("党支部", "居委会", "业委会", "物业")
    assert missing_parties(four, ("居委会", "物业", "路过的")) == ("党支部", "业委会")
    assert parties("Owners’ committee, Property manager") == ("Owners’ committee", "Property manager")


@pytest.mark.parametrize("text", ["物业", "、", "甲、乙、丙、丁、戊、己、庚、辛、壬"])
def test_too_few_or_too_many_parties(text: str) -> None:
    """One party is no meeting of parties, and nine are too many."""
    with pytest.raises(TooManyParties):
        parties(text)
