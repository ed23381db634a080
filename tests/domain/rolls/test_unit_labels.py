"""Labels of units are read in any spelling, and written in one."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.domain.rolls.unit_labels import is_old_form, label_order, label_spellings, short_label, unit_label
from bot.domain.shared.chinese_numbers import to_arabic
from tests.rows import each_row


@each_row(
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
    """A text that cannot be a label gives None."""
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


def numeral(number: int) -> str:
    """A number below a thousand as it is said."""
    ones = "零一二三四五六七八九"
    hundreds, tens, rest = number // 100, number // 10 % 10, number % 10
    text = f"{ones[hundreds]}百" if hundreds else ""
    text += f"{ones[tens]}十" if tens else "零" * bool(hundreds and rest)
    return text + (ones[rest] if rest or not number else "")


def test_numerals() -> None:
    """Every numeral up to a thousand is the number that it says."""
    said = {number: numeral(number) for number in range(1000)}
    assert {number: to_arabic(text) for number, text in said.items()} == {number: str(number) for number in said}
    teens = {number: said[number].removeprefix("一") for number in range(10, 20)}
    assert {number: to_arabic(text) for number, text in teens.items()} == {number: str(number) for number in teens}


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


def test_labels_of_an_older_form() -> None:
    """A label of an older version is known by what would be made of it today."""
    assert is_old_form("十二-1-502", "12-1-502")
    assert not is_old_form("12-1-502", "12-1-502")
    assert not is_old_form("东-1-502", "12-1-502")
