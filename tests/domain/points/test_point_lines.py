"""Typed lines of rules and prizes."""

import pytest

from bot.domain.points.errors import BadPointLine, BadPrizeLine
from bot.domain.points.point_lines import LINES_LIMIT, ListKind, PointLine, parse_point_lines


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("打扫楼道 5分 每月4次", PointLine("打扫楼道", 5, 4)),
        ("打扫楼道：5分，每月最多20分", PointLine("打扫楼道", 5, 4)),
        ("帮助 邻居 10 分", PointLine("帮助 邻居", 10)),
        ("帮助邻居 10分 不限", PointLine("帮助邻居", 10)),
        ("Sweep the stairs 5 points 4 a month", PointLine("Sweep the stairs", 5, 4)),
        ("打扫楼道 取消", PointLine("打扫楼道", removed=True)),
    ],
)
def test_rules(text: str, line: PointLine) -> None:
    """A rule is what, how many points, and how often in a month; a limit in points is as many times as fit in it."""
    assert parse_point_lines(text, ListKind.RULES) == [line]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("洗衣液 50分 10件", PointLine("洗衣液", 50, 10)),
        ("洗衣液，50分，共10瓶", PointLine("洗衣液", 50, 10)),
        ("5号电池 3分 100", PointLine("5号电池", 3, 100)),
        ("Soap 50 points 10 pieces", PointLine("Soap", 50, 10)),
        ("洗衣液 下架", PointLine("洗衣液", removed=True)),
    ],
)
def test_prizes(text: str, line: PointLine) -> None:
    """A prize is a name, a price and a number."""
    assert parse_point_lines(text, ListKind.PRIZES) == [line]


@pytest.mark.parametrize(
    "text", ["", "打扫楼道", "打扫楼道 0分", "5分", f"{'长' * 41} 5分", "扫地 999999分", "扫地 5分 每天"]
)
def test_bad_lines(text: str) -> None:
    """A line that says no points, or too many, is named; nothing of the others is taken."""
    with pytest.raises(BadPointLine) as bad:
        parse_point_lines(f"帮助邻居 10分\n{text}" if text else "", ListKind.RULES)
    assert bad.value.params["n"] == (2 if text else 1)
    with pytest.raises(BadPrizeLine):
        parse_point_lines(text or "毛巾 5分", ListKind.PRIZES)
    with pytest.raises(BadPointLine):
        parse_point_lines("扫地 5分\n" * (LINES_LIMIT + 1), ListKind.RULES)
