"""Codes that people type from a slip or a screen, on any keyboard."""

import re
import unicodedata

from bot.domain.shared.masking import normalize_signs, normalize_text

CODE_TEXT_LIMIT = 100  # UTF-16 units that are looked at
_SEPARATORS = re.compile(r"[\s-]+")


def parse_typed_code(text: str, *, alphabet: str, length: int, prefix: str = "") -> str | None:
    """Return the `length` signs of a code in capitals, None for what cannot be one.

    Full-width signs, small letters, spaces and hyphens of any kind, and the `prefix` of its link do no harm.
    """
    plain = unicodedata.normalize("NFKC", normalize_signs(normalize_text(text, CODE_TEXT_LIMIT))).upper()
    code = _SEPARATORS.sub("", plain)
    if prefix and len(code) == length + len(prefix):
        code = code.removeprefix(prefix)
    return code if len(code) == length and set(code) <= set(alphabet) else None
