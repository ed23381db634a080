"""Numbers of hotline tickets (12345)."""

import re
import unicodedata

from bot.domain.shared.masking import mask

_NUMBER = re.compile(r"[A-Z0-9]{1,32}")


def parse_ticket(text: str) -> str | None:
    """Parse a ticket number, leaving out hyphens. None for anything else, and for a telephone or ID number."""
    number = unicodedata.normalize("NFKC", text).strip("#:").replace("-", "").upper()
    return number if _NUMBER.fullmatch(number) and any(map(str.isdigit, number)) and mask(number) == number else None
