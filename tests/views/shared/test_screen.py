"""What is more than one screen of a phone folds away."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import Markup

from bot.views.shared.screen import FOLD, SCREEN_LINES, fit_screen, fits_screen, fold, unfold
from bot.views.shared.text_fit import BR
from sandbox import html
from tests.effort import examples

PIECES = st.sampled_from(["字" * 40, "word " * 9, "\n", "\n\n", "<b>粗</b>", "&amp;", "<i>斜</i>", "字"])


@given(st.lists(PIECES, max_size=60))
@settings(max_examples=examples(100))
def test_anything_fits(pieces: list[str]) -> None:
    """Whatever a message says, one screen of it is in sight, all of it is there, and its tags close."""
    text = Markup("".join(pieces))  # noqa: S704  # it is ours
    shown = fit_screen(text)
    assert fits_screen(shown)
    plain, entities = html.parse(shown)
    assert "".join(plain.split()) == "".join(html.parse(text)[0].split())
    assert sum(each["type"] == "expandable_blockquote" for each in entities) <= 1


def test_short_stays() -> None:
    """What fits stays as it is, with the folds it has."""
    text = BR.join([Markup("一行"), fold([Markup.escape("字" * 900)])])
    assert fit_screen(text) == text


def test_cut_between_lines() -> None:
    """A long list is cut at a line end, below the last line that has room."""
    text = BR.join(Markup("第{}行").format(n) for n in range(30))
    seen, _, rest = fit_screen(text).partition(FOLD)
    assert seen.count("\n") < SCREEN_LINES
    assert seen.endswith("行\n")
    assert rest.startswith("第")


@pytest.mark.parametrize("text", ["平平常常", "粗\n字"])
def test_unfolded(text: str) -> None:
    """A platform without folds gets the same words in plain sight."""
    assert unfold(BR.join([Markup("前"), fold([Markup.escape(text)])])) == Markup("前\n{}").format(text)
