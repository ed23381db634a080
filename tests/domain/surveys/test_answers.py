"""Answers to a survey: chosen, typed, counted question by question."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import ballot_encryption
from bot.domain.surveys.answers import (
    ANSWER_LIMIT,
    QuestionResult,
    chosen_places,
    count_answers,
    envelope_width,
    has_ticked,
    mean_answer,
    put_answer,
    read_typed,
    tick,
)
from bot.domain.surveys.errors import AnswerTooLong, BadNumber, BadOptions
from bot.domain.surveys.question_text import parse_question, split_options
from bot.domain.surveys.sheet import SurveyLine, SurveySheet, read_questions
from bot.domain.surveys.survey import QUESTIONS_LIMIT, QuestionKind, SurveyChoice, SurveyQuestion
from bot.services.surveys.responses import pack_answers

ONE = SurveyQuestion(QuestionKind.ONE, "来吗？", ("来", "不来"))
SEVERAL = SurveyQuestion(QuestionKind.SEVERAL, "添什么？", ("早餐", "送餐", "面食"))
SCALE = SurveyQuestion(QuestionKind.SCALE, "味道？")
NUMBER = SurveyQuestion(QuestionKind.NUMBER, "几口人？")
TEXT = SurveyQuestion(QuestionKind.TEXT, "还有呢？")
EVERY = (ONE, SEVERAL, SCALE, NUMBER, TEXT)


def test_ticked() -> None:
    """One choice takes the place of another; of several each is switched by itself."""
    assert tick(ONE, tick(ONE, "", 0), 1) == "1"
    both = tick(SEVERAL, tick(SEVERAL, "", 2), 0)
    assert chosen_places(both) == (0, 2)
    assert tick(SEVERAL, both, 2) == "0"
    assert has_ticked(("", both), SurveyChoice(1, 2))
    assert not has_ticked(("", both), SurveyChoice(1, 1))
    assert not has_ticked((), SurveyChoice(1, 1))


def test_typed() -> None:
    """Numbers are read in any width; what is none, and what is too long, is refused."""
    assert read_typed(NUMBER, " \uff11\uff12.5 ") == "12.5"
    assert [read_typed(NUMBER, text) for text in ("三个人", "12口", "-3", "10,000 元")] == ["3", "12", "-3", "10000"]
    assert read_typed(TEXT, " 谢谢 ") == "谢谢"
    with pytest.raises(BadNumber):
        read_typed(NUMBER, "好几个")
    with pytest.raises(AnswerTooLong):
        read_typed(TEXT, "谢" * (ANSWER_LIMIT + 1))


def test_counted() -> None:
    """Each question is counted for itself, what was typed in the order of its letters."""
    every = [
        ("0", "0,2", "5", "12", "乙"),
        ("0", "2", "4", "3", "甲"),
        ("1", "", "", "", ""),
    ]
    one, several, scale, number, text = count_answers(
        EVERY, [put_answer(each, 2, each[2] and str(int(each[2]) - 1), 5) for each in every]
    )
    assert one == QuestionResult(3, (2, 1))
    assert several == QuestionResult(2, (1, 0, 2))
    assert (scale.counts, mean_answer(SCALE, scale)) == ((0, 0, 0, 1, 1), 4.5)
    assert (number.typed, mean_answer(NUMBER, number)) == (("3", "12"), 7.5)
    assert text.typed == tuple(sorted(("甲", "乙")))
    assert mean_answer(TEXT, text) is None


texts = st.text(max_size=ANSWER_LIMIT)


@given(st.lists(st.tuples(texts, st.sets(st.integers(0, 9))), min_size=1, max_size=QUESTIONS_LIMIT // 2))
def test_every_envelope_is_as_long(given_: list[tuple[str, set[int]]]) -> None:
    """Whatever somebody answers, their envelope is as long as an empty one."""
    many = SurveyQuestion(QuestionKind.SEVERAL, "?", tuple("abcdefghij"))
    questions = tuple(each for _ in given_ for each in (TEXT, many))
    answers = tuple(each for text, places in given_ for each in (text, ",".join(map(str, sorted(places)))))
    key, width = ballot_encryption.new_key(), envelope_width(questions)
    full, empty = (ballot_encryption.seal(key, pack_answers(each), width) for each in (answers, ("",) * len(questions)))
    assert len(full) == len(empty)
    assert ballot_encryption.unseal(key, full) == pack_answers(answers)


def test_a_question_as_it_is_typed() -> None:
    """The first line is the question, each other an option, with or without a number before it."""
    assert parse_question(QuestionKind.ONE, "来吗？\n1. 来\nB、不来\n") == ONE
    assert parse_question(QuestionKind.SCALE, "味道？") == SCALE
    assert split_options("早餐、送餐；面食") == SEVERAL.options
    assert split_options("1、2、3以上") == ("1", "2", "3以上")
    for text in (
        "来吗？",
        "来吗？\n来",
        "来吗？\n来\n来",
        "来吗？\n来\n" + "长" * 31,
        "几？\n" + "\n".join("abcdefghijk"),
    ):
        with pytest.raises(BadOptions):
            parse_question(QuestionKind.ONE, text)


def test_a_table_of_questions() -> None:
    """A kind that is not written follows from the options; each bad line is named."""
    lines = (
        SurveyLine(2, "来吗？", "", "来、不来"),
        SurveyLine(3, "添什么？", "多选题", "早餐、送餐、面食"),
        SurveyLine(4, "还有呢？"),
    )
    assert read_questions(SurveySheet(lines)) == ((ONE, SEVERAL, TEXT), ())
    bad = (SurveyLine(2, "来吗？", "随便"), SurveyLine(3, "来吗？", "单选", "来"), SurveyLine(4, "长" * 151))
    problems = read_questions(SurveySheet(bad))[1]
    assert [(each.line, each.key) for each in problems] == [(2, "bad_kind"), (3, "bad_options"), (4, "long")]
