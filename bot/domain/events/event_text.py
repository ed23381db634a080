"""The words for an event, as people write them: 12月5日 9:00 小广场 30人 大扫除 带手套, or a line for each part."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from zoneinfo import ZoneInfo

from bot.domain.events.errors import BadPlaces
from bot.domain.events.event import PLACES_LIMIT
from bot.domain.meetings.places import mentions_when
from bot.domain.shared.chinese_numbers import SMALL_NUMBER, parse_number
from bot.domain.shared.date_parsing import find_day, parse_moment

WORDS_READ = 40  # words of the first line in which a day is looked for
PARTS = ("when", "place", "places", "whom", "bring", "closes", "what")  # as they are written; the last may be long
ASKED = ("what", "when", "place", "places")  # what an event cannot be without, as it is asked for
LABELS = {
    "when": "时间",
    "place": "地点",
    "places": "名额",
    "whom": "对象",
    "bring": "请带",
    "closes": "截止",
    "what": "内容",
}
_WORDS = {
    "when": "时间|when",
    "place": "地点|地址|place|where",
    "places": "名额|人数|places",
    "whom": "对象|面向|for",
    "bring": "请带|要带|带|bring",
    "closes": "(?:报名)?截止|until",
    "what": "内容|活动|what",
}
_LABEL = re.compile(
    rf"\s*(?:{'|'.join(f'(?P<{part}>{words})' for part, words in _WORDS.items())})\s*[:：]\s*", re.IGNORECASE
)
_PARTED = re.compile(r"[\s,，;；。]+")
_UNLIMITED = re.compile(r"(?:名额|人数)?不限(?:名额|人数)?|no limit|unlimited", re.IGNORECASE)
_NUMBER = rf"(?P<number>\d{{1,5}}|{SMALL_NUMBER})"
_PLACES = re.compile(  # in a line with other words
    rf"(?:[限共招]|名额)?{_NUMBER} ?(?:个?人|个?名额?|位|places?|people)|{_UNLIMITED.pattern}", re.IGNORECASE
)
_COUNTED = re.compile(r"(\d{1,5}) (people|places?)\b", re.IGNORECASE)  # one word of two
_BRING = re.compile(r"(?:请|要|需|自|请自)?带(?P<what>.*)|bring", re.IGNORECASE)
_WHOM = re.compile(r"(?:面向|仅限|限)(?P<whom>\D.*)|.{1,10}岁以[上下].{0,10}")
_CLOSES = re.compile(r"(?:报名)?截止(?:到|时间)?[:： ]?")


@dataclass(frozen=True)
class EventText:
    """The parts of an event as they were written, "" where nothing was; `places` in digits, 0 for no limit."""

    what: str = ""
    when: str = ""
    place: str = ""
    places: str = ""
    whom: str = ""
    bring: str = ""
    closes: str = ""

    @property
    def missing(self) -> str:
        """The first part that has to be asked for; "" when all are there."""
        return next((part for part in ASKED if not getattr(self, part)), "")

    def written(self) -> str:
        """Return the parts, each on a line of its own, as they are parsed again."""
        return "\n".join(f"{LABELS[part]}：{said}" for part in PARTS if (said := getattr(self, part)))


def parse_event(text: str, today: date, zone: ZoneInfo) -> EventText:
    """Parse the words for an event. Raises BadPlaces."""
    said, free = _labelled_lines(text)
    first, _, more = "\n".join(free).partition("\n")
    found = _parse_line(first, said, today, zone)
    what = "\n".join(filter(None, (found.what, more.strip())))
    return replace(
        found,
        what=what,
        when=_fixed(found.when, today, zone),
        closes=_fixed(found.closes, today, zone),
        places=parse_places(found.places) if found.places else "",
    )


def add_answer(so_far: EventText, part: str, answer: str, today: date, zone: ZoneInfo) -> EventText:
    """Return what is known with the answer to the question for one part; more than was asked for is taken as well."""
    answer = answer.strip()
    if _LABEL.match(answer):
        more = parse_event(answer, today, zone)
    elif part == "what":
        more = parse_event(f"{LABELS['place']}：-\n{answer}", today, zone)  # all of it says what, nothing where
        more = replace(more, place="")
    elif part == "places":
        more = EventText(places=parse_places(answer))
    elif part == "when":
        when, _before, behind = _take_moment(answer, today, zone)
        more = EventText(when=when or answer, place=behind.strip() if when else "")
    else:
        more = EventText(place=answer)
    return EventText(*(getattr(more, name) or getattr(so_far, name) for name in EventText.__dataclass_fields__))


def _fixed(moment: str, today: date, zone: ZoneInfo) -> str:
    """Return a moment as it means the same on any day; words that name none, or a past one, as they are."""
    return _take_moment(moment, today, zone)[0] or moment


def parse_places(text: str) -> str:
    """Return a number of places in digits, 0 for no limit. Raises BadPlaces."""
    said = text.strip()
    if said == "0":
        return said
    match = _PLACES.fullmatch(f"{said}人" if re.fullmatch(_NUMBER, said) else said)
    if match is None or (match["number"] and not 1 <= parse_number(match["number"]) <= PLACES_LIMIT):
        raise BadPlaces(most=PLACES_LIMIT)
    return str(parse_number(match["number"])) if match["number"] else "0"


def _labelled_lines(text: str) -> tuple[EventText, list[str]]:
    """Return the lines that begin with a label as parts, and the others; those below 内容 belong to it."""
    said: dict[str, str] = {}
    free: list[str] = []
    for line in text.strip().split("\n"):
        label = _LABEL.match(line)
        if label and label.lastgroup and "what" not in said:
            said[label.lastgroup] = line[label.end() :].strip()
        elif "what" in said:
            said["what"] += f"\n{line.rstrip()}"
        else:
            free.append(line)
    return EventText(**said), free


def _parse_line(line: str, said: EventText, today: date, zone: ZoneInfo) -> EventText:
    """Return the parts in a line without labels, over those that are said already.

    The words before a day say what it is; behind it comes the place first.
    """
    closes, *around = _take_moment(line, today, zone, after=_CLOSES)
    when, before, line = "", "", " ".join(around).strip()
    if not said.when:
        when, before, line = _take_moment(line, today, zone)
    said = replace(said, when=said.when or when, closes=said.closes or closes)
    named, said = _sort_words(before, said)
    rest, said = _sort_words(line, said, is_named=bool(named or said.what))
    if rest and not said.place and (len(rest) > 1 or named or said.what) and not mentions_when(rest[0]):
        said = replace(said, place=rest.pop(0))
    return replace(said, what=" ".join(filter(None, (said.what, *named, *rest))))


def _sort_words(line: str, said: EventText, *, is_named: bool = False) -> tuple[list[str], EventText]:
    """Return the words that say what or where, and the parts that the others say.

    What follows things to bring is one of them, once it is known what and where the event is (`is_named`: what).
    """
    rest: list[str] = []
    is_bringing = False
    for word in _PARTED.split(_COUNTED.sub(r"\1\2", line)):
        known = len(rest) + bool(said.place) + is_named
        bring, whom = _BRING.fullmatch(word), _WHOM.fullmatch(word)
        if not word:
            continue
        if bring:
            is_bringing = True
            said = replace(said, bring=" ".join(filter(None, (said.bring, bring["what"]))))
        elif not said.places and _PLACES.fullmatch(word):
            said = replace(said, places=word)
        elif whom and not said.whom:
            said = replace(said, whom=whom["whom"] or word)
        elif is_bringing and known > 1:
            said = replace(said, bring=f"{said.bring} {word}".strip())
        else:
            rest.append(word)
    return rest, said


def _take_moment(line: str, today: date, zone: ZoneInfo, after: re.Pattern[str] | None = None) -> tuple[str, str, str]:
    """Return the day and time in a line, and what is before and behind; "" for a day alone, which is left out.

    `after`: only behind these words.
    """
    for start, begin in _beginnings(line, after):
        behind = line[begin:]
        if parsed := parse_moment(behind, today, zone):
            local = parsed[0].astimezone(zone)
            said = behind[: len(behind) - len(parsed[1])].strip(" ,，")
            # 周六 is another day when it is read next week; what is past already is asked about as it was written.
            return said if local.date() < today else f"{local:%Y-%m-%d %H:%M}", line[:start], parsed[1]
        if after is None and (day := find_day(behind, today)):
            return "", line[:start], day.rest
    return "", "", line


def _beginnings(line: str, after: re.Pattern[str] | None) -> Iterator[tuple[int, int]]:
    """Return where a moment may begin, with the words before it that belong to it, and without."""
    if after is None:
        starts = [0, *(gap.end() for gap in _PARTED.finditer(line))]
        yield from ((start, start) for start in starts[:WORDS_READ])
    else:
        yield from ((label.start(), label.end()) for label in after.finditer(line))
