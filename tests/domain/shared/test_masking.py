"""Masking and cleaning."""

import json
import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.domain.shared.masking import mask, mask_reporting, normalize_text
from tests.rows import each_row

VECTORS = [
    row
    for row in json.loads((Path(__file__).parents[1] / "vectors.json").read_text(encoding="utf-8"))
    if row["rule"].startswith("R15")
]
ID = "11010519491231002X"  # the example of GB 11643
HIDDEN = "1****************X"
WIDE = {code: code + 0xFEE0 for code in range(ord("!"), ord("~"))}  # full-width twins
CHECKS = "10X98765432"  # GB 11643: the check character by the weighted sum of the others

NUMBERISH = st.text("0123456789xX -\n*+０１", max_size=80)
IDS = st.from_regex(r"[1-9][0-9]{16}", fullmatch=True).map(
    lambda body: body + CHECKS[sum(int(digit) * 2 ** (17 - i) for i, digit in enumerate(body)) % 11]
)
PHONES = st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)
PIECES = st.one_of(IDS, PHONES, NUMBERISH, st.sampled_from([" ", "\n", "，", "号", "+86"]))


@pytest.mark.parametrize("row", VECTORS, ids=lambda row: repr(row["input"]))
def test_vectors(row: dict[str, str]) -> None:
    """ID numbers are hidden but for both ends, and longer runs of digits are left alone."""
    assert mask(row["input"].replace("⏎", "\n")) == row["expect"].replace("⏎", "\n")


@pytest.mark.parametrize(
    "written",
    [
        ID,
        "110105 19491231 002X",
        "110105-19491231-002X",
        "1101051949\n1231002X",
        "1101051949\r\n1231002X",
        "1 1 0 1 0 5 1 9 4 9 1 2 3 1 0 0 2 X",
        "110105\u201119491231\u2011002X",
        "110105\u00a019491231\u3000002X",
        "110105 \u2014 19491231 \u2212 002X",
        "110105\uff0d19491231\ufe63002X",
    ],
)
def test_id_numbers(written: str) -> None:
    """An ID number is hidden however it is broken, and closed up."""
    assert mask(f"证号{written}，请查收") == f"证号{HIDDEN}，请查收"


@pytest.mark.parametrize(
    ("text", "expect"),
    [
        (f"5 {ID}", f"5 {HIDDEN}"),
        (f"{ID} {ID}", f"{HIDDEN} {HIDDEN}"),
        ("11010519491231002\u2169", HIDDEN[:-1] + "\u2169"),
        ("11010519491231002\xd7", HIDDEN[:-1] + "\xd7"),
        (f"13800138000 {ID}", f"138****8000 {HIDDEN}"),
        (ID.translate(WIDE), f"１{'*' * 16}{'X'.translate(WIDE)}"),
    ],
)
def test_id_among_other_numbers(text: str, expect: str) -> None:
    """An ID number is found beside other numbers and in full-width digits."""
    assert mask(text) == expect


@each_row(
    "text",
    [
        "110105194912310021",  # the check digit is wrong
        "1" + ID,
        ID[:-1] + "00",
        "101 102 201 202 302 108",  # the check digit holds, but there is no 30 February 2012
        "1101051949\n1231002\nX",
        "380013800099 1380013",
        "6222 0213 8001 3800 138",
        "8613800138000",
        "000861380013800",
        "12800138000",
        "1501 1502 103",
        "1-5-0-1-1-5-0-2-1-0",
        "1501、1502、103",
        "138 0013 80001",
        "010-88888888",
    ],
)
def test_left_alone(text: str) -> None:
    """Order numbers, cards, rooms and telephones at home are none of our business."""
    assert mask_reporting(text) == (text, False)


@pytest.mark.parametrize(
    "written",
    [
        "13800138000",
        "138 0013 8000",
        "138-0013-8000",
        "138 00138000",
        "138\u00a00013\u00a08000",
        "138\u20110013\u20118000",
        "138\u20130013\u20138000",
        "138\u22120013\u20148000",
        "138  0013  8000",
        "138 - 0013 - 8000",
        "138\u20090013\u202f8000",
        "138\uff0d0013\u30008000",
        "138.0013.8000",
        "138 001 38000",
        "1 3 8 0 0 1 3 8 0 0 0",
        "1-3-8-0-0-1-3-8-0-0-0",
    ],
)
@pytest.mark.parametrize("before", ["", "电话", "+86", "+86 ", "tel:", "0086", "0086-", "(+86)", "86-", "手机86 "])
def test_mobile_numbers(written: str, before: str) -> None:
    """A mobile number shows its first three and last four digits."""
    assert mask_reporting(f"{before}{written}。") == (f"{before}138****8000。", True)


