"""Mediation (调解) between two willing sides by a mediator, in private, until they agree or one of them leaves."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from bot.domain.shared.numbered_document import NumberedDocument

MEDIATION_KEPT = timedelta(days=30)  # how long its words are kept after the end
SIDE_PATIENCE = timedelta(days=14)  # how long a side is waited for
IDLE = timedelta(days=90)  # after so long without a step it is over
NOTES_LIMIT = 200


class MediationState(StrEnum):
    """States of a mediation."""

    ASKED = "asked"  # 等双方同意
    RUNNING = "running"  # 调解中
    PROPOSED = "proposed"  # 等双方同意协议
    AGREED = "agreed"  # 已达成协议
    CHECKING = "checking"  # 到期回访
    ENDED = "ended"  # 已结束


class Part(StrEnum):
    """Parts that a person takes in a mediation."""

    SIDE = "side"
    MEDIATOR = "mediator"


S = MediationState
LIVE = frozenset(S) - {S.ENDED}
TALKING = frozenset({S.RUNNING, S.PROPOSED, S.AGREED, S.CHECKING})
# what somebody does: who may, and where it must stand
PERMITTED: Mapping[str, tuple[Part, frozenset[MediationState]]] = {
    "yes": (Part.SIDE, frozenset({S.ASKED})),
    "no": (Part.SIDE, frozenset({S.ASKED})),
    "ok": (Part.SIDE, frozenset({S.PROPOSED})),
    "nok": (Part.SIDE, frozenset({S.PROPOSED})),
    "kept": (Part.SIDE, frozenset({S.CHECKING})),
    "broken": (Part.SIDE, frozenset({S.CHECKING})),
    "say": (Part.SIDE, TALKING),
    "leave": (Part.SIDE, TALKING),
    "first": (Part.MEDIATOR, TALKING),
    "second": (Part.MEDIATOR, TALKING),
    "agree": (Part.MEDIATOR, frozenset({S.RUNNING, S.PROPOSED})),
    "end": (Part.MEDIATOR, LIVE),
}


@dataclass(frozen=True, kw_only=True)
class Note:
    """A message from one of the three people of a mediation to another, both by member number."""

    by: int
    to: int
    text: str
    at: datetime  # UTC


@dataclass(frozen=True, kw_only=True)
class Mediation(NumberedDocument):
    """A mediation between two members. `said` are the sides that have agreed to the present question."""

    mediator: int
    first: int
    second: int
    text: str
    at: datetime  # UTC
    state: MediationState = S.ASKED
    said: tuple[int, ...] = ()
    notes: tuple[Note, ...] = ()
    agreement: str = ""
    due: date | None = None

    @property
    def sides(self) -> tuple[int, int]:
        """The two sides."""
        return (self.first, self.second)

    @property
    def people(self) -> tuple[int, int, int]:
        """The mediator and both sides."""
        return (self.mediator, self.first, self.second)


def part_of(mediation: Mediation, person: int) -> Part | None:
    """Return a member's part in the mediation; None for everybody else."""
    if person == mediation.mediator:
        return Part.MEDIATOR
    return Part.SIDE if person in mediation.sides else None


def can(mediation: Mediation, act: str, person: int) -> bool:
    """Return whether this person can do this now; yes and no are said once."""
    who, states = PERMITTED[act]
    asks_again = act in {"say", "leave", "first", "second", "agree", "end"}
    return (
        part_of(mediation, person) is who and mediation.state in states and (asks_again or person not in mediation.said)
    )
