"""Cutting text to Telegram's limits without breaking its tags.

Telegram counts UTF-16 units after the tags are taken out (https://core.telegram.org/bots/api#formatting-options).
"""

import html
import re
from collections.abc import Iterable, Iterator

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024

_SMALLEST = re.compile(r"</?[a-z-]+[^<>]*>|&(?:[a-z]+|#[0-9]+|#x[0-9a-fA-F]+);|.", re.DOTALL)


def length(text: str) -> int:
    """Give how long escaped HTML counts for Telegram."""
    return sum(map(_units, _SMALLEST.findall(text)))


def split(text: str, limit: int) -> list[str]:
    """Give pieces of escaped HTML of at most `limit` units each, parted at line ends where there are any.

    A tag that is open at a cut is closed there and opened again in the next piece. Blank pieces are left out.
    """
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
    """Give the text, or as much of its beginning as fits, with … at the end."""
    return text if length(text) <= limit else split(text, limit - 1)[0] + "…"


def _runs(pieces: Iterable[str], limit: int) -> Iterator[list[str]]:
    """Part the smallest pieces into runs of at most `limit` units; the line end at a cut is left out."""
    run: list[str] = []
    size = 0
    line_end: int | None = None
    for piece in pieces:
        is_line_end = piece == "\n"
        while size + _units(piece) > limit:
            if is_line_end:
                line_end = len(run)
            yield run[:line_end]
            run = [] if line_end is None else run[line_end + 1 :]
            size = sum(map(_units, run))
            line_end = None
        if is_line_end and not size:
            continue  # Telegram takes blank lines off the ends
        if is_line_end:
            line_end = len(run)
        run.append(piece)
        size += _units(piece)
    yield run


def _units(piece: str) -> int:
    return 0 if _is_tag(piece) else len(html.unescape(piece).encode("utf-16-le")) // 2


def _is_tag(piece: str) -> bool:
    return len(piece) > 1 and piece[0] == "<"


def _name(tag: str) -> str:
    return tag.strip("</>").split()[0]
