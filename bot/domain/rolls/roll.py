"""The roll (名册): the units entitled in a formal vote, in versions that never change."""

import hashlib
import re
import unicodedata
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from bot.domain.rolls.owner_names import loose_key, owner_key
from bot.domain.shared.chinese_numbers import NUMERALS, to_arabic
from bot.domain.shared.ids import AccountId
from bot.domain.shared.reply import Values
from bot.domain.votes.vote import json_digest

LABEL_LIMIT = 24  # characters of a unit's label; people read it, type it, and it stands on a slip of paper
# Separators in a label, equal to a hyphen.
_WORDS = re.compile(
    r"[号號][楼樓]|[单單]元|[栋棟幢座楼樓#门門梯]|\b(?:BUILDING|HOUSE)\s+(?=\d)|\bNO(?:\.\s*|\s+)?(?=\d)"
)
_HYPHENS = re.compile(r"[\s\-\u2010-\u2015\u2212_/~.]+")  # Excel, phones and people write them in many ways
_ENDS = re.compile(r"[室号號房户-]+$")
_ORDINAL = re.compile(rf"(?<![^-])第(?=[0-9{NUMERALS}])")  # 第12栋
_NUMERAL = re.compile(rf"(?<![^-])[{NUMERALS}]+(?=[号號A-Z-]|$)")  # 十二栋; no part of a word, as in 三里屯
_LABEL = re.compile(r"[0-9A-Z\u4e00-\u9fff]+(?:-[0-9A-Z\u4e00-\u9fff]+)*")
_ZEROS = re.compile(r"(?<![0-9A-Z])0+(?=[0-9])")


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
class RollDraft:
    """A file that was previewed and waits for [确认导入]; it is fetched and read again then.

    `file` is the platform's reference, `digest` the SHA-256 of its content, `base` the version it was compared with.
    """

    council: int
    number: int
    account: AccountId
    file: str
    name: str
    digest: str
    base: int
    at: datetime  # UTC

    @staticmethod
    def key_of(council: int, number: int) -> str:
        """Return the key of a roll that waits for its confirmation."""
        return f"{council}/{number}"

    @property
    def key(self) -> str:
        """Council and number."""
        return self.key_of(self.council, self.number)


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
class Doubt:
    """Units that may belong to the same person, for a person to decide; `name` is that owner's."""

    name: str
    units: tuple[str, ...]


@dataclass(frozen=True)
class Doubts:
    """Possible mistakes in a roll that a person should check before it counts.

    `overlaps`: separate heads that share an owner. `namesakes`: one head, though only the name says so. `variants`:
    separate heads whose owners' names are almost the same; `name` holds the spellings.
    """

    overlaps: tuple[Doubt, ...] = ()
    namesakes: tuple[Doubt, ...] = ()
    variants: tuple[Doubt, ...] = ()


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


def unit_label(text: str) -> str | None:
    """Return a unit's label in its one form: 3栋1单元502室, 3#1-502 and 3-1-0502 are all "3-1-502".

    None for what is no label. Any form of hyphen or of a word for a part of a house parts it; full-width characters,
    small letters, Chinese numerals and leading zeros become the usual ones.
    """
    plain = unicodedata.normalize("NFKC", text).upper().strip()
    parted = _HYPHENS.sub("-", _WORDS.sub("-", plain)).strip("-")
    counted = _NUMERAL.sub(lambda found: to_arabic(found[0]) or found[0], _ORDINAL.sub("", _ENDS.sub("", parted)))
    label = _ZEROS.sub("", counted)
    return label if len(label) <= LABEL_LIMIT and _LABEL.fullmatch(label) else None


def label_spellings(label: str) -> tuple[str, ...]:
    """Return the labels that a typed one may mean: itself, or with the building named once more or less."""
    first, _, rest = label.partition("-")
    return (label, f"{first}-{label}", *([rest] if rest.startswith(f"{first}-") else []))


def is_old_form(label: str, form: str) -> bool:
    """Return whether a label of an older roll, such as 十二-1-502, is what `unit_label` makes 12-1-502 of today."""
    may_differ = label != form and (not label.isascii() or "NO" in label)  # most need not be looked at closely
    return may_differ and unit_label(label) == form


