"""The one-time code by which a council joins a parent."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.hierarchy.escalation_ladder import Level
from bot.domain.shared.typed_code import parse_typed_code

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # nothing that looks like something else; 31 signs
LENGTH = 8  # signs: 39 bits, for a week, to be used once, and few guesses
CODE_LASTS = timedelta(days=7)
OWN = (Level.COUNCIL, Level.COMMUNITY, Level.STREET, Level.DEPARTMENT)  # what a group may be


@dataclass(frozen=True, kw_only=True)
class Joining:
    """A code that a council has given out, by which another joins it. Only the hash of the code is stored."""

    council: int
    hash: str
    expires: datetime  # UTC

    @staticmethod
    def key_of(council: int) -> str:
        """Return the key of a council's join code."""
        return str(council)

    @property
    def key(self) -> str:
        """The council: one code at a time."""
        return self.key_of(self.council)


def parse_code(text: str) -> str | None:
    """Return the code that was typed; None for what cannot be one."""
    return parse_typed_code(text, alphabet=ALPHABET, length=LENGTH)


def format_code(code: str) -> str:
    """Return the code as people read it."""
    return f"{code[:4]}-{code[4:]}"


def hash_code(code: str) -> str:
    """Return the hash of a code, which is stored."""
    return hashlib.sha256(f"yishi.joining.1:{code}".encode()).hexdigest()
