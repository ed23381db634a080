"""The words of practices: each has its own, and none takes another's place in a table."""

from collections import Counter

import pytest

from bot.domain.councils.practice import Practice
from bot.views.shared.practices import ALL_WORDS


def test_every_practice_has_words() -> None:
    """Each practice has its words, in the order of the settings."""
    assert [each.practice for each in ALL_WORDS] == list(Practice)


@pytest.mark.parametrize("table", ["acts", "questions", "offers", "confirmations", "sentences"])
def test_no_two_claim_a_key(table: str) -> None:
    """What one practice calls by a key no other does."""
    keys = Counter(key for each in ALL_WORDS for key in getattr(each, table))
    assert [key for key, times in keys.items() if times > 1] == []
