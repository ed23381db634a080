"""Entities that Telegram detects in a text: commands, mentions, hashtags, URLs. Offsets are UTF-16 units."""

import re
from typing import Any

Entity = dict[str, Any]

# The order decides when two overlap: what comes first keeps the place.
_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("url", re.compile(r"(?<![\w@/])(?:https?://|t\.me/)[\w.~:/?#\[\]@!$&'()*+,;=%-]*[\w/=]", re.ASCII)),
    ("email", re.compile(r"(?<![\w.])[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)),
    ("mention", re.compile(r"(?<!\w)@[A-Za-z0-9_]{4,32}(?!\w)")),
    ("bot_command", re.compile(r"(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/<>])")),
    # A hashtag needs something besides digits: #12 is only a number.
    ("hashtag", re.compile(r"(?<![\w\u200c])#(?=\w*[^\W\d])[\w\u200c·]{1,256}(?![\w#])")),
)


def units(text: str) -> int:
    """The length of a text as Telegram counts it, in UTF-16 units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def cut(text: str, entity: Entity) -> str:
    """The part of a text that an entity covers."""
    start, length = entity["offset"] * 2, entity["length"] * 2
    return text.encode("utf-16-le")[start : start + length].decode("utf-16-le")


def detect(text: str, given: list[Entity] | None = None) -> list[Entity]:
    """The entities of a text: those given, and those found beside them."""
    found = list(given or [])
    closed = [(e["offset"], e["offset"] + e["length"]) for e in found if e["type"] in {"code", "pre", "text_link"}]
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            start = units(text[: match.start()])
            end = start + units(match.group())
            if all(end <= a or b <= start for a, b in closed):
                closed.append((start, end))
                found.append({"type": kind, "offset": start, "length": end - start})
    return sorted(found, key=lambda entity: (entity["offset"], -entity["length"]))
