"""Similarity of two proposals: by the place, the thing, its trouble, and their other words."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from bot.domain.matters.similarity_words import PLACE_WORDS, THINGS, TROUBLES

OTHER_TROUBLE = 0.75  # what is left of the likeness when something else is wrong with the same thing
SAME_WORDS = 0.99  # at most, unless the texts are equal
ALIKE = 0.5  # from here on two proposals are taken to say the same

# Words of proposals of every kind, which tell nothing about their subject.
COURTESIES = re.compile(
    "请议事会看看怎么解决|怎么解决|看看|议事会|希望|建议|请求|请问|请|麻烦|我们|咱们|大家|小区|社区|物业(?!费)|有人|没人修|没人管|没人|"
    "能不能|是不是|可不可以|可以|需要|应该|一下|尽快|及时|处理|解决|修理|修一修|维修|修好|问题|安全隐患|隐患|经常|老是|总是|一直|很多|"
    "好久|好几|几天|半天|最近|晚上|早上|白天|夜里|有点|非常|特别|实在|十分|太危险|很危险|危险|影响|休息|睡不着|开一个|办一个|一个|不方便|方便|看不清|看不见|"
    "门口|前面|旁边|附近|后面|上面|里面|外面|边上|反映|投诉|现在|每天|这边|那边|居民|业主|老人|孩子|半夜|"
    "很|太|又|的|了|吗|呢|吧|都|也|有|在|是|把|被|就|还|去|来|上|里|人|不|没|到|和|着|得|多"
)
NUMERAL_DIGITS = str.maketrans("一二三四五六七八九", "123456789")
HOUSE_NUMBERS = re.compile(r"\d+|[一二三四五六七八九](?=[号栋幢单楼层期区组])|(?<=[第题])[一二三四五六七八九]")
COUNTED = re.compile(r"\d+(?:个|天|日|年|月|周|次|点|小时|分钟|多|户|人|家|辆|盏|条|块|元)+")
BUILDING = re.compile(r"(\d+)(?:号楼|栋|幢|座|号(?=楼|$|[^\d]))")
BUILDING_IN_ENGLISH = re.compile(r"(?:building|house|block)(\d+)")
LONGEST_BUILDING = 4  # digits of a building's number; a longer one numbers something else
DIGIT_RUN = re.compile(r"(\d+)")
UNIT = re.compile(r"(\d+)单元")
FLOOR = re.compile(r"(\d+)(?:楼|层)")

THING, TROUBLE, PLACE, WORD = 3.5, 1.5, 0.8, 0.5  # what one of each weighs


def _index(rows: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    return {word: name for name, words in rows.items() for word in words}


_KINDS = ((_index(THINGS), THING), (_index(TROUBLES), TROUBLE), (_index(PLACE_WORDS), PLACE))
_MEANT = {word: (name, weight) for words, weight in _KINDS for word, name in words.items()}
_WORD = re.compile("|".join(sorted(_MEANT, key=len, reverse=True)))


@dataclass(frozen=True)
class Features:
    """The features by which proposals are compared."""

    buildings: frozenset[str]
    units: frozenset[str]
    floors: frozenset[str]
    numbers: frozenset[str]
    places: frozenset[str]
    things: frozenset[str]
    troubles: frozenset[str]
    weights: Mapping[str, float]

    @cached_property
    def weight(self) -> float:
        """The sum of the weights."""
        return sum(self.weights.values())


@lru_cache(maxsize=2048)
def features(plain: str) -> Features:
    """Return the features of a plain text."""
    text = HOUSE_NUMBERS.sub(lambda found: found[0].translate(NUMERAL_DIGITS), plain)
    counted = COUNTED.sub(" ", text)
    buildings, rest = _take(BUILDING, counted)
    units, rest = _take(UNIT, rest)
    floors, rest = _take(FLOOR, rest)
    left_numbers, rest = _take(DIGIT_RUN, rest)
    weights: dict[str, float] = {}
    things, places, troubles = set(), set(), set()

    def note(found: re.Match[str]) -> str:
        name, weight = _MEANT[found[0]]
        weights[name] = weight
        if weight == THING:
            things.add(name)
        elif weight == PLACE:
            places.add(name)
        else:
            troubles.add(name)
        return " "

    rest = _WORD.sub(note, rest)
    pairs = {run[at : at + 2] for run in COURTESIES.sub(" ", rest).split() for at in range(len(run) - 1)}
    # Where no known thing is named, the other words name it.
    weights.update(dict.fromkeys(pairs, WORD if things else max(WORD, THING / max(len(pairs), 1))))
    for number in (*(f"b{n}" for n in buildings), *(f"u{n}" for n in units)):
        weights[number] = PLACE
    return Features(
        buildings, units, floors, left_numbers, frozenset(places), frozenset(things), frozenset(troubles), weights
    )


def list_buildings(plain: str) -> frozenset[str]:
    """Return the numbers of the buildings that a plain text names: 3号楼, 三栋, Building 3."""
    text = HOUSE_NUMBERS.sub(lambda found: found[0].translate(NUMERAL_DIGITS), plain)
    found = (*BUILDING.findall(COUNTED.sub(" ", text)), *BUILDING_IN_ENGLISH.findall(text))
    return frozenset(number for number in found if len(number) <= LONGEST_BUILDING)


def replace_known_words(text: str, marks: Mapping[float, str]) -> str:
    """Return a text with a mark for each known word: that of THING, TROUBLE or PLACE."""
    return _WORD.sub(lambda found: marks[_MEANT[found[0]][1]], text)


def _take(pattern: re.Pattern[str], text: str) -> tuple[frozenset[str], str]:
    return frozenset(pattern.findall(text)), pattern.sub(" ", text)


def _apart(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one and other and not one & other)


def likeness(one: str, other: str) -> float:
    """Return how alike two plain texts are, from 0 to 1; 0 when they name different places or different things."""
    if one == other:
        return float(bool(one))
    a, b = features(one), features(other)
    if a.weights.keys().isdisjoint(b.weights):
        return 0.0  # of almost all pairs: no more is looked at
    if any(map(_apart, (a.buildings, a.units, a.floors, a.numbers), (b.buildings, b.units, b.floors, b.numbers))):
        return 0.0
    if _apart(a.places, b.places) or _apart(a.things, b.things):
        return 0.0
    shared = sum(min(weight, b.weights[name]) for name, weight in a.weights.items() if name in b.weights)
    total = a.weight * b.weight
    near = min(shared / total**0.5, SAME_WORDS) if total else 0.0
    return near * OTHER_TROUBLE if _apart(a.troubles, b.troubles) else near


def rank_alike(plain: str, others: Iterable[tuple[int, str]]) -> list[int]:
    """Return the numbers of those texts that say nearly the same as a plain text, the nearest first."""
    near = ((likeness(plain, other), number) for number, other in others)
    return [number for _, number in sorted((found for found in near if found[0] >= ALIKE), key=lambda found: -found[0])]