def test_full_width_mobile_number() -> None:
    """Full-width digits are digits too."""
    assert mask("+8613800138000".translate(WIDE)) == "+86138".translate(WIDE) + "****" + "8000".translate(WIDE)


@given(st.lists(PIECES).map("".join))
@example(f"{ID[:-1]} 1{ID[1:]}")
@example(f"11010519491231002 {ID}")
def test_idempotent(text: str) -> None:
    """Masking what is masked changes nothing."""
    assert mask(mask(text)) == mask(text)


@given(IDS)
def test_every_id_is_hidden(number: str) -> None:
    """Every number with the right check character is hidden."""
    assert mask(number) == f"{number[0]}{'*' * 16}{number[-1]}"


@given(st.from_regex(r"[0-9]{19,60}", fullmatch=True), st.sampled_from(["", "订单", " ", "x"]))
def test_longer_runs_stay(digits: str, before: str) -> None:
    """A run of more than 18 digits is never touched."""
    assert digits in mask(f"{before}{digits} {ID}")


@given(st.text())
def test_nothing_but_numbers_changes(text: str) -> None:
    """Text without a run of digits comes back as it was."""
    text = re.sub(r"\d", "", text)
    assert mask_reporting(text) == (text, False)


@each_row(
    ("text", "expect"),
    [
        ("  路灯坏了\r\n三号楼\r", "路灯坏了\n三号楼"),
        ("a\tb\x00c\x1bd", "a bcd"),
        ("议\u200b事\ufeff\u2060会\xad", "议事会"),
        ("\u202e反着写\u202c\u2066x\u2069\u200e\u200f", "反着写x"),
        ("一行\u2028二行\x85三行", "一行\n二行\n三行"),
        ("e\u200d\u0301", "é"),
        ("👩\u200d🚀 👨🏽\u200d⚕\ufe0f ❤\ufe0f\u200d🔥", "👩\u200d🚀 👨🏽\u200d⚕\ufe0f ❤\ufe0f\u200d🔥"),
        ("假\u200d装 👩\u200d", "假装 👩"),
        ("半\ud83d个", "半个"),
        ("\u3164\u2800\u115f\uffa0\u180e\u206a\ufff9\u034f\u17b4", ""),
        ("张\U000e0041伟\U000e0101\ufffe\ufe0f", "张伟"),
        ("1\u200b3\ufe0f8", "138"),
        ("\U0001f3f4\U000e0067\U000e0062\U000e007f", "\U0001f3f4\U000e0067\U000e0062\U000e007f"),
        ("1\ufe0f\u20e3 ⏰\ufe0f ✈\ufe0f", "1\ufe0f\u20e3 ⏰\ufe0f ✈\ufe0f"),
    ],
)
def test_clean(text: str, expect: str) -> None:
    """Controls, turned and hidden characters go; emoji families and line ends stay."""
    assert normalize_text(text, 100) == expect


@pytest.mark.parametrize(
    ("text", "limit", "expect"),
    [
        ("议事会", 2, "议事"),
        ("a🚀b", 2, "a"),
        ("a🚀b", 3, "a🚀"),
        ("ab cd", 3, "ab"),
        ("👩\u200d🚀", 3, "👩"),
        ("a", 0, ""),
    ],
)
def test_limit(text: str, limit: int, expect: str) -> None:
    """The limit counts UTF-16 units as Telegram does, and no character is cut in two."""
    assert normalize_text(text, limit) == expect


@given(st.text(st.characters(exclude_categories=())), st.integers(0, 40))
@example("〈\u200d〈", 40)
def test_clean_is_clean(text: str, limit: int) -> None:
    """What is clean stays as it is, fits, can be written to a file and is NFC."""
    cleaned = normalize_text(text, limit)
    assert normalize_text(cleaned, limit) == cleaned
    assert len(cleaned.encode("utf-16-le")) <= 2 * limit
    assert unicodedata.is_normalized("NFC", cleaned)
