"""The count: what was cast, measured as the rule asks, test by test in exact fractions."""

from enum import StrEnum


class Choice(StrEnum):
    """What a ballot says; blank and spoiled ones abstain."""

    AGREE = "agree"  # 赞成
    AGAINST = "against"  # 反对
    ABSTAIN = "abstain"  # 弃权
