"""Documents to JSON and back."""

import sys
import tracemalloc
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.shared.incoming_message import Attachment
from storage import codec
from tests.storage.samples import NOON, Colour, Cover, Note, Step

INSTANTS = st.datetimes(timezones=st.just(UTC))
TEXT = st.text(st.characters(exclude_categories=["Cs"]))
FACTS = st.dictionaries(TEXT, st.booleans() | st.integers(-(2**53), 2**53) | TEXT)
STEPS = st.builds(Step, at=INSTANTS, what=TEXT, person=st.none() | st.integers(0, 9), facts=FACTS)
NOTES = st.builds(
    Note,
    box=st.integers(-(2**53), 2**53),
    number=st.integers(0, 9),
    text=TEXT,
    colour=st.sampled_from(Colour),
    due=st.none() | INSTANTS,
    day=st.none() | st.dates(),
    open=st.booleans(),
    hour=st.none() | st.times(),
    lasts=st.timedeltas(-timedelta(days=999), timedelta(days=999)),
    tags=st.frozensets(TEXT),
    steps=st.lists(STEPS, max_size=3).map(tuple),
    words=st.dictionaries(st.integers(0, 9), TEXT),
    cover=st.builds(Cover, colour=st.sampled_from(Colour), pages=st.none() | st.integers(0, 9)),
)


@given(NOTES)
def test_a_document_comes_back_as_it_was(note: Note) -> None:
    """Every shape of field survives the way to JSON and back."""
    assert codec.decode(Note, codec.loads(codec.dumps(codec.encode(note)))) == note


def test_fields_at_their_default_take_no_room() -> None:
    """Only what differs from the default is written."""
    assert codec.encode(Note(box=1, number=2, text="")) == {"box": 1, "number": 2}


def test_every_kind_of_value_has_a_readable_form() -> None:
    """Instants have microseconds and an offset, days and hours are ISO text, an enum is its value."""
    note = Note(
        box=1,
        number=2,
        colour=Colour.BLUE,
        due=NOON,
        day=date(2026, 3, 8),
        hour=time(8, 30),
        lasts=timedelta(minutes=1),
        tags=frozenset({"b", "a"}),
        words={1: "一"},
    )
    assert codec.loads(codec.dumps(codec.encode(note))) == {
        "box": 1,
        "number": 2,
        "colour": "blue",
        "due": "2026-03-08T12:00:00.000000+00:00",
        "day": "2026-03-08",
        "hour": "08:30:00",
        "lasts": 60.0,
        "tags": ["a", "b"],
        "words": {"1": "一"},
    }


@given(INSTANTS, INSTANTS)
def test_instants_sort_as_text(one: datetime, other: datetime) -> None:
    """The text of the earlier instant sorts first."""
    assert (one < other) == (str(codec.stored(one)) < str(codec.stored(other)))


def test_an_instant_of_another_zone_is_kept_in_utc() -> None:
    """The same instant is written the same way wherever it comes from."""
    shanghai = NOON.astimezone(timezone(timedelta(hours=8)))
    assert codec.encode(Note(box=1, number=1, due=shanghai)) == codec.encode(Note(box=1, number=1, due=NOON))


def test_an_instant_without_a_zone_is_refused() -> None:
    """A time that could mean any zone is not kept."""
    with pytest.raises(ValueError, match="no time zone"):
        codec.encode(Note(box=1, number=1, due=NOON.replace(tzinfo=None)))


def test_unknown_keys_are_passed_over() -> None:
    """The version mark, or a field that is gone, does not stand in the way of reading."""
    assert codec.decode(Note, {"box": 1, "number": 2, "v": 3, "gone": True}) == Note(box=1, number=2)


def test_the_default_of_a_left_out_field_is_known() -> None:
    """An index can tell what a left-out field holds, and None where it must be there."""
    assert codec.field_defaults(Note, ("box", "colour", "open")) == (
        ("box", "", None),
        ("colour", "", "red"),
        ("open", "", True),
    )


def test_a_field_of_a_value_in_a_field_is_known() -> None:
    """An index can name the field of a value that stands in a field."""
    assert codec.field_defaults(Note, ("cover__colour", "cover__pages")) == (
        ("cover", "colour", "blue"),
        ("cover", "pages", None),
    )


def test_an_index_over_no_field_is_refused() -> None:
    """A misspelt field is found when the store is made."""

    @dataclass(frozen=True)
    class Small:
        name: str

    with pytest.raises(ValueError, match="Small has no field nmae"):
        codec.field_defaults(Small, ("nmae",))
    with pytest.raises(ValueError, match="Cover has no field coluor"):
        codec.field_defaults(Note, ("cover__coluor",))


def test_a_picture_kept_by_an_earlier_version() -> None:
    """A picture that was kept before pictures could be files is a photo, and is kept in the same form as then."""
    photo = Attachment("photo", "AgAC")
    assert codec.decode(Attachment, {"kind": "photo", "ref": "AgAC"}) == photo
    assert codec.encode(photo) == {"kind": "photo", "ref": "AgAC"}


def test_a_document_takes_no_more_memory_than_it_is_long() -> None:
    """What is kept as JSON occupies its own length and little else: a store holds hundreds of thousands of them."""
    raw = codec.encode(Note(box=1, number=1, due=NOON))
    tracemalloc.start()
    try:
        before, _ = tracemalloc.get_traced_memory()
        kept = [codec.dumps(raw) for _ in range(1000)]
        after, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert after - before < 2 * sum(map(sys.getsizeof, kept))
