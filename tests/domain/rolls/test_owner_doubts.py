"""Names on a roll that may be one person, or two."""

from dataclasses import replace

import pytest

from bot.domain.rolls.owner_doubts import find_doubts
from bot.domain.rolls.roll import (
    Kind,
)
from tests.domain.rolls.rows import heads, row


@pytest.mark.parametrize("other", ["阿依古丽•买买提", "阿依古丽・买买提", "阿依古丽\uff0e买买提", "阿依古丽‧买买提"])
def test_spellings_of_a_name(other: str) -> None:
    """One owner whose name is written in two ways counts once."""
    rows = [row("1-1", "阿依古丽·买买提"), row("1-2", "王芳"), row("1-3", other)]
    rows = [replace(each, phones=("1111",)) for each in rows]
    assert heads(*rows) == [{"1-1", "1-3"}, {"1-2"}]
    assert find_doubts(rows) == find_doubts([])


def test_overlaps() -> None:
    """Sets of owners that overlap and are not identical are for a person to decide."""
    found = find_doubts([row("1-2", "张伟 1111", "李娜 2222"), row("1-1", "张伟 1111"), row("1-3", "王芳")])
    assert [(doubt.name, doubt.units) for doubt in found.overlaps] == [("张伟", ("1-1", "1-2"))]
    assert found.namesakes == ()


def test_namesakes() -> None:
    """Units merged by the name alone are for a person to decide; so is a telephone that stands on one line only."""
    found = find_doubts([row("1-1", "张伟"), row("1-2", "张伟"), row("1-3", "李娜 1111"), row("1-4", "李娜")])
    assert [(doubt.name, doubt.units) for doubt in found.namesakes] == [("张伟", ("1-1", "1-2"))]
    assert [(doubt.name, doubt.units) for doubt in found.overlaps] == [("李娜", ("1-3", "1-4"))]


def test_names_that_are_almost_the_same() -> None:
    """Names that differ by traditional characters or by a sign are for a person to decide, not merged."""
    rows = [
        row("1-1", "張偉 1111"),
        row("1-2", "张伟 1111"),
        row("1-3", "张伟 2222"),
        row("1-4", "和平集团"),
        row("1-5", "和平公司"),
    ]
    assert len(heads(*rows)) == 5
    found = find_doubts(rows).variants
    assert [(doubt.name, doubt.units) for doubt in found] == [
        ("張偉 / 张伟", ("1-1", "1-2")),
        ("和平集团 / 和平公司", ("1-4", "1-5")),
    ]
    assert find_doubts([replace(each, mark="1") for each in rows]).variants == ()


def test_no_doubts() -> None:
    """Different telephones, the developer's units, and what a mark has decided are no doubts."""
    rows = [
        row("1-1", "张伟 1111"),
        row("1-2", "张伟 2222"),
        row("1-3", "某公司", kind=Kind.UNSOLD),
        row("1-4", "某公司", "李娜", kind=Kind.UNDELIVERED),
        row("1-5", "王芳", mark="1"),
        row("1-6", "王芳", "李娜", mark="1"),
    ]
    assert find_doubts(rows) == find_doubts([])
