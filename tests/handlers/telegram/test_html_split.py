"""Cutting text to Telegram's limits."""

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.telegram.html_split import cut, length, split

PIECES = st.lists(
    st.sampled_from(["甲", "a", "&amp;", "&#39;", "&lt;", "😀", "\n", " ", "<b>", "<i>", "</>", "<code>"]), max_size=60
)


def balanced(pieces: list[str]) -> str:
    """Escaped HTML in which every tag that opens closes; </> closes the innermost."""
    text, opened = "", list[str]()
    for piece in pieces:
        if piece == "</>":
            text += f"</{opened.pop()}>" if opened else ""
        else:
            text += piece
            if piece[0] == "<":
                opened.append(piece.strip("<>"))
    return text + "".join(f"</{tag}>" for tag in reversed(opened))


def plain(text: str) -> str:
    return html.unescape(re.sub(r"<[^<>]*>", "", text))


@given(PIECES, st.integers(2, 20))
def test_split(pieces: list[str], limit: int) -> None:
    """Every piece fits, its tags close, and nothing but white space is lost."""
    text = balanced(pieces)
    parts = split(text, limit)
    assert all(0 < length(part) <= limit for part in parts)
    assert all(part.count("<") == 2 * part.count("</") for part in parts)
    assert re.sub(r"\s", "", "".join(map(plain, parts))) == re.sub(r"\s", "", plain(text))


@given(PIECES, st.integers(3, 20))
def test_cut(pieces: list[str], limit: int) -> None:
    """What is cut fits, and says that it is cut."""
    text = balanced(pieces)
    if plain(text).strip():
        shown = cut(text, limit)
        assert length(shown) <= limit
        assert shown == text or shown.endswith("…")


@pytest.mark.parametrize(
    ("text", "units"), [("<b>甲</b>", 1), ("&amp;&lt;", 2), ("😀", 2), ("a\nb", 3), ('<a href="x">y</a>', 1)]
)
def test_length(text: str, units: int) -> None:
    """Tags count nothing, an entity one character, an emoji two units."""
    assert length(text) == units


def test_at_line_ends() -> None:
    """Lines stay whole where they can, and a bold line stays bold across a cut."""
    assert split("<b>一二\n三四\n五</b>六", 5) == ["<b>一二\n三四</b>", "<b>五</b>六"]
    assert split("一二三四五六", 4) == ["一二三四", "五六"]


def test_a_fold_stays_one() -> None:
    """A long quote that opens at a touch is one in every piece."""
    pieces = split(f"<blockquote expandable>{'字' * 5000}</blockquote>", 4096)
    assert len(pieces) == 2
    assert all(each.startswith("<blockquote expandable>") and each.endswith("</blockquote>") for each in pieces)
