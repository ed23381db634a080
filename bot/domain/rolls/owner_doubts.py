"""Doubts about the owners of a roll: names that may be one person, or two."""

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.domain.rolls.owner_names import loose_key, owner_key
from bot.domain.rolls.roll import Kind, Row, head_key
from bot.domain.rolls.unit_labels import label_order


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
        elif len({head_key(row) for _, row in owned}) == 1 and not all(phone for phone, _ in owned):
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
        heads.setdefault(phone, set()).add(head_key(row))
    every = set().union(*heads.values())

    def meets(phone: str, head: Hashable) -> bool:
        others = heads[""] if phone else every
        return len(heads[phone]) > 1 or len(others) > (head in others)

    return [row for phone, row in owned if meets(phone, head_key(row))]


def _doubt(name: str, rows: Iterable[Row]) -> Doubt:
    return Doubt(name, tuple(sorted({row.unit for row in rows}, key=label_order)))
