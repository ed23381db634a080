"""Recognition of what people want by words that are no command: by examples, without a network, the same every time."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from bot.domain.matters.free_words_examples import (
    ASKING,
    ASKING_ENDS,
    CLOSING_THANKS,
    COURTESIES,
    ENGLISH_PLACES,
    ENGLISH_THINGS,
    ENGLISH_TROUBLES,
    EXAMPLES,
    FAILURES,
    FOLLOW_UPS,
    MEETING,
    MINE,
    NEGATIONS,
    NO_NEGATIONS,
    NOT_OPENERS,
    NOT_OTHERS,
    OPENERS,
    OTHERS,
    PARTICLES,
    PROGRESS,
    QUESTION,
    REPORTED,
    SAME_WORDS,
    WHEN_WHERE,
    WISHES,
    WORKS,
    Meaning,
)
from bot.domain.matters.matter import comparable_text
from bot.domain.matters.matter_numbers import NUMBER_RUN
from bot.domain.matters.similarity import ALIKE, BUILDING, PLACE, THING, TROUBLE, likeness, replace_known_words
from bot.domain.shared.chinese_numbers import to_arabic

SURE = 0.7  # from here on words are taken to want what an example wants
# The same, where neighbours see what follows, or words are dropped.
SURER = {Meaning.SUPPORT: 0.85, Meaning.CANCEL: 0.8}
LEAD = 0.05  # by so much the nearest meaning must be nearer than the next
LOOKED_AT = 300  # characters: by then a text has said what it is about
LONGEST_QUESTION = 60  # characters; what is longer tells something


def _alternatives(words: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern of any of the words: Chinese ones anywhere, English ones whole."""
    ranked = sorted(words, key=len, reverse=True)
    return re.compile("|".join(rf"\b{word}\b" if word.isascii() else word for word in ranked))


_NUMBER, _PLACE, _THING, _TROUBLE = "№", "⌂", "◇", "▽"
_MARKS = {PLACE: _PLACE, THING: _THING, TROUBLE: _TROUBLE}
_NUMERAL = r"\d{1,9}|[零一二三四五六七八九十百]{1,5}"
_KINDS = r"(?:那?[件个]?(?:议题|提案|案子|事情|事|建议))?"
_COUNTED = r"\s*(?:pm|am|oclock|days?|weeks?|months?|years?|times?|people)\b"
_MATTER_NUMBER = re.compile(
    rf"(?:议题|第)?#\s?(?P<hash>\d{{1,9}})(?!\d|号?[楼栋幢])号?{_KINDS}"
    rf"|(?<![月年\d零一二三四五六七八九十百])(?:议题)?第?(?P<counted>{_NUMERAL})号(?![楼栋院门线桩车家房幢口机棚库])(?!\d){_KINDS}"
    rf"|(?:议题|第)(?P<named>\d{{1,9}})(?!\d|[号楼栋幢]|{NUMBER_RUN.pattern}){_KINDS}"
    rf"|^(?P<first>\d{{1,6}})(?!\d|\s*[.:/\-]\s*\d|{NUMBER_RUN.pattern}|{_COUNTED})"
    rf"|(?<![\w:./])(?:(?:matter|number|no\.?)\s+)?(?P<english>\d{{1,6}})(?![\w:/]|\.\d|{NUMBER_RUN.pattern}|{_COUNTED})"
)
_ENGLISH_PLACE = re.compile(rf"\b(?:{'|'.join(ENGLISH_PLACES)})\s+\d{{1,3}}\b|\b\d{{1,3}}(?:st|nd|rd|th)\s+floor\b")
_ENGLISH_TROUBLE = _alternatives(ENGLISH_TROUBLES)
_ENGLISH_THING = _alternatives(ENGLISH_THINGS)
_SUBJECT = re.compile(rf"[{_PLACE}{_THING}{_TROUBLE}](?:[的里上边]?[{_PLACE}{_THING}{_TROUBLE}])*")
_OPENER = re.compile(
    rf"(?:{'|'.join(sorted(OPENERS, key=len, reverse=True))})(?!{'|'.join(NOT_OPENERS)})(?!$)(?!\w*[a-z])"
    rf"|(?:{'|'.join(each for each in OPENERS if each.isascii())})\b(?!$)"
)
_COURTESY = re.compile(rf"^(?:(?:{'|'.join(COURTESIES)})[\s,，。.!！、:：]*)+(?=\S)")
_THANKS = re.compile(rf"(?<=\S)[\s,，。.!！、]*(?:{'|'.join(CLOSING_THANKS)})[\s。.!！~～]*$")
_THANKS_FIRST = re.compile(rf"^(?:{'|'.join(CLOSING_THANKS)})[\s,，。.!！、]+(?=\S)")
_NO_NEGATION = re.compile("|".join(NO_NEGATIONS))
_NEGATION = _alternatives(NEGATIONS)
_MINE = _alternatives(MINE)
_OTHERS = _alternatives(OTHERS)
_NO_OTHERS = re.compile("|".join(NOT_OTHERS))
_SAME_WORDS = re.compile("|".join(sorted(SAME_WORDS, key=len, reverse=True)))
_EITHER = re.compile(r"([^\W\da-z])[不没]\1")  # 开不开会: it asks, and denies nothing
_QUESTION_END = re.compile(r"(?<=[了好完到果])没有?$")  # 修好了没
_ASKING = "吗"
_WISH = re.compile(rf"(?:{'|'.join(WISHES)})\w{{0,8}}?(?:{'|'.join(WORKS)})\w{{0,4}}[{_PLACE}]?[{_THING}]")
_FAILURE = re.compile(rf"[{_THING}].*\w不(?:{'|'.join(FAILURES)})")
_MEETING = _alternatives(MEETING)
_WHEN_WHERE = _alternatives(WHEN_WHERE)
_PROGRESS = _alternatives(PROGRESS)
_REPORTED = _alternatives(REPORTED)
_ASKS = _alternatives(ASKING)
_QUESTION = _alternatives(QUESTION)
_TOKEN = re.compile(r"[a-z']+|\d+|[^\W_]|[№⌂◇▽+]")
_EDGES = " \n\t?!.,~…。、·"  # of normalised words, where no punctuation is full-width
_DIRECT = "提议"  # a command's word with what it is about right behind it


