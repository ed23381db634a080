"""The roll: labels in one form, who counts as one head, what a person must decide, what is different."""

import itertools
import random
from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.domain.rolls.roll import (
    Difference,
    Kind,
    Row,
    compare_rolls,
    find_doubts,
    is_old_form,
    keep_labels,
    label_order,
    label_spellings,
    number_heads,
    roll_digest,
    short_label,
    sum_decimals,
    unit_label,
)
from bot.domain.shared.chinese_numbers import to_arabic


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


# Labels


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        ("3-1-502", "3-1-502"),
        ("3栋1-502室", "3-1-502"),
        ("3号楼1单元502", "3-1-502"),
        (" 3幢 1单元 0502 号", "3-1-502"),
        ("3#1-502", "3-1-502"),
        ("\uff13\uff0d\uff11\uff0d\uff15\uff10\uff12", "3-1-502"),
        ("3—1–502", "3-1-502"),
        ("a座1203", "A-1203"),
        ("3栋东单元502", "3-东-502"),
        ("building 3", "3"),
        ("地下车位12", "地下车位12"),
        ("1000", "1000"),
        ("B01", "B01"),
        ("十二栋", "12"),
        ("第十二栋", "12"),
        ("第12幢", "12"),
        ("十二号", "12"),
        ("拾贰号楼", "12"),
        ("12號樓", "12"),
        ("\uff0312", "12"),
        ("No.12", "12"),
        ("\u216b栋", "XII"),
        ("a栋", "A"),
        ("十二A栋", "12A"),
        ("廿一栋三单元五零二室", "21-3-502"),
        ("一百零二", "102"),
        ("〇一二", "12"),
        ("东一", "东一"),
        ("三里屯1", "三里屯1"),
        ("百合苑", "百合苑"),
        ("二百三百", "二百三百"),
    ],
)
def test_labels(typed: str, label: str) -> None:
    """However a unit is typed, it has one label, and the label is its own."""
    assert unit_label(typed) == label
    assert unit_label(label) == label


@pytest.mark.parametrize("typed", ["", "栋", "-", "=1+1", "3-1-502;", "x" * 25, "<b>3</b>", "3-\u202e1", "502\n503x!"])
def test_no_labels(typed: str) -> None:
    """What cannot be a label is none."""
    assert unit_label(typed) is None


@example("号室")
@example("3号-")
@given(st.text(max_size=40))
def test_a_label_stays(text: str) -> None:
    """A label that was given is not changed by asking again."""
    label = unit_label(text)
    assert label is None or unit_label(label) == label


@given(st.text(alphabet="第零〇一二十百廿拾号栋楼单元室-0123AN.O#", max_size=12))
def test_a_label_with_numerals_stays(text: str) -> None:
    """However numerals and the words for parts of a house are mixed, a label is not changed by asking again."""
    label = unit_label(text)
    assert label is None or unit_label(label) == label


@pytest.mark.parametrize("number", range(1000))
def test_numerals(number: int) -> None:
    """Every numeral up to a thousand is the number that it says."""
    ones = "零一二三四五六七八九"
    hundreds, tens, rest = number // 100, number // 10 % 10, number % 10
    text = f"{ones[hundreds]}百" if hundreds else ""
    text += f"{ones[tens]}十" if tens else "零" * bool(hundreds and rest)
    text += ones[rest] if rest or not number else ""
    assert to_arabic(text) == str(number)
    if 10 <= number < 20:
        assert to_arabic(text.removeprefix("一")) == str(number)


def test_spellings() -> None:
    """A building may be named once too seldom or too often."""
    assert "3-3-502" in label_spellings("3-502")
    assert "3-502" in label_spellings("3-3-502")
    assert label_spellings("3-1-502")[0] == "3-1-502"


