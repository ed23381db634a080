"""Messages about files of surveys: the table for questions, what is wrong with one, the result."""

from collections.abc import Mapping, Sequence

from bot.domain.shared.sheet_problem import SheetProblem
from bot.locales import N_, Words
from bot.ports import Card, File
from bot.read_models.surveys import ShownResponses
from bot.views.shared.sheet_problems import sheet_problems_card

SURVEY_COLUMNS: Mapping[str, str] = {
    "text": N_("题目", "survey"),
    "kind": N_("题型"),
    "options": N_("选项"),
}
PROBLEMS: Mapping[str, str] = {
    "no_headers": N_("没有找到表头。请在第一行写：题目 题型 选项。"),
    "no_table": N_("这不是能读的表格。请发 .xlsx 或 .csv，第一行写：题目 题型 选项。"),
    "bad_kind": N_("题型「{text}」没看懂，请写：单选、多选、打分、数字、文字"),
    "bad_options": N_("选项要 2 到 10 个，用顿号隔开，不能重复，每个不超过 30 个字"),
}


def survey_problems_card(_: Words, problems: Sequence[SheetProblem]) -> Card:
    """Everything that is wrong with a table of questions, line by line; nothing of it was taken."""
    return sheet_problems_card(_, _("一题也没有加，请改好再发一次："), problems, PROBLEMS, SURVEY_COLUMNS)


def survey_template_card(_: Words, content: bytes) -> Card:
    """The table for questions, with an example of each kind."""
    text = _("空表格：里面每种题有一个例子，改成您的题目，把文件发给我就行。")
    return Card(text, file=File(str(_("问卷题目.xlsx")), content))


def reading_survey_card(_: Words) -> Card:
    """The note that a table is being read."""
    return Card(_("正在读题目，请稍等…"), notify=False)


def survey_sheet_card(_: Words, shown: ShownResponses, content: bytes) -> Card:
    """The result as a file, for the officers."""
    number = shown.shown.survey.number
    if shown.shown.survey.anonymous:
        text = _("问卷 {number} 的结果表格，不记名。", number=number)
    else:
        text = _("问卷 {number} 的结果表格。里面有邻居的名字和回答，请不要外传。", number=number)
    return Card(text, file=File(str(_("问卷{number}结果.xlsx", number=number)), content))
