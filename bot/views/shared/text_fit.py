"""Measuring and cutting texts to the limits of a message. Lengths are UTF-16 units, as platforms count."""

import html
import re
from collections.abc import Callable, Sequence

from markupsafe import Markup

BR = Markup("\n")


def text_length(text: Markup) -> int:
    """Return how long it is for the reader, without its tags."""
    return _units(html.unescape(re.sub(r"<[^<>]*>", "", text)))


def shorten(text: str, limit: int) -> str:
    """Return the text, or its beginning with … at the end."""
    if _units(text) <= limit:
        return text
    return text.encode("utf-16-le")[: 2 * (limit - 1)].decode("utf-16-le", "ignore") + "…"


def lines_fit(lines: Sequence[Markup], limit: int) -> bool:
    """Return whether the lines, one below the other, have room."""
    return text_length(BR.join(lines)) <= limit


def drop_middle(lines: Sequence[Markup], limit: int, left_out: Callable[[int], Markup]) -> list[Markup]:
    """Return the first line and as many of the last as have room; between them `left_out` says how many are missing."""
    kept = 1
    while lines_fit(_around(lines, kept + 1, left_out), limit):
        kept += 1
    return _around(lines, kept, left_out)


def _around(lines: Sequence[Markup], last: int, left_out: Callable[[int], Markup]) -> list[Markup]:
    return [lines[0], left_out(len(lines) - 1 - last), *lines[-last:]]


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
