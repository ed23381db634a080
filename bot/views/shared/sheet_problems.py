"""Cards with everything that is wrong with a table that somebody sent, line by line."""

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from bot.domain.shared.sheet_problem import SheetProblem
from bot.locales import N_, Words
from bot.ports import Card
from bot.views.rolls.imports import WRONG_FILES
from bot.views.shared.text_fit import BR

SHOWN = 10
AS_OF_ROLLS = frozenset({"too_big", "old_excel", "encrypted", "bomb", "unreadable", "html", "open_document", "numbers"})
PROBLEMS: Mapping[str, str] = {
    "empty": N_("表头下面没有内容"),
    "too_many": N_("一次最多 {limit} 行"),
    "hidden": N_("这一行隐藏了，请显示出来或者删掉"),
    "formula": N_("{column}是公式，请改成文字"),
    "long": N_("{column}太长了"),
    "missing": N_("{column}没有填"),
    "several": N_("成员里有几位叫{text}，请写 @用户名"),
}


def sheet_problems_card(
    _: Words,
    lead: Markup,
    problems: Sequence[SheetProblem],
    sentences: Mapping[str, str],
    columns: Mapping[str, str],
) -> Card:
    """Everything that is wrong with a file, below a `lead` that says that nothing of it was taken.

    `sentences` are those of this kind of table; its `no_table` is said of what is no table at all.
    """
    every = {**PROBLEMS, **sentences}
    lines = [lead, *(_describe(_, each, every, columns) for each in problems[:SHOWN])]
    if len(problems) > SHOWN:
        lines.append(_("后面还有 {n} 处", n=len(problems) - SHOWN))
    return Card(BR.join(lines))


def _describe(_: Words, problem: SheetProblem, sentences: Mapping[str, str], columns: Mapping[str, str]) -> Markup:
    if problem.key in AS_OF_ROLLS:
        return _(WRONG_FILES[problem.key])
    values = {"text": problem.params.get("text", ""), "limit": problem.params.get("limit", "")}
    column = columns.get(str(problem.params.get("column")), "")
    what = _(sentences.get(problem.key, sentences["no_table"]), column=_(column) if column else "", **values)
    return _("第 {line} 行：{what}", line=problem.line, what=what) if problem.line else what
