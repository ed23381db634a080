"""Questions of a survey as a table has them, which are not read yet."""

from dataclasses import dataclass

from bot.domain.shared.sheet_problem import SheetProblem
from bot.domain.surveys.errors import BadOptions
from bot.domain.surveys.question_text import KIND_WORDS, split_options
from bot.domain.surveys.survey import QUESTION_LIMIT, QUESTIONS_LIMIT, QuestionKind, SurveyQuestion, check_question


@dataclass(frozen=True)
class SurveyLine:
    """A line of a table: a question, its kind and its options as they were written."""

    number: int
    text: str
    kind: str = ""
    options: str = ""


@dataclass(frozen=True)
class SurveySheet:
    """The content of a file with questions: its lines, and what is wrong with it."""

    lines: tuple[SurveyLine, ...] = ()
    problems: tuple[SheetProblem, ...] = ()


def read_questions(sheet: SurveySheet) -> tuple[tuple[SurveyQuestion, ...], tuple[SheetProblem, ...]]:
    """Return the questions of a table, and all that is wrong with them."""
    problems = list(sheet.problems)
    found: list[SurveyQuestion] = []
    for line in sheet.lines:
        made = _read_line(line)
        if isinstance(made, SheetProblem):
            problems.append(made)
        else:
            found.append(made)
    return tuple(found[:QUESTIONS_LIMIT]), tuple(sorted(problems, key=lambda each: each.line))


def _read_line(line: SurveyLine) -> SurveyQuestion | SheetProblem:
    options = split_options(line.options)
    written = line.kind.strip().casefold()
    kind = KIND_WORDS.get(written) or (None if written else QuestionKind.ONE if options else QuestionKind.TEXT)
    if kind is None:
        return SheetProblem(line.number, "bad_kind", {"text": line.kind[:20]})
    if len(line.text) > QUESTION_LIMIT:
        return SheetProblem(line.number, "long", {"column": "text"})
    question = SurveyQuestion(kind, line.text, options if kind in {QuestionKind.ONE, QuestionKind.SEVERAL} else ())
    try:
        check_question(question)
    except BadOptions as bad:
        return SheetProblem(line.number, "bad_options", bad.params)
    return question
