"""Parsing of a file of clues into lines; run in the reader's process, as the file comes from a stranger."""

from bot.documents.named_columns import TableForm, read_named_lines
from bot.documents.sheets import Cell
from bot.domain.clues.draft import SOURCE_LIMIT
from bot.domain.clues.sheet import SHEET_LINES_LIMIT, ClueSheet, SheetClue
from bot.domain.shared.sheet_problem import SheetProblem

SHORTEST = 2  # characters of a clue
FORM = TableForm(
    columns={
        "source": ("来源", "来源部门", "线索来源", "部门", "单位", "报送部门", "source"),
        "text": ("线索", "线索内容", "内容", "问题", "事项", "clue"),
    },
    required=("source", "text"),
    limit=SHEET_LINES_LIMIT,
    longest=500,
)


def parse_clue_sheet(content: bytes) -> ClueSheet:
    """Read clues from the bytes of an .xlsx or .csv. What is wrong with it comes back as data; nothing is raised."""
    lines, problems = read_named_lines(content, FORM, _check)
    return ClueSheet(tuple(SheetClue(line.number, **line.texts) for line in lines), problems)


def _check(name: str, cell: Cell) -> SheetProblem | None:
    text = str(cell or "").strip()
    if name == "source" and len(text) > SOURCE_LIMIT:
        return SheetProblem(0, "long_source")
    return SheetProblem(0, "short") if name == "text" and 0 < len(text) < SHORTEST else None
