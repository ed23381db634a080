"""A round of stars (评星): nominations by neighbours, then a poll among those who were nominated."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.polls.poll import OPTION_COUNTS
from bot.domain.shared.numbered_document import NumberedDocument
from bot.domain.stars.errors import NominationUnclear

WHAT_LIMIT = 60  # characters
NAME_LIMIT = 30
REASON_LIMIT = 100
NOMINATIONS_LIMIT = 3  # of one person in a round
LEAST, MOST = OPTION_COUNTS.start, OPTION_COUNTS.stop - 1  # candidates in a poll
_MONTHLY = re.compile(r"(?:每月(?:一次)?|monthly|every month)[\s:：]*", re.IGNORECASE)
_PARTED = re.compile(r"\s*[\n:：,，;；]\s*|\s+")
_PARTED_WITH_SPACES = re.compile(r"\s*[\n:：,，;；]\s*")


class StarState(StrEnum):
    """States of a round."""

    NOMINATING = "nominating"
    POLLED = "poll_opened"  # the nominations are closed, and a poll was opened
    CANCELLED = "cancelled"


@dataclass(frozen=True, kw_only=True)
class StarRound(NumberedDocument):
    """A round. `poll` is the number of the poll that decides it, `left_out` are nominees whom officers took out.

    `monthly`: on the first working day of the next month a round like it begins.
    """

    what: str
    by: int
    at: datetime  # UTC
    state: StarState = StarState.NOMINATING
    monthly: bool = False
    poll: int = 0
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Nomination:
    """A person's nomination of somebody, or of a household, with a reason; `place` counts theirs in the round."""

    council: int
    round: int
    person: int
    place: int
    name: str
    reason: str = ""
    at: datetime  # UTC

    @staticmethod
    def key_of(council: int, round_: int, person: int, place: int) -> str:
        """Return the key of a person's nomination."""
        return f"{council}/{round_}/{person}/{place}"

    @property
    def key(self) -> str:
        """Council, round, person and place."""
        return self.key_of(self.council, self.round, self.person, self.place)


@dataclass(frozen=True)
class Nominee:
    """A person or household that was nominated: by how many, the reasons, and which nomination was the first."""

    name: str
    count: int
    reasons: tuple[str, ...]
    first: Nomination
    is_left_out: bool = False


def parse_round(text: str) -> tuple[str, bool]:
    """Return what a round is about, and whether it comes back each month."""
    said = text.strip()
    match = _MONTHLY.match(said)
    return (said[match.end() :], True) if match else (said, False)


def parse_nomination(text: str) -> tuple[str, str]:
    """Return the name in a nomination, and the reason behind it; raises NominationUnclear.

    A comma, colon or new line ends a name with spaces in it; without one the first space does.
    """
    said = text.strip()
    parted = _PARTED_WITH_SPACES if _PARTED_WITH_SPACES.search(said) else _PARTED
    name, *rest = parted.split(said, 1)
    if not name:
        raise NominationUnclear
    return name, " ".join(" ".join(rest).split())


def list_nominees(nominations: Iterable[Nomination], left_out: Iterable[str] = ()) -> tuple[Nominee, ...]:
    """Return who was nominated, by most people first, of equals the first nominated first."""
    by_name: dict[str, list[Nomination]] = {}
    for each in sorted(nominations, key=lambda nomination: (nomination.at, nomination.person, nomination.place)):
        by_name.setdefault(each.name, []).append(each)
    nominees = (
        Nominee(name, len(every), tuple(each.reason for each in every if each.reason), every[0], name in set(left_out))
        for name, every in by_name.items()
    )
    return tuple(sorted(nominees, key=lambda nominee: -nominee.count))
