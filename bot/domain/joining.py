"""The one-time code by which one council comes under another."""

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.ladder import Level

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # nothing that looks like something else; 31 signs
LENGTH = 8  # signs: 39 bits, for a week, to be used once, and few guesses
LASTS = timedelta(days=7)
OWN = (Level.COUNCIL, Level.COMMUNITY, Level.STREET, Level.DEPARTMENT)  # what a group may be
_WRITTEN = re.compile(rf"([{ALPHABET}]{{4}})[\s-]*([{ALPHABET}]{{4}})", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Joining:
    """A council has given out a code: who brings it comes under that council. Of the code only its hash is kept."""

    council: int
    hash: str
    expires: datetime  # UTC

    @property
    def key(self) -> str:
        """The council: one code at a time."""
        return str(self.council)


def written(text: str) -> str | None:
    """Give the code that somebody typed; None for what cannot be one."""
    found = _WRITTEN.fullmatch(text.strip())
    return (found[1] + found[2]).upper() if found else None


def spoken(code: str) -> str:
    """Give the code as people read it."""
    return f"{code[:4]}-{code[4:]}"


def hashed(code: str) -> str:
    """Give what is kept of a code."""
    return hashlib.sha256(f"yishi.joining.1:{code}".encode()).hexdigest()
