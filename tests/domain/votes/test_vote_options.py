"""What somebody typed after /vote or /paper."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.shared.errors import CouncilError, NoSuchSpan, PastDay
from bot.domain.votes import vote_options
from bot.domain.votes.errors import BadSpan
from bot.domain.votes.tally import Choice
from bot.domain.votes.vote_options import VoteOptions

ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
DAY = timedelta(days=1)


def read(text: str) -> VoteOptions:
    return vote_options.parse_options(text, rules=["cn.owners.ordinary"], buildings=["3", "东区"], now=NOW, zone=ZONE)


@pytest.mark.parametrize(
    ("text", "wished"),
    [
        ("", VoteOptions()),
        ("不记名 7d", VoteOptions(secret=True, lasts=7 * DAY)),
        ("3栋 记名 半小时", VoteOptions(secret=False, lasts=timedelta(minutes=30), scope="3")),
        ("东区 cn.owners.ordinary 正式", VoteOptions(rule="cn.owners.ordinary", official=True, scope="东区")),
        ("全体 意向 4月3日", VoteOptions(scope="", closes=datetime(2026, 4, 3, 15, 59, tzinfo=UTC))),
        ("council.none 9栋 请大家来投", VoteOptions()),
        ("3d 4月3日", VoteOptions(closes=datetime(2026, 4, 3, 15, 59, tzinfo=UTC))),
    ],
)
def test_wishes(text: str, wished: VoteOptions) -> None:
    """Each word that says something is understood, in any order; the rest is passed over."""
    assert read(text) == wished


@pytest.mark.parametrize(
    ("text", "secret", "motion"),
    [
        ("换新的路灯", None, "换新的路灯"),
        ("不记名 7d", True, ""),
        ("不记名 7d\n换新的路灯\n费用从公共收益里出", True, "换新的路灯\n费用从公共收益里出"),
        ("不记名 请大家来投", True, ""),
        ("\n 换新的路灯 ", None, "换新的路灯"),
        ("", None, ""),
    ],
)
def test_the_motion(text: str, motion: str, *, secret: bool | None) -> None:
    """The motion stands below the line with the options, or alone; words among options are none."""
    options, found = vote_options.parse_request(text, rules=[], buildings=[], now=NOW, zone=ZONE)
    assert (options.secret, found) == (secret, motion)


@given(st.text())
def test_any_words(text: str) -> None:
    """Whatever is typed is understood, passed over, or refused with what is wrong about a day."""
    with suppress(BadSpan, PastDay):
        read(text)


@pytest.mark.parametrize(
    ("text", "lasts", "closes"),
    [
        ("30s", timedelta(seconds=30), None),
        ("180天", 180 * DAY, None),
        ("3月20日", None, datetime(2026, 3, 20, 15, 59, tzinfo=UTC)),
        ("3月20日 18:00", None, datetime(2026, 3, 20, 10, 0, tzinfo=UTC)),
        ("今天", None, datetime(2026, 3, 2, 15, 59, tzinfo=UTC)),
    ],
)
def test_until(text: str, lasts: timedelta | None, closes: datetime | None) -> None:
    """A span or an end is understood; a day without a time is meant whole, in the council's zone."""
    assert vote_options.parse_end(text, NOW, ZONE) == {"lasts": lasts, "closes": closes}


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("", NoSuchSpan),
        ("很久", NoSuchSpan),
        ("29s", BadSpan),
        ("181天", BadSpan),
        ("2027-01-01", BadSpan),
        ("2026-03-01", PastDay),
        ("3月2日 20:00", PastDay),
    ],
)
def test_no_end(text: str, refusal: type[CouncilError]) -> None:
    """What is no end, too near, too far or past is refused."""
    with pytest.raises(refusal):
        vote_options.parse_end(text, NOW, ZONE)


@pytest.mark.parametrize(
    ("text", "unit", "choice"),
    [
        ("3-1-502 赞成", "3-1-502", Choice.AGREE),
        ("3栋1单元502室赞成。", "3栋1单元502室", Choice.AGREE),
        ("3-1-502 不同意", "3-1-502", Choice.AGAINST),
        ("弃权", "", Choice.ABSTAIN),
        ("3-1-502 Disagree", "3-1-502", Choice.AGAINST),
        ("3-1-502", "3-1-502", None),
        ("", "", None),
    ],
)
def test_choice(text: str, unit: str, choice: Choice | None) -> None:
    """The choice stands at the end, with or without a space before it."""
    assert vote_options.split_choice(text) == (unit, choice)