def test_order() -> None:
    """Units stand in the order in which people walk past them."""
    assert sorted(["10-1-101", "3-1-502", "3-1-1001", "A-1", "3-东-1"], key=label_order) == [
        "3-1-502",
        "3-1-1001",
        "3-东-1",
        "10-1-101",
        "A-1",
    ]


def test_short() -> None:
    """What stands behind a button is plain and short, and tells units apart."""
    assert short_label("地下车位12").isascii()
    assert len(short_label("3-1-502")) == 16
    assert short_label("3-1-502") != short_label("3-1-503")


# Heads


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


@pytest.mark.parametrize("other", ["阿依古丽•买买提", "阿依古丽・买买提", "阿依古丽\uff0e买买提", "阿依古丽‧买买提"])
def test_spellings_of_a_name(other: str) -> None:
    """One owner whose name is written in two ways counts once."""
    rows = [row("1-1", "阿依古丽·买买提"), row("1-2", "王芳"), row("1-3", other)]
    rows = [replace(each, phones=("1111",)) for each in rows]
    assert heads(*rows) == [{"1-1", "1-3"}, {"1-2"}]
    assert find_doubts(rows) == find_doubts([])


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
    for one, other in itertools.combinations([row for row in rows if row.kind is Kind.SOLD], 2):
        same = set(zip(one.owners, one.phones, strict=True)) == set(zip(other.owners, other.phones, strict=True))
        assert (by_label[one.unit].head == by_label[other.unit].head) is same


# Doubts


def test_overlaps() -> None:
    """Sets of owners that overlap and are not identical are for a person to decide."""
    found = find_doubts([row("1-2", "张伟 1111", "李娜 2222"), row("1-1", "张伟 1111"), row("1-3", "王芳")])
    assert [(doubt.name, doubt.units) for doubt in found.overlaps] == [("张伟", ("1-1", "1-2"))]
    assert found.namesakes == ()


def test_namesakes() -> None:
    """Units merged by the name alone are for a person to decide; so is a telephone that stands on one line only."""
    found = find_doubts([row("1-1", "张伟"), row("1-2", "张伟"), row("1-3", "李娜 1111"), row("1-4", "李娜")])
    assert [(doubt.name, doubt.units) for doubt in found.namesakes] == [("张伟", ("1-1", "1-2"))]
    assert [(doubt.name, doubt.units) for doubt in found.overlaps] == [("李娜", ("1-3", "1-4"))]


def test_names_that_are_almost_the_same() -> None:
    """Names that differ by traditional characters or by a sign are for a person to decide, not merged."""
    rows = [
        row("1-1", "張偉 1111"),
        row("1-2", "张伟 1111"),
        row("1-3", "张伟 2222"),
        row("1-4", "和平集团"),
        row("1-5", "和平公司"),
    ]
    assert len(heads(*rows)) == 5
    found = find_doubts(rows).variants
    assert [(doubt.name, doubt.units) for doubt in found] == [
        ("張偉 / 张伟", ("1-1", "1-2")),
        ("和平集团 / 和平公司", ("1-4", "1-5")),
    ]
    assert find_doubts([replace(each, mark="1") for each in rows]).variants == ()


def test_no_doubts() -> None:
    """Different telephones, the developer's units, and what a mark has decided are no doubts."""
    rows = [
        row("1-1", "张伟 1111"),
        row("1-2", "张伟 2222"),
        row("1-3", "某公司", kind=Kind.UNSOLD),
        row("1-4", "某公司", "李娜", kind=Kind.UNDELIVERED),
        row("1-5", "王芳", mark="1"),
        row("1-6", "王芳", "李娜", mark="1"),
    ]
    assert find_doubts(rows) == find_doubts([])


# Sums, digest, difference


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


def test_labels_of_an_older_form() -> None:
    """A label of an older version is known by what would be made of it today."""
    assert is_old_form("十二-1-502", "12-1-502")
    assert not is_old_form("12-1-502", "12-1-502")
    assert not is_old_form("东-1-502", "12-1-502")
