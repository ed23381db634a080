"""Names of several people in one line, as people write them."""

import re

_PARTED = re.compile(r"[、，,;；\n]")


def split_names(text: str) -> list[str]:
    """Return the names, parted by any sign that lists have."""
    return [name.strip() for name in _PARTED.split(text) if name.strip()]
