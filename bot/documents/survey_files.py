"""Files of surveys as .xlsx: the table that questions are written into, and the result."""

import io
from collections.abc import Iterable, Sequence

import openpyxl
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook

from bot.documents.cells import safe_cell
from bot.documents.print_setup import Orientation, set_up_printing
from bot.domain.surveys.answers import QuestionResult, chosen_places, mean_answer
from bot.domain.surveys.survey import CHOICES, SurveyQuestion
from bot.locales import N_, Words
from bot.read_models.surveys import ShownResponses
from bot.views.shared import names
from bot.views.surveys.files import SURVEY_COLUMNS

Row = Sequence[str | int | float | None]

TEMPLATE_WIDTHS = (40, 10, 50)
EXAMPLES = (
    (N_("您多久来一次社区食堂？"), N_("单选"), N_("每天、每周一两次、很少来、没来过")),
    (N_("您希望添什么？"), N_("多选"), N_("早餐、送餐、面食、清淡一点")),
    (N_("味道怎么样？"), N_("打分"), ""),
    (N_("家里几口人？"), N_("数字"), ""),
    (N_("还有什么想说的？"), N_("文字"), ""),
)


def make_survey_template(_: Words) -> bytes:
    """Return an empty table for questions, with an example of each kind that is written over."""
    book = openpyxl.Workbook(write_only=True)
    header = [str(_(each)) for each in SURVEY_COLUMNS.values()]
    lines = [[str(_(cell)) if cell else None for cell in example] for example in EXAMPLES]
    _add_sheet(book, str(_(N_("题目", "survey"))), TEMPLATE_WIDTHS, [header, *lines])
    return _saved(book)


def make_survey_result(_: Words, shown: ShownResponses) -> bytes:
    """Return the result: the counts, what was typed, and in a survey with names the answers of each person."""
    survey, result = shown.shown.survey, shown.result
    book = openpyxl.Workbook(write_only=True)
    counts: list[Row] = [[str(_(each)) for each in (N_("题号"), N_(N_("题目", "survey")), N_("选项"), N_("人数"))]]
    typed: list[Row] = [[str(_(each)) for each in (N_("题号"), N_(N_("题目", "survey")), N_("写的"))]]
    for number, (question, found) in enumerate(zip(survey.questions, result.questions, strict=True), 1):
        counts += _count_rows(_, number, question, found)
        typed += [[number, safe_cell(question.text), safe_cell(text)] for text in found.typed]
    _add_sheet(book, str(_(N_("统计", "survey"))), (8, 50, 30, 10), counts)
    if len(typed) > 1:
        _add_sheet(book, str(_("填写的内容")), (8, 40, 60), typed)
    if shown.people:
        header = [str(_("姓名")), *(safe_cell(f"{n}. {each.text}") for n, each in enumerate(survey.questions, 1))]
        rows = [
            [
                safe_cell(names.person_name(_, member).unescape()),
                *(safe_cell(_said(each, answer)) for each, answer in zip(survey.questions, answers, strict=True)),
            ]
            for member, answers in shown.people
        ]
        _add_sheet(book, str(_("每个人的回答")), (16, *(24 for _each in survey.questions)), [header, *rows])
    return _saved(book)


def _count_rows(_: Words, number: int, question: SurveyQuestion, found: QuestionResult) -> list[Row]:
    text = safe_cell(question.text)
    rows: list[Row] = [
        [number, text, safe_cell(option), n] for option, n in zip(question.choices, found.counts, strict=False)
    ]
    rows.append([number, text, str(_("回答的人")), found.answered])
    mean = mean_answer(question, found)
    if mean is not None:
        rows.append([number, text, str(_("平均")), round(mean, 2)])
    return rows


def _said(question: SurveyQuestion, answer: str) -> str:
    """Return an answer in words."""
    if question.kind not in CHOICES:
        return answer
    return "、".join(question.choices[place] for place in chosen_places(answer))


def _add_sheet(book: Workbook, title: str, widths: Sequence[int], rows: Iterable[Row]) -> None:
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    set_up_printing(sheet, title, Orientation.PORTRAIT)
    for place, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    for row in rows:
        sheet.append(list(row))


def _saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
