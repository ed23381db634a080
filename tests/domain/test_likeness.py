"""What tells two proposals apart."""

import pytest

from bot.domain.likeness import core, elsewhere
from bot.domain.matter import plain


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("3号楼漏水", "4号楼漏水", True),
        ("3号楼漏水", "三号楼漏水", False),
        ("3号楼2单元漏水", "3号楼5单元漏水", False),  # a number in common: let people look
        ("第一次议事", "第二次议事", True),
        ("路灯坏了三天", "路灯坏了5天", False),  # 三 counts nothing that is a place
        ("路灯坏了", "3号楼路灯坏了", False),
    ],
)
def test_numbers_tell_places_apart(one: str, other: str, *, apart: bool) -> None:
    """Two proposals that name numbers and share none are about different places."""
    assert elsewhere(plain(one), plain(other)) is apart


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("希望小区能不能尽快加装电梯", "加装电梯"),
        ("三号楼路灯一直坏了", "3号楼路灯坏"),
        ("隐患：楼道堆杂物，有安全隐患", "楼道堆杂物有"),
        ("请问可以吗", "问"),
        ("可以吗", "可以吗"),
    ],
)
def test_courtesies_do_not_count(text: str, own: str) -> None:
    """What stands in every proposal is left out of the comparison, unless nothing else is there."""
    assert core(plain(text)) == own
