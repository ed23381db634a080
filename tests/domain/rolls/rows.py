"""Rows of a roll as tests write them."""

import itertools
from dataclasses import replace

from bot.domain.rolls.roll import (
    Row,
    number_heads,
)


def row(unit: str, *owners: str, **more: object) -> Row:
    """A unit of these owners, each a name or a name and the last four digits of a telephone."""
    names, phones = zip(*(owner.partition(" ")[::2] for owner in owners), strict=True) if owners else ((), ())
    made = Row(unit=unit, building=unit.partition("-")[0], owners=tuple(names), phones=tuple(phones), area="100")
    return replace(made, **more)  # type: ignore[arg-type]


def heads(*rows: Row) -> list[set[str]]:
    """The units of each head."""
    units = number_heads(rows, council=1, roll=1)
    grouped = itertools.groupby(sorted(units, key=lambda unit: unit.head), key=lambda unit: unit.head)
    return [{unit.unit for unit in same} for _, same in grouped]