@dataclass(frozen=True)
class Understood:
    """The meaning of words, and the number of the matter that they name."""

    meaning: Meaning
    number: int | None = None


@dataclass(frozen=True)
class _Pattern:
    """Words as they are compared: marks stand for numbers, places, things and troubles."""

    text: str
    tokens: frozenset[str]
    slots: frozenset[str]
    denies: bool
    mine: bool
    others: bool
    number: int | None = None
    troubled: bool = False


def recognise(text: str, *, answers_matter: bool = False) -> Understood:
    """Return what a text wants; UNSURE when no example is near enough, or two meanings are equally near.

    `answers_matter`: it answers the card of a matter, so it may ask about it without naming it.
    """
    plain = unicodedata.normalize("NFKC", text[:LOOKED_AT]).casefold().replace("’", "'").replace("'", "").strip(_EDGES)
    if _OPENER.match(plain):
        return Understood(Meaning.PROPOSE)
    ways = dict.fromkeys((plain, *_without_courtesies(plain)))
    patterns = [_read(way) for way in ways if way]
    short = len(plain) <= LONGEST_QUESTION
    near = _nearest(patterns, follow_ups=answers_matter) if short else {}
    ranked = sorted(near.items(), key=lambda found: -found[1][0])
    if ranked:
        meaning, (score, pattern) = ranked[0]
        runner_up = ranked[1][1][0] if len(ranked) > 1 else 0.0
        if score >= SURER.get(meaning, SURE) and score - runner_up >= LEAD:
            return Understood(meaning, pattern.number if meaning in {Meaning.ASK_MATTER, Meaning.SUPPORT} else None)
    asks = text.strip().endswith(("?", "？")) or plain.endswith(ASKING_ENDS)
    asks = asks or bool(_EITHER.search(plain) or _ASKS.search(plain))
    for pattern in patterns if short else []:
        if found := _asked_by_words(pattern):
            return Understood(found, pattern.number if found is Meaning.ASK_MATTER else None)
    tells = not asks and (_is_like_a_proposal(plain) or any(_THING in pattern.slots for pattern in patterns))
    if tells or any(pattern.troubled for pattern in patterns):
        return Understood(Meaning.PROPOSE)
    return Understood(Meaning.UNSURE)


def _asked_by_words(pattern: _Pattern) -> Meaning | None:
    """Return what a question asks that is like no example: when and where we meet, or what becomes of a matter."""
    if pattern.troubled or pattern.denies:
        return None
    if not pattern.slots and _MEETING.search(pattern.text) and _WHEN_WHERE.search(pattern.text):
        return Meaning.ASK_MEETING
    is_progress = _PROGRESS.search(pattern.text) and _QUESTION.search(pattern.text)
    if not pattern.slots and pattern.mine and not pattern.others and is_progress and _REPORTED.search(pattern.text):
        return Meaning.ASK_MINE
    is_about_one = pattern.slots in ({_NUMBER}, {_THING}) and not pattern.others
    if is_about_one and is_progress:
        return Meaning.ASK_MATTER
    return None


