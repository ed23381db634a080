"""The escalation ladder 上报: its levels, who is on duty on each, and their time limits."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from bot.domain.shared.working_days import Holidays, Moved, add_working_days, end_of_period


class Level(IntEnum):
    """Levels that handle matters; residents call them L0 to L4."""

    BUILDING = 0  # 楼栋
    COUNCIL = 1  # 议事会
    COMMUNITY = 2  # 社区
    STREET = 3  # 街道
    DEPARTMENT = 4  # 职能部门


IN_WORKING_DAYS = frozenset({Level.COMMUNITY, Level.STREET, Level.DEPARTMENT})  # offices; the others count every day
MOST_DAYS = 365
MOST_CALLERS = 1000
USUAL_LIMITS = (1, 2, 3, 5, 7, 10, 15, 30)  # days, or working days in the offices
USUAL_CALLERS = (3, 5, 10, 20)


@dataclass(frozen=True, kw_only=True)
class Limits:
    """The time limits of each step of a matter and the callers needed to escalate it, as the council sets them."""

    accept: int = 1  # working days until what was brought up is sorted
    acknowledge: int = 1  # working days until the handler says that they have it
    post: int = 3  # days until a decision, or what was done, is posted
    levels: tuple[int, ...] = (7, 7, 5, 10, 15)  # by level: days, or working days in the offices
    callers: int = 5  # neighbours who together blow the whistle


@dataclass(frozen=True, kw_only=True)
class LadderStep:
    """A level of a council's ladder. `name` is the council's own name for it, "" the usual one.

    On duty is a member by number, or a person without an account by name.
    """

    level: Level
    name: str = ""
    person: int | None = None
    person_name: str = ""
    used: bool = True

    @property
    def manned(self) -> bool:
        """Return whether a person is on duty on this level."""
        return bool(self.person or self.person_name)


def usual_numbers(limit: str) -> tuple[int, ...]:
    """Return the numbers to which a limit is usually set."""
    return USUAL_CALLERS if limit == "callers" else USUAL_LIMITS


Ladder = tuple[LadderStep, ...]  # what a council has set, in any order


def steps(ladder: Ladder) -> list[LadderStep]:
    """Return the levels that a council uses, the lowest first."""
    own = {step.level: step for step in ladder}
    every = (own.get(level, LadderStep(level=level)) for level in Level)
    return [step for step in every if step.used]


def step_of(ladder: Ladder, level: Level) -> LadderStep:
    """Return one level as the council has it."""
    return next((step for step in ladder if step.level is level), LadderStep(level=level))


def level_above(ladder: Ladder, level: Level) -> LadderStep | None:
    """Return the next level up; None at the top."""
    return next((step for step in steps(ladder) if step.level > level), None)


def level_below(ladder: Ladder, level: Level) -> Level:
    """Return the next level down; the lowest stays."""
    return max((step.level for step in steps(ladder) if step.level < level), default=level)


def with_step(ladder: Ladder, new: LadderStep) -> Ladder:
    """Return the ladder with one level as it is from now on."""
    return tuple(sorted((new, *(step for step in ladder if step.level is not new.level)), key=lambda step: step.level))


def is_staffed(ladder: Iterable[LadderStep]) -> bool:
    """Return whether anybody is on duty anywhere: only then does the clock send matters up."""
    return any(step.manned and step.used for step in ladder)


def last_day(limits: Limits, level: Level, start: date, holidays: Holidays) -> Moved:
    """Return the last day that a level has for a matter it is handed on `start`, which is not counted."""
    days = limits.levels[level]
    if level in IN_WORKING_DAYS:
        return add_working_days(start, days, holidays)
    return end_of_period(start, days, holidays)
