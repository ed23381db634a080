"""Messages about files of the duty roster: how to fill one in, what is wrong with one, the month."""

from collections.abc import Mapping, Sequence
from datetime import date

from markupsafe import Markup

from bot.domain.duty.sheet import SheetProblem
from bot.locales import N_, Words
from bot.ports import Card, File
from bot.views.rolls.imports import WRONG_FILES
from bot.views.shared.dates import MONTHS
from bot.views.shared.text_fit import BR

SHOWN = 10
COLUMNS: Mapping[str, str] = {
    "day": N_("日期", "duty"),
    "on_duty": N_("值班", "duty"),
    "leads": N_("带班", "duty"),
    "phone": N_("电话", "duty"),
}
AS_OF_ROLLS = frozenset({"too_big", "old_excel", "encrypted", "bomb", "unreadable", "html", "open_document", "numbers"})
PROBLEMS: Mapping[str, str] = {
    "no_headers": N_("没有找到表头。请在第一行写：日期 值班 带班 电话。"),
    "no_table": N_("这不是能读的表格。请发 .xlsx 或 .csv，第一行写：日期 值班 带班 电话。"),
    "empty": N_("表头下面没有内容"),
    "too_many": N_("一次最多 {limit} 行"),
    "hidden": N_("这一行隐藏了，请显示出来或者删掉"),
    "formula": N_("{column}是公式，请改成文字"),
    "day_number": N_("日期「{text}」看不准，请写成 2026-12-05"),
    "long": N_("{column}太长了"),
    "missing": N_("{column}没有填"),
    "bad_day": N_("日期「{text}」没看懂，请写成 2026-12-05"),
    "bad_names": N_("「{text}」不像是名字"),
    "several": N_("成员里有几位叫{text}，请写 @用户名"),
    "twice": N_("这一天在第 {text} 行已经有了"),
    "all_past": N_("里面的日子都过了"),
}


def duty_problems_card(_: Words, problems: Sequence[SheetProblem]) -> Card:
    """Everything that is wrong with a file, line by line; nothing of it was taken."""
    lines = [_("值班表没有改，请改好再发一次：")]
    lines += [_describe(_, each) for each in problems[:SHOWN]]
    if len(problems) > SHOWN:
        lines.append(_("后面还有 {n} 处", n=len(problems) - SHOWN))
    return Card(BR.join(lines))


def _describe(_: Words, problem: SheetProblem) -> Markup:
    if problem.key in AS_OF_ROLLS:
        return _(WRONG_FILES[problem.key])
    values = {"text": problem.params.get("text", ""), "limit": problem.params.get("limit", "")}
    column = COLUMNS.get(str(problem.params.get("column")), "")
    what = _(PROBLEMS.get(problem.key, PROBLEMS["no_table"]), column=_(column) if column else "", **values)
    return _("第 {line} 行：{what}", line=problem.line, what=what) if problem.line else what


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
