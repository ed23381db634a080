"""Answers to a survey: one text for each question, "" where there is none.

What is chosen is kept as the places of the options, counted from 0 and joined by commas.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import fmean

from bot.domain.shared.chinese_numbers import SMALL_NUMBER, parse_number
from bot.domain.surveys.errors import AnswerTooLong, BadNumber
from bot.domain.surveys.survey import CHOICES, QuestionKind, SurveyChoice, SurveyQuestion

ANSWER_LIMIT = 200  # characters
_NUMBER = re.compile(rf"(?:(?P<digits>-?\d{{1,12}}(?:\.\d{{1,4}})?)|(?P<words>{SMALL_NUMBER}))\s*[^\d\s.]{{0,4}}")
_WIDTHS = {QuestionKind.SEVERAL: 40, QuestionKind.TEXT: 6 * ANSWER_LIMIT + 4}  # bytes of a kept answer, at most
_WIDTH = 24


@dataclass(frozen=True, kw_only=True)
class SurveyResponse:
    """The answers of one person to a survey, `done` once they were handed in. It says nothing of when.

    `answers` are those of a survey with names; of an anonymous one they are `sealed` in an envelope that is as long as
    every other of the survey.
    """

    council: int
    survey: int
    person: int
    done: bool = False
    answers: tuple[str, ...] = ()
    sealed: str = ""

    @staticmethod
    def key_of(council: int, survey: int, person: int) -> str:
        """Return the key of a person's answers."""
        return f"{council}/{survey}/{person}"

    @property
    def key(self) -> str:
        """Council, survey and person."""
        return self.key_of(self.council, self.survey, self.person)


@dataclass(frozen=True, kw_only=True)
class SurveyInvitee:
    """A person who ticked the answer of an anonymous survey that offers an invitation, and asked for it by name."""

    council: int
    survey: int
    person: int

    @staticmethod
    def key_of(council: int, survey: int, person: int) -> str:
        """Return the key of a person's wish."""
        return f"{council}/{survey}/{person}"

    @property
    def key(self) -> str:
        """Council, survey and person."""
        return self.key_of(self.council, self.survey, self.person)


@dataclass(frozen=True)
class QuestionResult:
    """The answers to one question: how many answered, how often each option was chosen, or what was typed, sorted."""

    answered: int = 0
    counts: tuple[int, ...] = ()
    typed: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class SurveyResult:
    """The result of a survey: question by question, so that nobody's answers stand together."""

    council: int
    survey: int
    questions: tuple[QuestionResult, ...]

    @staticmethod
    def key_of(council: int, survey: int) -> str:
        """Return the key of a survey's result."""
        return f"{council}/{survey}"

    @property
    def key(self) -> str:
        """Council and survey."""
        return self.key_of(self.council, self.survey)


def chosen_places(answer: str) -> tuple[int, ...]:
    """Return the places of the options that an answer by buttons names."""
    return tuple(int(place) for place in answer.split(",") if place)


def tick(question: SurveyQuestion, answer: str, place: int) -> str:
    """Return an answer with an option chosen: in place of another, or besides, or taken back where several count."""
    if question.kind is not QuestionKind.SEVERAL:
        return str(place)
    return ",".join(map(str, sorted(set(chosen_places(answer)) ^ {place})))


def read_typed(question: SurveyQuestion, text: str) -> str:
    """Return a typed answer as it is kept; a number may be in Chinese, with a unit.

    Raises BadNumber, AnswerTooLong.
    """
    if question.kind is QuestionKind.NUMBER:
        match = _NUMBER.fullmatch(unicodedata.normalize("NFKC", text).strip().replace(",", ""))
        if match is None:
            raise BadNumber
        return match["digits"] or str(parse_number(match["words"]))
    if len(text) > ANSWER_LIMIT:
        raise AnswerTooLong(limit=ANSWER_LIMIT)
    return text.strip()


def put_answer(answers: Sequence[str], place: int, answer: str, questions: int) -> tuple[str, ...]:
    """Return the answers with one of them changed."""
    every = [*answers, *[""] * (questions - len(answers))]
    every[place] = answer
    return tuple(every)


def has_ticked(answers: Sequence[str], choice: SurveyChoice) -> bool:
    """Return whether an option was chosen."""
    return choice.question < len(answers) and choice.option in chosen_places(answers[choice.question])


def envelope_width(questions: Iterable[SurveyQuestion]) -> int:
    """Return how many bytes the answers to these questions need at most: an envelope must not tell by its length."""
    return 2 + sum(_WIDTHS.get(question.kind, _WIDTH) for question in questions)


def count_answers(questions: Sequence[SurveyQuestion], every: Sequence[Sequence[str]]) -> tuple[QuestionResult, ...]:
    """Count the answers of all who handed theirs in; what was typed comes in an order that says nothing of them."""
    return tuple(
        _count(question, [answers[place] for answers in every if place < len(answers) and answers[place]])
        for place, question in enumerate(questions)
    )


def _count(question: SurveyQuestion, given: Sequence[str]) -> QuestionResult:
    if question.kind in CHOICES:
        counted = Counter(place for answer in given for place in chosen_places(answer))
        return QuestionResult(len(given), tuple(counted[place] for place in range(len(question.choices))))
    if question.kind is QuestionKind.NUMBER:
        return QuestionResult(len(given), typed=tuple(sorted(given, key=float)))
    return QuestionResult(len(given), typed=tuple(sorted(given)))


def mean_answer(question: SurveyQuestion, result: QuestionResult) -> float | None:
    """Return the mean of the numbers, or of the points on a scale; None without any, and for other questions."""
    if question.kind is QuestionKind.NUMBER and result.typed:
        return fmean(float(each) for each in result.typed)
    if question.kind is QuestionKind.SCALE and result.answered:
        return fmean((1, 2, 3, 4, 5), weights=result.counts)
    return None
