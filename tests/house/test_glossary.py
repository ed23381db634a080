"""The glossary names things that are there, by the names that they have today."""

import ast
import re
from pathlib import Path

from tests.rows import each_row

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "developers" / "glossary.md"
PLACE = re.compile(r"`([\w/]+\.py)` ((?:`[\w.]+`(?:, )?)+)")
PLACES = [(file, name) for file, names in PLACE.findall(PAGE.read_text()) for name in re.findall(r"`([\w.]+)`", names)]


def defined(file: Path) -> set[str]:
    """Return the names that a module defines at its top, and those in its classes as Class.NAME."""
    found: set[str] = set()
    for node in ast.parse(file.read_text()).body:
        names = names_of(node)
        found |= names
        if isinstance(node, ast.ClassDef):
            found |= {f"{node.name}.{name}" for each in node.body for name in names_of(each)}
    return found


def names_of(node: ast.stmt) -> set[str]:
    """Return the names that a statement binds."""
    if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
        return {node.name}
    targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
    return {each.id for each in targets if isinstance(each, ast.Name)}


@each_row(("file", "name"), PLACES)
def test_names_are_where_the_glossary_says(file: str, name: str) -> None:
    """Every name of a row is defined in the file before it."""
    assert name in defined(ROOT / file)


def test_every_row_says_where() -> None:
    """Every row has a file with a name in it."""
    rows = [line for line in PAGE.read_text().splitlines() if line.startswith("| ") and " | where |" not in line]
    assert rows
    assert [row for row in rows if not PLACE.search(row)] == []
