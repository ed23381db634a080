"""The number of a 12345 ticket: what a call to the city's hotline is known by."""

import re
import unicodedata

from bot.domain.shared.masking import mask

_NUMBER = re.compile(r"[A-Z0-9]{1,32}")


def parse_ticket(text: str) -> str | None:
    """Read a number: letters, digits, hyphens left out. None when it is none, or when somebody can be called by it."""
    number = unicodedata.normalize("NFKC", text).strip("#:").replace("-", "").upper()
    return number if _NUMBER.fullmatch(number) and any(map(str.isdigit, number)) and mask(number) == number else None
