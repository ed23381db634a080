"""Parsing of a grid map's file into lines; run in the reader's process, as the file comes from a stranger.

People and places are looked up later, by who knows the members.
"""

from bot.documents.named_columns import TableForm, read_named_lines
from bot.domain.grids.grid import GRIDS_LIMIT
from bot.domain.grids.sheet import GridSheet, GridSheetLine

FORM = TableForm(
    columns={
        "area": ("大网格", "片区", "一级网格", "large grid"),
        "name": ("网格", "网格名称", "网格号", "小网格", "grid"),
        "officer": ("网格员", "网格长", "专职网格员", "warden"),
        "deputy": ("副手", "代班", "替补", "备用网格员", "兼职网格员", "deputy"),
        "places": ("楼栋", "楼栋或单元", "楼栋单元", "范围", "管辖范围", "buildings"),
    },
    required=("name", "officer", "places"),
    limit=GRIDS_LIMIT,
)


def parse_grid_sheet(content: bytes) -> GridSheet:
    """Read a map from the bytes of an .xlsx or .csv. What is wrong with it comes back as data; nothing is raised."""
    lines, problems = read_named_lines(content, FORM)
    return GridSheet(tuple(GridSheetLine(line.number, **line.texts) for line in lines), problems)
