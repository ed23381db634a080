"""Clues as they are brought: the source in front, and those that say the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.clues.draft import ClueLine, group_lines, split_source


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("城管科：3号楼后面有人倒垃圾", ("城管科", "3号楼后面有人倒垃圾")),
        ("Parks office: rubbish behind 3", ("Parks office", "rubbish behind 3")),
        ("城管科 报来：有人倒垃圾", ("城管科 报来", "有人倒垃圾")),
        ("3号楼后面有人倒垃圾", ("", "3号楼后面有人倒垃圾")),
        ("城管科：", ("", "城管科：")),
        (
            "这句话很长很长很长很长很长很长很长很长，是说：垃圾",
            ("", "这句话很长很长很长很长很长很长很长很长，是说：垃圾"),
        ),
        ("第一行\n第二行：垃圾", ("", "第一行\n第二行：垃圾")),
    ],
)
def test_split_source(text: str, found: tuple[str, str]) -> None:
    """What stands in front of a colon may be a source, as long as it is short and something follows."""
    assert split_source(text) == found


def test_group_lines() -> None:
    """A line says the same as a clue that is there, or else as an earlier line; the first of its kind as none."""
    texts = ("3号楼路灯坏了", "5号楼下水道堵了", "五号楼的下水道又堵了", "3号楼的路灯不亮", "东门井盖松了")
    known = [(7, "东门井盖松了")]
    found = group_lines([ClueLine(text=text, source="城管科") for text in texts], known)
    assert [(line.alike, line.first) for line in found] == [(0, 0), (0, 0), (0, 2), (0, 1), (7, 0)]


@given(st.lists(st.sampled_from(["3号楼路灯坏了", "东门井盖松了", "电梯异响", "花园树枝压线"])))
def test_no_line_is_lost(texts: list[str]) -> None:
    """Every line is either new or joins one that is; of the same words there is one that is new."""
    found = group_lines([ClueLine(text=text) for text in texts], [])
    assert [line.text for line in found] == texts
    assert len([line for line in found if not line.is_alike]) == len(set(texts))
    assert all(not found[line.first - 1].is_alike for line in found if line.first)
