"""Rates as people read them."""

from fractions import Fraction


def percent(numerator: int | Fraction, denominator: int | Fraction, digits: int = 1) -> str:
    """Write a share as a percentage with `digits` decimals, rounded half up and only here; "–" when nothing was asked.

    Neither number is negative. Floats are not taken: they are off before any rounding.
    """
    if not denominator:
        return "–"
    scale = 10**digits
    units = (Fraction(numerator) / denominator * 200 * scale + 1) // 2
    whole, rest = divmod(units, scale)
    return f"{whole}.{rest:0{digits}}%" if digits else f"{whole}%"
