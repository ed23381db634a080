"""The advisory poll (意向摸底): opened in the platform's own form, closed by the clock, stored for good."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.polls.errors import BadPoll
from bot.domain.shared.date_parsing import parse_duration
from bot.domain.shared.masking import mask, normalize_text
from bot.domain.shared.numbered_document import NumberedDocument

QUESTION_LIMIT = 280  # characters; a platform takes a few more, and there is room for a mark
OPTION_LIMIT = 100
OPTION_COUNTS = range(2, 13)
OF_OPTIONS = frozenset({"options", "long_option"})  # reasons of BadPoll that leave the question as it is
SHORTEST_POLL = timedelta(seconds=30)
LONGEST_POLL = timedelta(days=60)
USUAL_LENGTH = timedelta(days=3)

FLAGS = {
    "匿名": ("anonymous", True),
    "实名": ("anonymous", False),
    "多选": ("multiple", True),
    "单选": ("multiple", False),
}


class PollState(StrEnum):
    """States of a poll."""

    OPEN = "open"
    CLOSING = "closing"  # its time is over; the platform is asked for the last counts
    CLOSED = "closed"


@dataclass(frozen=True)
class Asked:
    """The arguments of /poll. `matter` is set when the question is about a matter, with the usual options."""

    question: str
    options: tuple[str, ...]
    anonymous: bool
    multiple: bool
    lasts: timedelta
    matter: int | None = None


@dataclass(frozen=True, kw_only=True)
class Poll(NumberedDocument):
    """A poll of a council. `native` is the platform's id; `counts` the latest numbers received, one for each option."""

    question: str
    options: tuple[str, ...]
    anonymous: bool
    multiple: bool
    at: datetime  # UTC
    closes: datetime  # UTC
    state: PollState = PollState.OPEN
    matter: int | None = None
    native: str | None = None
    counts: tuple[int, ...] = ()
    voters: int = 0


@dataclass(frozen=True, kw_only=True)
class PollChoice:
    """The choice of a person in a poll with names; deleted when it is withdrawn."""

    council: int
    poll: int
    person: int
    options: tuple[int, ...]

    @property
    def key(self) -> str:
        """Council, poll and person."""
        return f"{self.council}/{self.poll}/{self.person}"


def parse_poll(text: str, usual_options: tuple[str, ...]) -> Asked:
    """Parse `问题⏎选项⏎选项…`, or a matter's number.

    匿名/实名, 多选 and a duration may stand before or after the question in the first line.
    Names are shown and one option is chosen unless the words say otherwise; it lasts three days.
    Raises BadPoll. What is checked is what will be shown: cleaned, and private numbers masked.
    """
    lines = _lines(text)
    words, wishes, lasts = _wishes(lines[0])
    rest = lines[1:]
    question = " ".join(words) or (rest.pop(0) if rest else "")  # the wishes may have the first line to themselves
    matter = re.fullmatch(r"[#＃]?(\d{1,9})", question) if not rest else None
    options = usual_options if matter else tuple(rest)
    if not SHORTEST_POLL <= lasts <= LONGEST_POLL:
        raise BadPoll(why="duration")
    if not matter:
        _check(question, options)
    return Asked(
        question=question,
        options=options,
        anonymous=wishes.get("anonymous", False),
        multiple=wishes.get("multiple", False),
        lasts=lasts,
        matter=int(matter[1]) if matter else None,
    )


def split_poll(text: str) -> tuple[str, str]:
    """Return the question, with the wishes before it, and the options of what was typed."""
    lines = _lines(text)
    asked = 1 if _wishes(lines[0])[0] else 2
    return "\n".join(lines[:asked]), "\n".join(lines[asked:])


def _lines(text: str) -> list[str]:
    """Return the lines as they will be shown: cleaned, and private numbers masked."""
    return [line.strip() for line in mask(normalize_text(text, 2 * len(text))).splitlines() if line.strip()] or [""]


def _wishes(line: str) -> tuple[list[str], dict[str, bool], timedelta]:
    """Return the words of the first line without the wishes at its ends, the wishes, and how long it lasts."""
    words = line.split()
    wishes: dict[str, bool] = {}
    lasts = USUAL_LENGTH
    for end in (0, -1):  # from the front, then from the back: "停水 3天 可以吗" keeps its three days
        while words and ((duration := parse_duration(words[end])) is not None or words[end] in FLAGS):
            if duration is None:
                wishes.update([FLAGS[words[end]]])
            else:
                lasts = duration
            del words[end]
    return words, wishes, lasts


def _check(question: str, options: Sequence[str]) -> None:
    if not question:
        raise BadPoll(why="question")
    if len(question) > QUESTION_LIMIT:
        raise BadPoll(why="long_question")
    if len(options) not in OPTION_COUNTS or len(set(options)) != len(options):
        raise BadPoll(why="options")
    if any(len(option) > OPTION_LIMIT for option in options):
        raise BadPoll(why="long_option")


def count_choices(choices: Sequence[PollChoice], options: int) -> tuple[tuple[int, ...], int]:
    """Count the choices: how often each option was chosen, and how many people took part."""
    counts = tuple(sum(index in choice.options for choice in choices) for index in range(options))
    return counts, len(choices)
