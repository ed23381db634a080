"""What ledgers, summaries and sums over several councils say."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.councils.council import Council, Member, Role
from bot.domain.matters.matter import Answer, Matter
from bot.domain.matters.satisfaction import Rates
from bot.domain.shared.reporting_period import Period


@dataclass(frozen=True)
class LedgerAsked:
    """The ledger that is asked for: the matters from `first` up to, not with, `end`, to be sent to `chat`.

    `group` is where it goes when the private chat is shut; without a period it is the whole ledger.
    """

    council: Council
    first: int
    end: int
    chat: int
    group: int
    period: Period | None


@dataclass(frozen=True)
class LedgerRow:
    """One line of the ledger; the addresses are "" where there is nothing to look at. `silent` have not answered."""

    matter: Matter
    handler: Member | None
    closed_by: Member | None
    answers: Mapping[Answer, int]
    silent: int
    source: str
    evidence: str


@dataclass(frozen=True, kw_only=True)
class ShownSummary:
    """What a period brought, and what waits now.

    Of those `handed` over the handler answered `answered_in_time`; of those `promised` for a day in it, `kept` are
    solved; of the `answers` in look-backs, `satisfied` are content.
    """

    council: Council
    period: Period
    proposed: int
    solved: int
    late: int
    handed: int
    answered_in_time: int
    promised: int
    kept: int
    answers: int
    satisfied: int
    waiting: int
    oldest: tuple[Matter, ...]


@dataclass(frozen=True, kw_only=True)
class Rollup:
    """What all councils below one make together; `came` counts everybody at each meeting that was held."""

    councils: int
    total: int
    open: int
    rates: Rates
    meetings: int
    came: int


@dataclass(frozen=True)
class Composition:
    """Who serves in the councils below one: each person counts once, by their highest role, and by sector (界别)."""

    councils: int
    roles: Mapping[Role, int]
    sectors: Mapping[str, int]
