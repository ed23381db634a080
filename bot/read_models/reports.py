"""Read models of ledgers, summaries and totals over several councils."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.domain.councils.council import Council, Member, Role
from bot.domain.matters.category import Category
from bot.domain.matters.matter import Answer, Matter
from bot.domain.matters.satisfaction import Rates
from bot.domain.shared.ids import ChatId
from bot.domain.shared.reporting_period import Period
from bot.read_models.practices import PracticeFigures


@dataclass(frozen=True)
class LedgerAsked:
    """A request for the ledger: the matters from `first` up to, not with, `end`, to be sent to `chat`.

    `group` is where it goes when the private chat is closed; without a period it is the whole ledger.
    """

    council: Council
    first: int
    end: int
    chat: ChatId
    group: ChatId
    period: Period | None


@dataclass(frozen=True)
class LedgerRow:
    """A row of the ledger; the addresses are "" where there is nothing to look at. `silent` have not answered."""

    matter: Matter
    handler: Member | None
    closed_by: Member | None
    answers: Mapping[Answer, int]
    silent: int
    source: str
    evidence: str


@dataclass(frozen=True, kw_only=True)
class Turnout:
    """How many of those expected came to a meeting `at` an instant (UTC), or voted about a `matter`."""

    came: int
    expected: int
    at: datetime | None = None
    matter: int = 0


@dataclass(frozen=True, kw_only=True)
class Activity:
    """The matters of a council by category, solved and not yet, and after how many days the newest were answered.

    `days` has one number for each matter that was answered in the period, `turnout` its meetings and votes.
    """

    solved: Mapping[Category, int]
    waiting: Mapping[Category, int]
    days: tuple[int, ...]
    turnout: tuple[Turnout, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ShownSummary:
    """Figures of a period, and of what waits now.

    Of the `handed` assignments the handler acknowledged `answered_in_time`; of the matters `promised` for a day in the
    period `kept` are solved; of the `answers` in look-backs `satisfied` are content.
    """

    council: Council
    period: Period
    proposed: int
    solved: int
    overdue: int
    handed: int
    answered_in_time: int
    promised: int
    kept: int
    answers: int
    satisfied: int
    waiting: int
    oldest: tuple[Matter, ...]
    activity: Activity
    practices: tuple[PracticeFigures, ...] = ()

    @property
    def has_figures(self) -> bool:
        """Return whether any of the practices has something to tell."""
        return any(any(each.figures.values()) for each in self.practices)


@dataclass(frozen=True, kw_only=True)
class Rollup:
    """Totals of all child councils; `came` adds up the attendance of every meeting held."""

    councils: int
    total: int
    open: int
    rates: Rates
    meetings: int
    came: int
    practices: tuple[PracticeFigures, ...] = ()


@dataclass(frozen=True)
class Composition:
    """Members of the child councils by role and sector (界别); each person counts once, by their highest role."""

    councils: int
    roles: Mapping[Role, int]
    sectors: Mapping[str, int]
