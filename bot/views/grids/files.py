"""Messages about files of grids: how to fill one in, what is wrong with one, the map, a month of checks."""

from collections.abc import Mapping, Sequence
from datetime import date

from markupsafe import Markup

from bot.domain.shared.button_intent import Intent
from bot.domain.shared.sheet_problem import SheetProblem
from bot.locales import N_, Words
from bot.ports import Button, Card, File
from bot.read_models.grids import ShownMonth
from bot.views.shared.dates import MONTHS
from bot.views.shared.sheet_problems import sheet_problems_card
from bot.views.shared.text_fit import BR

COLUMNS: Mapping[str, str] = {
    "area": N_("大网格", "grid"),
    "name": N_("网格", "grid"),
    "officer": N_("网格员", "grid"),
    "deputy": N_("副手", "grid"),
    "places": N_("楼栋", "grid"),
}
PROBLEMS: Mapping[str, str] = {
    "no_headers": N_("没有找到表头。请在第一行写：网格 网格员 楼栋 副手。"),
    "no_table": N_("这不是能读的表格。请发 .xlsx 或 .csv，第一行写：网格 网格员 楼栋 副手。"),
    "bad_places": N_("楼栋「{text}」没看懂，请写成：1号楼、2号楼，或者 1-5号楼"),
    "twice": N_("这个网格在第 {text} 行已经有了"),
    "place_twice": N_("楼栋「{text}」在第 {limit} 行已经有了"),
}


def grid_problems_card(_: Words, problems: Sequence[SheetProblem]) -> Card:
    """Everything that is wrong with a file, line by line; nothing of it was taken."""
    return sheet_problems_card(_, _("网格表没有改，请改好再发一次："), problems, PROBLEMS, COLUMNS)


def reading_grids_card(_: Words) -> Card:
    """The note that a file is being read."""
    return Card(_("正在读网格表，请稍等…"), notify=False)


def map_card(_: Words, content: bytes, *, number: int) -> Card:
    """The file of a map; number 0: an empty one to be filled in."""
    if number:
        return Card(_("网格表，第 {n} 份", n=number), file=File(f"grids-{number}.xlsx", content))
    return Card(_("空的网格表。填好了，把文件发给我就行。"), file=File("grids.xlsx", content))


def month_title(_: Words, first: date) -> Markup:
    """Return the title of a month's checks."""
    return _("{year}年{month}巡查表", year=first.year, month=_(MONTHS[first.month - 1]))


def month_file_card(_: Words, first: date, content: bytes) -> Card:
    """The file with the checks of a month."""
    return Card(month_title(_, first), file=File(f"checks-{first:%Y-%m}.xlsx", content))


def month_card(_: Words, shown: ShownMonth, *, late: bool) -> Card:
    """The summary of a month for the officers; its numbers are the sums of the days."""
    sums = shown.sums
    lines = [
        _("🗺 <b>{year}年{month}网格巡查</b>", year=shown.first.year, month=_(MONTHS[shown.first.month - 1])),
        _("{days} 天，应巡查 {asked} 次。", days=len([day for day in shown.days if not day.skipped]), asked=sums.asked),
        _("无异常 {fine}，发现问题 {found}，没有巡查 {missed}。", fine=sums.fine, found=sums.found, missed=sums.missed),
    ]
    if sums.overdue:
        lines.append(_("到下午六点还没有巡查的 {n} 次。", n=sums.overdue))
    if shown.often:
        often = _("、").join(_("{name} {n} 次", name=name, n=n) for name, n in shown.often)
        lines.append(_("晚得最多的：{often}", often=often))
    skipped = [day for day in shown.days if day.skipped]
    if skipped:
        lines.append(_("有 {n} 天我停了，没有发。", n=len(skipped)))
    if late:
        lines.append(_("我停了一会儿，这条发晚了，对不起。"))
    button = Button(str(_("巡查表文件")), Intent("grid_month", shown.council.number, shown.first.toordinal()))
    return Card(BR.join(lines), buttons=((button,),))
