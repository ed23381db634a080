"""What two proposals are compared by: their own words without courtesies, and the numbers that tell places apart."""

import re

# What stands in proposals of every kind says nothing about theirs.
COURTESIES = re.compile(
    "希望|建议|请求|请|麻烦|我们|咱们|大家|小区|社区|有人|没人|能不能|是不是|可不可以|可以|需要|应该|一下|尽快|及时|"
    "问题|安全隐患|隐患|经常|老是|总是|一直|很多|很|太|又|的|了|吗|呢|吧"
)
NUMERALS = str.maketrans("一二三四五六七八九", "123456789")
NUMBERS = re.compile(r"\d+|[一二三四五六七八九](?=[号栋幢单楼层期区组])|(?<=[第题])[一二三四五六七八九]")


def core(plain: str) -> str:
    """Give the words of a plain text that are its own, 三号楼 as 3号楼; all of it when nothing else is left."""
    return NUMBERS.sub(lambda found: found[0].translate(NUMERALS), COURTESIES.sub("", plain)) or plain


def numbers(plain: str) -> frozenset[str]:
    """Give the numbers in a plain text: houses, staircases, floors."""
    return frozenset(found.translate(NUMERALS) for found in NUMBERS.findall(plain))


def elsewhere(one: str, other: str) -> bool:
    """Whether two plain texts name numbers and none in common: 3号楼漏水 is not 4号楼漏水."""
    first, second = numbers(one), numbers(other)
    return bool(first and second and not first & second)
