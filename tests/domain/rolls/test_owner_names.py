"""Names of owners: which spellings are one name, and which are merely alike."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.rolls.owner_names import DOTS, loose_key, owner_key
from tests.rows import each_row


@each_row(
    ("one", "other"),
    [
        *(("阿依古丽·买买提", f"阿依古丽{dot}买买提") for dot in DOTS),
        ("阿依古丽·买买提", "阿依古丽\uff0e买买提"),
        ("阿依古丽·买买提", "阿依古丽.买买提"),
        ("阿依古丽·买买提", "阿依古丽 • 买买提"),
        ("和平（集团）有限公司", "和平(集团)有限公司"),
        ("和平（集团）有限公司", "和平 (集团) 有限公司"),
        ("John Smith", "JOHN SMITH"),
        ("John Smith", "John  Smith "),
        ("John Smith", "\uff2aohn\u3000\uff33mith"),
        ("John Smith", "john\u00a0smith"),
        ("金伟", "\u2fa6伟"),
        ("金伟", "\uf90a伟"),
        ("葛强", "葛\U000e0100强"),
        ("王芳", "王\u3000芳"),
        ("㈱三井", "(株)三井"),
    ],
)
def test_one_name(one: str, other: str) -> None:
    """Dots, brackets, spaces, case and compatibility characters make no difference."""
    assert owner_key(one) == owner_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("張偉", "张伟"),
        ("劉國強", "刘国强"),
        ("阿依古丽-买买提", "阿依古丽·买买提"),
        ("阿依古丽买买提", "阿依古丽·买买提"),
        ("JohnSmith", "John Smith"),
        ("和平置业有限公司", "和平置业有限责任公司"),
        ("(株)三井", "三井株式会社"),
    ],
)
def test_alike(one: str, other: str) -> None:
    """Traditional characters, left out signs and kinds of company make names alike, not equal."""
    assert owner_key(one) != owner_key(other)
    assert loose_key(one) == loose_key(other)


@pytest.mark.parametrize(("one", "other"), [("张伟", "张玮"), ("J. Smith", "I. Smith"), ("王芳", "王芳芳")])
def test_different(one: str, other: str) -> None:
    """Different people are not even alike."""
    assert loose_key(one) != loose_key(other)


@given(st.text(max_size=40))
def test_a_key_stays(name: str) -> None:
    """The key of a key is the key."""
    assert owner_key(owner_key(name)) == owner_key(name)
    assert owner_key(unicodedata.normalize("NFC", name)) == owner_key(name)
