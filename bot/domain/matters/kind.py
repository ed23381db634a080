"""Kinds of matters: 问题 and 建议 are counted apart, 隐患 and 党群提案 have rules of their own."""

from collections.abc import Mapping
from enum import StrEnum


class Kind(StrEnum):
    """Kinds of matters."""

    PROBLEM = "problem"  # 问题
    SUGGESTION = "suggestion"  # 建议
    HAZARD = "hazard"  # 隐患: never without a day, done only with a photo
    PROPOSAL = "proposal"  # 党群提案: negotiated for months, done only with its notes


# The first whose word stands in the text. A formal proposal is never guessed.
KIND_WORDS: Mapping[Kind, tuple[str, ...]] = {
    Kind.HAZARD: ("隐患", "hazard"),
    Kind.SUGGESTION: ("建议", "希望", "能不能", "可否"),
}


def guess_kind(text: str) -> Kind:
    """Return the kind whose words stand in the text; without one it is a problem."""
    plain = text.casefold()
    return next((kind for kind, words in KIND_WORDS.items() if any(word in plain for word in words)), Kind.PROBLEM)
