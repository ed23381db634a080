"""The roll: labels in one form, who counts as one head, what a person must decide, what is different."""

import itertools
import random
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.rolls.roll import (
    Difference,
    Kind,
    Row,
    compare_rolls,
    keep_labels,
    number_heads,
    roll_digest,
    sum_decimals,
)
from tests.domain.rolls.rows import heads, row


def test_same_owners_are_one_head() -> None:
    """One owner of several units counts once; a couple in any order counts once; a couple and one of them are two."""
    rows = [
        row("1-1", "张伟 1111"),
        row("1-2", "张伟 1111"),
        row("1-3", "张伟 1111", "李娜 2222"),
        row("1-4", "李娜 2222", "张伟 1111"),
    ]
    assert heads(*rows) == [{"1-1", "1-2"}, {"1-3", "1-4"}]


def test_same_name_other_telephone() -> None:
    """The last four digits tell people of one name apart."""
    assert heads(row("1-1", "张伟 1111"), row("1-2", "张伟 2222")) == [{"1-1"}, {"1-2"}]


def test_the_developer_is_one_head() -> None:
    """All that is unsold or not handed over counts as one head, whoever is written there."""
    rows = [row("1-1", kind=Kind.UNSOLD), row("1-2", "周杰", kind=Kind.UNDELIVERED), row("1-3", "周杰")]
    assert heads(*rows) == [{"1-1", "1-2"}, {"1-3"}]


def test_a_mark_decides() -> None:
    """Equal marks make one head of different owners, different ones two of the same name."""
    rows = [
        row("1-1", "张伟", mark="甲"),
        row("1-2", "张伟", "李娜", mark="甲"),
        row("1-3", "王芳", mark="乙"),
        row("1-4", "王芳", mark="丙"),
    ]
    assert heads(*rows) == [{"1-1", "1-2"}, {"1-3"}, {"1-4"}]


owner = st.sampled_from(["张伟 1111", "张伟", "李娜 2222", "王芳"])
rolls = st.lists(
    st.tuples(st.lists(owner, min_size=1, max_size=2, unique=True), st.sampled_from(Kind)), min_size=1, max_size=8
).map(lambda homes: [row(f"1-{place}", *owners, kind=kind) for place, (owners, kind) in enumerate(homes)])


@given(rolls, st.randoms(use_true_random=False))
def test_the_order_of_lines_does_not_matter(rows: list[Row], chance: random.Random) -> None:
    """Whatever the order of the lines, the heads, their numbers and the digest are the same."""
    mixed = chance.sample(rows, len(rows))
    assert number_heads(mixed, council=1, roll=1) == number_heads(rows, council=1, roll=1)
    assert roll_digest(number_heads(mixed, council=1, roll=2)) == roll_digest(number_heads(rows, council=1, roll=1))


@given(rolls)
def test_identical_sets_are_one(rows: list[Row]) -> None:
    """Two sold units are one head exactly when their owners are the same set."""
    by_label = {unit.unit: unit for unit in number_heads(rows, council=1, roll=1)}
    for one, other in itertools.combinations([each for each in rows if each.kind is Kind.SOLD], 2):
        same = set(zip(one.owners, one.phones, strict=True)) == set(zip(other.owners, other.phones, strict=True))
        assert (by_label[one.unit].head == by_label[other.unit].head) is same


def test_sums_are_exact() -> None:
    """Decimals are summed without a grain of dust."""
    assert sum_decimals(["0.1", "0.2", "98.50"]) == "98.80"
    assert sum_decimals([]) == "0"


def test_digest() -> None:
    """The digest follows what counts in a vote, and no name."""
    units = number_heads([row("1-1", "张伟"), row("1-2", "李娜")], council=1, roll=1)
    assert roll_digest(units) == roll_digest(number_heads([row("1-1", "吴刚"), row("1-2", "郑红")], council=1, roll=1))
    for change in ({"area": "99"}, {"share": "1"}, {"head": 7}, {"kind": Kind.UNSOLD}, {"building": "2"}):
        assert roll_digest([replace(units[0], **change), units[1]]) != roll_digest(units)


def test_difference() -> None:
    """New, gone, measured anew, and with other owners: each unit is named where it belongs."""
    before = [row("1-1", "张伟"), row("1-2", "李娜"), row("1-3", "王芳"), row("1-4", "周杰"), row("1-10", "吴刚")]
    after = [
        row("1-1", "张伟", area="100.0"),
        row("1-2", "李娜", area="101"),
        row("1-3", "郑红"),
        row("1-4", "周杰", kind=Kind.UNDELIVERED),
        row("1-5", "冯强"),
    ]
    old, new = (number_heads(rows, council=1, roll=1) for rows in (before, after))
    assert compare_rolls(old, new) == Difference(("1-5",), ("1-10",), ("1-2",), ("1-3", "1-4"))
    assert not compare_rolls(old, old)


def test_another_spelling_is_no_difference() -> None:
    """A version that was imported before spellings were compared does not differ from the same owners today."""
    old = number_heads([row("1-1", "阿依古丽•买买提 1111"), row("1-2", "JOHN")], council=1, roll=1)
    new = number_heads([row("1-1", "阿依古丽·买买提 1111"), row("1-2", "John")], council=1, roll=2)
    assert not compare_rolls(old, new)


def test_units_keep_their_labels() -> None:
    """A unit that an older version has under 十二-1-502 keeps that label; one that it has under 12 keeps this one."""
    old = number_heads([row("十二-1-502", "张伟"), row("12-1-503", "李娜"), row("NO3-101", "王芳")], council=1, roll=1)
    rows = [row("12-1-502", "张伟"), row("12-1-503", "李娜"), row("3-101", "王芳"), row("4-101", "吴刚")]
    kept = keep_labels(rows, old)
    assert [each.unit for each in kept] == ["十二-1-502", "12-1-503", "NO3-101", "4-101"]
    assert compare_rolls(old, number_heads(kept, council=1, roll=2)) == Difference(new=("4-101",))


def test_labels_that_are_both_there() -> None:
    """Where an older version has both forms, each unit keeps its own and one is gone."""
    old = number_heads([row("十二-101", "张伟"), row("12-101", "李娜")], council=1, roll=1)
    assert [each.unit for each in keep_labels([row("12-101", "李娜")], old)] == ["12-101"]
