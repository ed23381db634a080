"""The settings of points."""

import pytest

from bot.domain.points.book import CarryOver, parse_review_time, points_kept
from bot.domain.points.errors import BadReviewTime


@pytest.mark.parametrize(
    ("text", "hour"),
    [("8:30", "08:30"), ("早上8点半", "08:30"), ("9点", "09:00"), ("18：05", "18:05"), ("8点20分", "08:20")],
)
def test_hours(text: str, hour: str) -> None:
    """The hour of the review is read as people write it."""
    assert parse_review_time(text) == hour


@pytest.mark.parametrize("text", ["", "早上", "25:00", "8:75", "半夜"])
def test_no_hours(text: str) -> None:
    """What is no hour is refused."""
    with pytest.raises(BadReviewTime):
        parse_review_time(text)


def test_what_new_year_leaves() -> None:
    """All, half, rounded up, or nothing is left of a balance."""
    assert [points_kept(15, rule) for rule in CarryOver] == [15, 8, 0]
