"""How much fits into one message."""

from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from bot.locales import words
from bot.views.shared import names, text_fit
from handlers.telegram import html_split


@given(st.text(max_size=200))
def test_length_is_the_platform_s(text: str) -> None:
    """Lengths are counted as the way out counts them, tags aside."""
    written = Markup("<b>{}</b>&amp;").format(text)
    assert text_fit.text_length(written) == html_split.length(written)


@given(st.text(max_size=50), st.integers(1, 60))
def test_shortened(text: str, limit: int) -> None:
    """A text within the limit stays; a longer one is a beginning with a mark, and never longer than the limit."""
    short = text_fit.shorten(text, limit)
    assert text_fit.text_length(Markup.escape(short)) <= limit
    assert short == text or text.startswith(short.removesuffix("…"))


@given(st.lists(st.text(min_size=1, max_size=30), min_size=3, max_size=60), st.integers(100, 400))
def test_without_middle(texts: list[str], limit: int) -> None:
    """The first line and the last ones stay, and the number of those left out is true."""
    lines = [Markup.escape(text) for text in texts]
    if text_fit.lines_fit(lines, limit):
        return
    kept = text_fit.drop_middle(lines, limit, lambda n: Markup("… {} …").format(n))
    missing = next(n for n in range(len(lines)) if kept[1] == f"… {n} …")
    assert kept[0] == lines[0]
    assert kept[2:] == lines[1 + missing :]
    assert text_fit.lines_fit(kept, limit)


def test_names() -> None:
    """Many names are shortened to the first, all of them are said in a row, somebody unknown is a resident."""
    speak = words("zh-CN")
    assert names.list_names(speak, [None, None]) == "一位居民、一位居民"
    assert names.list_names(speak, [None, None], 1) == "一位居民 等"
    assert names.list_all(speak, [Markup("甲")]) == "甲"
    assert names.list_all(speak, [Markup("甲"), Markup("乙"), Markup("丙")]) == "甲、乙和丙"
    assert names.mention_person(speak, None) == "一位居民"
