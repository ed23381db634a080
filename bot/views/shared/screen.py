"""One screen of a phone: what is longer folds into a quote that opens at a touch.

A fold is `<blockquote expandable>` on platforms that have it; elsewhere its words stand as they are.
"""

import html
import re
from collections.abc import Iterable, Iterator
from unicodedata import east_asian_width

from markupsafe import Markup

from bot.views.shared.text_fit import BR

SCREEN_WIDTH = 350  # Chinese characters, or twice as many Latin letters
SCREEN_LINES = 12
FOLD, END = "<blockquote expandable>", "</blockquote>"
_FOLDED = re.compile(f"{FOLD}.*?{END}", re.DOTALL)
_PIECES = re.compile(r"</?[a-z-]+[^<>]*>|&(?:[a-z]+|#\w+);|.", re.DOTALL)
_WIDE = frozenset("WF")


def fold(lines: Iterable[Markup]) -> Markup:
    """Return the lines as a fold."""
    return Markup("<blockquote expandable>{}</blockquote>").format(BR.join(lines))


def fold_end(text: str, in_sight: int) -> Markup:
    """Return what somebody wrote with so many characters in sight, and the end of a longer text in a fold."""
    if len(text) <= in_sight:
        return Markup.escape(text)
    return BR.join([Markup.escape(text[:in_sight].rstrip()), fold([Markup.escape(text[in_sight:].lstrip())])])


def unfold(text: Markup) -> Markup:
    """Return the text with what it folds in plain sight."""
    return Markup(text.replace(FOLD, "").replace(END, "")) if FOLD in text else text  # noqa: S704  # two tags less


def fits_screen(text: Markup) -> bool:
    """Return whether what stands outside of folds has room on one screen."""
    seen = _FOLDED.sub("", text)
    has_room = len(seen) <= SCREEN_WIDTH or _width(seen) <= SCREEN_WIDTH  # it is no wider than it is long
    return seen.count("\n") < SCREEN_LINES and has_room


def fit_screen(text: Markup) -> Markup:
    """Return the text with as much in sight as fits on one screen, and the rest in a fold.

    It is cut at the last line end that has room, or within a line that has none by itself, never within a tag.
    """
    if fits_screen(text):
        return text
    at = _cut(unfold(text))
    whole = str(unfold(text))
    seen, rest = whole[:at].rstrip("\n"), whole[at:].strip("\n")
    return Markup(f"{seen}\n{FOLD}{rest}{END}")  # noqa: S704  # it was markup, cut outside of its tags


def _cut(text: Markup) -> int:
    """Return where the part ends that is seen, outside of every tag."""
    width, unit, lines, at, opened = 0.0, _unit(_plain(text)), 1, 0, 0
    line_end = anywhere = 0
    for piece in _pieces(text):
        if piece.startswith("<") and len(piece) > 1:
            opened += -1 if piece[1] == "/" else 1
        else:
            width += unit
        if piece == "\n":
            lines += 1
            line_end = line_end if opened else at
        if width >= SCREEN_WIDTH or lines >= SCREEN_LINES:
            break
        at += len(piece)
        if not opened:
            anywhere = at
    is_short = line_end and _width(text[:line_end]) >= SCREEN_WIDTH / 3
    return line_end if is_short or lines >= SCREEN_LINES else anywhere


def _pieces(text: Markup) -> Iterator[str]:
    return (found.group() for found in _PIECES.finditer(text))


def _width(text: str) -> float:
    """Return how wide a text is without its tags, in Chinese characters."""
    plain = _plain(text)
    return _unit(plain) * len(plain)


def _unit(plain: str) -> float:
    """Return how wide one character of a text without tags counts: half, where all are Latin."""
    return 1.0 if any(east_asian_width(each) in _WIDE for each in plain) else 0.5


def _plain(text: str) -> str:
    return html.unescape(re.sub(r"<[^<>]*>", "", text))
