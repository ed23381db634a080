"""The how-tos: every file that a change touches is there, and has what is said to stand in it."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = sorted((ROOT / "docs" / "developers" / "how-to").glob("*.md"))
DECISIONS = ROOT / "docs" / "developers" / "decisions"
ROW = re.compile(r"^\| `([\w./-]+)`[^|\n]* \| (.+) \|$", re.MULTILINE)
NAME = re.compile(r"`([A-Za-z_]\w*)`")

pages = pytest.mark.parametrize(
    "page", [page for page in PAGES if page.name != "README.md"], ids=lambda path: path.stem
)


@pages
def test_files_have_the_names_beside_them(page: Path) -> None:
    """Each name in a row of files stands in that file, or in one of that folder."""
    rows = ROW.findall(page.read_text(encoding="utf-8"))
    assert rows
    for place, what in rows:
        path = ROOT / place
        files = sorted(path.rglob("*.*")) if path.is_dir() else [path]
        text = "\n".join(file.read_text(encoding="utf-8") for file in files if file.suffix in {".py", ".md", ".toml"})
        missing = [name for name in NAME.findall(what) if not re.search(rf"\b{name}\b", text)]
        assert missing == [], place


@pytest.mark.parametrize("folder", [PAGES[0].parent, DECISIONS], ids=lambda path: path.name)
def test_every_page_is_in_its_index(folder: Path) -> None:
    """The index of a folder leads to each of its pages."""
    linked = set(re.findall(r"\]\(([\w-]+\.md)\)", (folder / "README.md").read_text(encoding="utf-8")))
    assert linked == {page.name for page in folder.glob("*.md")} - {"README.md"}


def test_decisions_are_short() -> None:
    """A decision says what, why and what it costs within 40 lines."""
    for page in sorted(DECISIONS.glob("0*.md")):
        text = page.read_text(encoding="utf-8")
        assert len(text.splitlines()) <= 40, page.name
        assert all(f"**{part}.**" in text for part in ("What", "Why", "What it costs")), page.name