def keep_labels(rows: Iterable[Row], old: Iterable[Unit]) -> list[Row]:
    """Return the rows with the labels that their units already have: accounts and codes are tied to labels."""
    kept: dict[str, str] = {}
    labels = {unit.unit for unit in old}
    for label in labels:
        form = unit_label(label)
        if form and form not in labels:
            kept[form] = label
    return [replace(row, unit=kept.get(row.unit, row.unit)) for row in rows]


def short_label(label: str) -> str:
    """Return a label as it can stand behind a button, which holds little and ASCII only."""
    return hashlib.sha256(label.encode()).hexdigest()[:16]


def label_order(label: str) -> tuple[tuple[int, int, str], ...]:
    """Return what labels sort by: 3-1-502 comes before 10-1-101."""
    return tuple((0, int(part), "") if part.isdecimal() else (1, 0, part) for part in label.split("-"))


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
            head=heads.setdefault(_head(row), len(heads) + 1),
            owners=row.owners,
            phones=row.phones,
            area=row.area,
            share=row.share,
            kind=row.kind,
        )
        for row in sorted(rows, key=lambda row: label_order(row.unit))
    ]


def _head(row: Row) -> Hashable:
    if row.mark:
        return ("mark", row.mark)
    if row.kind is not Kind.SOLD:
        return "developer"
    return ("owners", _owners(row))


def find_doubts(rows: Iterable[Row]) -> Doubts:
    """Return what a person should decide: who may own several units without being counted once, and the reverse.

    What is decided by a 计票号 on every line of a name is no doubt any more.
    """
    named: dict[str, list[tuple[str, Row]]] = {}
    written: dict[str, str] = {}  # each name as it stands in its first line
    for row in rows:
        if row.kind is Kind.SOLD:
            for name, phone in zip(row.owners, row.phones, strict=True):
                key = owner_key(name)
                named.setdefault(key, []).append((phone, row))
                written.setdefault(key, name)
    overlaps, namesakes = [], []
    for key, owned in named.items():
        if len(owned) == 1 or all(row.mark for _, row in owned):
            continue
        alike = _alike(owned)
        if alike:
            overlaps.append(_doubt(written[key], alike))
        elif len({_head(row) for _, row in owned}) == 1 and not all(phone for phone, _ in owned):
            namesakes.append(_doubt(written[key], [row for _, row in owned]))
    return Doubts(tuple(overlaps), tuple(namesakes), tuple(_variants(named, written)))


def _variants(named: Mapping[str, Sequence[tuple[str, Row]]], written: Mapping[str, str]) -> Iterator[Doubt]:
    """Yield names that are almost the same and whose owners no telephone number tells apart."""
    groups: dict[str, list[str]] = {}
    for key in named:
        groups.setdefault(loose_key(key), []).append(key)
    for keys in groups.values():
        owned = [(phone, key, row) for key in keys for phone, row in named[key]]
        if len(keys) == 1 or all(row.mark for _, _, row in owned):
            continue
        spelt: dict[str, set[str]] = {"": set()}  # telephone: the names it stands with
        for phone, key, _ in owned:
            spelt.setdefault(phone, set()).add(key)
        anywhere = set(keys)
        meant = {phone: (found | spelt[""]) if phone else anywhere for phone, found in spelt.items()}
        alike = [(key, row) for phone, key, row in owned if len(meant[phone]) > (key in meant[phone])]
        if alike:
            name = " / ".join(written[key] for key in dict.fromkeys(key for key, _ in alike))
            yield _doubt(name, [row for _, row in alike])


def _alike(owned: Sequence[tuple[str, Row]]) -> list[Row]:
    """Return the lines of one name that may be the same person's as a line of another head.

    An unknown telephone number may be anybody's.
    """
    heads: dict[str, set[Hashable]] = {"": set()}
    for phone, row in owned:
        heads.setdefault(phone, set()).add(_head(row))
    every = set().union(*heads.values())

    def meets(phone: str, head: Hashable) -> bool:
        others = heads[""] if phone else every
        return len(heads[phone]) > 1 or len(others) > (head in others)

    return [row for phone, row in owned if meets(phone, _head(row))]


def _doubt(name: str, rows: Iterable[Row]) -> Doubt:
    return Doubt(name, tuple(sorted({row.unit for row in rows}, key=label_order)))


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
