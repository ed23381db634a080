"""The roll (名册): the units entitled in a formal vote, in versions that never change."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from bot.domain.rolls.owner_names import owner_key
from bot.domain.rolls.unit_labels import label_order, unit_label
from bot.domain.shared.ids import AccountId
from bot.domain.shared.numbered_document import NumberedDocument
from bot.domain.shared.reply import Values
from bot.domain.votes.vote import json_digest


class Kind(StrEnum):
    """Ownership of a unit; all unsold and undelivered units of the developer count as one head (解释§9)."""

    SOLD = "sold"
    UNSOLD = "unsold"
    UNDELIVERED = "undelivered"


class Source(StrEnum):
    """Sources of a roll."""

    FILE = "file"  # imported by an officer
    COUNCIL = "council"  # the council's own people by their roles, frozen when a vote opens


@dataclass(frozen=True, kw_only=True)
class Unit:
    """A 专有部分 in one version of the roll; in a roll of council members `unit` is the member's number.

    `head` numbers the person or group it counts as among the heads (人数): units of one head share it. `area` and
    `share` are exact decimals as text ("98.50"); "0" where the roll has none. `owners` are names, `phones` the last
    four digits of each owner's telephone or "", in the same order.
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

    @staticmethod
    def key_of(council: int, roll: int, unit: str) -> str:
        """Return the key of a unit."""
        return f"{council}/{roll}/{unit}"

    @property
    def key(self) -> str:
        """Council, version of the roll and unit."""
        return self.key_of(self.council, self.roll, self.unit)


@dataclass(frozen=True, kw_only=True)
class Roll:
    """A version of the roll: `Council.roll` says which is in force; votes keep the version they were opened with.

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

    @staticmethod
    def key_of(council: int, number: int) -> str:
        """Return the key of a version of the roll."""
        return f"{council}/{number}"

    @property
    def key(self) -> str:
        """Council and version."""
        return self.key_of(self.council, self.number)


@dataclass(frozen=True, kw_only=True)
class RollDraft(NumberedDocument):
    """A file that was previewed and waits for [确认导入]; it is fetched and read again then.

    `file` is the platform's reference, `digest` the SHA-256 of its content, `base` the version it was compared with.
    """

    account: AccountId
    file: str
    name: str
    digest: str
    base: int
    at: datetime  # UTC


@dataclass(frozen=True, kw_only=True)
class Access:
    """A link of a person's account to a unit: they may cast its ballot. It outlives versions of the roll."""

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
    """A one-time code that links an account to a unit; only its hash is stored."""

    hash: str
    council: int
    unit: str
    expires: datetime  # UTC

    @property
    def key(self) -> str:
        """The hash."""
        return self.hash


@dataclass(frozen=True, kw_only=True)
class Row:
    """A validated line of an imported table, not yet grouped by head. `mark` is the officer's 计票号."""

    unit: str
    building: str = ""
    owners: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    area: str = "0"
    share: str = "0"
    kind: Kind = Kind.SOLD
    mark: str = ""


@dataclass(frozen=True)
class Problem:
    """An error in an imported table: `line` as Excel numbers it, 0 for the whole file.

    `key` names a sentence of the view; `params` may have `column` (a field of the table), `text` (what stands there)
    and `right` (what would be right). `sheet` is the name of the sheet, "" in a file that has only one.
    """

    line: int
    key: str
    params: Values = field(default_factory=dict)
    sheet: str = ""


@dataclass(frozen=True)
class RollSheet:
    """The content of a roll file: its valid rows and its errors, which `wrong` counts where they are too many to list.

    `unused` are the headers of columns that nothing was taken from; `notes` are things to check before the roll is
    confirmed: sheets, lines and columns that were not read, and cells that may mean something else.
    """

    rows: tuple[Row, ...] = ()
    problems: tuple[Problem, ...] = ()
    wrong: int = 0
    unused: tuple[str, ...] = ()
    notes: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Difference:
    """The changes from one version of the roll to the next, as sorted labels of units."""

    new: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    measured: tuple[str, ...] = ()  # another area or share
    owned: tuple[str, ...] = ()  # other owners, or another state of sale

    def __bool__(self) -> bool:
        """Return whether there is any difference."""
        return bool(self.new or self.gone or self.measured or self.owned)


def keep_labels(rows: Iterable[Row], old: Iterable[Unit]) -> list[Row]:
    """Return the rows with the labels that their units already have: accounts and codes are tied to labels."""
    kept: dict[str, str] = {}
    labels = {unit.unit for unit in old}
    for label in labels:
        form = unit_label(label)
        if form and form not in labels:
            kept[form] = label
    return [replace(row, unit=kept.get(row.unit, row.unit)) for row in rows]


def number_heads(rows: Iterable[Row], *, council: int, roll: int) -> list[Unit]:
    """Return the units of a version in the order of their labels, each with the number of its head (解释§9).

    Equal sets of owners, told apart by name and telephone, are one head, and so is all that the developer still has.
    Where an officer wrote a 计票号 it decides instead.
    """
    heads: dict[Hashable, int] = {}
    return [
        Unit(
            council=council,
            roll=roll,
            unit=row.unit,
            building=row.building,
            head=heads.setdefault(head_key(row), len(heads) + 1),
            owners=row.owners,
            phones=row.phones,
            area=row.area,
            share=row.share,
            kind=row.kind,
        )
        for row in sorted(rows, key=lambda row: label_order(row.unit))
    ]


def head_key(row: Row) -> Hashable:
    """Return what rows of one head have in common: their mark, or else their owners."""
    if row.mark:
        return ("mark", row.mark)
    if row.kind is not Kind.SOLD:
        return "developer"
    return ("owners", _owners(row))


def sum_decimals(values: Iterable[str]) -> str:
    """Return the exact sum of decimals, as text."""
    return format(sum(map(Decimal, values), Decimal(0)), "f")


def roll_digest(units: Iterable[Unit]) -> str:
    """Return the SHA-256, in hex, of all that counts in a vote: no name is in it, so anybody may check it."""
    rows = ([unit.unit, unit.building, unit.head, unit.area, unit.share, unit.kind] for unit in units)
    return json_digest(["yishi.roll.1", sorted(rows)])


def compare_rolls(old: Iterable[Unit], new: Iterable[Unit]) -> Difference:
    """Compare two versions of a roll."""
    before, after = ({unit.unit: unit for unit in units} for units in (old, new))
    both = [(before[label], after[label]) for label in after.keys() & before.keys()]

    def ordered(labels: Iterable[str]) -> tuple[str, ...]:
        return tuple(sorted(labels, key=label_order))

    return Difference(
        new=ordered(after.keys() - before.keys()),
        gone=ordered(before.keys() - after.keys()),
        measured=ordered(b.unit for a, b in both if _measures(a) != _measures(b)),
        owned=ordered(b.unit for a, b in both if (_owners(a), a.kind) != (_owners(b), b.kind)),
    )


def _measures(unit: Unit) -> tuple[Decimal, Decimal]:
    return Decimal(unit.area), Decimal(unit.share)


def _owners(unit: Unit | Row) -> frozenset[tuple[str, str]]:
    return frozenset(zip(map(owner_key, unit.owners), unit.phones, strict=True))
