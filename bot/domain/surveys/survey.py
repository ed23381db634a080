"""A survey (线上问卷): its questions, for how long it is open, and whether it asks for names."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from bot.domain.shared.numbered_document import NumberedDocument
from bot.domain.surveys.errors import (
    BadOptions,
    BadSurveyTime,
    NoQuestions,
    SurveyBegun,
    SurveyNotOpen,
    SurveyOver,
    TooManyQuestions,
)

TITLE_LIMIT = 60  # characters
QUESTION_LIMIT = 150
OPTION_LIMIT = 30
OPTIONS_LIMIT = 10
FEWEST_OPTIONS = 2
QUESTIONS_LIMIT = 20
OUTCOME_LIMIT = 500
USUAL_DAYS = 7
LONGEST_DAYS = 60
SCALE = ("1", "2", "3", "4", "5")
LEAST_ANONYMOUS = 3  # answers: of fewer, what they say would say who said it


class QuestionKind(StrEnum):
    """Kinds of questions. A value is stored, and never changes."""

    ONE = "one"
    SEVERAL = "several"
    SCALE = "scale"
    NUMBER = "number"
    TEXT = "text"


CHOICES = frozenset({QuestionKind.ONE, QuestionKind.SEVERAL, QuestionKind.SCALE})  # answered by buttons
TYPED = frozenset({QuestionKind.NUMBER, QuestionKind.TEXT})


@dataclass(frozen=True)
class SurveyQuestion:
    """A question; `options` are what can be chosen, of ONE and SEVERAL."""

    kind: QuestionKind
    text: str
    options: tuple[str, ...] = ()

    @property
    def choices(self) -> tuple[str, ...]:
        """The labels of its buttons; none for what is typed."""
        return SCALE if self.kind is QuestionKind.SCALE else self.options


class SurveyState(StrEnum):
    """States of a survey."""

    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True)
class SurveyChoice:
    """An answer that can be ticked: the places of the question and of the option, counted from 0."""

    question: int
    option: int


@dataclass(frozen=True, kw_only=True)
class Survey(NumberedDocument):
    """A survey. It is open for `days` once it is posted at `opened`, up to `until`.

    `offers` is the answer below which an anonymous survey offers an invitation. `begun` and `done` count those who
    began and finished, once it is `closed`. `invited` names what was invited to already: answer and subject.
    """

    title: str
    by: int
    made: datetime  # UTC
    state: SurveyState = SurveyState.DRAFT
    questions: tuple[SurveyQuestion, ...] = ()
    anonymous: bool = True
    days: int = USUAL_DAYS
    opened: datetime | None = None  # UTC
    until: datetime | None = None  # UTC
    reminded: datetime | None = None  # UTC
    closed: datetime | None = None  # UTC
    begun: int = 0
    done: int = 0
    offers: SurveyChoice | None = None
    invited: tuple[str, ...] = ()
    outcome: str = ""

    def takes_answers(self, now: datetime) -> bool:
        """Return whether it can be answered now."""
        return self.state is SurveyState.OPEN and self.until is not None and now < self.until

    def offers_at(self, place: int) -> bool:
        """Return whether an answer to the question at a place brings the offer of an invitation.

        Its form stays on that question whatever is chosen, so that going on does not tell the answer.
        """
        return self.anonymous and self.offers is not None and self.offers.question == place

    @property
    def shows_answers(self) -> bool:
        """Return whether its answers can be shown: it is over, and nobody can be told from them."""
        return self.state is SurveyState.CLOSED and not (self.anonymous and self.done < LEAST_ANONYMOUS)


@dataclass(frozen=True, kw_only=True)
class SurveyKey:
    """The key of an anonymous survey's envelopes. Kept apart from everything else, destroyed when it is dropped."""

    council: int
    survey: int
    secret: str = field(repr=False)  # hex

    @staticmethod
    def key_of(council: int, survey: int) -> str:
        """Return the key of a survey's encryption key."""
        return f"{council}/{survey}"

    @property
    def key(self) -> str:
        """Council and survey."""
        return self.key_of(self.council, self.survey)


def check_takes_answers(survey: Survey, now: datetime) -> None:
    """Raise SurveyNotOpen for a draft, SurveyOver after the end."""
    if survey.state is SurveyState.DRAFT:
        raise SurveyNotOpen(number=survey.number)
    if not survey.takes_answers(now):
        raise SurveyOver(number=survey.number)


def check_can_change(survey: Survey, begun: int) -> None:
    """Raise SurveyBegun once somebody has begun to answer, SurveyOver after the end."""
    if survey.state is SurveyState.CLOSED:
        raise SurveyOver(number=survey.number)
    if begun:
        raise SurveyBegun(number=survey.number)


def check_question(question: SurveyQuestion) -> None:
    """Raise BadOptions for a question to choose from that has too few options, too many, or one twice."""
    options = question.options
    if question.kind not in {QuestionKind.ONE, QuestionKind.SEVERAL}:
        return
    are_short = all(0 < len(each) <= OPTION_LIMIT for each in options)
    if not (FEWEST_OPTIONS <= len(set(options)) == len(options) <= OPTIONS_LIMIT and are_short):
        raise BadOptions(most=OPTIONS_LIMIT, length=OPTION_LIMIT)


def check_room(questions: int) -> None:
    """Raise TooManyQuestions for so many questions."""
    if questions > QUESTIONS_LIMIT:
        raise TooManyQuestions(most=QUESTIONS_LIMIT)


def check_ready(survey: Survey) -> None:
    """Raise what a survey lacks to be posted: NoQuestions."""
    if not survey.questions:
        raise NoQuestions(number=survey.number)


def check_days(lasts: timedelta | None) -> int:
    """Return for how many days a survey is open. Raises BadSurveyTime."""
    if lasts is None or not timedelta(days=1) <= lasts <= timedelta(days=LONGEST_DAYS):
        raise BadSurveyTime(most=LONGEST_DAYS)
    return lasts.days


def end_of(survey: Survey, opened: datetime) -> datetime:
    """Return when a survey ends that is posted at `opened` (UTC)."""
    return (opened + timedelta(days=survey.days)).astimezone(UTC)
