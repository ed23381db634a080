"""The record of a bench meeting (板凳会): how many were there, and the opinions that the host wrote down."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.hosts.errors import BenchUnclear, TooManyOpinions
from bot.domain.shared.chinese_numbers import SMALL_NUMBER, parse_number
from bot.domain.shared.numbered_document import NumberedDocument
from bot.domain.shared.undo import UNDO_TIME

OPINIONS_LIMIT = 10
OPINION_LIMIT = 150  # characters, so that ten of them fit into one message
PEOPLE_LIMIT = 999
_PEOPLE = re.compile(
    rf"\s*(?:来了|到了|到场)?\s*(?P<number>\d{{1,4}}|{SMALL_NUMBER})\s*"
    r"(?:(?:个人|人|位|people)[\s,，.。:：;；]*|[\s,，.。:：;；]+|$)",
    re.IGNORECASE,
)
_BULLET = re.compile(r"\s*(?:[-·•*]|\(?（?\d{1,2}[.、)）](?!\d))\s*")
_LINES = re.compile(r"[\n；;]")
_NOTHING = frozenset({"没有意见", "没有", "无", "no opinions", "none"})


@dataclass(frozen=True, kw_only=True)
class BenchMeeting(NumberedDocument):
    """A bench meeting at a host's, with so many people; `by` recorded it, `edited` is when it was changed last."""

    host: int
    people: int
    by: int
    at: datetime  # UTC
    edited: datetime | None = None  # UTC

    def can_be_undone(self, now: datetime) -> bool:
        """Return whether it can still be taken back."""
        return now - self.at <= UNDO_TIME


@dataclass(frozen=True, kw_only=True)
class BenchOpinion:
    """An opinion from a bench meeting, and the number of the matter that it became, or 0.

    No `place` is given twice in a meeting, whatever is changed in its record: buttons go by it.
    """

    council: int
    meeting: int
    place: int
    text: str
    matter: int = 0
    at: datetime  # UTC

    @staticmethod
    def key_of(council: int, meeting: int, place: int) -> str:
        """Return the key of the opinion at a place."""
        return f"{council}/{meeting}/{place}"

    @property
    def key(self) -> str:
        """Council, meeting and place."""
        return self.key_of(self.council, self.meeting, self.place)


@dataclass(frozen=True)
class BenchText:
    """The words about a bench meeting, in their parts."""

    people: int
    opinions: tuple[str, ...]


def parse_people(text: str) -> tuple[int, str]:
    """Return how many were there, said first, and the rest of the words. Raises BenchUnclear."""
    match = _PEOPLE.match(text)
    people = parse_number(match["number"]) if match else 0
    if match is None or not 1 <= people <= PEOPLE_LIMIT:
        raise BenchUnclear(most=PEOPLE_LIMIT)
    return people, text[match.end() :]


def parse_bench(text: str) -> BenchText:
    """Parse a record: how many were there, then the opinions, a line each. Raises BenchUnclear, TooManyOpinions."""
    people, rest = parse_people(text)
    lines = (_BULLET.sub("", line, count=1).strip() for line in _LINES.split(rest))
    opinions = tuple(dict.fromkeys(line for line in lines if line and line.lower() not in _NOTHING))
    if len(opinions) > OPINIONS_LIMIT:
        raise TooManyOpinions(most=OPINIONS_LIMIT)
    return BenchText(people, opinions)


def merge_opinions(before: Sequence[BenchOpinion], texts: Sequence[str]) -> tuple[tuple[BenchOpinion, ...], list[str]]:
    """Return the opinions of a record that stay when it is changed, and the texts that are new.

    What became a matter stays, whatever is written now. Raises TooManyOpinions.
    """
    staying = tuple(each for each in before if each.matter or each.text in texts)
    known = {each.text for each in staying}
    new = [text for text in texts if text not in known]
    if len(staying) + len(new) > OPINIONS_LIMIT:
        raise TooManyOpinions(most=OPINIONS_LIMIT)
    return staying, new
