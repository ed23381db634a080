"""Cutting text to Telegram's limits without breaking its tags.

Telegram counts UTF-16 units after the tags are removed (https://core.telegram.org/bots/api#formatting-options).
"""

import html
import re
from collections.abc import Iterable, Iterator

_TAG = r"</?[a-z-]+[^<>]*>"
_SMALLEST = re.compile(rf"{_TAG}|&(?:[a-z]+|#[0-9]+|#x[0-9a-fA-F]+);|.", re.DOTALL)
_TAGS = re.compile(_TAG)


def length(text: str) -> int:
    """Return how long escaped HTML counts for Telegram."""
    return _units(_shown(text))


def split(text: str, limit: int) -> list[str]:
    """Return pieces of escaped HTML of at most `limit` units each, parted at line ends where there are any.

    A tag that is open at a cut is closed there and opened again in the next piece. Blank pieces are left out.
    """
    shown = _shown(text)
    if shown and shown == shown.strip() and _units(shown) <= limit:
        return [text]  # nearly always
    pieces: list[str] = []
    opened: list[str] = []
    for run in _runs(_SMALLEST.findall(text), limit):
        start = "".join(opened)
        for piece in run:
            if piece.startswith("</"):
                opened.pop()
            elif _is_tag(piece):
                opened.append(piece)
        body = "".join(run)
        if html.unescape(re.sub(r"<[^<>]*>", "", body)).strip():
            pieces.append(start + body + "".join(f"</{_name(tag)}>" for tag in reversed(opened)))
    return pieces


def cut(text: str, limit: int) -> str:
    """Return the text, or as much of its beginning as fits, with … at the end."""
    return text if length(text) <= limit else split(text, limit - 1)[0] + "…"


def _runs(pieces: Iterable[str], limit: int) -> Iterator[list[str]]:
    """Part the smallest pieces into runs of at most `limit` units; the line end at a cut is left out."""
    run: list[str] = []
    size = 0
    line_end: int | None = None
    for piece in pieces:
        is_line_end = piece == "\n"
        while size + length(piece) > limit:
            if is_line_end:
                line_end = len(run)
            yield run[:line_end]
            run = [] if line_end is None else run[line_end + 1 :]
            size = sum(map(length, run))
            line_end = None
        if is_line_end and not size:
            continue  # Telegram takes blank lines off the ends
        if is_line_end:
            line_end = len(run)
        run.append(piece)
        size += length(piece)
    yield run


def _shown(text: str) -> str:
    return html.unescape(_TAGS.sub("", text))


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _is_tag(piece: str) -> bool:
    return len(piece) > 1 and piece[0] == "<"


def _name(tag: str) -> str:
    return tag.strip("</>").split()[0]
