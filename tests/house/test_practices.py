"""The pages of practices: each has its story, and the story is there."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "docs" / "users" / name for name in ("practices.md", "practices.en.md")]
STORY = re.compile(r"`(tests/(?:stories|slow/sizes)/\w+\.py)::(\w+)`")  # a tale of many figures is a slow one

pages = pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)


def rows(page: Path) -> dict[int, list[str]]:
    """Each row by its number: the practice, what one does for it, its stories."""
    found = re.findall(r"^\| (\d+) \|(.*)\|$", page.read_text(), re.MULTILINE)
    return {int(number): [cell.strip() for cell in rest.split("|")] for number, rest in found}


@pages
def test_every_practice_is_there(page: Path) -> None:
    """Every practice that is built stands on the page, with what one does for it and a story."""
    assert sorted(rows(page)) == [*range(1, 29)]
    for number, (practice, what_to_do, stories) in rows(page).items():
        assert practice, number
        assert what_to_do, number
        assert STORY.search(stories), number


def test_both_languages_name_the_same_stories() -> None:
    """The same practice has the same stories on both pages."""
    chinese, english = ({number: row[2] for number, row in rows(page).items()} for page in PAGES)
    assert chinese == english


@pages
def test_every_story_is_told(page: Path) -> None:
    """Every story that is named is a test."""
    for file, name in STORY.findall(page.read_text()):
        tree = ast.parse((ROOT / file).read_text())
        assert name in {node.name for node in tree.body if isinstance(node, ast.AsyncFunctionDef)}, (file, name)
