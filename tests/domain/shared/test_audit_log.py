"""The record: whatever is changed in it afterwards is found."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.matters.acts import Act
from bot.domain.shared.audit_log import GENESIS, AuditEntry, ChainHead, broken_entries, link_entry

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


def chain(councils: list[int]) -> tuple[list[AuditEntry], list[ChainHead]]:
    """One line for each number, of the council of that number."""
    heads: dict[int, ChainHead] = {}
    lines = []
    for place, council in enumerate(councils):
        heads[council], line = link_entry(
            heads.get(council, ChainHead(council=council)),
            at=NOW + timedelta(minutes=place),
            person=place % 3 or None,
            what=Act.SUPPORT,
            matter=place,
            facts={"voters": place, "on": True},
        )
        lines.append(line)
    return lines, list(heads.values())


COUNCILS = st.lists(st.integers(1, 3), min_size=1, max_size=8)


@given(COUNCILS)
def test_an_honest_record_holds(councils: list[int]) -> None:
    """A record to which lines were only ever added holds, each council's chain by itself."""
    lines, heads = chain(councils)
    assert list(broken_entries(lines, heads)) == []
    assert [line.seq for line in lines if line.council == 1] == list(range(1, councils.count(1) + 1))


CHANGES = {
    "at": NOW - timedelta(days=1),
    "person": 77,
    "what": "unsupport",
    "matter": 99,
    "facts": {"voters": 99},
    "seq": 99,
    "prev": "1" * 64,
    "hash": "2" * 64,
    "council": 9,
}


@given(COUNCILS, st.data())
def test_a_changed_line_is_found(councils: list[int], data: st.DataObject) -> None:
    """A line in which anything at all was changed does not hold."""
    lines, heads = chain(councils)
    place = data.draw(st.integers(0, len(lines) - 1))
    name = data.draw(st.sampled_from(sorted(CHANGES)))
    lines[place] = replace(lines[place], **{name: CHANGES[name]})  # type: ignore[arg-type]  # fields of Line
    assert list(broken_entries(lines, heads))


@given(COUNCILS, st.data())
def test_a_forged_line_is_found(councils: list[int], data: st.DataObject) -> None:
    """A line that was changed and hashed anew breaks the link after it, or is not the head."""
    lines, heads = chain(councils)
    place = data.draw(st.integers(0, len(lines) - 1))
    forged = replace(lines[place], person=77)
    lines[place] = replace(forged, hash=forged.digest())
    assert list(broken_entries(lines, heads))


@given(COUNCILS, st.data())
def test_a_dropped_line_is_found(councils: list[int], data: st.DataObject) -> None:
    """A line that is missing is found, also the last one."""
    lines, heads = chain(councils)
    del lines[data.draw(st.integers(0, len(lines) - 1))]
    assert list(broken_entries(lines, heads))


@given(st.integers(2, 8), st.data())
def test_swapped_lines_are_found(n: int, data: st.DataObject) -> None:
    """Two lines of one council that changed places are found."""
    lines, heads = chain([1] * n)
    one, other = data.draw(st.lists(st.integers(0, n - 1), min_size=2, max_size=2, unique=True))
    lines[one], lines[other] = lines[other], lines[one]
    assert list(broken_entries(lines, heads))


@given(COUNCILS)
def test_a_lost_head_is_found(councils: list[int]) -> None:
    """Lines of a council whose head is gone are no proof of anything."""
    lines, heads = chain(councils)
    assert list(broken_entries(lines, heads[1:])) == [
        f"council {heads[0].council}, head 0: the record ends at line {heads[0].seq}"
    ]


def test_a_broken_line_is_named() -> None:
    """What does not hold is named by council and line, and one bad line does not condemn the others."""
    lines, heads = chain([1, 1, 1])
    lines[1] = replace(lines[1], person=77)
    assert list(broken_entries(lines, heads)) == ["council 1, line 2 (expected 2)"]


def test_a_council_without_lines() -> None:
    """A head without lines says so; a council that never did anything has nothing to prove."""
    assert list(broken_entries([], [ChainHead(council=4)])) == []
    assert list(broken_entries([], [ChainHead(council=4, seq=2, hash="1" * 64)])) == [
        "council 4, head 2: the record ends at line 0"
    ]
    assert ChainHead(council=4).hash == GENESIS
    assert ChainHead(council=4).key == "4"
