"""The words for the record of a bench meeting."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.hosts.bench_meeting import (
    OPINIONS_LIMIT,
    BenchOpinion,
    BenchText,
    merge_opinions,
    parse_bench,
)
from bot.domain.hosts.errors import BenchUnclear, TooManyOpinions
from tests.builders import NOW


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("8人\n楼道太暗\n车棚漏雨", BenchText(8, ("楼道太暗", "车棚漏雨"))),
        ("8\n1. 楼道太暗\n2、车棚漏雨\n- 没有长椅", BenchText(8, ("楼道太暗", "车棚漏雨", "没有长椅"))),
        ("8人\n楼道太暗；车棚漏雨", BenchText(8, ("楼道太暗", "车棚漏雨"))),
        ("来了十二个人，楼道太暗", BenchText(12, ("楼道太暗",))),
        ("8 3号楼太暗", BenchText(8, ("3号楼太暗",))),
        ("8 people, too dark\n2.5 metres is too low", BenchText(8, ("too dark", "2.5 metres is too low"))),
        ("5人\n没有意见", BenchText(5, ())),
        ("5人\n楼道太暗\n楼道太暗", BenchText(5, ("楼道太暗",))),
        ("5人", BenchText(5, ())),
    ],
)
def test_people_and_opinions(text: str, said: BenchText) -> None:
    """How many were there comes first, then an opinion a line or between semicolons; the same counts once."""
    assert parse_bench(text) == said


@pytest.mark.parametrize("text", ["", "3号楼太暗", "楼道太暗", "0人", "1000人", "很多人\n太暗"])
def test_without_a_number(text: str) -> None:
    """A record that does not begin with a number of people is refused; a building's number is none."""
    with pytest.raises(BenchUnclear):
        parse_bench(text)


@given(st.integers(1, 999), st.integers(0, 15))
def test_ten_opinions_at_most(people: int, opinions: int) -> None:
    """Ten opinions fit into a record, and every one of them is kept."""
    text = f"{people}人\n" + "\n".join(f"意见{chr(0x4E00 + place)}" for place in range(opinions))
    if opinions > OPINIONS_LIMIT:
        with pytest.raises(TooManyOpinions):
            parse_bench(text)
    else:
        assert (parse_bench(text).people, len(parse_bench(text).opinions)) == (people, opinions)


def test_what_became_a_matter_stays() -> None:
    """When a record is written anew, what became a matter stays, with it what is said again, and the rest is new."""
    before = [
        BenchOpinion(council=1, meeting=1, place=place, text=text, matter=matter, at=NOW)
        for place, (text, matter) in enumerate((("太暗", 7), ("漏雨", 0), ("太吵", 0)), 1)
    ]
    staying, new = merge_opinions(before, ["太吵", "没有长椅"])
    assert ([each.text for each in staying], new) == (["太暗", "太吵"], ["没有长椅"])
    with pytest.raises(TooManyOpinions):
        merge_opinions(before, [f"意见{place}" for place in range(OPINIONS_LIMIT)])
