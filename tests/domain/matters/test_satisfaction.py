"""Rates."""

import json
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.matters.satisfaction import decimal, percent

VECTORS = [
    row
    for row in json.loads((Path(__file__).parents[1] / "vectors.json").read_text(encoding="utf-8"))
    if row["rule"].startswith("R14")
]
COUNTS = st.integers(0, 10**6)


@pytest.mark.parametrize("row", VECTORS, ids=lambda row: row["input"])
def test_vectors(row: dict[str, str]) -> None:
    """A rate is shown with as many decimals as asked for, rounded half up."""
    numerator, denominator = map(int, row["input"].split("/"))
    digits = len(row["expect"].rstrip("%").partition(".")[2])
    assert percent(numerator, denominator, digits) == row["expect"]


@pytest.mark.parametrize(
    ("numerator", "denominator", "digits", "expect"),
    [
        (1, 2000, 1, "0.1%"),
        (1, 2001, 1, "0.0%"),
        (1, 8, 0, "13%"),
        (0, 7, 1, "0.0%"),
        (Fraction("44999.99"), 60000, 2, "75.00%"),
        (Fraction(179, 2), Fraction(179), 1, "50.0%"),
    ],
)
def test_rounding(numerator: int | Fraction, denominator: int | Fraction, digits: int, expect: str) -> None:
    """A half is rounded up, whatever the number of decimals, and areas may be fractions."""
    assert percent(numerator, denominator, digits) == expect


def test_nothing_asked() -> None:
    """A share of nothing is a dash, not a number."""
    assert percent(0, 0) == "–"


@given(COUNTS, COUNTS.filter(bool), st.integers(0, 4))
def test_error_is_half_a_unit(numerator: int, denominator: int, digits: int) -> None:
    """What is shown is never further from the truth than half of its last decimal."""
    shown = Fraction(percent(numerator, denominator, digits).rstrip("%"))
    error = shown - Fraction(numerator, denominator) * 100
    half = Fraction(1, 2 * 10**digits)
    assert -half < error <= half


@pytest.mark.parametrize("written", ["470", "0", "98.50", "44999.99", "0.125", "0.000001", "200"])
def test_exact(written: str) -> None:
    """A sum of decimals is written exactly, whole or with two places or more."""
    assert decimal(Fraction(written)) == written


def test_a_third_is_no_decimal() -> None:
    """What has no end is refused instead of written for ever."""
    with pytest.raises(ValueError, match="1/3"):
        decimal(Fraction(1, 3))


@given(st.decimals(0, 10**9, places=6).map(Fraction))
def test_nothing_is_lost(value: Fraction) -> None:
    """What is written is what was meant."""
    assert Fraction(decimal(value)) == value
