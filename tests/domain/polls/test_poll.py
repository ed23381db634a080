"""The advisory poll: what somebody typed, and the count."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import event, given
from hypothesis import strategies as st

from bot.domain.polls.errors import BadPoll
from bot.domain.polls.poll import (
    LONGEST_POLL,
    OPTION_LIMIT,
    QUESTION_LIMIT,
    SHORTEST_POLL,
    USUAL_LENGTH,
    Asked,
    Poll,
    PollChoice,
    count_choices,
    parse_poll,
)
from tests.rows import each_row

WORDS = ("赞成", "反对", "弃权")
LINES = st.lists(
    st.one_of(
        st.text(max_size=30),
        st.sampled_from(
            ["匿名", "实名", "多选", "单选", "3d", "24h", "0天", "99999周", "#7", "12", "13800138000", "\u200b"]
        ),
    ),
    max_size=15,
)


@given(st.one_of(st.text(), LINES.map("\n".join), LINES.map(" ".join)))
def test_any_text_is_a_poll_or_a_bad_one(text: str) -> None:
    """Whatever is typed is read as a poll within the platform's limits, or refused as one that lacks something."""
    try:
        asked = parse_poll(text, WORDS)
    except BadPoll as refused:
        event(str(refused.params["why"]))
    else:
        event("read")
        assert asked.question
        assert len(asked.question) <= QUESTION_LIMIT
        assert 2 <= len(set(asked.options)) == len(asked.options) <= 12
        assert all(0 < len(option) <= OPTION_LIMIT for option in asked.options)
        assert SHORTEST_POLL <= asked.lasts <= LONGEST_POLL


def test_the_usual_poll() -> None:
    """Question and options stand one a line; names are shown, one option is chosen, it lasts three days."""
    asked = parse_poll(" 清洗水箱 好吗？ \n\n 好 \n不好\n", WORDS)
    assert asked == Asked("清洗水箱 好吗？", ("好", "不好"), anonymous=False, multiple=False, lasts=USUAL_LENGTH)


@pytest.mark.parametrize(
    ("first", "anonymous", "multiple", "lasts"),
    [
        ("匿名 多选 24h 哪天开会", True, True, timedelta(hours=24)),
        ("哪天开会 3d 匿名 多选", True, True, timedelta(days=3)),
        ("匿名 哪天开会 两周 单选", True, False, timedelta(weeks=2)),
        ("匿名 实名 哪天开会", False, False, USUAL_LENGTH),
    ],
)
def test_wishes_in_the_first_line(first: str, anonymous: bool, multiple: bool, lasts: timedelta) -> None:  # noqa: FBT001  # rows of the table
    """How it is asked and how long may stand before or after the question; the last word on each counts."""
    assert parse_poll(f"{first}\n周六\n周日", WORDS) == Asked("哪天开会", ("周六", "周日"), anonymous, multiple, lasts)


def test_wishes_in_a_line_of_their_own() -> None:
    """How it is asked may have the first line to itself; the question follows."""
    assert parse_poll("匿名 3d\n哪天开会\n周六\n周日", WORDS) == Asked(
        "哪天开会", ("周六", "周日"), anonymous=True, multiple=False, lasts=timedelta(days=3)
    )


def test_a_span_inside_the_question_belongs_to_it() -> None:
    """Words between others are the question's own."""
    asked = parse_poll("停水 3天 可以吗\n可以\n不可以", WORDS)
    assert (asked.question, asked.lasts) == ("停水 3天 可以吗", USUAL_LENGTH)


@pytest.mark.parametrize("text", ["12", "#12", "＃12", "24h #12 匿名"])
def test_a_number_asks_about_a_matter(text: str) -> None:
    """A number alone asks the usual question about that matter."""
    asked = parse_poll(text, WORDS)
    assert (asked.matter, asked.options) == (12, WORDS)


def test_a_number_with_options_is_a_question() -> None:
    """With options of its own, a number is just a question."""
    assert parse_poll("12\n是\n否", WORDS).matter is None


@each_row(
    ("text", "why"),
    [
        ("", "question"),
        ("匿名 3d", "question"),
        ("好吗", "options"),
        ("好吗\n好", "options"),
        ("好吗\n好\n好", "options"),
        ("好吗\n好\n好\u200b", "options"),
        ("好吗\n" + "\n".join(map(str, range(13))), "options"),
        ("问" * (QUESTION_LIMIT + 1) + "\n好\n不好", "long_question"),
        ("好吗\n好\n" + "不" * (OPTION_LIMIT + 1), "long_option"),
        ("10s 好吗\n好\n不好", "duration"),
        ("61d 好吗\n好\n不好", "duration"),
    ],
)
def test_what_a_poll_lacks(text: str, why: str) -> None:
    """A poll that cannot be asked is refused with what it lacks."""
    with pytest.raises(BadPoll) as refused:
        parse_poll(text, WORDS)
    assert refused.value.params == {"why": why}


def test_private_numbers_are_masked() -> None:
    """A telephone number in a question or an option is masked before anybody sees it."""
    asked = parse_poll("找13800138000可以吗\n可以\n找 139 0013 9000", WORDS)
    assert (asked.question, asked.options[1]) == ("找138****8000可以吗", "找 139****9000")


def test_count() -> None:
    """Each option counts those who chose it, and everybody who chose anything took part once."""
    chosen = [
        PollChoice(council=1, poll=2, person=n, options=options) for n, options in enumerate([(0,), (0, 2), (9,)])
    ]
    assert count_choices(chosen, 3) == ((2, 0, 1), 3)
    assert count_choices([], 2) == ((0, 0), 0)


def test_keys() -> None:
    """A poll is found by its number, a choice by who made it."""
    now = datetime(2026, 3, 2, tzinfo=UTC)
    poll = Poll(council=1, number=2, question="?", options=WORDS, anonymous=False, multiple=False, at=now, closes=now)
    assert poll.key == "1/2"
    assert PollChoice(council=1, poll=2, person=3, options=(0,)).key == "1/2/3"
