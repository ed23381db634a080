"""Every kind of document that the council really keeps can be kept."""

from collections.abc import Callable, Mapping
from dataclasses import is_dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import Enum
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints, is_typeddict

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.shared.audit_log import AuditEntry
from bot.schema import TABLES
from storage import codec
from storage.tinydb.contents import Contents
from tests.effort import examples

PLAIN: dict[Any, st.SearchStrategy[Any]] = {
    type(None): st.none(),
    str: st.text(st.characters(exclude_categories=["Cs"])),
    int: st.integers(-(2**53), 2**53),
    float: st.floats(allow_nan=False, allow_infinity=False),
    bool: st.booleans(),
    datetime: st.datetimes(timezones=st.just(UTC)),
    date: st.dates(),
    time: st.times(),
    timedelta: st.timedeltas(timedelta(), timedelta(days=999)),
}


Args = tuple[Any, ...]


def either(args: Args) -> st.SearchStrategy[Any]:
    return st.one_of(*map(anything, args))


def several(args: Args) -> st.SearchStrategy[Any]:
    if args[-1] is Ellipsis:
        return st.lists(anything(args[0]), max_size=3).map(tuple)
    return st.tuples(*map(anything, args))


MADE_OF: dict[Any, Callable[[Args], st.SearchStrategy[Any]]] = {
    Union: either,
    UnionType: either,
    tuple: several,
    frozenset: lambda args: st.frozensets(anything(args[0]), max_size=3),
    dict: lambda args: st.dictionaries(*map(anything, args), max_size=3),
    Mapping: lambda args: st.dictionaries(*map(anything, args), max_size=3),
}


def anything(hint: Any) -> st.SearchStrategy[Any]:
    """Make values of a type as fields of documents have it."""
    hint = getattr(hint, "__supertype__", hint)  # an id is a text of its own type
    if hint in PLAIN:
        return PLAIN[hint]
    if get_origin(hint) in MADE_OF:
        return MADE_OF[get_origin(hint)](get_args(hint))
    if is_typeddict(hint):
        return st.fixed_dictionaries(
            {}, optional={name: anything(value) for name, value in get_type_hints(hint).items()}
        )
    if isinstance(hint, type) and is_dataclass(hint):
        fields = get_type_hints(hint).items()
        return st.deferred(lambda: st.builds(hint, **{name: anything(field) for name, field in fields}))
    assert issubclass(hint, Enum), f"no document had a {hint} yet: say here how to make one"
    return st.sampled_from(hint)


@pytest.mark.parametrize("kind", [*(table.kind for table in TABLES), AuditEntry], ids=lambda kind: kind.__name__)
@settings(max_examples=examples(20), deadline=None)
@given(data=st.data())
def test_every_kind_comes_back_as_it_was(kind: type, data: st.DataObject) -> None:
    """Whatever its fields hold, a document survives the way to JSON and back."""
    document = data.draw(anything(kind))
    assert codec.decode(kind, codec.loads(codec.dumps(codec.encode(document)))) == document


def test_every_index_names_real_fields() -> None:
    """The tables of the council fit together: names, kinds and indexed fields."""
    assert set(Contents(TABLES).indexes) == {table.name for table in TABLES}


def changeable(hint: Any) -> list[str]:
    """Return the parts of a type whose values can be changed after they are made."""
    hint = getattr(hint, "__supertype__", hint)
    if hint in PLAIN or (isinstance(hint, type) and issubclass(hint, Enum)):
        return []
    if get_origin(hint) in {Union, UnionType, tuple, frozenset}:
        return [found for each in get_args(hint) if each is not Ellipsis for found in changeable(each)]
    if is_dataclass(hint) and hint.__dataclass_params__.frozen:  # type: ignore[union-attr]  # every dataclass has it
        return [f"{name}.{found}" for name, each in get_type_hints(hint).items() for found in changeable(each)]
    return [str(hint)]


@pytest.mark.parametrize("kind", [table.kind for table in TABLES if table.shared], ids=lambda kind: kind.__name__)
def test_what_transactions_share_cannot_be_changed(kind: type) -> None:
    """A document that is decoded for several transactions consists of values that nobody can change."""
    assert changeable(kind) == []
