"""The words of a notice, how long it stands, and when those are reminded who have not read it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.notices.errors import BadNoticeTime
from bot.domain.notices.notice import USUAL_TIME, Notice, parse_notice, reminder_time

DAY = timedelta(days=1)
NOTICE = Notice(
    council=1,
    number=1,
    text="明天停水",
    by=2,
    at=datetime(2026, 3, 2, 2, tzinfo=UTC),
    until=datetime(2026, 3, 9, 2, tzinfo=UTC),
)


@pytest.mark.parametrize(
    ("text", "words", "lasts"),
    [
        ("明天停水", "明天停水", USUAL_TIME),
        ("3天 明天停水", "明天停水", 3 * DAY),
        ("一周 停车证年检", "停车证年检", 7 * DAY),
        ("3d Water off tomorrow", "Water off tomorrow", 3 * DAY),
        ("停水 3天", "停水 3天", USUAL_TIME),
        ("3天", "3天", USUAL_TIME),
    ],
)
def test_parse(text: str, words: str, lasts: timedelta) -> None:
    """A duration in front says how long a notice stands; anywhere else it belongs to the words."""
    assert parse_notice(text) == (words, lasts)


@pytest.mark.parametrize("text", ["1小时 停水", "61天 停水", "365天 停水"])
def test_too_short_or_long(text: str) -> None:
    """A notice stands for a day at least and for sixty at most."""
    with pytest.raises(BadNoticeTime):
        parse_notice(text)


def test_reminder_the_morning_before() -> None:
    """The reminder goes at nine of the council's morning on the day before the end."""
    assert reminder_time(NOTICE, "Asia/Shanghai") == datetime(2026, 3, 8, 1, tzinfo=UTC)


def test_reminder_of_a_short_notice() -> None:
    """A notice that stands for one day is reminded of when half of it is over."""
    short = replace(NOTICE, until=NOTICE.at + DAY)
    assert reminder_time(short, "Asia/Shanghai") == NOTICE.at + DAY / 2


def test_over() -> None:
    """A notice can be read until its end, and not at that instant."""
    assert NOTICE.is_read_at(NOTICE.until - timedelta(seconds=1))
    assert not NOTICE.is_read_at(NOTICE.until)
