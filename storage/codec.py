"""Conversion of documents to JSON and back: frozen dataclasses, instants as sortable UTC text, defaults left out."""

from collections.abc import Callable
from dataclasses import MISSING, Field, fields
from datetime import UTC, date, datetime, time, timedelta
from enum import Enum
from functools import cache
from typing import Any, TypeVar, get_type_hints

import orjson
from cattrs import Converter
from cattrs.strategies import configure_union_passthrough

T = TypeVar("T")
Raw = dict[str, Any]
Stored = str | int | bool


def _instant(value: datetime) -> str:
    if value.tzinfo is None:
        raise ValueError(f"{value} has no time zone: only UTC instants are kept")
    utc = value if value.tzinfo is UTC else value.astimezone(UTC)  # almost all are
    return utc.isoformat() if utc.microsecond else utc.isoformat(timespec="microseconds")  # the first is faster


def _parser(parse: Callable[[str], T]) -> Callable[[str, object], T]:
    return lambda text, _: parse(text)


def _converter() -> Converter:
    """Build the one converter; cattrs writes the code for a class when it first meets it, not at the start."""
    made = Converter(
        omit_if_default=True, detailed_validation=False, unstruct_collection_overrides={frozenset: sorted, set: sorted}
    )
    configure_union_passthrough(str | int | bool | None, made)
    made.register_unstructure_hook(datetime, _instant)
    made.register_structure_hook(datetime, _parser(datetime.fromisoformat))
    made.register_unstructure_hook(date, date.isoformat)
    made.register_structure_hook(date, _parser(date.fromisoformat))
    made.register_unstructure_hook(time, time.isoformat)
    made.register_structure_hook(time, _parser(time.fromisoformat))
    made.register_unstructure_hook(timedelta, timedelta.total_seconds)
    made.register_structure_hook(timedelta, lambda seconds, _: timedelta(seconds=seconds))
    return made


_CONVERTER = _converter()


def encode(value: object) -> Raw:
    """Return the JSON-able form of a dataclass; ValueError for an instant without a time zone."""
    raw: Raw = _CONVERTER.unstructure(value)
    return raw


def decode(kind: type[T], raw: Raw) -> T:
    """Make a value of the dataclass from its JSON-able form; unknown keys are skipped."""
    return _CONVERTER.structure(raw, kind)


def dumps(raw: Raw | str) -> bytes:
    """Return compact JSON on one line."""
    # What orjson returns holds on to the 4 KB in which it was written. A copy holds only what it says.
    return bytes(memoryview(orjson.dumps(raw, option=orjson.OPT_NON_STR_KEYS)))


def sorted_dumps(raw: Raw) -> bytes:
    """Return JSON as `bot.domain.record.Line.digest` hashes it: compact, its keys sorted."""
    return orjson.dumps(raw, option=orjson.OPT_SORT_KEYS)


def loads(text: bytes) -> Raw:
    """Read JSON; ValueError when it is not."""
    raw: Raw = orjson.loads(text)
    return raw


def stored(value: Stored | date | Enum | None) -> Stored | None:
    """Return a field's value in its JSON form, for index rows."""
    if isinstance(value, datetime):
        return _instant(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Enum):
        scalar: Stored = value.value
        return scalar
    return value


def default(field: Field[Any]) -> Stored | None:
    """Return what a left-out field stands for in an index; None when it must be there."""
    return None if field.default is MISSING else stored(field.default)


@cache
def field_defaults(kind: type, names: tuple[str, ...]) -> tuple[tuple[str, str, Stored | None], ...]:
    """Return each named field, the field in its value that is meant or "", and the stored default.

    `assignment__due` is the field `due` of the dataclass in the field `assignment`. ValueError for a name that there is
    none of.
    """
    return tuple(_field_default(kind, name) for name in names)


def _field_default(kind: type, name: str) -> tuple[str, str, Stored | None]:
    outer, _, inner = name.partition("__")
    known = {field.name: field for field in fields(kind)}
    if outer not in known:
        raise ValueError(f"{kind.__name__} has no field {outer}")
    if not inner:
        return outer, "", default(known[outer])
    return outer, inner, _field_default(get_type_hints(kind)[outer], inner)[-1]
