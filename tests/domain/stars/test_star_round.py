"""The words for a round and for a nomination, and who was nominated by how many."""

from datetime import timedelta

import pytest

from bot.domain.stars.errors import NominationUnclear
from bot.domain.stars.star_round import Nomination, list_nominees, parse_nomination, parse_round
from tests.builders import NOW


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("每月 文明家庭", ("文明家庭", True)),
        ("monthly good neighbour", ("good neighbour", True)),
        ("每月一次：热心邻居", ("热心邻居", True)),
        (" 年度先进 ", ("年度先进", False)),
    ],
)
def test_a_round(text: str, said: tuple[str, bool]) -> None:
    """What stands behind 每月 comes back each month."""
    assert parse_round(text) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("张阿姨 常年帮邻居买菜", ("张阿姨", "常年帮邻居买菜")),
        ("张阿姨，热心 周到", ("张阿姨", "热心 周到")),
        ("3号楼 201：院子最干净", ("3号楼 201", "院子最干净")),
        ("Mrs Zhang, shops for others", ("Mrs Zhang", "shops for others")),
        ("张阿姨\n常年\n帮忙", ("张阿姨", "常年 帮忙")),
        ("张阿姨", ("张阿姨", "")),
    ],
)
def test_a_nomination(text: str, said: tuple[str, str]) -> None:
    """The name stands first, a household's with spaces as well; the reason follows, or does not."""
    assert parse_nomination(text) == said


@pytest.mark.parametrize("text", ["", " ", "，很好"])
def test_nobody_is_named(text: str) -> None:
    """Words without a name are refused."""
    with pytest.raises(NominationUnclear):
        parse_nomination(text)


def test_by_most_people_first() -> None:
    """Those whom most people nominated stand first, of equals the first nominated, with all reasons."""
    said = (("王奶奶", ""), ("陈师傅", "热心"), ("陈师傅", "及时"), ("老李", ""))
    made = [
        Nomination(
            council=1, round=1, person=person, place=1, name=name, reason=reason, at=NOW + timedelta(hours=person)
        )
        for person, (name, reason) in enumerate(said, 1)
    ]
    nominees = list_nominees(made, left_out=("老李",))
    assert [(each.name, each.count, each.reasons, each.is_left_out) for each in nominees] == [
        ("陈师傅", 2, ("热心", "及时"), False),
        ("王奶奶", 1, (), False),
        ("老李", 1, (), True),
    ]
