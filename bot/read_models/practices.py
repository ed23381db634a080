"""Read models of what councils do besides matters, meetings and votes."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.councils.practice import Practice

Figures = Mapping[str, int]


@dataclass(frozen=True)
class PracticeFigures:
    """The figures of one practice, by the names that its sentence has for them."""

    practice: Practice
    figures: Figures
