"""Parsing of a file of rules of points, or of prizes; run in the reader's process, as it comes from a stranger."""

from dataclasses import replace

from bot.documents.named_columns import NamedLine, TableForm, read_named_lines
from bot.domain.points.point_lines import LINES_LIMIT, ListKind, PointLine, PointSheet, is_sound
from bot.domain.shared.sheet_problem import SheetProblem

POINTS = ("分值", "积分", "分数", "points")
RULES = TableForm(
    columns={
        "title": ("事项", "规则", "内容", "what"),
        "points": POINTS,
        "count": ("每月次数", "每月上限", "次数", "times a month"),
    },
    required=("title", "points"),
    limit=LINES_LIMIT,
)
PRIZES = replace(
    RULES,
    columns={
        "title": ("奖品", "物品", "商品", "prize"),
        "points": (*POINTS, "价格", "price"),
        "count": ("数量", "库存", "number"),
    },
    required=("title", "points", "count"),
)


def parse_rules(content: bytes) -> PointSheet:
    """Read the rules from the bytes of an .xlsx or .csv. What is wrong comes back as data; nothing is raised."""
    return _parse(content, RULES)


def parse_prizes(content: bytes) -> PointSheet:
    """Read the prizes from the bytes of an .xlsx or .csv. What is wrong comes back as data; nothing is raised."""
    return _parse(content, PRIZES)


def form_of(kind: ListKind) -> TableForm:
    """Return the form of the table of rules, or of prizes."""
    return RULES if kind is ListKind.RULES else PRIZES


def _parse(content: bytes, form: TableForm) -> PointSheet:
    lines, found = read_named_lines(content, form)
    problems = list(found)
    seen: dict[str, int] = {}
    parsed: list[PointLine] = []
    for line in lines:
        made = _parse_line(line)
        if isinstance(made, PointLine) and made.title in seen:
            made = SheetProblem(line.number, "twice", {"text": str(seen[made.title])})
        if isinstance(made, SheetProblem):
            problems.append(made)
        else:
            seen[made.title] = line.number
            parsed.append(made)
    return PointSheet(tuple(parsed), tuple(sorted(problems, key=lambda each: each.line)))


def _parse_line(line: NamedLine) -> PointLine | SheetProblem:
    title, points, count = (line.texts.get(name, "") for name in ("title", "points", "count"))
    for text in (points, count or "0"):
        if not (text.isascii() and text.isdecimal()):
            return SheetProblem(line.number, "bad_number", {"text": text[:20]})
    found = PointLine(title, int(points), int(count or 0))
    return found if is_sound(found) else SheetProblem(line.number, "long", {"column": "title"})
