"""Parsing of a table with the questions of a survey; run in the reader's process, as the file comes from a stranger."""

from bot.documents.named_columns import TableForm, read_named_lines
from bot.domain.surveys.sheet import SurveyLine, SurveySheet
from bot.domain.surveys.survey import QUESTIONS_LIMIT

FORM = TableForm(
    columns={
        "text": ("题目", "问题", "question"),
        "kind": ("题型", "类型", "kind"),
        "options": ("选项", "选择", "options"),
    },
    required=("text",),
    limit=QUESTIONS_LIMIT,
)


def parse_survey_sheet(content: bytes) -> SurveySheet:
    """Read questions from the bytes of an .xlsx or .csv. What is wrong comes back as data; nothing is raised."""
    lines, problems = read_named_lines(content, FORM)
    return SurveySheet(tuple(SurveyLine(line.number, **line.texts) for line in lines), problems)
