"""Read models of duty."""

from dataclasses import dataclass
from datetime import date

from bot.domain.councils.council import Council, Member
from bot.domain.duty.swap import DutySwap
from bot.domain.duty.turn import DutyDraft, DutyTurn
from bot.read_models.shared import Names


@dataclass(frozen=True)
class ShownTurn:
    """A turn, and the member whose it is; None for somebody whom the council does not know."""

    turn: DutyTurn
    member: Member | None

    @property
    def is_held(self) -> bool:
        """Return whether anybody has it."""
        return self.member is not None or bool(self.turn.name)


Turns = tuple[ShownTurn, ...]


@dataclass(frozen=True)
class ShownDuty:
    """The people on duty today and in the coming days, for one reader: their own turns, and for an officer the gaps."""

    council: Council
    today: date
    days: tuple[tuple[date, Turns], ...]
    telephone: str
    mine: tuple[DutyTurn, ...]
    officer: bool
    gaps: tuple[date, ...] = ()


@dataclass(frozen=True)
class ShownReminder:
    """A turn for the one whose it is, with the others of that day; `late`: it should have come the evening before."""

    council: Council
    turn: DutyTurn
    others: Turns
    today: date
    late: bool
    running: bool  # a swap of it waits for an answer


@dataclass(frozen=True)
class ShownDutyDays:
    """Days that the officers are told about, as they are now: without anybody, or with people who were not told."""

    council: Council
    days: tuple[tuple[date, Turns], ...]


@dataclass(frozen=True)
class ShownDutyDraft:
    """A roster that waits for a yes: the days that it changes, names of no member, days that stay without anybody."""

    council: Council
    draft: DutyDraft
    names: Names
    unknown: tuple[str, ...]
    replaced: int
    gaps: tuple[date, ...]
    swaps: int


@dataclass(frozen=True)
class ShownSwap:
    """A swap for one reader."""

    council: Council
    swap: DutySwap
    person: Member | None
    other: Member | None
    reader: int
