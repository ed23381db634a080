"""Messages about files of points: lists of rules and prizes, and what is wrong with one; the ledger."""

from collections.abc import Mapping, Sequence

from bot.domain.points.point_lines import ListKind
from bot.domain.shared.sheet_problem import SheetProblem
from bot.locales import N_, Words
from bot.ports import Card, File
from bot.views.shared.sheet_problems import sheet_problems_card

COLUMNS: Mapping[ListKind, Mapping[str, str]] = {
    ListKind.RULES: {"title": N_("事项"), "points": N_("分值"), "count": N_("每月次数")},
    ListKind.PRIZES: {"title": N_("奖品"), "points": N_("分值"), "count": N_("数量")},
}
NAMES: Mapping[ListKind, str] = {ListKind.RULES: N_("积分规则"), ListKind.PRIZES: N_("积分超市的奖品")}
PROBLEMS: Mapping[ListKind, Mapping[str, str]] = {
    ListKind.RULES: {
        "no_headers": N_("没有找到表头。请在第一行写：事项 分值 每月次数。"),
        "no_table": N_("这不是能读的表格。请发 .xlsx 或 .csv，第一行写：事项 分值 每月次数。"),
        "bad_number": N_("「{text}」要写成整数"),
        "twice": N_("第 {text} 行已经写过了"),
    },
    ListKind.PRIZES: {
        "no_headers": N_("没有找到表头。请在第一行写：奖品 分值 数量。"),
        "no_table": N_("这不是能读的表格。请发 .xlsx 或 .csv，第一行写：奖品 分值 数量。"),
        "bad_number": N_("「{text}」要写成整数"),
        "twice": N_("第 {text} 行已经写过了"),
    },
}


def point_problems_card(_: Words, kind: ListKind, problems: Sequence[SheetProblem]) -> Card:
    """Everything that is wrong with a file of rules or prizes; nothing of it was taken."""
    lead = _("{name}没有改，请改好再发一次：", name=_(NAMES[kind]))
    return sheet_problems_card(_, lead, problems, PROBLEMS[kind], COLUMNS[kind])


def point_list_card(_: Words, kind: ListKind, content: bytes) -> Card:
    """The file of the rules or prizes as they are, to be changed and sent back."""
    text = _("{name}。在表里改好，把文件发给我就行；没写进去的不会动。", name=_(NAMES[kind]))
    return Card(text, file=File(f"points-{kind}.xlsx", content))


def reading_list_card(_: Words) -> Card:
    """The note that a file is being read."""
    return Card(_("正在读表格，请稍等…"), notify=False)


def ledger_card(_: Words, content: bytes) -> Card:
    """The ledger of this year and the last as a file."""
    return Card(_("积分台账，今年和去年的。里面有住户，请别转发。"), file=File("points-ledger.xlsx", content))
