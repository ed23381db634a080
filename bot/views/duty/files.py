"""Messages about files of the duty roster: how to fill one in, what is wrong with one, the month."""

from collections.abc import Mapping, Sequence
from datetime import date

from markupsafe import Markup

from bot.domain.shared.sheet_problem import SheetProblem
from bot.locales import N_, Words
from bot.ports import Card, File
from bot.views.shared.dates import MONTHS
from bot.views.shared.sheet_problems import sheet_problems_card

COLUMNS: Mapping[str, str] = {
    "day": N_("日期", "duty"),
    "on_duty": N_("值班", "duty"),
    "leads": N_("带班", "duty"),
    "phone": N_("电话", "duty"),
}
PROBLEMS: Mapping[str, str] = {
    "no_headers": N_("没有找到表头。请在第一行写：日期 值班 带班 电话。"),
    "no_table": N_("这不是能读的表格。请发 .xlsx 或 .csv，第一行写：日期 值班 带班 电话。"),
    "day_number": N_("日期「{text}」看不准，请写成 2026-12-05"),
    "bad_day": N_("日期「{text}」没看懂，请写成 2026-12-05"),
    "bad_names": N_("「{text}」不像是名字"),
    "twice": N_("这一天在第 {text} 行已经有了"),
    "all_past": N_("里面的日子都过了"),
}


def duty_problems_card(_: Words, problems: Sequence[SheetProblem]) -> Card:
    """Everything that is wrong with a file, line by line; nothing of it was taken."""
    return sheet_problems_card(_, _("值班表没有改，请改好再发一次："), problems, PROBLEMS, COLUMNS)


def month_title(_: Words, first: date) -> Markup:
    """Return the title of a month's roster."""
    return _("{year}年{month}值班表", year=first.year, month=_(MONTHS[first.month - 1]))


def month_card(_: Words, first: date, content: bytes, *, empty: bool) -> Card:
    """The file of a month; an `empty` one is to be filled in."""
    title = month_title(_, first)
    text = _("{title}。填好名字，把文件发给我就行。", title=title) if empty else title
    return Card(text, file=File(f"duty-{first:%Y-%m}.xlsx", content))


def reading_duty_card(_: Words) -> Card:
    """The note that a file is being read."""
    return Card(_("正在读值班表，请稍等…"), notify=False)
