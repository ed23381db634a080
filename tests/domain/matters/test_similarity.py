"""What tells two proposals apart."""

import tomllib
from pathlib import Path

import pytest

from bot.domain.matters.matter import comparable_text
from bot.domain.matters.similarity import ALIKE, likeness

PAIRS = tomllib.loads(Path(__file__).with_name("similarity_pairs.toml").read_text())


def near(one: str, other: str) -> bool:
    """Whether two proposals are taken to say the same."""
    return likeness(comparable_text(one), comparable_text(other)) >= ALIKE


@pytest.mark.parametrize("written", ["fitted", "held_out"])
def test_few_pairs_are_judged_wrong(written: str) -> None:
    """Of pairs that say the same, and of pairs that do not, at most a tenth is judged wrong."""
    alike, apart = PAIRS[written]["alike"], PAIRS[written]["apart"]
    assert sum(not near(*pair) for pair in alike) <= len(alike) / 10
    assert sum(near(*pair) for pair in apart) <= len(apart) / 10


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("3号楼门口的路灯坏了，晚上看不清", "3号楼前面路灯不亮", True),
        ("4号楼晾衣杆不够，请议事会看看怎么解决", "4号楼快递柜挡路，请议事会看看怎么解决", False),
        ("3号楼漏水", "4号楼漏水", False),
        ("3号楼漏水", "三号楼漏水", True),
        ("3号楼漏水", "3栋漏水", True),
        ("13号楼漏水", "3号楼漏水", False),
        ("3号楼2单元漏水", "3号楼5单元漏水", False),
        ("路灯坏了三天", "路灯坏了5天", True),  # days are no place
        ("路灯坏了", "3号楼路灯坏了", True),
        ("🙂🙂", "🙂", False),
        ("希望", "请求", False),
    ],
)
def test_place_and_thing_tell_apart(one: str, other: str, *, alike: bool) -> None:
    """The same thing in the same place is alike however it is said; another place or another thing is not."""
    assert near(one, other) is near(other, one) is alike
