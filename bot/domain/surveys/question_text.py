"""The words for a question, as an officer types them: the question, and below it a line for each option."""

import re

from bot.domain.shared.masking import normalize_text
from bot.domain.surveys.survey import OPTION_LIMIT, QuestionKind, SurveyQuestion, check_question

KIND_WORDS = {
    "单选": QuestionKind.ONE,
    "单选题": QuestionKind.ONE,
    "one": QuestionKind.ONE,
    "多选": QuestionKind.SEVERAL,
    "多选题": QuestionKind.SEVERAL,
    "several": QuestionKind.SEVERAL,
    "打分": QuestionKind.SCALE,
    "评分": QuestionKind.SCALE,
    "打分题": QuestionKind.SCALE,
    "scale": QuestionKind.SCALE,
    "数字": QuestionKind.NUMBER,
    "填数字": QuestionKind.NUMBER,
    "number": QuestionKind.NUMBER,
    "文字": QuestionKind.TEXT,
    "写文字": QuestionKind.TEXT,
    "问答": QuestionKind.TEXT,
    "text": QuestionKind.TEXT,
}
_MARK = re.compile(r"\s*(?:[(（]?(?:\d{1,2}|[A-Ja-j])[)）.、．]\s*|[-·•]\s+)")  # noqa: RUF001  # as people number their lines
_PARTED = re.compile(r"[、；;\n/／|]")  # signs between the options of one cell


def parse_question(kind: QuestionKind, text: str) -> SurveyQuestion:
    """Return the question of some lines: the first is the question, each other an option. Raises BadOptions."""
    first, *rest = [line.strip() for line in text.strip().splitlines() if line.strip()] or [""]
    if kind in {QuestionKind.ONE, QuestionKind.SEVERAL}:
        question = SurveyQuestion(kind, first, split_options("\n".join(rest)))
        check_question(question)
        return question
    return SurveyQuestion(kind, "\n".join((first, *rest)))


def split_options(text: str) -> tuple[str, ...]:
    """Return the options in some lines, without the numbers before them; in a single line they are parted by signs."""
    lines = [line for line in text.splitlines() if line.strip()]
    found = lines if len(lines) > 1 else _PARTED.split(text)
    stripped = (_MARK.sub("", each, count=1).strip() for each in found)
    return tuple(normalize_text(each, 2 * OPTION_LIMIT) for each in stripped if each)
