"""The page of practices: each has its story, and the story is there."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "users" / "practices.md"
STORY = re.compile(r"`(tests/stories/\w+\.py)::(\w+)`")


def rows() -> dict[int, str]:
    """Each row by its number."""
    found = re.findall(r"^\| (\d+) \|(.*)\|$", PAGE.read_text(), re.MULTILINE)
    return {int(number): rest for number, rest in found}


def test_every_practice_is_there() -> None:
    """Every practice that is built stands on the page, each with both languages and a story."""
    assert list(rows()) == [*range(1, 6), *range(8, 22), *range(23, 26)]
    for number, row in rows().items():
        practice, what_to_do, stories = row.split("|")
        assert "<br>" in practice, number
        assert "<br>" in what_to_do, number
        assert STORY.search(stories), number


def test_every_story_is_told() -> None:
    """Every story that is named is a test."""
    for file, name in STORY.findall(PAGE.read_text()):
        tree = ast.parse((ROOT / file).read_text())
        assert name in {node.name for node in tree.body if isinstance(node, ast.AsyncFunctionDef)}, (file, name)
