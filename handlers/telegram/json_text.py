"""Parsing of JSON from outside: its cost is bounded by its length, and ValueError is the only error."""

import json
import re
from typing import Any

DEPTH_LIMIT = 100  # what Telegram sends is a tenth as deep; Python's reader gives up near 1,000
_TOKENS = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|[\[\]{}]', re.DOTALL)


def parse_json(content: bytes | bytearray) -> Any:
    """Return the value of a UTF-8 JSON text; what is nested deeper than `DEPTH_LIMIT` is null. Raises ValueError."""
    text = content.decode(errors="replace")
    try:
        return json.loads(text)
    except RecursionError:
        return json.loads(_without_depths(text))


def _without_depths(text: str) -> str:
    """Return the text with each array and object below `DEPTH_LIMIT` others replaced by null."""
    pieces: list[str] = []
    depth = done = 0
    for token in _TOKENS.finditer(text):
        if token[0] in "[{":
            depth += 1
            if depth == DEPTH_LIMIT + 1:
                pieces += [text[done : token.start()], "null"]
                done = len(text)
        elif token[0] in "]}":
            depth -= 1
            if depth == DEPTH_LIMIT:
                done = token.end()
    return "".join([*pieces, text[done:]])
