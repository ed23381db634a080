"""What the views are given: values read from the store, ready to be put into words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from bot.domain.category import Category
from bot.domain.council import Council, Member
from bot.domain.matter import Matter, State
from bot.domain.meeting import Meeting
from bot.domain.meeting_days import Occurrence, Schedule
from bot.domain.poll import Poll

Names = Mapping[int, Member]  # by their number in the council


@dataclass(frozen=True)
class ShownCouncil:
    """What is set in a council."""

    council: Council
    head: Member | None
    next: Meeting | None


@dataclass(frozen=True)
class Roster:
    """A council's people by role."""

    council: Council
    members: tuple[Member, ...]
    known: int


@dataclass(frozen=True)
class ShownMatter:
    """A matter with everything its messages say."""

    council: Council
    matter: Matter
    names: Names
    supporters: int


@dataclass(frozen=True)
class ShownMeeting:
    """A meeting with everything its message says."""

    council: Council
    meeting: Meeting
    agenda: tuple[Matter, ...]
    coming: tuple[Member, ...]
    excused: tuple[Member, ...]
    head: Member | None
    left: timedelta


@dataclass(frozen=True)
class Days:
    """The regular meeting days of a council and the next of them."""

    council: Council
    schedule: Schedule | None
    days: tuple[Occurrence, ...]


@dataclass(frozen=True)
class ShownPoll:
    """A poll and the matter it is about."""

    council: Council
    poll: Poll
    matter: Matter | None


@dataclass(frozen=True)
class Page:
    """One page of a council's matters, the newest first; `page` and `pages` count from 1."""

    council: Council
    matters: tuple[Matter, ...]
    page: int
    pages: int
    total: int
    words: str


@dataclass(frozen=True)
class Mine:
    """What one person has to do with in one council."""

    council: Council
    must_do: tuple[Matter, ...]
    proposed: tuple[Matter, ...]
    supported: tuple[Matter, ...]


@dataclass(frozen=True)
class Stats:
    """How many matters stand where, and what they are about."""

    council: Council
    total: int
    states: Mapping[State, int]
    categories: Mapping[Category, int]
    people: int
