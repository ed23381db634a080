"""Parsing of a duty roster's file into lines; run in the reader's process, as the file comes from a stranger.

Days and names are looked up later, by who knows the day and the members.
"""

from bot.documents.named_columns import TableForm, read_named_lines
from bot.documents.sheets import Cell
from bot.domain.duty.sheet import SHEET_LINES_LIMIT, DutySheet, SheetLine
from bot.domain.shared.sheet_problem import SheetProblem

FORM = TableForm(
    columns={
        "day": ("日期", "值班日期", "date"),
        "on_duty": ("值班", "值班人", "值班人员", "值班员", "on duty"),
        "leads": ("带班", "带班人", "带班领导", "值班领导", "领导带班", "led by"),
        "phone": ("电话", "联系电话", "值班电话", "手机", "手机号", "telephone"),
    },
    required=("day", "on_duty"),
    limit=SHEET_LINES_LIMIT,
    unmasked=frozenset({"phone"}),  # it is for the officers alone
    dates=True,
)


def parse_duty_sheet(content: bytes) -> DutySheet:
    """Read a roster from the bytes of an .xlsx or .csv. What is wrong with it comes back as data; nothing is raised."""
    lines, problems = read_named_lines(content, FORM, _check_day)
    return DutySheet(tuple(SheetLine(line.number, **line.texts) for line in lines), problems)


def _check_day(name: str, cell: Cell) -> SheetProblem | None:
    if name == "day" and isinstance(cell, int | float):  # 12.10 is 12.1 to a spreadsheet
        return SheetProblem(0, "day_number", {"text": str(cell)})
    return None
