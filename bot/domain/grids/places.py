"""Places of a grid: the buildings and units that a file names, and those that a matter is about."""

import re

from bot.domain.matters.matter import comparable_text
from bot.domain.matters.similarity import features, list_buildings
from bot.domain.rolls.unit_labels import unit_label

PLACES_LIMIT = 200  # of one grid
_IN_ENGLISH = re.compile(r"\b(?:building|house|block)\s*(\d+)(?:\s*(?:stair|unit|entrance)\s*(\d+))?", re.IGNORECASE)
_PARTED = re.compile(r"[、，,;；\s]+")
_BUILDINGS = re.compile(r"(\d+)(?:号楼|栋|幢|座|号)?[-~～—–至到](\d+)(?:号楼|栋|幢|座|号)")
_UNITS = re.compile(r"(\d+)(?:号楼|栋|幢|座)(\d+)(?:单元)?[-~～—–至到](\d+)单元")


def parse_places(text: str) -> tuple[str, ...] | None:
    """Return the labels of the places that a cell names: 1号楼、3号楼2单元, 1-5号楼; None when one is no place."""
    found: list[str] = []
    plain = _IN_ENGLISH.sub(lambda place: "-".join(filter(None, place.groups())), text)
    for word in filter(None, _PARTED.split(plain)):
        labels = _labels(word)
        if labels is None or len(found) + len(labels) > PLACES_LIMIT:
            return None
        found += labels
    return tuple(dict.fromkeys(found))


def _labels(word: str) -> list[str] | None:
    if several := _UNITS.fullmatch(word):
        return [f"{several[1]}-{number}" for number in _range(several[2], several[3])] or None
    if several := _BUILDINGS.fullmatch(word):
        return [str(number) for number in _range(several[1], several[2])] or None
    label = unit_label(word)
    return None if label is None else [label]


def _range(first: str, last: str) -> list[int]:
    begins, ends = int(first), int(last)
    return list(range(begins, ends + 1)) if 0 < begins <= ends < begins + PLACES_LIMIT else []


def place_labels(plain: str) -> tuple[str, ...]:
    """Return the labels of the places that a plain text may be about, the closest first: 3-2, and then 3."""
    buildings = sorted(list_buildings(plain), key=int)
    units = sorted(features(plain).units, key=int)
    return (*(f"{building}-{unit}" for building in buildings for unit in units), *buildings)


def typed_labels(text: str) -> tuple[str, ...]:
    """Return the labels that somebody who looks for a grid may mean: 3号楼2单元, 3-2, 3."""
    label = unit_label(text)
    first = [label, label.rpartition("-")[0], label.partition("-")[0]] if label else []
    return tuple(dict.fromkeys(filter(None, (*first, *place_labels(comparable_text(text))))))
