"""Typed lines of rules and prizes, such as 打扫楼道 5分 每月4次 and 洗衣液 50分 10件, and those of a file."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import NoReturn

from bot.domain.points.errors import BadPointLine, BadPrizeLine
from bot.domain.shared.masking import shown_text
from bot.domain.shared.sheet_problem import SheetProblem

TITLE_LIMIT = 40
POINTS_LIMIT = 100_000
COUNT_LIMIT = 100_000
LINES_LIMIT = 200
REMOVED = frozenset({"取消", "删除", "不要了", "下架", "remove"})
_POINTS = r"[\s:：,，]+(?P<points>\d{1,6})\s*(?:分|points?)"
_RULE = re.compile(
    rf"(?P<title>.+?){_POINTS}(?:[\s,，]*(?:每月(?:最多)?\s*(?P<limit>\d{{1,6}})\s*(?P<unit>次|分)"
    r"|(?P<times>\d{1,6}) (?:times )?a month|不限|no limit))?",
    re.IGNORECASE,
)
_PRIZE = re.compile(
    rf"(?P<title>.+?){_POINTS}[\s,，]*(?:共|有)?\s*(?P<count>\d{{1,6}})\s*(?:[\u4e00-\u9fff]|pieces?)?",
    re.IGNORECASE,
)
_REMOVED = re.compile(r"(?P<title>.+?)[\s:：,，]+(?P<word>\S+)")


class ListKind(StrEnum):
    """Lists that are typed, or read from a file."""

    RULES = "rules"
    PRIZES = "prizes"


@dataclass(frozen=True)
class PointLine:
    """A line: `points` that a rule gives or a prize costs; `count` is how often in a month, or how many there are.

    `removed`: the rule or prize of this title shall be no more.
    """

    title: str
    points: int = 0
    count: int = 0
    removed: bool = False


@dataclass(frozen=True)
class PointSheet:
    """The content of a file of rules or prizes, and what is wrong with it."""

    lines: tuple[PointLine, ...] = ()
    problems: tuple[SheetProblem, ...] = ()


def parse_point_lines(text: str, kind: ListKind) -> list[PointLine]:
    """Return the lines of typed rules or prizes. Raises BadPointLine, BadPrizeLine."""
    written = [(number, line.strip()) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    if not written or len(written) > LINES_LIMIT:
        _refuse(LINES_LIMIT + 1 if written else 1, kind)
    found = []
    for number, line in written:
        parsed = _parse_line(line, kind)
        if parsed is None or not is_sound(parsed):
            _refuse(number, kind)
        found.append(parsed)
    return found


def _refuse(number: int, kind: ListKind) -> NoReturn:
    if kind is ListKind.RULES:
        raise BadPointLine(n=number)
    raise BadPrizeLine(n=number)


def is_sound(line: PointLine) -> bool:
    """Return whether title and numbers of a line are within the limits."""
    if not 1 <= len(line.title) <= TITLE_LIMIT:
        return False
    return line.removed or (1 <= line.points <= POINTS_LIMIT and 0 <= line.count <= COUNT_LIMIT)


def _parse_line(line: str, kind: ListKind) -> PointLine | None:
    found = (_RULE if kind is ListKind.RULES else _PRIZE).fullmatch(line)
    if found is None:
        gone = _REMOVED.fullmatch(line)
        is_removal = gone is not None and gone["word"].casefold() in REMOVED
        return PointLine(_title(gone["title"]), removed=True) if gone and is_removal else None
    points = int(found["points"])
    if kind is ListKind.PRIZES:
        return PointLine(_title(found["title"]), points, int(found["count"]))
    limit = int(found["limit"] or found["times"] or 0)
    if found["unit"] == "分":
        limit = max(1, limit // max(points, 1))
    return PointLine(_title(found["title"]), points, limit)


def _title(text: str) -> str:
    return shown_text(text.strip(), TITLE_LIMIT + 1)
