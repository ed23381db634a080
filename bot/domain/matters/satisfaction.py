"""Satisfaction and other rates, and their formatting."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from bot.domain.matters.matter import Answer

SATISFIED = frozenset({Answer.YES, Answer.MOSTLY})  # of the answers in a look-back


@dataclass(frozen=True, kw_only=True)
class Rates:
    """The counts from which rates are computed: look-back answers, assigned matters, closed matters.

    `unverified` were closed without an answer; they are counted apart, and among those that were due.
    """

    answers: Mapping[Answer, int]
    handed: int
    in_time: int
    solved: int
    unverified: int
    overdue: int

    @property
    def answered(self) -> int:
        """The number of answers in look-backs."""
        return sum(self.answers.values())

    @property
    def satisfied(self) -> int:
        """The number of satisfied answers."""
        return sum(self.answers.get(each, 0) for each in SATISFIED)

    @property
    def due(self) -> int:
        """The number of matters that were due: closed one way or the other, or late."""
        return self.solved + self.unverified + self.overdue


def percent(numerator: int | Fraction, denominator: int | Fraction, digits: int = 1) -> str:
    """Return a share as a percentage with `digits` decimals, rounded half up and only here; "–" for a share of nothing.

    Neither number is negative. Floats are not accepted: they are inexact before any rounding.
    """
    return f"{rounded(Fraction(numerator) / denominator * 100, digits)}%" if denominator else "–"


def rounded(value: Fraction, digits: int) -> str:
    """Return a non-negative number with `digits` decimals, rounded half up."""
    scale = 10**digits
    whole, rest = divmod((value * 2 * scale + 1) // 2, scale)
    return f"{whole}.{rest:0{digits}}" if digits else str(whole)


def decimal(value: Fraction) -> str:
    """Return an exact decimal with at least two places unless it is whole: 98.50, 0.125, 470. Not negative.

    Raises ValueError for a number that is no exact decimal, such as a third.
    """
    if value.denominator == 1:
        return str(value)
    if 10 ** value.denominator.bit_length() % value.denominator:
        raise ValueError(f"{value} is no decimal")
    digits = 2
    while value * 10**digits % 1:
        digits += 1
    whole, rest = divmod(int(value * 10**digits), 10**digits)
    return f"{whole}.{rest:0{digits}}"
