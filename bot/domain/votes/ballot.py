"""Ballots: on a phone or on paper, open or sealed, with a receipt and a commitment."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from bot.domain.shared.ids import ChatId
from bot.domain.shared.typed_code import parse_typed_code
from bot.domain.votes.tally import Choice
from bot.domain.votes.vote import json_digest

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # nothing that is read as something else


CODE_LENGTH = 12


@dataclass(frozen=True, kw_only=True)
class Ballot:
    """The ballot of a unit; a later one replaces it.

    Either `choice` and `nonce` (记名) or `sealed` (不记名). `person` is who cast it, None on paper.
    `receipt` is the hash of the code that its caster was given.
    """

    council: int
    vote: int
    unit: str
    head: int
    person: int | None = None
    paper: bool = False
    choice: Choice | None = None
    nonce: str = ""
    sealed: str = ""
    receipt: str = ""

    @staticmethod
    def key_of(council: int, vote: int, unit: str) -> str:
        """Return the key of a unit's ballot."""
        return f"{council}/{vote}/{unit}"

    @property
    def key(self) -> str:
        """Council, vote and unit."""
        return self.key_of(self.council, self.vote, self.unit)

    @property
    def commitment(self) -> str:
        """The SHA-256 (hex) that the audit log keeps of the ballot: it fixes it and shows neither unit nor choice."""
        content = ["choice", self.choice, self.nonce] if self.choice else ["envelope", self.sealed]
        return json_digest(["yishi.ballot.1", self.council, self.vote, self.unit, *content])


@dataclass(frozen=True, kw_only=True)
class Paper:
    """A paper ballot that a clerk entered and that waits for a second officer's 见证."""

    council: int
    vote: int
    unit: str
    by: int  # the person who entered it
    choice: Choice | None = None  # 记名
    sealed: str = ""  # 不记名
    at: datetime  # UTC
    chats: tuple[ChatId, ...] = ()  # where somebody was asked to witness it

    @staticmethod
    def key_of(council: int, vote: int, unit: str) -> str:
        """Return the key of a unit's paper ballot."""
        return f"{council}/{vote}/{unit}"

    @property
    def key(self) -> str:
        """Council, vote and unit."""
        return self.key_of(self.council, self.vote, self.unit)

    @property
    def ticket(self) -> str:
        """Return a few letters that identify this entry: the button of a replaced one must not witness the new one."""
        return json_digest([self.key, self.at.isoformat(timespec="microseconds")])[:12]


@dataclass(frozen=True, kw_only=True)
class Seal:
    """The key of a secret vote's envelopes. Kept apart from everything else, destroyed when it is dropped."""

    council: int
    vote: int
    secret: str = field(repr=False)  # hex

    @staticmethod
    def key_of(council: int, vote: int) -> str:
        """Return the key of a vote's encryption key."""
        return f"{council}/{vote}"

    @property
    def key(self) -> str:
        """Council and vote."""
        return self.key_of(self.council, self.vote)


def new_receipt() -> str:
    """Return a new random receipt code, such as K7QF-2M9T-XH4P."""
    return format_receipt("".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH)))


def format_receipt(letters: str) -> str:
    """Return the letters of a receipt code in groups, as it is shown."""
    return "-".join(letters[start : start + 4] for start in range(0, CODE_LENGTH, 4))


def receipt_of(code: str) -> str | None:
    """Return the hash by which a receipt is found, however its code was typed; None for what is no code."""
    letters = parse_typed_code("".join(char for char in code if char.isalnum()), alphabet=ALPHABET, length=CODE_LENGTH)
    return json_digest(["yishi.receipt.1", letters]) if letters else None


def commitments_digest(commitments: Iterable[str]) -> str:
    """Return one digest over all the commitments, whatever their order."""
    return json_digest(sorted(commitments))
