"""Numbers of matters at the beginning of a typed text: `7 8 9`, `7-20`, `#7、#8 重复`."""

import re
from dataclasses import dataclass

from bot.domain.shared.errors import TooManyNumbers

NUMBERS_LIMIT = 50  # numbers in one message

ITEM = re.compile(
    r"[#＃]?(\d{1,9})(?:(?:\s*[-\u2010-\u2015－~～〜]\s*|[至到])[#＃]?(\d{1,9}))?(?=[\s，,、:：；;]|$|[和及与]\s*[#＃]?\d)"
)
SEPARATOR = re.compile(r"[\s，,、；;]*(?:[和及与](?=\s*[#＃]?\d))?\s*")
END = re.compile(r"\s*[:：]\s*")  # after a colon come words, whatever they begin with
# A number before one of these counts something: it belongs to the words. So does one that numbers an item of a list.
NUMBER_RUN = re.compile(
    r"\s*(?:[天日周月年点号楼栋幢层户人家位个盏次件只条台辆元块米吨平份张棵根处岁%\uff05]|小时|分钟|单元|工作日|多)|、\s*(?![#＃]?\d)"
)


@dataclass(frozen=True)
class Named:
    """The numbers as they were written, and the words that follow them."""

    numbers: tuple[int, ...]
    words: str


def format_numbers(numbers: tuple[int, ...]) -> str:
    """Return numbers of matters for a sentence that has its own # before them: 7、#8、#9."""
    return "、#".join(map(str, numbers))


def counts_something(text: str) -> bool:
    """Return whether the number that a text begins with counts something, and names no matter (3 盏灯)."""
    first = ITEM.match(text.lstrip())
    return first is not None and first[0][0] not in "#＃" and NUMBER_RUN.match(text.lstrip(), first.end()) is not None


def read_numbers(text: str, *, bare: bool, words: bool = True) -> Named | None:
    """Parse the numbers that a text begins with; None when it begins with none. Raises TooManyNumbers.

    `bare`: after a mere space the next number is one more, too; without it only what is listed (`7、8`, `7-9`, `#7 #8`)
    is. `words`: words may follow, which may begin with a number of their own (`7 3 盏灯`).
    """
    found: list[int] = []
    place = len(text) - len(text.lstrip())
    item, gap = ITEM.match(text, place), ""
    while item:
        is_listed = bool(gap.strip()) or item[0][0] in "#＃" or (item[2] is not None and (bare or not found))
        if found and words and NUMBER_RUN.match(text, item.end()):
            break
        if found and not (bare or is_listed):
            break
        first, last = sorted((int(item[1]), int(item[2] or item[1])))
        if len(found) + last - first >= NUMBERS_LIMIT:
            raise TooManyNumbers(limit=NUMBERS_LIMIT)
        found += range(first, last + 1)
        place = item.end()
        if ended := END.match(text, place):
            place = ended.end()
            break
        between = SEPARATOR.match(text, place)
        gap = between[0] if between else ""
        place += len(gap)
        item = ITEM.match(text, place)
    return Named(tuple(found), text[place:].strip()) if found else None