def take_proposal(text: str) -> str:
    """Return the words of a proposal without the command's word that they may begin with (提议坏了的灯)."""
    rest = text.strip().removeprefix(_DIRECT)
    return rest.strip(" ：:，,\n") if rest != text.strip() and not rest.startswith(NOT_OPENERS) else text.strip()


def begins_proposal(text: str) -> bool:
    """Return whether words begin with the command's word and what is plainly a proposal right behind it."""
    rest = text.strip().removeprefix(_DIRECT)
    if rest == text.strip() or not rest or rest.startswith(NOT_OPENERS):
        return False
    return recognise(rest).meaning is Meaning.PROPOSE


def _without_courtesies(plain: str) -> tuple[str, ...]:
    bare = _COURTESY.sub("", plain)
    return bare, _THANKS.sub("", bare), _THANKS_FIRST.sub("", bare)


def _is_like_a_proposal(plain: str) -> bool:
    words = comparable_text(plain)
    return any(likeness(words, example) >= ALIKE for example in _proposals())


@cache
def _proposals() -> tuple[str, ...]:
    return tuple(comparable_text(example) for example in EXAMPLES[Meaning.PROPOSE])


def _nearest(patterns: list[_Pattern], *, follow_ups: bool) -> dict[Meaning, tuple[float, _Pattern]]:
    """Return for each meaning the pattern that is nearest to one of its examples, with how near it is."""
    near: dict[Meaning, tuple[float, _Pattern]] = {}
    for pattern in patterns:
        for meaning, examples in _examples(follow_ups=follow_ups):
            score = max((_likeness(pattern, example) for example in examples), default=0.0)
            if score > near.get(meaning, (0.0, pattern))[0]:
                near[meaning] = score, pattern
    return near


@cache
def _examples(*, follow_ups: bool) -> tuple[tuple[Meaning, tuple[_Pattern, ...]], ...]:
    every = []
    for meaning, examples in EXAMPLES.items():
        if meaning is Meaning.PROPOSE:
            continue  # they are compared as matters are
        more = FOLLOW_UPS if follow_ups and meaning is Meaning.ASK_MATTER else ()
        every.append((meaning, tuple(_read(example) for example in (*examples, *more))))
    return tuple(every)


def _likeness(one: _Pattern, other: _Pattern) -> float:
    """Return how alike two patterns are, from 0 to 1; 0 when only one denies it, or names a thing."""
    if other.mine and (one.others or not one.mine):
        return 0.0
    if one.denies != other.denies or one.slots != other.slots or one.tokens <= {_PLACE, _THING}:
        return 0.0
    return 2 * len(one.tokens & other.tokens) / (len(one.tokens) + len(other.tokens))


def _read(plain: str) -> _Pattern:
    """Return the pattern of normalised words."""
    text = _SAME_WORDS.sub(lambda found: SAME_WORDS[found[0]], plain)
    text = _QUESTION_END.sub(_ASKING, text)
    if _EITHER.search(text):
        text = _EITHER.sub(r"\1", text).removesuffix(_ASKING) + _ASKING
    text = _ENGLISH_PLACE.sub(_PLACE, text)
    number = _MATTER_NUMBER.search(text)
    if number:
        text = f"{text[: number.start()]}{_NUMBER}{text[number.end() :]}"
    denies = bool(_NEGATION.search(_NO_NEGATION.sub("", text)))
    marked = replace_known_words(BUILDING.sub(_PLACE, text), _MARKS)
    marked = _ENGLISH_THING.sub(_THING, _ENGLISH_TROUBLE.sub(_TROUBLE, marked))
    troubled = any((_TROUBLE in marked, _WISH.search(marked), _FAILURE.search(marked)))
    marked = _SUBJECT.sub(lambda run: _PLACE if set(run[0]) & {_THING, _TROUBLE} == set() else _THING, marked)
    words = [token for token in _TOKEN.findall(marked) if token not in PARTICLES]
    pairs = [f"{one} {other}" for one, other in pairwise(words)]
    value = _value(number) if number else None
    return _Pattern(
        text=marked,
        tokens=frozenset((*words, *pairs)),
        slots=frozenset(words) & {_NUMBER, _PLACE, _THING},
        denies=denies,
        mine=bool(_MINE.search(text)),
        others=bool(_OTHERS.search(_NO_OTHERS.sub("", text))),
        number=value,
        troubled=troubled,
    )


def _value(found: re.Match[str]) -> int | None:
    said = next(group for group in found.groups() if group)
    digits = said if said.isdecimal() else to_arabic(said)
    return int(digits) if digits else None
