"""The roll (名册): who is entitled in a formal vote, unit by unit, in versions that never change."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Kind(StrEnum):
    """Whose a unit is; the developer's unsold and undelivered units make one head in all (解释§9)."""

    SOLD = "sold"
    UNSOLD = "unsold"
    UNDELIVERED = "undelivered"


class Source(StrEnum):
    """Where a roll comes from."""

    FILE = "file"  # imported by an officer
    COUNCIL = "council"  # the council's own people by their roles, frozen when a vote opens


@dataclass(frozen=True, kw_only=True)
class Unit:
    """One 专有部分 in one version of the roll; in a roll of the council's people `unit` is the person's number.

    `head` numbers whom it counts as among the heads (人数): units of one head share it.
    `area` and `share` are exact decimals as text ("98.50"); "0" where the roll has none.
    `owners` are names, `phones` the last four digits of each owner's telephone or "", in the same order.
    """

    council: int
    roll: int
    unit: str
    building: str = ""
    head: int
    owners: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    area: str = "0"
    share: str = "0"
    kind: Kind = Kind.SOLD

    @property
    def key(self) -> str:
        """Council, version of the roll and unit."""
        return f"{self.council}/{self.roll}/{self.unit}"


@dataclass(frozen=True, kw_only=True)
class Roll:
    """One version of the roll: `Council.roll` says which one is in force; votes keep the one they were opened with.

    `digest` is the SHA-256, in hex, of all its units.
    """

    council: int
    number: int
    at: datetime  # UTC
    by: int  # the person
    source: Source = Source.FILE
    units: int
    heads: int
    area: str = "0"
    share: str = "0"
    buildings: tuple[str, ...] = ()
    digest: str

    @property
    def key(self) -> str:
        """Council and version."""
        return f"{self.council}/{self.number}"


@dataclass(frozen=True, kw_only=True)
class RollDraft:
    """A file that was looked through and waits for [确认导入]; it is fetched and read again then.

    `file` is the platform's reference, `digest` the SHA-256 of its content, `base` the version it was compared with.
    """

    council: int
    number: int
    account: int
    file: str
    name: str
    digest: str
    base: int
    at: datetime  # UTC

    @property
    def key(self) -> str:
        """Council and number."""
        return f"{self.council}/{self.number}"


@dataclass(frozen=True, kw_only=True)
class Access:
    """A person's account is tied to a unit: they may cast its ballot. It outlives versions of the roll."""

    council: int
    unit: str
    person: int
    at: datetime  # UTC

    @property
    def key(self) -> str:
        """Council, unit and person."""
        return f"{self.council}/{self.unit}/{self.person}"


@dataclass(frozen=True, kw_only=True)
class Code:
    """A one-time code that ties an account to a unit; only its hash is kept."""

    hash: str
    council: int
    unit: str
    expires: datetime  # UTC

    @property
    def key(self) -> str:
        """The hash."""
        return self.hash
