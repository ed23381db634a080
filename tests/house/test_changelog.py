"""The files of which the next version's part of the changelog is made."""

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
FRAGMENTS = [path for path in sorted((ROOT / "changelog.d").iterdir()) if path.name != "README.md"]
SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["towncrier"]
KINDS = {kind["directory"] for kind in SETTINGS["type"]}
NAME = re.compile(r"(?:\d+|\+[a-z0-9-]+)\.([a-z]+)\.md")


def test_every_fragment_is_of_a_known_kind() -> None:
    """A fragment's name says its kind, one that the changelog has a heading for; towncrier passes over any other."""
    for path in FRAGMENTS:
        name = NAME.fullmatch(path.name)
        assert name, path.name
        assert name[1] in KINDS, path.name


def test_every_fragment_is_one_entry() -> None:
    """A fragment is one paragraph that begins with its words: the dash before it comes with the version."""
    for path in FRAGMENTS:
        text = path.read_text(encoding="utf-8")
        assert re.fullmatch(r"[^\s#-].*[.。]\n", text), path.name


def test_the_guide_names_every_kind() -> None:
    """The guide beside the fragments explains each kind, and no other."""
    guide = (ROOT / "changelog.d" / "README.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^- `([a-z]+)`:", guide, re.MULTILINE)) == KINDS


def test_the_changelog_has_the_place_for_the_next_version() -> None:
    """The line below which towncrier puts a new version stands in the changelog once."""
    assert (ROOT / "CHANGELOG.md").read_text(encoding="utf-8").count(SETTINGS["start_string"]) == 1
